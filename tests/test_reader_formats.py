"""What a file is, is told by its content; every format that is read gives the same boundary, every other is refused by its name."""

import boundary_files as files
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE
from readings import answers, codes, read, refused, same

ISLAND = shapely.Polygon(SQUARE, [HOLE])
GEOJSON = files.text({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
KML = files.kml(("Floreana", files.kml_polygon(SQUARE, HOLE)))
SHAPES = [files.clockwise(SQUARE), files.clockwise(HOLE)[::-1]]
FILES = {
    "GeoJSON": GEOJSON,
    "GeoJSON feature": files.text(
        {
            "type": "Feature",
            "properties": None,
            "geometry": {"type": "Polygon", "coordinates": [SQUARE, HOLE]},
        }
    ),
    "WKT": ISLAND.wkt.encode(),
    "KML": KML,
    "KML in UTF-16": KML.decode()
    .replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    .encode("utf-16"),
    "KMZ": files.packed(doc__kml=KML),
    "shapefile": files.zipped_shapes(SHAPES),
    "shapefile in a folder": files.zipped_shapes(SHAPES, folder="export/2024/"),
    "GeoPackage": files.geopackage({"sites": [("Floreana", ISLAND)]}),
    "ZIP of GeoJSON": files.packed(site__geojson=GEOJSON),
    "ZIP of a GeoPackage": files.packed(site__gpkg=files.geopackage({"sites": [("Floreana", ISLAND)]})),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_boundary(name):
    reading = read(FILES[name])

    assert (reading.valid, reading.problems, reading.choices) == (True, (), ())
    assert same(reading.boundary, ISLAND)
    assert name.startswith(reading.format) or reading.format in name


def test_a_byte_order_mark_and_blanks_before_the_content_do_not_matter():
    for start in (b"\xef\xbb\xbf", b"\n\t  ", b"\xef\xbb\xbf\r\n"):
        assert read(start + GEOJSON).valid
        assert read(start + ISLAND.wkt.encode()).valid
    assert read(b"\xef\xbb\xbf" + KML).valid


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\x1f\x8b\x08\x00" + bytes(20), "gzip"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7-Zip"),
        (bytes(257) + b"ustar\x0000", "tar"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"II*\x00\x08\x00", "TIFF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Microsoft Office"),
        (b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "VRT"),
        (
            b'<?xml version="1.0"?>\n<!-- c --><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">',
            "GML",
        ),
        (b'<ogr:Thing xmlns:gml="http://www.opengis.net/gml/3.2">', "GML"),
        (b"<!DOCTYPE html><html><body>", "HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<osm version='0.6'/>", "OpenStreetMap XML"),
        (b"<other/>", "XML"),
        (b"< not xml at all", "XML"),
        (b'{"type": "Topology", "arcs": []}', "TopoJSON"),
        (b'{"rings": [[[0, 0]]], "spatialReference": {"wkid": 4326}}', "Esri JSON"),
        (b'{"geometryType": "esriGeometryPolygon", "features": []}', "Esri JSON"),
        (files.archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "Microsoft Office"),
    ],
)
def test_another_format_is_refused_by_its_name(content, name):
    (problem,) = read(content).problems

    assert (problem.code, problem.facts) == ("F_FORMAT", {"format": name})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "J_EMPTY"),
        (b" \t\r\n\xef\xbb\xbf", "J_EMPTY"),
        (bytes(100), "J_EMPTY"),
        (b"null", "F_UNKNOWN"),
        (b"hello world", "F_UNKNOWN"),
        (b"\x01\x02\x03\x04", "F_UNKNOWN"),
        (b"x" * 2000, "F_UNKNOWN"),
        (b"SQLite format 3\x00" + bytes(100), "F_GEOPACKAGE"),
        (b"POLYGON ((", "F_WKT_POSITION"),
    ],
)
def test_what_is_nothing_is_refused(content, code):
    assert refused(content) == [code]


def test_a_file_is_read_up_to_twenty_megabytes():
    limit = 20 * 1024 * 1024

    assert refused(b" " * limit) == ["J_EMPTY"]
    assert refused(b" " * (limit + 1)) == ["F_LARGE"]


def test_an_answer_that_nothing_asked_for_is_refused():
    for choice in (
        "x",
        "x=1",
        "repair=no",
        "repair=yes&repair=yes",
        "feature=one",
        "layer=",
        "system=",
        "feature=٣",
        "a" * 3000,
    ):
        assert refused(GEOJSON, choice) == ["F_CHOICE"]
    assert refused(GEOJSON, "&".join(["feature=1"] * 300)) == ["F_CHOICE"]
    assert refused(GEOJSON, "system=" + "x" * 41) == ["F_CHOICE"]


def test_features_are_asked_for_and_the_answer_takes_one_several_or_all():
    two = files.text(
        files.collection(
            {"type": "Polygon", "coordinates": [SQUARE]}, {"type": "Polygon", "coordinates": [FAR]}
        )
    )

    asked = read(two)

    assert asked.boundary is None and not asked.refused
    assert answers(asked) == ["feature=1", "feature=2", "feature=all"]
    assert [round(choice.area_km2) for choice in asked.choices[:2]] == [123, 123]
    assert same(read(two, "feature=2").boundary, shapely.Polygon(FAR))
    for choice in ("feature=all", "feature=1&feature=2"):
        both = read(two, choice)
        assert len(both.boundary.geoms) == 2
        assert codes(both.notices) == ["N_MERGED"]
    for wrong in ("feature=3", "feature=0", "feature=1&feature=9", "layer=2", "layer=0"):
        assert refused(two, wrong) == ["F_CHOICE"]
