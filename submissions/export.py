"""Everything that a submission holds of its author's, in one file for them to take along: JSON and the files as they were sent."""

import json
import logging
import shutil
import tempfile
import zipfile
from contextlib import ExitStack

from django.core.serializers.json import DjangoJSONEncoder

from . import standing, vault

log = logging.getLogger("aze.people")
IN_MEMORY = 5_000_000  # bytes; a larger one is written to the disk
SEPARATORS = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def packed(submission):
    """An open binary file that holds a ZIP, at its beginning. Raises vault.Unusable."""
    with ExitStack() as undo:
        out = undo.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _pack(submission, archive)
        out.seek(0)
        undo.pop_all()
        log.info("data of a submission exported", extra={"submission": submission.reference})
        return out


def _pack(submission, archive):
    attachments = list(submission.attachments.all())
    names = {each.pk: f"files/{number:02d} {_safe(each.name)}" for number, each in enumerate(attachments, 1)}
    told = _told(submission, attachments, names)
    archive.writestr("submission.json", json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    boundary = getattr(submission, "boundary", None)
    if boundary is not None and boundary.geojson:
        archive.writestr("boundary.geojson", boundary.geojson)
    for each in attachments:
        with vault.opened(each.stored_as) as source, archive.open(names[each.pk], "w") as target:
            shutil.copyfileobj(source, target)


def _told(submission, attachments, names):
    columns = ("reference", "kind", "about", "begun_at", "saved_at", "sent_at", "typed", "proposal")
    person = ("name", "email", "affiliation", "credit", "consented_at")
    decision = ("decided_at", "decision_reason", "decision_text")
    return {
        **_columns(submission, columns),
        "site": submission.site.code if submission.site_id else None,
        "state": standing.told_state(submission.state),
        "person": _columns(submission, person),
        "decision": _columns(submission, decision) if submission.decided_at else None,
        "revisions": list(submission.revisions.values("number", "at", "proposal")),
        "messages": list(submission.messages.values("side", "at", "text")),
        "events": [
            {"at": at, "what": str(sentence)} for at, sentence in standing.happened(submission.events.all())
        ],
        "files": [
            {
                "file": names[each.pk],
                **_columns(
                    each, ("name", "purpose", "media_type", "size", "sha256", "caption", "credit", "at")
                ),
                "may_be_published": each.may_be_published,
            }
            for each in attachments
        ],
    }


def _columns(row, names):
    return {name: getattr(row, name) for name in names}


def _safe(name):
    """The name of a file within the archive, that leads to no other folder on any machine."""
    return name.translate(SEPARATORS).strip(". ") or "file"
