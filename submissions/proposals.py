"""What a draft proposes: one document made of its parts, and everything that is in the way of sending it."""

from django.utils.translation import gettext as _

from . import forms, updating
from .forms.base import Problem
from .models import Submission


def build(submission):
    """(the proposal, its Problems): all parts, all problems at once. The proposal holds what can be used of what was typed; of an
    update, what of it differs from what the author saw."""
    return built_of(submission, forms.filled(submission))


def built_of(submission, filled):
    """The same of forms that are at hand (see `forms.filled`)."""
    proposal, problems = {}, []
    for form in filled.values():
        problems += form.problems()
        proposal |= form.proposal()
    if submission.kind == Submission.Kind.NEW:
        return proposal, problems
    told = updating.differences(submission, proposal)
    if not problems and not updating.says_something(told):
        problems = [Problem(next(iter(filled)), "", nothing_differs(), False)]
    return told, problems


def nothing_differs():
    return _(
        "Nothing differs from what the registry has. Change what you know better; or, if you looked and all is as it was, begin "
        "an update of the site that says so."
    )


def person(submission):
    """Who sends it: the columns `name`, `affiliation`, `email`, `credit` and `consented_at`."""
    return forms.form_of(submission, "you", submission.typed.get("you", {})).person()
