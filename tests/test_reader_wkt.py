"""Well-known text as databases and desktop programs write it."""

import time

import pytest
import shapely
from boundary_files import HOLE, SQUARE
from readings import codes, read, refused, same

from sites.readers import wkt

ISLAND = shapely.Polygon(SQUARE, [HOLE])


def geometry(text):
    (layer,) = wkt.read(text.encode()).layers
    return layer.features[0].geometry


@pytest.mark.parametrize(
    "text",
    [
        "POINT (1 2)",
        "POINT EMPTY",
        "LINESTRING (1 2, 3 4)",
        "POLYGON ((1 2, 3 4, 5 5, 1 2), (1 1, 2 2, 3 1, 1 1))",
        "MULTIPOINT (1 2, 3 4)",
        "MULTIPOINT ((1 2), (3 4))",
        "MULTILINESTRING ((1 2, 4 5), (2 2, 3 3))",
        "MULTIPOLYGON (((1 2, 3 4, 5 5, 1 2)), ((9 9, 9 8, 8 8, 9 9)))",
        "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((1 2, 3 4, 5 5, 1 2)))",
        "POLYGON Z ((1 2 3, 3 4 5, 5 5 6, 1 2 3))",
    ],
)
def test_it_is_read_as_geos_reads_it(text):
    expected = shapely.from_wkt(text)

    assert (
        shapely.geometry.shape(geometry(text)).equals_exact(shapely.force_2d(expected)) or expected.is_empty
    )
    assert geometry(text)["type"].upper() == text.split(" ")[0]


@pytest.mark.parametrize(
    "text",
    [
        "polygon((10 10,11 10,11 11,10 10))",
        "  POLYGON\n((\n10 10 ,11 10,\t11 11,10 10))\n",
        "SRID=4326;POLYGON((10 10,11 10,11 11,10 10))",
        "srid = 4326 ; POLYGON((1e1 +10,11 10.,11.0 11,10 10))",
        "POLYGON M ((10 10 7, 11 10 7, 11 11 7, 10 10 7))",
        "POLYGON ZM ((10 10 1 7, 11 10 1 7, 11 11 1 7, 10 10 1 7))",
        "POLYGONZ((10 10 1, 11 10 1, 11 11 1, 10 10 1))",
    ],
)
def test_it_may_be_written_in_many_ways(text):
    assert same(read(text).boundary, shapely.Polygon([(10, 10), (11, 10), (11, 11)]))


def test_a_number_of_a_system_before_it_counts():
    reading = read("SRID=32717;POLYGON((500000 9000000,510000 9000000,510000 9010000,500000 9000000))")

    assert codes(reading.notices) == ["N_SYSTEM"]
    assert refused("SRID=999999;POLYGON((1 1,2 2,3 1,1 1))") == ["F_SYSTEM"]
    assert refused("SRID=99999999;POLYGON((1 1,2 2,3 1,1 1))") == ["F_WKT"]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("POLYGON((1 2,3 4,5 5,1 2)", "F_WKT", 1, 26),
        ("POLYGON((1 2,3 4,5 5,1 2)))", "F_WKT", 1, 27),
        ("POLYGON((1 2,3 4\n,5 x,1 2))", "F_WKT_POSITION", 2, 4),
        ("POLYGON((1 2,3 4\n,5 5 5 5 5,1 2))", "F_WKT_POSITION", 2, 11),
        ("POLYGON((1 2,,3 4))", "F_WKT_POSITION", 1, 14),
        ("POLYGON((NaN 2,3 4,5 5,1 2))", "F_WKT_POSITION", 1, 10),
        ("POLYGON(1 2,3 4)", "F_WKT", 1, 9),
        ("POLYGON((1;2))", "F_WKT_POSITION", 1, 11),
        ("POINT(1 2 EMPTY", "F_WKT", 1, 11),
        ("MULTIPOINT(1 2, (3 4, 5 6))", "F_WKT", 1, 21),
        ("CURVEPOLYGON((1 2,3 4,5 5,1 2))", "F_WKT_TYPE", 1, 1),
        ("GEOMETRYCOLLECTION(CIRCLE(1 2))", "F_WKT_TYPE", 1, 20),
        ("GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)))", "F_NESTED", 1, 20),
        ("POLYGON((1 2,3 4,5 5,1 2)) POINT(1 2)", "F_WKT", 1, 28),
        ("SRID=4326POLYGON((1 2,3 4,5 5,1 2))", "F_UNKNOWN", None, None),
        ("POLYGON((é 2))", "F_WKT_POSITION", 1, 10),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_column(text, code, line, column):
    (problem,) = read(text).problems

    assert (problem.code, problem.facts.get("line"), problem.facts.get("column")) == (code, line, column)


def test_nesting_never_goes_deep():
    assert refused("GEOMETRYCOLLECTION(" * 100_000 + "POINT(1 1)" + ")" * 100_000) == ["F_NESTED"]
    assert refused("POLYGON(" + "(" * 100_000) == ["F_WKT_POSITION"]


def test_more_positions_than_a_file_may_have_are_refused_before_they_are_read():
    assert refused("POLYGON((" + "1 2," * 1_000_002) == ["F_POSITIONS"]


def test_blanks_cost_no_time():
    began = time.process_time()

    assert refused("POLYGON" + " " * 19_000 + "x") == ["F_UNKNOWN"]
    assert time.process_time() - began < 1
