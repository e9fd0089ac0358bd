"""What a draft proposes: one document made of its parts, and everything that is in the way of sending it."""

from . import forms


def build(submission):
    """(the proposal, its Problems): all parts, all problems at once. The proposal holds what can be used of what was typed."""
    proposal, problems = {}, []
    for part in forms.parts_of(submission):
        form = forms.form_of(submission, part, submission.typed.get(part, {}))
        problems += form.problems()
        proposal |= form.proposal()
    return proposal, problems


def person(submission):
    """Who sends it: the columns `name`, `affiliation`, `email`, `credit` and `consented_at`."""
    form = forms.form_of(submission, "you", submission.typed.get("you", {}))
    form.problems()
    return form.person()
