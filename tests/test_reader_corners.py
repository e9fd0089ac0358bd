"""Lists of corners as people type them: degrees in all ways of writing, UTM, with a header or without one; nothing is guessed."""

import pytest
import shapely
from readings import answers, codes, read, refused, same

from sites.readers import columns, zones

TRIANGLE = shapely.Polygon([(-90.4, -1.3), (-90.3, -1.3), (-90.3, -1.4)])
UTM = shapely.Polygon([(-90.3941, -1.3015), (-90.3042, -1.3015), (-90.3043, -1.2112)])


def lines(*rows):
    return "\n".join(rows)


@pytest.mark.parametrize(
    "rows",
    [
        ["1.3 S 90.4 W", "1.3 S 90.3 W", "1.4 S 90.3 W"],
        ["90.4 W 1.3 S", "90.3 W, 1.3 S", "W 90.3 S 1.4"],
        ["1°18'00\"S 90°24'00\"W", "1°18′S, 90°18′W", "1 24 0 S 90 18 0 W"],
        ["P1: 1.3 S 90.4 W", "P2: 1.3 S 90.3 W", "corner-3) 1.4 S 90.3 W"],
        ["1. 1.3 S 90.4 W", "2. 1.3 S 90.3 W", "3. 1.4 S 90.3 W"],
        ["1 1 18 S 90 24 W", "2 1 18 S 90 18 W", "3 1 24 S 90 18 W"],
        ["", "1.3 S 90.4 W", "   ", "1.3 S 90.3 W", ",,,", "1.4 S 90.3 W", "1.3 S 90.4 W"],
        ["lat,lon", "-1.3,-90.4", "-1.3,-90.3", "-1.4,-90.3"],
        ["lon,lat", "-90.4,-1.3", "-90.3,-1.3", "-90.3,-1.4"],
        ["Latitude\tLongitude", "-1.3\t-90.4", "-1.3\t-90.3", "-1.4\t-90.3"],
        ["lat;lon", "-1,3;-90,4", "-1,3;-90,3", "-1,4;-90,3"],
        ["ID|decimalLatitude|decimalLongitude", "1|-1.3|-90.4", "2|-1.3|-90.3", "3|-1.4|-90.3"],
        ["lat lon", "-1.3 -90.4", "-1.3 -90.3", "-1.4 -90.3"],
        ["x,y", "-90.4,-1.3", "-90.3,-1.3", "-90.3,-1.4"],
        ["point,lat,lon,elevation", "a,1°18'S,90°24'W,3", "b,1.3 S,90.3 W,4", "c,-1.4,-90.3,5"],
        ['"lat","lon"', '"-1.3","-90.4"', '"-1.3","-90.3"', '"-1.4","-90.3"'],
    ],
)
def test_corners_are_read_however_they_are_written(rows):
    reading = read(lines(*rows))

    assert reading.format == "table"
    assert same(reading.boundary, TRIANGLE)
    assert "N_CORNERS" in codes(reading.notices)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_comes_in_several_encodings(encoding):
    text = lines("Punkt,Breite,Länge", "1,1°18'S,90°24'W", "2,1°18'S,90°18'W", "3,1°24'S,90°18'W")

    assert same(read(text.encode(encoding)).boundary, TRIANGLE)


def test_numbers_before_the_corners_are_told_of():
    assert "N_NUMBERED" in codes(read(lines("1 -1.3 -90.4", "2 -1.3 -90.3", "3 -1.4 -90.3")).notices)


def test_numbers_that_only_look_like_numbering_are_taken_for_what_they_are():
    reading = read(lines("1 20.5", "2 20.5", "3 21"))

    assert "N_NUMBERED" not in codes(reading.notices)
    assert answers(reading) == ["order=lat-lon", "order=lon-lat"]


