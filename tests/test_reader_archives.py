"""Archives: judged by their table of contents before anything is unpacked, and never unpacked to a disk."""

import io
import struct
import sys
import zipfile
import zlib

import boundary_files as files
import pytest
import shapely
from boundary_files import FAR, SQUARE
from readings import answers, codes, read, refused

from sites.readers import archive
from sites.readers.reading import Refused

KML = files.kml(("Floreana", files.kml_polygon(SQUARE)))
GEOJSON = files.text({"type": "Polygon", "coordinates": [FAR]})


@pytest.mark.parametrize(
    "name",
    [
        "../../x.shp",
        "/etc/x",
        "..\\x.kml",
        "C:\\x.kml",
        "C:x.kml",
        "a/../../x",
        "..",
        "\\\\host\\share\\x",
        "//host/x",
        "a\x01b",
        "x/..",
    ],
)
def test_names_that_lead_out_of_the_archive_are_refused(name):
    assert refused(files.archive({name: b"x", "doc.kml": KML})) == ["F_ZIP_NAME"]


def test_a_name_that_hides_its_end_behind_a_nul_is_refused():
    data = files.archive({"doc.kmlXtxt": KML}).replace(b"doc.kmlXtxt", b"doc.kml\0txt")

    assert refused(data) == ["F_ZIP_NAME"]


def test_plain_names_of_any_script_are_fine():
    assert read(files.archive({"Île/наброски 2024..final.kml": KML})).valid


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("doc.kml", KML)
        file.writestr("doc.kml", KML)

    assert refused(buffer.getvalue()) == ["F_ZIP_NAME"]


def test_the_number_of_files_is_bounded():
    crowd = {f"{number}.txt": b"x" for number in range(49)}

    assert read(files.archive(crowd | {"doc.kml": KML})).valid
    assert refused(files.archive(crowd | {"doc.kml": KML, "more.txt": b"x"})) == ["F_ZIP_ENTRIES"]


def patched(data, name, size):
    """The archive with another size told for one of its files, in the table of contents."""
    at = data.rindex(name.encode()) - 46
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def test_what_it_unpacks_to_is_bounded_by_what_it_says():
    limit = 100 * 1024 * 1024

    assert refused(patched(files.packed(a__txt=b"x", b__txt=b"y"), "b.txt", limit)) == ["F_ZIP_LARGE"]
    assert refused(patched(files.packed(a__txt=b"x"), "a.txt", 4_000_000_000)) == ["F_ZIP_LARGE"]
    assert refused(files.packed(doc__kml=bytes(limit + 1))) == ["F_ZIP_LARGE"]


def test_a_file_that_unpacks_to_more_than_it_says_is_damaged():
    assert refused(patched(files.packed(doc__kml=KML), "doc.kml", len(KML) - 10)) == ["F_ZIP"]


