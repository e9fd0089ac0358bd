"""Files by themselves: one is sent, read again, or taken back. None is ever shown in a page of ours: a reader takes it away."""

import logging
import re
from http import HTTPStatus
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sites.problems import problem
from sites.withheld import sees_places

from . import arrivals, drafts, file_kinds, files, forms, pieces, vault
from .models import Attachment
from .private import private, sealed

NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; sandbox"
PART = "evidence"
RETRY_AFTER_S = 30
PACKET = 1 << 16
NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)
log = logging.getLogger("aze.files")


@private
@require_POST
def sent(request, submission, token):
    """One file, sent beside the form: `file`, and as `key` a UUID by which a repeat is known; of the evidence, or with `?purpose=` one of a
    boundary. One that comes in pieces has `name`, `total` and the `offset` of the piece too. Answers JSON with the row for the list of
    files, or with the `offset` at which the next piece begins, or a problem document."""
    refusal = arrivals.read(request)
    upload = request.FILES.get("file")
    if refusal or upload is None:
        refusal = refusal or arrivals.Refusal(HTTPStatus.BAD_REQUEST, _("No file came with it. Choose one."))
        return _refused(refusal.status, refusal.sentence)
    purpose = request.GET.get("purpose", "")
    if purpose not in files.OF_BOUNDARIES:
        purpose = files.Purpose.EVIDENCE
    try:
        kept = _kept(submission, upload, purpose, request.POST)
    except pieces.Gap as gap:
        return JsonResponse({"offset": gap.here}, status=HTTPStatus.CONFLICT)
    except files.Refused as refused:
        return _refused(HTTPStatus.BAD_REQUEST, " ".join(refused.sentences))
    except drafts.Closed:
        return _refused(HTTPStatus.CONFLICT, _("This submission can no longer be changed."))
    except vault.Unusable:
        return _refused(HTTPStatus.SERVICE_UNAVAILABLE, files.unusable(upload))
    if isinstance(kept, int):
        return JsonResponse({"offset": kept}, status=HTTPStatus.ACCEPTED)
    if kept.purpose in files.OF_BOUNDARIES:
        return JsonResponse({"id": kept.pk}, status=HTTPStatus.CREATED)
    form = forms.form_of(submission, PART, submission.typed.get(PART, {}))
    told = {"kept": form.kept_as(kept), "token": token, "submission": submission}
    card = render_to_string("submissions/_file.html", told, request)
    return JsonResponse({"id": kept.pk, "card": card, "has_room": form.has_room}, status=HTTPStatus.CREATED)


def _kept(submission, upload, purpose, fields):
    """The Attachment of what was sent, or the number of bytes that are here of a file in pieces."""
    key, name = fields.get("key") or uuid4(), fields.get("name") or upload.name
    offset, total = fields.get("offset", ""), fields.get("total", "")
    if not (NUMBER.fullmatch(offset) and NUMBER.fullmatch(total)):
        return files.keep(submission, upload, purpose=purpose, key=key)
    place = pieces.Place(key=key, name=name, offset=int(offset), total=int(total))
    return pieces.take(submission, upload, place, purpose=purpose)


def _refused(status, sentence):
    response = problem(status, sentence)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


@private
@require_safe
def file(request, submission, token, pk):
    """A file of this submission, for whoever holds its link."""
    return _attached(submission.attachments.filter(pk=pk, taken_back_at__isnull=True).first())


@private
@require_POST
def taken_back(request, submission, token, pk):
    row = files.of(submission, files.Purpose.values).filter(pk=pk).first()
    if row is None:
        raise _no_file()
    try:
        files.take_back(row)
    except drafts.Closed:
        return redirect("submission", token)
    if not request.accepts("text/html"):
        return JsonResponse({"taken_back": pk})
    return redirect("submission-part", token, PART)


@require_safe
def for_staff(request, pk):
    """A file for those who may look at submissions. Where the place is sensitive, or may be, the file may tell it: it opens only to those
    who may see exact places, and that is noted."""
    if not request.user.has_perm("submissions.view_submission"):
        raise PermissionDenied(_("You may not look at submissions."))
    row = get_object_or_404(Attachment.objects.select_related("submission__site"), pk=pk)
    if tells_sensitive_place(row.submission):
        if not sees_places(request.user):
            raise PermissionDenied(
                _("The place is sensitive: only those who may see exact places may open its files.")
            )
        log.info(
            "sensitive file opened", extra={"user": request.user.pk, "submission": row.submission.reference}
        )
    return sealed(_attached(row))


def tells_sensitive_place(submission):
    """Whether where this is may be withheld: its site is sensitive, or its author says that showing it may do harm."""
    said = (submission.proposal or {}).get("endangers") or {}
    answers = {said.get("answer"), *submission.typed.get("place", {}).get("endangers", ())}
    return bool(submission.site and submission.site.is_sensitive) or bool(answers & {"yes", "unsure"})


def _attached(row):
    """The answer that gives a file away under a name of ours. The same 404 for one that is not there and for one of someone else."""
    if row is None:
        raise _no_file()
    try:
        content = vault.opened(row.stored_as)
    except vault.Unusable as error:
        log.error("file cannot be read", extra={"submission": row.submission.reference})
        raise _no_file() from error
    response = FileResponse(content, as_attachment=True, filename=name_for(row), content_type=row.media_type)
    response.block_size = PACKET
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Cache-Control"] = "private, no-store"
    return response


def name_for(row):
    """The name under which a file is given away: made of ours, and of the ending of its own where that is one that we know."""
    return f"{row.submission.reference}-{row.pk}{file_kinds.suffix(row.name) or '.bin'}"


def _no_file():
    return Http404(_("There is no such file."))
