"""PURE. What kind of file this is, told by its name and by its content, which must agree; and what its reader should know before opening it.

Nothing is unpacked or drawn beyond the few bytes that tell, and nothing of a file is ever run."""

import codecs
import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath

from PIL import Image
from PIL.ExifTags import IFD

PDF, CSV, TXT = "application/pdf", "text/csv", "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
PICTURE_BEGINS = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), "image/jpeg"),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), "image/png"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", "image/webp"),
)
PICTURES = {kind for _begins, kind in PICTURE_BEGINS}
PILLOW_FORMATS = ("JPEG", "PNG", "WEBP")
BY_SUFFIX = {".pdf": PDF, ".csv": CSV, ".txt": TXT, ".docx": DOCX, ".xlsx": XLSX}
BY_SUFFIX |= {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
MAIN_PART = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
TELLING = (
    "word/document.xml",
    "xl/externalLinks/",
)  # parts of a document that may ask another program for data
OTHER_SUFFIXES = {
    ".zip",
    ".kml",
    ".kmz",
    ".geojson",
    ".json",
    ".gpx",
    ".gpkg",
    ".shp",
    ".wkt",
}  # of boundaries
MOST_PIXELS = 50_000_000

SCRIPT, LAUNCH, EMBEDDED, EXTERNAL, PLACE = "script", "launch", "embedded", "external", "place"

CHUNK = 1 << 16
LARGEST_DIRECTORY = 1 << 20  # bytes of a document's table of contents: some ten thousand entries
MOST_UNPACKED = 16 << 20  # bytes that are unpacked of one file to look through them
LARGEST_STREAM = 1 << 20  # of a PDF's packed objects
TEXT_CONTROLS = {9, 10, 11, 12, 13, 26, 27}
OF_TEXT = bytes(code for code in range(256) if code >= 32 or code in TEXT_CONTROLS)
MARKUP = tuple(
    b"<" + tag for tag in (b"!doctype", b"html", b"head", b"body", b"script", b"svg", b"?xml", b"?php")
)
DOCUMENT_FAULTS = (zipfile.BadZipFile, zlib.error, struct.error, ValueError, KeyError, EOFError, OSError)
DOCUMENT_FAULTS += (
    NotImplementedError,
    RuntimeError,
    OverflowError,
)  # of packings nobody uses; of passwords; of lengths
PICTURE_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    struct.error,
)
IN_PDF = (
    (SCRIPT, re.compile(rb"/(?:JavaScript\b|JS\s*[(<\d])")),
    (LAUNCH, re.compile(rb"/Launch\b")),
    (EMBEDDED, re.compile(rb"/(?:EmbeddedFiles?|RichMedia)\b")),
)
ESCAPED_NAME = re.compile(rb"/[A-Za-z#0-9]{0,40}#[0-9A-Fa-f]{2}[A-Za-z#0-9]{0,40}")
PACKED_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s*stream\r?\n")
EXTERNAL_TARGET = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
HYPERLINK = re.compile(rb"/hyperlink[\"']", re.I)
ASKS_ANOTHER_PROGRAM = re.compile(rb"\bDDEAUTO\b|\binstr(?:Text)?\b[^<]{0,40}[>\"']\s*DDE\b|<ddeLink\b")


class NotAllowed(ValueError):
    """This file is none of the kinds that are kept. `code`: `empty`, `suffix` (its name), `content` (not what its name says), `old`
    (Word or Excel before 2007, or with a password), `macros`, `pixels` or `damaged`; `facts` go with it."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def suffix(name):
    """The ending of a file's name in small letters, "" where there is none that we know."""
    found = PurePath(name).suffix.lower()
    return found if found in BY_SUFFIX or found in OTHER_SUFFIXES else ""


def media_type(name, file):
    """The media type of a file. A picture may carry the ending of another kind of picture. Raises NotAllowed."""
    head = _head(file)
    if not head:
        raise NotAllowed("empty")
    told = BY_SUFFIX.get(suffix(name))
    if told is None:
        raise NotAllowed("suffix", suffix=PurePath(name).suffix)
    if told in PICTURES:
        return _picture(file, head)
    if told in MAIN_PART:
        _check_document(file, head, MAIN_PART[told])
    elif not (head.startswith(b"%PDF-") if told == PDF else _is_text(file, head)):
        raise NotAllowed("content")
    return told


