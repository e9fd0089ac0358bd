"""Small files of every kind, made in memory."""

import io
import zipfile
import zlib

from PIL import Image

CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def picture(kind="JPEG", size=(40, 30), **options):
    out = io.BytesIO()
    Image.new("RGB", size, (11, 93, 75)).save(out, kind, **options)
    return out.getvalue()


def located_picture(kind="JPEG"):
    """A picture that tells where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x013B] = "Ana Ríos"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 18.0, 0.0), 3: "W", 4: (90.0, 26.0, 0.0)})
    return picture(kind, exif=exif)


def archive(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(more=(), *, types=""):
    """A Word document with further parts {name: content}."""
    main = {"[Content_Types].xml": CONTENT_TYPES.format(types), "word/document.xml": "<w:document/>"}
    return archive(main | dict(more))


def xlsx(more=()):
    return archive(
        {"[Content_Types].xml": CONTENT_TYPES.format(""), "xl/workbook.xml": "<workbook/>"} | dict(more)
    )


def pdf(body=b""):
    return b"%PDF-1.7\n" + body + b"\n%%EOF\n"


def packed(body):
    """Objects of a PDF, packed as today's programs do."""
    return b"<< /Type /ObjStm /N 1 /Filter /FlateDecode >>\nstream\n" + zlib.compress(body) + b"\nendstream"
