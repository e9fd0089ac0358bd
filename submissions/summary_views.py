"""The summary of a draft: everything as it will be sent, with all that is in the way; and the sending."""

from contextlib import suppress
from http import HTTPStatus

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from . import forms, frame, live_check, parts, proposals, review, stamps, suspicion
from .drafts import Closed
from .private import private

JUDGED = {"place", "boundary", "species"}  # the parts that a verdict turns on


@private
@require_safe
def summary(request, submission, token):
    if not submission.is_open_to_its_author:
        return redirect("submission", token)
    return _page(request, submission, token)


@private
@require_POST
def send(request, submission, token):
    """Sends what the summary showed. Sent again, or by two at once, it is one sending; changed since it was shown, it is shown again."""
    if request.POST.get("version") != str(submission.version) or not submission.is_open_to_its_author:
        return redirect("submission", token)
    filled = forms.filled(submission)
    proposal, problems = proposals.built_of(submission, filled)
    if problems or request.POST.get("seen") != _mark(submission, proposal):
        return _page(request, submission, token, filled, was_sent=True)
    flags, hold = suspicion.of(request, submission, proposal, _form(submission))
    with suppress(review.Lost, Closed):  # an earlier sending is what counts: its page is the same
        review.send(
            submission, proposal=proposal, person=proposals.person(submission), flags=flags, hold=hold
        )
    return redirect("submission", token)


def _page(request, submission, token, filled=None, *, was_sent=False):
    filled = filled or forms.filled(submission)
    proposal, problems = proposals.built_of(submission, filled)
    judged, left_out = live_check.judged(submission) if JUDGED & filled.keys() else (None, 0)
    told = {
        **frame.around(submission, token, frame.SUMMARY, filled),
        "judged": judged,
        "left_out": left_out,
        "sections": [_section(form) for form in filled.values()],
        "in_the_way": [_leading(filled[problem.part], problem, token) for problem in problems],
        "was_sent": was_sent,
        "problems": was_sent,
        "person": proposals.person(submission),
        "seen": _mark(submission, proposal),
        "stamp_of_form": stamps.issue(_form(submission)),
        "as_links": True,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if was_sent else HTTPStatus.OK
    return render(request, "submissions/summary.html", told, status=status)


def _form(submission):
    """The name of the form for its stamp: that of another submission is of no use here."""
    return f"send {submission.reference}"


def _mark(submission, proposal):
    """A mark of everything that is sent, so that nothing goes out that was not shown."""
    return parts.mark({"proposal": proposal, "you": submission.typed.get("you", {})})


def _section(form):
    templates = [f"submissions/summary/{form.part}.html", "submissions/summary/_part.html"]
    return {"part": form.part, "title": forms.PARTS[form.part], "form": form, "templates": templates}


def _leading(form, problem, token):
    """A problem with the address of the field where it is mended."""
    address = f"{frame.address(token, problem.part)}?check#{form.anchor(problem.field)}"
    label = form.label_of(problem.field) if problem.field else forms.PARTS[problem.part]
    return {"address": address, "label": label, "sentence": problem.sentence}