def warnings(kind, file):
    """Codes of what a reader should know of a file of this media type, in a fixed order."""
    if kind == PDF:
        return _in_pdf(file)
    if kind in MAIN_PART:
        return _in_document(file)
    return _in_picture(file) if kind in PICTURES else []


def _head(file):
    file.seek(0)
    return file.read(512)


# --- Pictures ---------------------------------------------------------------------------------------------------------
def _picture(file, head):
    kinds = [kind for begins, kind in PICTURE_BEGINS if begins(head)]
    if not kinds:
        raise NotAllowed("content")
    file.seek(0)
    try:
        with Image.open(file, formats=PILLOW_FORMATS) as image:
            pixels = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAllowed("pixels") from error
    except PICTURE_FAULTS as error:
        raise NotAllowed("damaged") from error
    if pixels > MOST_PIXELS:
        raise NotAllowed("pixels")
    return kinds[0]


def _in_picture(file):
    """PLACE where it tells in its metadata where it was taken. `getexif` of a whole PNG would draw it."""
    file.seek(0)
    try:
        with Image.open(file, formats=PILLOW_FORMATS) as image:
            exif = Image.Exif()
            exif.load(image.info.get("exif", b""))
            return [PLACE] if exif.get_ifd(IFD.GPSInfo) else []
    except PICTURE_FAULTS:
        return []


# --- Text -------------------------------------------------------------------------------------------------------------
def _is_text(file, head):
    """Whether these are letters and lines in any encoding, and no page or script for a browser."""
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(MARKUP):
        return False
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decodes(file, "utf-16")
    return not any(chunk.translate(None, OF_TEXT) for chunk in iter(lambda: file.read(CHUNK), b""))


def _decodes(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# --- PDF --------------------------------------------------------------------------------------------------------------
def _in_pdf(file):
    file.seek(0)
    content = file.read()
    texts = [content, b" ".join(map(_unescaped, ESCAPED_NAME.findall(content))), *_packed_objects(content)]
    return [code for code, sign in IN_PDF if any(sign.search(text) for text in texts)]


def _unescaped(name):
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name) + b" "


def _packed_objects(content):
    """What stands in the packed objects of a PDF, as far as it can be unpacked within bounds."""
    room = MOST_UNPACKED
    for start in PACKED_OBJECTS.finditer(content):
        packed = content[start.end() : start.end() + LARGEST_STREAM]
        try:
            text = zlib.decompressobj().decompress(packed, LARGEST_STREAM)
        except zlib.error:
            continue
        room -= len(text)
        if room < 0:
            return
        yield text


# --- Word and Excel ---------------------------------------------------------------------------------------------------
def _check_document(file, head, main_part):
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAllowed("old")
    if not head.startswith(b"PK\x03\x04"):
        raise NotAllowed("content")
    try:
        with _opened(file) as document:
            names = set(document.namelist())
            if "[Content_Types].xml" not in names or main_part not in names:
                raise NotAllowed("content")
            types = _part(document, "[Content_Types].xml")
    except DOCUMENT_FAULTS as error:
        if isinstance(error, NotAllowed):
            raise
        raise NotAllowed("damaged") from error
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotAllowed("macros")


def _in_document(file):
    try:
        with _opened(file) as document:
            names = document.namelist()
            found = {EXTERNAL: _points_outside(document, names)}
            found[EMBEDDED] = any("/embeddings/" in name or "/activeX/" in name for name in names)
    except DOCUMENT_FAULTS:
        return []
    return [code for code in (EMBEDDED, EXTERNAL) if found[code]]


def _points_outside(document, names):
    """Whether it names a template, a picture or a table elsewhere, or asks another program for data (DDE)."""
    room = MOST_UNPACKED
    for name in names:
        if room > 0 and (name.endswith(".rels") or name.startswith(TELLING)):
            text = _part(document, name, room)
            room -= len(text)
            outside = EXTERNAL_TARGET.findall(text)
            if ASKS_ANOTHER_PROGRAM.search(text) or not all(map(HYPERLINK.search, outside)):
                return True
    return False


def _opened(file):
    """The archive, when the table of its contents is no longer than a document's can be: what Python reads of it grows with that."""
    file.seek(0, io.SEEK_END)
    file.seek(max(file.tell() - 65_557, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or struct.unpack_from("<I", tail, at + 12)[0] > LARGEST_DIRECTORY:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(file)


def _part(document, name, most=MOST_UNPACKED):
    with document.open(name) as part:
        return part.read(most)
