"""PURE. ZIP archives, judged by their table of contents before anything is unpacked, and unpacked into memory only (reliability.md, limits)."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from .reading import LONGEST_NAME, Problem, Refused, refuse

MOST_ENTRIES = 50
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, …, lengths of name and extra field
ENCRYPTED = 0x1
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
BAD_NAME = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")
INVISIBLE = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.I)


@dataclass(frozen=True)
class Entry:
    name: str
    data: bytes


def entries(data):
    """The files in an archive, without those that systems leave behind. Raises Refused."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check(data, archive, infos)
            return [Entry(info.filename, _unpacked(archive, info)) for info in infos if _is_wanted(info)]
    except DAMAGED as error:
        raise Refused(Problem("F_ZIP")) from error


def _check(data, archive, infos):
    if len(infos) > MOST_ENTRIES:
        refuse("F_ZIP_ENTRIES", count=len(infos), limit=MOST_ENTRIES)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        refuse("F_ZIP_LARGE", limit_mb=MOST_UNPACKED // 2**20)
    names = set()
    for info in infos:
        told = info.orig_filename.encode("utf-8", "replace").decode()[:LONGEST_NAME]
        if BAD_NAME.search(info.orig_filename) or BAD_NAME.search(info.filename) or info.filename in names:
            refuse("F_ZIP_NAME", text=re.sub(r"[\x00-\x1f\x7f]", "?", told))
        if info.flag_bits & ENCRYPTED:
            refuse("F_ZIP_LOCKED")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            refuse("F_ZIP_METHOD")
        names.add(info.filename)
    _check_places(data, infos, archive.start_dir)


def _check_places(data, infos, end):
    """Entries that lie over one another unpack to many times what was sent; Python before 3.13 does not see it."""
    for info in sorted(infos, key=lambda info: info.header_offset, reverse=True):
        signature, name, extra = LOCAL_HEADER.unpack_from(data, info.header_offset)
        if signature != b"PK\x03\x04" or info.header_offset + 30 + name + extra + info.compress_size > end:
            refuse("F_ZIP_OVERLAP")
        end = info.header_offset


def _is_wanted(info):
    return not info.is_dir() and not INVISIBLE.search(info.filename)


def _unpacked(archive, info):
    """No more than the table of contents tells: what follows is not read."""
    with archive.open(info) as file:
        return file.read(info.file_size)
