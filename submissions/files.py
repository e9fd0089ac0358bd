"""The files that people send: kept byte for byte in private storage, whatever becomes of the form they came with.

A file is on the disk before its row is in the database; what has no row is swept away a day later. Figures: reliability.md, limits."""

import uuid
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sites import text
from sites.intake import LARGEST as LARGEST_BOUNDARY

from . import file_kinds, vault
from .drafts import Closed
from .file_kinds import NotAllowed
from .models import Attachment, Submission

MOST_FILES = 10  # of one submission: as evidence; and as many again that tell a boundary
MOST_EVER = 40  # with those that were taken back
MOST_BYTES = 25 * 1024 * 1024
CHUNK = 1 << 18
ORPHANED_S = 24 * 3600
LONGEST_NAME = 200
Purpose = Attachment.Purpose
EVIDENCE = (Purpose.EVIDENCE, Purpose.PHOTO)
OF_BOUNDARIES = (Purpose.BOUNDARY, Purpose.MARKUP)
KINDS_IN_WORDS = "PDF, JPEG, PNG, WebP, CSV, TXT, DOCX, XLSX"
WORDS = {
    file_kinds.PDF: "PDF",
    file_kinds.CSV: "CSV",
    file_kinds.TXT: "TXT",
    file_kinds.DOCX: "DOCX",
    file_kinds.XLSX: "XLSX",
}
WORDS |= {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP"}
ACCEPTED = ",".join(file_kinds.BY_SUFFIX)  # of a file control


class Refused(ValueError):
    """This file cannot be kept; `sentences` say why and what would be right, for the person who chose it."""

    def __init__(self, *sentences):
        super().__init__(" ".join(map(str, sentences)))
        self.sentences = sentences


def keep(submission, upload, *, purpose, key) -> Attachment:
    """The Attachment of a file that was sent (a Django UploadedFile). `purpose`: an Attachment.Purpose; a picture that is sent as evidence
    is kept as a photo. `key`: the UUID of its sending: sent again to the same submission, it gives the same Attachment.

    Raises Refused, drafts.Closed, vault.Unusable."""
    if kept := found(submission, key):
        return kept
    row = expected(submission, upload.name or "", upload.size, purpose=purpose, key=key)
    _look_at(upload, row)
    row.stored_as, row.sha256 = vault.put(upload.chunks(CHUNK))
    try:
        recorded = _record(row)
    except BaseException:
        _discard(row.stored_as)
        raise
    if recorded != row:
        _discard(row.stored_as)
    return recorded


def expected(submission, name, size, *, purpose, key):
    """The row of a file that is yet to come, as far as its name and size tell. Raises Refused."""
    own, name = _own(submission, key), name_of(name)
    row = Attachment(submission=submission, key=own, purpose=purpose, name=name, size=size)
    _check_room(row)
    if purpose != Purpose.BOUNDARY and file_kinds.suffix(name) not in file_kinds.BY_SUFFIX:
        raise Refused(*_sentences(name, NotAllowed("suffix")))
    return row


def found(submission, key):
    """The Attachment that a sending with this key has made, or None."""
    return submission.attachments.filter(key=_own(submission, key)).first()


def _own(submission, key):
    """A key that is this submission's alone, whatever was sent as one."""
    return uuid.uuid5(submission.key, str(key))


@transaction.atomic
def take_back(attachment):
    """Takes a file out of a draft for good, or out of what its author will send next. Raises drafts.Closed."""
    submission = _open_submission(attachment.submission_id)
    if submission.state == Submission.State.DRAFT:
        attachment.delete()
        transaction.on_commit(lambda: _discard(attachment.stored_as))
    elif attachment.taken_back_at is None:
        attachment.taken_back_at = timezone.now()
        attachment.save(update_fields=["taken_back_at"])


def describe(attachment, *, caption, credit, may_be_published):
    """Keeps with a file what its author says of it."""
    told = {"caption": caption, "credit": credit, "may_be_published": may_be_published}
    Attachment.objects.filter(pk=attachment.pk).update(**told)


def of(submission, purposes=EVIDENCE):
    """The files of a submission that its author has not taken back, in the order in which they came."""
    return submission.attachments.filter(purpose__in=purposes, taken_back_at__isnull=True)


def sweep():
    """Removes files that no row names and that are older than a day, and what never arrived whole; how many."""
    names = vault.older_than(ORPHANED_S)
    named = set(Attachment.objects.filter(stored_as__in=names).values_list("stored_as", flat=True).iterator())
    orphans = [name for name in names if name not in named]
    for name in orphans:
        vault.remove(name)
    return len(orphans) + vault.clear_arriving()


def name_of(sent_as):
    """The name under which a file was sent, as it can be kept and shown."""
    try:
        told = text.one_line(sent_as)
    except text.NotText:
        told = ""
    ending = file_kinds.suffix(sent_as)
    stem = told[: len(told) - len(ending)][: LONGEST_NAME - len(ending)]
    return (stem or _("file")) + ending


def _check_room(row):
    together = EVIDENCE if row.purpose in EVIDENCE else OF_BOUNDARIES
    if of(row.submission, together).count() >= MOST_FILES or row.submission.attachments.count() >= MOST_EVER:
        raise Refused(
            _("“%(name)s” was not kept: there are %(most)d files already, which is as many as can be kept.")
            % {"name": row.name, "most": MOST_FILES},
            _("Take one away first, or put several into one PDF."),
        )
    most = LARGEST_BOUNDARY if row.purpose == Purpose.BOUNDARY else MOST_BYTES
    if row.size > most:
        raise Refused(too_large(row.name, row.size, most))


def too_large(name, size, most):
    sentence = _(
        "“%(name)s” is too large: it has %(size)s MB, and a file may have %(most)d MB. Send a smaller copy, or a link to the file."
    )
    return sentence % {"name": name, "size": megabytes(size), "most": most // 2**20}


def broken(name):
    return _("“%(name)s” did not arrive as it was sent. Choose it again.") % {"name": name}


def unusable(upload):
    """What is said of a file that cannot be kept through no fault of its own."""
    sentence = _(
        "“%(name)s” cannot be kept at the moment, through a fault on our side. Try again in a few minutes."
    )
    return sentence % {"name": name_of(upload.name or "")}


def megabytes(size):
    """A size in bytes as a number of MB, never less than it is."""
    return f"{-(-size * 10 // 2**20) / 10:.1f}"


def _look_at(upload, row):
    """Finds what kind of file it is. Raises Refused."""
    if row.purpose == Purpose.BOUNDARY and row.size:
        row.media_type = "application/octet-stream"  # whatever it is: a person may still draw from it
        return
    try:
        row.media_type = file_kinds.media_type(row.name, upload)
    except NotAllowed as error:
        raise Refused(*_sentences(row.name, error)) from error
    if row.media_type in file_kinds.PICTURES and row.purpose == Purpose.EVIDENCE:
        row.purpose = Purpose.PHOTO
    elif row.media_type not in (*file_kinds.PICTURES, file_kinds.PDF) and row.purpose in (
        Purpose.PHOTO,
        Purpose.MARKUP,
    ):
        raise Refused(_("“%(name)s” is no picture. Send a JPEG, PNG, WebP or PDF file.") % {"name": row.name})
    row.warnings = file_kinds.warnings(row.media_type, upload)


def _sentences(name, error):
    says = {
        "empty": _("“%(name)s” is empty. Choose the file again."),
        "suffix": _(
            "“%(name)s” cannot be kept: the end of its name is that of none of these kinds: %(kinds)s."
        ),
        "content": _("“%(name)s” is not what its name says: its content is of another kind."),
        "old": _("“%(name)s” has a password, or is of Word or Excel before 2007."),
        "macros": _("“%(name)s” holds macros, which may be harmful."),
        "pixels": _("“%(name)s” is too large to be shown: it has more than %(megapixels)d megapixels."),
        "damaged": _("“%(name)s” cannot be read: it is damaged or was cut off."),
    }
    helps = {
        "suffix": _("Save it as one of these, for instance as PDF."),
        "content": _("Open it in its program and save it anew, for instance as PDF."),
        "old": _("Save it without a password as DOCX or XLSX, or as PDF."),
        "macros": _("Save it as DOCX, XLSX or PDF without macros."),
        "pixels": _("Save a smaller copy of it."),
        "damaged": _("Open it in its program, save it anew and send that file."),
    }
    facts = {"name": name, "kinds": KINDS_IN_WORDS, "megapixels": file_kinds.MOST_PIXELS // 1_000_000}
    yield says[error.code] % facts
    if error.code in helps:
        yield helps[error.code]


@transaction.atomic
def _record(row):
    """The row of a file that is on the disk; the one that a twin of this request has recorded meanwhile."""
    row.submission = _open_submission(row.submission_id)
    if kept := row.submission.attachments.filter(key=row.key).first():
        return kept
    _check_room(row)
    row.save()
    return row


def _open_submission(pk):
    """The submission, locked until the transaction ends. Raises Closed."""
    submission = Submission.objects.select_for_update().get(pk=pk)
    if not submission.is_open_to_its_author:
        raise Closed(submission)
    return submission


def _discard(name):
    """Removes a file that nothing names; where that fails, it is swept away later."""
    with suppress(vault.Unusable):
        vault.remove(name)