@pytest.mark.parametrize(
    ("rows", "notice"),
    [
        (("-1.3 -90.4", "-1.3 -90.3", "-1.4 -90.3"), "N_LAT_FIRST"),
        (("-90.4,-1.3", "-90.3,-1.3", "-90.3,-1.4"), "N_LON_FIRST"),
    ],
)
def test_without_a_header_the_order_is_taken_where_it_cannot_be_otherwise_and_said_so(rows, notice):
    reading = read(lines(*rows))

    assert notice in codes(reading.notices)
    assert same(reading.boundary, TRIANGLE)


def test_without_a_header_the_order_is_asked_for_where_both_can_be():
    rows = lines("10 20", "11 20", "11 21")

    reading = read(rows)

    assert answers(reading) == ["order=lat-lon", "order=lon-lat"]
    assert [(choice.facts["lon"], choice.facts["lat"]) for choice in reading.choices] == [
        (20.25, 10.5),
        (10.75, 20.5),
    ]
    assert same(read(rows, "order=lon-lat").boundary, shapely.Polygon([(10, 20), (11, 20), (11, 21)]))
    assert same(read(rows, "order=lat-lon").boundary, shapely.Polygon([(20, 10), (20, 11), (21, 11)]))


def test_where_no_order_can_be_every_corner_that_is_wrong_is_told():
    reading = read(lines("100 200", "95 120", "11 21"))

    assert [(problem.code, problem.line) for problem in reading.problems] == [
        ("G_LATITUDE", 1),
        ("G_LATITUDE", 2),
    ]


def test_swapped_columns_are_told_with_the_line_and_offered_swapped():
    reading = read(lines("lat,lon", "-100.3,-1.4", "-100.3,-1.5", "-100.2,-1.3"))

    assert [(problem.code, problem.line) for problem in reading.problems] == [("F_SWAPPED", 2)]
    assert answers(reading) == ["swap=yes"]
    assert same(
        read(lines("lat,lon", "-100.3,-1.4", "-100.3,-1.5", "-100.2,-1.3"), "swap=yes").boundary,
        reading.choices[0].after,
    )


def test_every_line_that_tells_no_place_is_named():
    reading = read(
        lines(
            "1.3 S 90.4 W",
            "here",
            "1.3 S 90.3 W",
            "1.4 S 90 63 W",
            "1.4 S 90.3 S",
            "1.4 90.3 W",
            "1.3 S 90.3 W",
            "1.3 S 90.3 W",
            "1 S 2 W",
        )
    )

    assert [(problem.code, problem.line) for problem in reading.problems] == [
        ("F_CORNER", line) for line in (2, 4, 5, 6)
    ]


@pytest.mark.parametrize("row", ["abc,1", "1" * 120 + ",1", "1", "1.3 E,90.3 W", "1:99,2", '"a', "1,2,3"])
def test_a_row_of_a_table_that_tells_no_place_is_named(row):
    (problem,) = (
        read(lines("lat,lon,label", "1.5,2.5,a", row or " ", "1.5,3.5,b")).problems
        if row != "1,2,3"
        else [None]
    )

    assert problem is None or (problem.code, problem.line) == ("F_CORNER", 3)


def test_a_table_of_nothing_but_its_header_holds_nothing():
    assert refused("lat,lon") == ["F_NO_FEATURES"]


def test_a_table_that_tells_more_than_places_is_offered_as_an_outline_and_not_taken():
    table = lines("site,lat,lon,species", "A,-1.3,-90.4,x", "B,-1.3,-90.3,y", "C,-1.4,-90.3,z")

    assert refused(table) == ["F_POINTS"]
    assert same(read(table, "outline=closed").boundary, TRIANGLE)


def test_two_corners_are_too_few():
    assert refused(lines("1.3 S 90.4 W", "1.3 S 90.3 W")) == ["F_FEW"]


