"""The parts of a draft: each is a module here with a class `Form` (see `base.PartForm`), looked up by name when it is asked for."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _

from .. import kinds, prefill
from ..models import Submission

PARTS = {
    "matter": _("What you found"),
    "place": _("The place"),
    "boundary": _("The boundary"),
    "species": _("The species"),
    "evidence": _("The evidence"),
    "you": _("You"),
}
NEW = ("place", "boundary", "species", "evidence", "you")


def parts_of(submission):
    """Names of the parts that a submission has, in the order in which they are offered: of an update, those that its matter asks for."""
    is_update = submission.kind == Submission.Kind.UPDATE
    return kinds.parts_of(submission.about) if is_update else NEW


def form_of(submission, part, typed=...):
    """The form of one part: filled in with `typed`, or with what the submission keeps; not filled in where that is None."""
    found = submission.typed.get(part) if typed is ... else typed
    form = import_module(f"{__name__}.{part}").Form(found, submission=submission)
    if submission.kind == Submission.Kind.UPDATE:
        form.on_file = prefill.typed(submission.base, submission.about).get(part, {})
    return form


def filled(submission):
    """{part: its form} of all parts, each filled in with what the submission keeps, be it nothing."""
    return {part: form_of(submission, part, submission.typed.get(part, {})) for part in parts_of(submission)}
