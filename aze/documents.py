"""Files that are given to readers as they were sent: of few kinds, each told by its name and by its content alike."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 25 * 1024 * 1024
LOOKED_AT = 64 * 1024  # bytes
OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    ".pdf": "application/pdf",
    ".docx": f"{OFFICE}wordprocessingml.document",
    ".xlsx": f"{OFFICE}spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}


def checked(file):
    """Raises ValidationError, keyed by `file`, where this is no document of the kinds above."""
    if problem := _problem(file):
        raise ValidationError({"file": problem})


def _problem(file):
    suffix = PurePath(file.name).suffix.lower()
    if suffix not in KINDS:
        return _("Choose a PDF, Word (.docx), Excel (.xlsx), CSV or text file: “%(name)s” is none.") % {
            "name": PurePath(file.name).name[:100]
        }
    if file.size > MOST_BYTES:
        return _("The file has more than 25 MB.")
    file.seek(0)
    beginning = file.read(LOOKED_AT)
    file.seek(0)
    if not _is_what_it_is_called(suffix, beginning, cut=file.size > LOOKED_AT):
        return _("What is in the file is not what its name says (%(suffix)s).") % {"suffix": suffix}
    return None


def _is_what_it_is_called(suffix, beginning, *, cut):
    if suffix in BEGINNINGS:
        return beginning.startswith(BEGINNINGS[suffix])
    return b"\x00" not in beginning and _is_utf8(beginning, cut)


def _is_utf8(beginning, cut):
    """Whether the bytes are UTF-8 text, of which the last character may be cut in two."""
    try:
        beginning.decode()
    except UnicodeDecodeError as error:
        return cut and error.start >= len(beginning) - 3
    return True