class TestOnePlace:
    @pytest.mark.parametrize(
        ("text", "metres"),
        [
            ("1.3 S 90.43 W", None),
            ("1°18'S, 90°25'48\"W", None),
            ("1.3 S 90.43 W ± 500 m", 500),
            ("1.3 S 90.43 W +/- 2.5 km", 2500),
            ("1.3 S 90.43 W (±30m)", 30),
            ("1.3 S 90.43 W, uncertainty: 1500 metres", 1500),
            ("-1.3, -90.43 ± 100", 100),
            ("decimalLatitude,decimalLongitude,coordinateUncertaintyInMeters\n-1.3,-90.43,750", 750),
            ("lat;lon;accuracy\n-1,3;-90,43;12,5", 12.5),
            ("lat,lon\n-1.3,-90.43", None),
        ],
    )
    def test_is_a_place_with_its_uncertainty_and_no_boundary(self, text, metres):
        reading = read(text)

        assert (reading.point.lon, reading.point.lat, reading.point.uncertainty_m) == (-90.43, -1.3, metres)
        assert reading.boundary is None and not reading.refused
        assert "N_PLACE" in codes(reading.notices)

    def test_of_which_the_order_is_not_known_is_asked_for(self):
        reading = read("10.5 20.5")

        assert answers(reading) == ["order=lat-lon", "order=lon-lat"]
        assert [choice.facts for choice in reading.choices] == [
            {"lon": 20.5, "lat": 10.5},
            {"lon": 10.5, "lat": 20.5},
        ]
        assert read("10.5 20.5", "order=lon-lat").point.lon == 10.5

    def test_beyond_the_globe_is_refused_and_offered_swapped(self):
        assert refused("91 S 200 W") == ["G_LONGITUDE"]
        reading = read("lat,lon\n-100.5,20")
        assert (codes(reading.problems), answers(reading)) == (["F_SWAPPED"], ["swap=yes"])
        assert read("lat,lon\n-100.5,20", "swap=yes").point.lat == 20

    def test_in_utm_is_one_too(self):
        point = read("15M 786000 9856000").point

        assert (round(point.lon, 2), round(point.lat, 2)) == (-90.43, -1.3)

    def test_whose_uncertainty_is_no_number_is_refused(self):
        assert refused("lat,lon,uncertainty\n-1.3,-90.43,wide") == ["F_CORNER"]


class TestUtm:
    @pytest.mark.parametrize(
        "rows",
        [
            ["15M 790000 9856000", "15M 800000 9856000", "15M 800000 9866000"],
            ["15 South 790000 9856000", "15 south 800000 9856000", "15 SOUTH 800000 9866000"],
            ["15S 790000 9856000", "15S 800000 9856000", "15S 800000 9866000"],
            ["A 15M 790000 9856000", "B 15M 800000 9856000", "C 15M 800000 9866000"],
            ["UTM zone 15 South", "790000 9856000", "800000 9856000", "800000 9866000"],
            ["WGS 84 / UTM zone 15S:", "790000, 9856000", "800000, 9856000", "800000, 9866000"],
            ["Zona 15 sur", "790000mE 9856000mN", "800000 m E 9856000 m N", "800000E 9866000N"],
            ["EPSG:32715", "790000 9856000", "800000 9856000", "800000 9866000"],
            ["zone 15 south", "9856000 790000", "9856000 800000", "9866000 800000"],
            ["zone 15 south", "9856000 N 790000 E", "9856000 N 800000 E", "9866000 N 800000 E"],
            ["easting,northing,zone", "790000,9856000,15M", "800000,9856000,15M", "800000,9866000,15M"],
            [
                "easting;northing;zone;hemisphere",
                "790000,0;9856000;15;S",
                "800000;9856000;15;S",
                "800000;9866000;15;S",
            ],
            ["x\ty\tzone", "790000\t9856000\t15 S", "800000\t9856000\t15 S", "800000\t9866000\t15 S"],
        ],
    )
    def test_is_read_with_its_zone(self, rows):
        reading = read(lines(*rows))

        assert "N_SYSTEM" in codes(reading.notices)
        assert shapely.hausdorff_distance(reading.boundary, UTM) < 0.001

    def test_of_a_zone_that_ends_in_s_the_half_of_the_world_is_asked_for_where_both_can_be(self):
        rows = lines("33S 500000 4000000", "33S 510000 4000000", "33S 510000 4010000")

        assert answers(read(rows)) == ["system=EPSG:32733", "system=EPSG:32633"]
        assert read(rows, "system=EPSG:32633").boundary.bounds[1] > 36
        assert read(rows, "system=EPSG:32733").boundary.bounds[1] < -50

    def test_without_a_zone_it_is_asked_for(self):
        for rows in (
            ["790000 9856000", "800000 9856000", "800000 9866000"],
            ["east,north", "790000,9856000", "800000,9856000", "800000,9866000"],
        ):
            found = answers(read(lines(*rows)))
            assert "system=EPSG:32715" in found
            assert "system=EPSG:32615" not in found

    def test_without_an_order_that_is_asked_for_too(self):
        rows = lines("zone 33 north", "500000 600000", "510000 600000", "510000 610000")

        assert [choice.code for choice in read(rows).choices] == ["A_EAST_FIRST", "A_NORTH_FIRST"]
        assert read(rows, "order=east-north").boundary.bounds[0] == pytest.approx(15, abs=0.001)
        assert read(rows, "order=north-east").boundary.bounds[0] > 15.8

    def test_of_two_zones_is_refused(self):
        reading = read(lines("15M 790000 9856000", "16M 800000 9856000", "15M 800000 9866000"))

        assert [(problem.code, problem.line) for problem in reading.problems] == [("F_ZONES", 2)]

    def test_beside_degrees_is_refused(self):
        reading = read(lines("15M 790000 9856000", "1.3 S 90.4 W", "15M 800000 9866000"))

        assert [(problem.code, problem.line) for problem in reading.problems] == [("F_CORNERS_MIXED", 2)]

    @pytest.mark.parametrize(
        "rows",
        [
            ["east,north,zone", "790000,9856000,99M"],
            ["790000E 9856000E", "1 1"],
            ["east,north,zone,hemisphere", "790000,9856000,15,X"],
        ],
    )
    def test_with_a_zone_or_letter_that_is_none_is_refused(self, rows):
        assert refused(lines(*rows, *rows[1:] * 2))[0] in ("F_CORNER", "F_UNKNOWN")


