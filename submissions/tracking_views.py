"""The private page of a submission: how it stands, what was said, and what its author may do. Looking changes nothing: every act is a
POST, and one that comes twice is done once."""

from http import HTTPStatus

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import (
    allowances,
    drafts,
    erasing,
    export,
    files,
    forms,
    keeping,
    links,
    notices,
    review,
    sheet,
    standing,
    vault,
    waiting,
)
from .answer_form import AnswerForm
from .models import Event, Submission
from .private import private

ANSWERS_AN_HOUR, EXPORTS_AN_HOUR = 20, 10
PAGES = ["GET", "HEAD", "POST"]


@private
@require_safe
def tracked(request, submission, token):
    return _page(request, submission, token)


@private
@require_http_methods(PAGES)
def answer(request, submission, token):
    if request.method != "POST":
        return redirect("submission", token)
    links.confirm(token)
    form = AnswerForm(request.POST, is_question=standing.is_asked(submission))
    if not form.is_valid():
        return _page(request, submission, token, HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    if not allowances.take("answer", allowances.of_link(token), per_hour=ANSWERS_AN_HOUR):
        form.add_error(
            None, _("You wrote many messages within an hour. Please wait a little before you send this.")
        )
        return _page(request, submission, token, HTTPStatus.TOO_MANY_REQUESTS, form=form)
    try:
        review.answer(submission, form.cleaned_data["text"], key=form.cleaned_data["key"])
    except drafts.Closed as closed:
        unsent = form.cleaned_data["text"]
        return _page(request, closed.submission, token, HTTPStatus.CONFLICT, unsent=unsent)
    return redirect(reverse("submission", args=[token]) + "#conversation")


@private
@require_http_methods(PAGES)
def withdraw(request, submission, token):
    """Asks, and takes back what was sent. A draft was told to nobody: there, the same is to erase it."""
    if submission.state == Submission.State.DRAFT:
        return redirect("submission-erase", token)
    if request.method != "POST" and submission.state in review.OPEN:
        return render(request, "submissions/withdraw.html", _around(submission, token))
    if request.method == "POST":
        links.confirm(token)
        try:
            review.withdraw(submission)
        except drafts.Closed as closed:
            return _page(request, closed.submission, token, HTTPStatus.CONFLICT, too_late=True)
    return redirect("submission", token)


@private
@require_http_methods(PAGES)
def erase(request, submission, token):
    """Asks, and erases who sent it. With a mailbox on file it is done by a link that was mailed there: co-authors share the other one."""
    link = links.link_of(token)
    is_owner = not submission.email or link.sent_to == submission.email
    told = {
        **_around(submission, token),
        "is_owner": is_owner,
        "is_draft": submission.sent_at is None,
        "is_done": _is_erased(submission),
    }
    if request.method != "POST":
        return render(request, "submissions/erase.html", told)
    links.confirm(token)
    if not is_owner:
        notices.erasing(submission)
        return render(request, "submissions/erase.html", told | {"is_asked": True})
    if erasing.erase(submission) is None:
        return render(request, "submissions/erased.html", {"reference": submission.reference})
    return redirect("submission-erase", token)


@private
@require_POST
def confirm(request, submission, token):
    """The mailbox to which this link was mailed is read by whoever sent the submission."""
    links.confirm(token)
    if request.accepts("text/html"):
        return redirect("submission", token)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@private
@require_safe
def exported(request, submission, token):
    if not allowances.take("export", allowances.of_link(token), per_hour=EXPORTS_AN_HOUR):
        return _page(request, submission, token, HTTPStatus.TOO_MANY_REQUESTS, no_export="often")
    try:
        packed = export.packed(submission)
    except vault.Unusable:
        return _page(request, submission, token, HTTPStatus.SERVICE_UNAVAILABLE, no_export="files")
    name = f"{submission.reference}.zip"
    return FileResponse(packed, as_attachment=True, filename=name, content_type="application/zip")


def _page(request, submission, token, status=HTTPStatus.OK, **more):
    stands = standing.of(submission)
    events = list(submission.events.all())
    told = {
        **_around(submission, token),
        "stands": stands,
        "usual_days": waiting.usual_days() if stands.waits else None,
        "conversation": submission.messages.all(),
        "happened": standing.happened(events),
        "first_part": forms.parts_of(submission)[0],
        "is_draft": submission.state == Submission.State.DRAFT,
        "is_asked": standing.is_asked(submission),
        "may_revise": submission.is_open_to_its_author,
        "may_withdraw": submission.state in review.OPEN,
        "has_unsent": submission.sent_at is not None and _changed_since(submission, events),
        "groups": sheet.groups(submission.proposal) if submission.proposal else [],
        "outline": sheet.outline(submission.proposal) if submission.proposal else None,
        "files": files.of(submission, files.Purpose.values),
        "to_confirm": links.to_confirm(submission, token),
        "deleted_on": keeping.deleted_on(submission),
        **more,
    }
    if told["may_withdraw"]:
        told.setdefault("form", AnswerForm(is_question=told["is_asked"]))
    told["problems"] = bool(told.get("form") and told["form"].errors)
    return render(request, "submissions/tracked.html", told, status=status)


def _around(submission, token):
    return {"submission": submission, "token": token, "link": links.address_of(token)}


def _changed_since(submission, events):
    """Whether its author changed the parts after they were last sent."""
    sent = [event.at for event in events if event.kind in {Event.Kind.SENT, Event.Kind.REVISED}]
    return submission.is_open_to_its_author and bool(sent) and submission.saved_at > max(sent)


def _is_erased(submission):
    return submission.sent_at is not None and not (
        submission.name or submission.email or submission.affiliation
    )
