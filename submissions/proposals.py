"""What a draft proposes: one document made of its parts, and everything that is in the way of sending it."""

from . import forms


def build(submission):
    """(the proposal, its Problems): all parts, all problems at once. The proposal holds what can be used of what was typed."""
    return built_of(forms.filled(submission))


def built_of(filled):
    """The same of forms that are at hand (see `forms.filled`)."""
    proposal, problems = {}, []
    for form in filled.values():
        problems += form.problems()
        proposal |= form.proposal()
    return proposal, problems


def person(submission):
    """Who sends it: the columns `name`, `affiliation`, `email`, `credit` and `consented_at`."""
    return forms.form_of(submission, "you", submission.typed.get("you", {})).person()