def overlapping(count, size=20_000):
    """An archive in which the packed bytes of each file hold those of the next one with its header, so that all share one stretch of them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content, packed = b"0" * size, packer.compress(b"0" * size) + packer.flush()
    entries, local = [], b""
    for number in reversed(range(count)):
        name = f"{number:02}.txt".encode()
        if local:
            packed = b"\x00" + struct.pack("<HH", len(local), len(local) ^ 0xFFFF) + local + packed
            content = local + content
        told = struct.pack(
            "<5H3L2H", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), len(content), len(name), 0
        )
        local = b"PK\x03\x04" + told + name
        entries.insert(0, (told, name, len(local)))
    contents, at = b"", 0
    for told, name, length in entries:
        contents += b"PK\x01\x02" + struct.pack("<H", 20) + told + struct.pack("<3H2L", 0, 0, 0, 0, at) + name
        at += length + 5
    body = local + packed
    return (
        body
        + contents
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(contents), len(body), 0)
    )


def test_files_that_lie_over_one_another_are_refused():
    assert refused(overlapping(8)) == ["F_ZIP_OVERLAP"]


def test_without_that_they_unpack_to_many_times_what_was_sent(monkeypatch):
    monkeypatch.setattr(archive, "_check_places", lambda *arguments: None)
    data = overlapping(40)

    try:
        unpacked = sum(len(entry.data) for entry in archive.entries(data))
    except Refused:
        assert sys.version_info >= (3, 11, 8)  # which looks for it
    else:
        assert unpacked > 100 * len(data)


def test_a_table_of_contents_that_points_elsewhere_is_refused():
    data = files.packed(doc__kml=KML)
    at = data.rindex(b"doc.kml") - 46

    assert refused(data[: at + 42] + struct.pack("<I", 10) + data[at + 46 :]) in (
        ["F_ZIP_OVERLAP"],
        ["F_ZIP"],
    )


@pytest.mark.parametrize(
    "inner",
    [
        files.packed(doc__kml=KML),
        b"\x1f\x8b\x08\x00" + bytes(30),
        b"Rar!\x1a\x07\x00",
        b"7z\xbc\xaf\x27\x1c" + bytes(9),
        bytes(257) + b"ustar",
        b"BZh91AY",
    ],
)
def test_an_archive_in_the_archive_is_refused_whatever_its_name(inner):
    reading = read(files.archive({"deep/notes.txt": inner, "doc.kml": KML}))

    assert [(problem.code, problem.part) for problem in reading.problems] == [("F_ZIP_NESTED", "notes.txt")]


def test_a_locked_archive_is_refused():
    data = bytearray(files.packed(doc__kml=KML))
    data[6] |= 1
    at = data.rindex(b"doc.kml") - 46
    data[at + 8] |= 1

    assert refused(bytes(data)) == ["F_ZIP_LOCKED"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(method):
    assert refused(files.archive({"doc.kml": KML}, method)) == ["F_ZIP_METHOD"]


def test_a_stored_file_needs_no_unpacking():
    assert read(files.archive({"doc.kml": KML}, zipfile.ZIP_STORED)).valid


@pytest.mark.parametrize("cut", [10, 40, 100, -5])
def test_a_broken_off_archive_is_refused(cut):
    assert refused(files.packed(doc__kml=KML)[:cut]) == ["F_ZIP"]


def test_a_damaged_file_in_it_is_seen():
    data = bytearray(files.archive({"doc.kml": KML}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF

    assert refused(bytes(data)) == ["F_ZIP"]


def test_what_systems_leave_behind_is_not_looked_at():
    reading = read(
        files.archive(
            {
                "doc.kml": KML,
                "__MACOSX/._doc.kml": b"PK\x03\x04",
                ".DS_Store": b"x",
                "files/Thumbs.db": b"\xd0\xcf\x11\xe0",
            }
        )
    )

    assert (reading.valid, reading.format) == (True, "KMZ")


def test_an_archive_without_a_boundary_says_what_it_holds():
    (problem,) = read(files.packed(readme__txt=b"hello", photo__jpg=b"\xff\xd8\xff")).problems

    assert (problem.code, problem.facts) == ("F_ZIP_NOTHING", {"names": ["readme.txt", "photo.jpg"]})
    assert refused(b"PK\x05\x06" + bytes(18)) == ["F_ZIP_NOTHING"]


def test_of_several_files_one_is_asked_for():
    reading = read(files.packed(one__kml=KML, two__geojson=GEOJSON))

    assert [choice.facts for choice in reading.choices] == [
        {"part": "one.kml", "count": 1},
        {"part": "two.geojson", "count": 1},
    ]
    assert read(files.packed(one__kml=KML, two__geojson=GEOJSON), "layer=2").valid
    assert (answers(reading), reading.format) == (["layer=1", "layer=2"], "ZIP")


def test_shapefiles_of_one_name_in_several_folders_are_all_asked_for():
    shapefiles = {
        f"{folder}/site.{ending}": data
        for folder, ring in (("north", SQUARE), ("south", FAR))
        for ending, data in files.shape_files([files.clockwise(ring)]).items()
    }
    packed = files.archive(shapefiles)

    assert [choice.facts["part"] for choice in read(packed).choices] == ["north/site.shp", "south/site.shp"]
    assert read(packed, "layer=1").boundary.bounds == shapely.Polygon(SQUARE).bounds
    assert read(packed, "layer=2").boundary.bounds == shapely.Polygon(FAR).bounds


def test_shapefiles_whose_names_differ_in_large_letters_only_are_all_asked_for():
    shapefiles = {
        f"{name}.{ending}": data
        for name, ring in (("SITE", SQUARE), ("site", FAR))
        for ending, data in files.shape_files([files.clockwise(ring)], names=[name]).items()
    }
    packed = files.archive(shapefiles)

    assert len(read(packed).choices) == 2
    assert read(packed, "layer=1").boundary.bounds == shapely.Polygon(SQUARE).bounds
    assert read(packed, "layer=2").boundary.bounds == shapely.Polygon(FAR).bounds


def test_a_file_that_cannot_be_read_is_told_of_and_left_out_where_another_can():
    beside = read(files.packed(doc__kml=KML, package__json=b'{"name": "x"'))
    alone = read(files.packed(doc__kml=KML[:80]))

    assert beside.valid
    assert [(notice.code, notice.facts) for notice in beside.notices][0] == (
        "N_UNREAD",
        {"part": "package.json"},
    )
    assert [(problem.code, problem.part) for problem in alone.problems] == [("F_XML", "doc.kml")]


def test_problems_name_the_file_they_are_in():
    wrong = files.kml(("Floreana", files.kml_polygon([("x", 1)])))

    (problem,) = read(files.archive({"a/doc.kml": wrong})).problems

    assert (problem.part, problem.feature, problem.name, problem.line) == ("doc.kml", 1, "Floreana", 2)


def test_a_name_that_cannot_be_shown_is_written_plainly():
    (problem,) = read(files.archive({"a\ufffd\ufffd.kml": KML[:80]})).problems

    assert problem.part == "a??.kml"


def test_a_geopackage_in_an_archive_names_its_table_too():
    two = files.geopackage({"sites": [("a", None)]})

    assert codes(read(files.packed(x__gpkg=two)).problems) == ["F_NO_GEOMETRY"]
    assert read(files.packed(x__gpkg=two)).problems[0].part == "x.gpkg: sites"