@pytest.mark.parametrize(
    ("text", "hemisphere", "codes_of"),
    [
        ("15M", "", (32715,)),
        ("15 N", "", (32615,)),
        ("15X", "", (32615,)),
        ("15", "", (32715, 32615)),
        ("15S", "", (32715, 32615)),
        ("15S", "north", (32615,)),
        ("15", "S", (32715,)),
        ("utm 15 sul", "", (32715,)),
        ("60n", "", (32660,)),
        ("0N", "", ()),
        ("61N", "", ()),
        ("15I", "", ()),
        ("15", "X", ()),
        ("M", "", ()),
        ("", "", ()),
    ],
)
def test_a_zone_means_one_half_of_the_world_or_either(text, hemisphere, codes_of):
    assert zones.read(text, hemisphere) == codes_of


@pytest.mark.parametrize(
    "line",
    [
        "1,2",
        "lat,lat",
        "lat",
        "lat,lon,easting,northing",
        "name,species",
        "lat,longest",
        "10 N 20 E",
        "",
        "\x00,lat,lon" * 0,
    ],
)
def test_what_is_no_header_is_none(line):
    assert columns.read(line) is None


@pytest.mark.parametrize(
    "text", ["a\x00b", "1.3 S 90.4 W\x07", "x" * 1_001, "a,b,c\n1,2,3\n4,5,6", "\n".join(["a b"] * 100_001)]
)
def test_what_is_no_list_of_corners_is_refused(text):
    assert refused(text) == ["F_UNKNOWN"]


def test_a_line_too_long_for_a_corner_is_none():
    assert refused(lines("1.3 S 90.4 W", "1.3 S 90.3 W", "1.4 S 90.3 W" + " " * 150 + "x")) == ["F_CORNER"]


@pytest.mark.parametrize("text", ["-90, -1.3, 12", "-90.4 -1.3 12\n-90.3 -1.3 12\n-90.3 -1.4 12"])
def test_a_third_number_is_never_taken_for_something_else(text):
    assert refused(text) == ["F_UNKNOWN"]
