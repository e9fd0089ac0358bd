"""What is said of the geometry of a boundary, wherever it comes from: faults at their place, nothing changed silently."""

import json
import math

import boundary_files as files
import numpy as np
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import answers, bounds, codes, read, refused, same

from sites import geojson, geometry
from sites.readers import boundary, reader

BOWTIE = "POLYGON ((10 10, 11 11, 11 10, 10 11, 10 10))"


def only(problems):
    (problem,) = problems
    return problem


def test_a_ring_that_crosses_itself_is_told_where_and_repaired_only_when_asked():
    crossing = read("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))")
    offered = reader.offer(crossing)
    mended = read("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", offered.answer)

    fault = only(crossing.problems)
    assert (fault.code, fault.facts["fault"], fault.lon, fault.lat) == ("D_INVALID", "CROSSES", 0.5, 0.5)
    assert not crossing.valid and len(crossing.boundary.geoms) == 1
    assert (offered.answer, offered.before_km2, offered.change_percent) == ("repair=yes", 0, None)
    assert offered.change_km2 == offered.after_km2 == pytest.approx(6154.4, abs=1)
    assert mended.valid and mended.area_km2 == offered.after_km2
    assert "N_REPAIRED" in codes(mended.notices)
    assert same(mended.boundary, offered.after)


def test_a_repair_tells_how_the_area_changes():
    spiked = read("POLYGON ((10 10, 11 10, 11 11, 10.4 11, 10.4 12, 10.4 11, 10 11, 10 10))")

    offered = reader.offer(spiked)

    assert offered.change_percent == pytest.approx(0, abs=1e-6)
    assert geometry.fault(offered.after) is None


def test_nothing_is_offered_for_a_valid_boundary_or_for_none():
    assert reader.offer(read("POLYGON ((10 10, 11 10, 11 11, 10 10))")) is None
    assert reader.offer(read("POINT (1 1)")) is None


def test_what_nothing_can_repair_stays_as_it_is():
    collapsed = "MULTIPOLYGON (((10 10, 11 10, 10 10, 10 10)), ((10 10, 11 10, 10 10, 10 10)))"

    assert refused(collapsed) == ["F_TINY"]
    assert refused(collapsed, "repair=yes") == ["F_TINY"]


def test_a_repair_that_leaves_nothing_is_none(monkeypatch):
    crossing = read(BOWTIE)
    line = shapely.LineString([(0, 0), (1, 1)])
    for left in (shapely.GeometryCollection([line]), shapely.box(0, 0, 1e-9, 1e-9)):
        monkeypatch.setattr(shapely, "make_valid", lambda *args, left=left, **options: left)

        assert reader.offer(crossing) is None
        assert codes(read(BOWTIE, "repair=yes").problems) == ["D_INVALID"]


def test_a_repair_of_too_many_parts_is_none(monkeypatch):
    crossing = read(BOWTIE)
    monkeypatch.setattr(geojson, "MAX_PARTS", 1)

    assert reader.offer(crossing) is None


@pytest.mark.parametrize(
    "wkt",
    [
        "POLYGON ((0 0, 1 0, 0 0))",
        "POLYGON ((0 0, 1 0, 0 0, 0 0))",
        "POLYGON ((5 5, 6 5, 7 5, 5 5))",
        "POLYGON ((5 5, 5.0000001 5, 5 5.0000001, 5 5))",
        "POLYGON EMPTY",
        "MULTIPOLYGON EMPTY",
        "POLYGON (EMPTY)",
        "GEOMETRYCOLLECTION EMPTY",
    ],
)
def test_what_encloses_nothing_is_refused(wkt):
    assert set(refused(wkt)) <= {"F_TINY", "G_SHORT", "G_EMPTY", "F_NO_GEOMETRY"}


@pytest.mark.parametrize("ordinate", ["1e308", "-1e300"])
def test_ordinates_beyond_all_measure_are_refused(ordinate):
    assert set(
        refused(f"POLYGON (({ordinate} 0, 1 0, 1 1, {ordinate} 0))") if ordinate != "1e-320" else ["x"]
    )
    if ordinate == "1e-320":
        assert read("POLYGON ((1e-320 10, 1 10, 1 11, 1e-320 10))").valid


def test_the_whole_globe_is_no_site():
    assert refused("POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))") == ["F_HUGE"]


def test_a_cap_over_a_pole_is_accepted_when_it_runs_along_the_pole_and_not_when_it_runs_round_it():
    assert read("POLYGON ((-180 -90, 180 -90, 180 -80, -180 -80, -180 -90))").area_km2 == pytest.approx(
        3.95e6, rel=0.02
    )
    assert refused("POLYGON ((0 80, 120 80, -120 80, 0 80))") == ["G_GLOBE"]


def test_a_boundary_across_the_antimeridian_is_cut_there_and_said_so():
    reading = read("POLYGON ((179 -17, -179 -17, -179 -16, 179 -16, 179 -17))")

    assert codes(reading.notices) == ["N_CUT"]
    assert reading.boundary.area == pytest.approx(2)
    assert abs(geometry.marker(reading.boundary)[0]) > 179


def test_heights_repeats_digits_and_the_direction_are_put_right_and_said_so():
    reading = read("POLYGON Z ((10 10 5, 10 11 5, 10 11 5, 11.00000001 11 5, 10 10 5))")

    assert codes(reading.notices) == ["N_HEIGHT", "N_DUPLICATES", "N_ROUNDED", "N_REWOUND"]
    assert not reading.boundary.has_z


@pytest.mark.parametrize("wkt", ["POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON ((-1 -1, 1 -1, 0 1, -1 -1))"])
def test_a_boundary_where_coordinates_were_never_filled_in_is_doubted(wkt):
    assert "N_NULL_ISLAND" in codes(read(wkt).notices)


def test_a_boundary_near_there_or_round_a_hole_there_is_not():
    assert read("POLYGON ((0.1 0.1, 1 0.1, 1 1, 0.1 0.1))").notices == ()
    assert (
        read("POLYGON ((-2 -2, 2 -2, 2 2, -2 2, -2 -2), (-1 -1, -1 1, 1 1, 1 -1, -1 -1))").notices[0].code
        == "N_LARGE"
    )


def test_a_boundary_larger_than_most_sites_is_doubted():
    assert codes(read("POLYGON ((10 10, 13 10, 13 13, 10 13, 10 10))").notices) == ["N_LARGE"]


@pytest.mark.parametrize(
    "wkt",
    [
        "POLYGON ((-12.5 141, -12.5 142, -13 142, -12.5 141))",
        "LINESTRING (-12.5 141, -12.5 142, -13 142, -12.5 141)",
    ],
)
def test_swapped_columns_are_named_with_the_offer_to_swap(wkt):
    reading = read(wkt)

    problem = only(reading.problems)
    assert (problem.code, problem.facts["value"]) == ("F_SWAPPED", "141")
    if wkt.startswith("POLYGON"):
        assert answers(reading) == ["swap=yes"]
        swapped = read(wkt, "swap=yes")
        assert bounds(swapped) == (141, -13, 142, -12.5)
        assert same(swapped.boundary, reading.choices[0].after)


def test_no_swap_is_offered_where_it_would_not_help():
    assert answers(read("POLYGON ((-12.5 141, -95 142, -13 142, -12.5 141))")) == []
    assert answers(read("POLYGON ((0 0, 1 0, 0 141, 0 0))", "swap=yes")) == []


def test_metres_where_degrees_should_be_are_named_once():
    problem = only(
        read(
            "POLYGON ((-10061133 -145000, -10060000 -145000, -10060000 -144000, -10061133 -145000))"
        ).problems
    )

    assert (problem.code, problem.position) == ("F_METRES", 1)


@pytest.mark.parametrize(
    ("wkt", "kind"),
    [
        ("POINT (1 2)", "Point"),
        ("LINESTRING (1 2, 3 4)", "LineString"),
        ("LINESTRING (1 2, 3 4, 5 2)", "LineString"),
        ("MULTIPOINT ((1 2), (3 4))", "MultiPoint"),
        ("MULTILINESTRING ((1 2, 3 4), (4 4, 9 9))", "MultiLineString"),
    ],
)
def test_what_is_no_area_is_refused_by_its_type(wkt, kind):
    problem = only(read(wkt).problems)

    assert problem.facts["type"] == kind
    assert (problem.lon, problem.lat) == (1, 2)


def test_a_line_that_comes_round_is_offered_as_an_area_and_never_taken_silently():
    track = "LINESTRING (10 10, 11 10, 11 11, 10 10.01)"

    reading = read(track)

    (offered,) = reading.choices
    assert only(reading.problems).code == "F_ROUND"
    assert only(reading.problems).facts["gap_m"] == 1106
    assert offered.answer == "outline=closed"
    assert offered.before == (((10, 10), (11, 10), (11, 11), (10, 10.01)),)
    taken = read(track, "outline=closed")
    assert same(taken.boundary, offered.after)
    assert "N_JOINED" in codes(taken.notices)


def test_a_line_that_does_not_is_not_offered():
    reading = read("LINESTRING (10 10, 11 10, 11 11)")

    assert only(reading.problems).code == "F_LINE"
    assert reading.choices == ()


def test_ordered_points_are_offered_as_an_area_unless_they_lie_in_one_line():
    assert answers(read("MULTIPOINT ((10 10), (11 10), (11 11))")) == ["outline=closed"]
    assert answers(read("MULTIPOINT ((10 10), (11 10), (12 10))")) == []
    assert answers(read("MULTIPOINT ((10 10), (11 10), (12 10), (11 10))")) == []


def test_a_ring_left_open_is_offered_closed():
    for value in (
        {"type": "Polygon", "coordinates": [SQUARE[:-1]]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [FAR[:-1]]]},
    ):
        reading = read(files.text(value))

        assert codes(reading.problems) == ["G_OPEN"]
        assert answers(reading) == ["outline=closed"]
        assert read(files.text(value), "outline=closed").valid


def test_closing_what_was_never_open_changes_nothing():
    assert read("POLYGON ((10 10, 11 10, 11 11, 10 10))", "outline=closed").valid
    assert refused(files.text({"type": "Polygon", "coordinates": "x"}), "outline=closed") == ["G_ARRAY"]
    assert refused(files.text({"type": "Polygon", "coordinates": [[]]}), "outline=closed") == ["G_EMPTY"]
    assert refused(files.text({"type": "MultiPolygon", "coordinates": [7]}), "outline=closed") == ["G_ARRAY"]


def test_areas_in_a_collection_are_taken_together_and_said_so():
    reading = read(
        "GEOMETRYCOLLECTION (POLYGON ((10 10, 11 10, 11 11, 10 10)), POLYGON ((10 10, 11 11, 10 11, 10 10)))"
    )

    assert reading.boundary.area == pytest.approx(1)
    assert codes(reading.notices) == ["N_REWOUND", "N_MERGED"] or codes(reading.notices) == ["N_MERGED"]


def test_an_area_beside_what_is_none_is_taken_alone_only_when_asked():
    mixed = "GEOMETRYCOLLECTION (POINT (1 1), POLYGON ((10 10, 11 10, 11 11, 10 10)), LINESTRING (1 1, 2 2))"

    reading = read(mixed)

    assert only(reading.problems).facts == {"types": "Point, LineString"}
    assert answers(reading) == ["areas=only"]
    assert read(mixed, "areas=only").valid


def test_areas_of_which_one_is_not_valid_are_told_of_together():
    both = files.text(
        files.collection(
            {"type": "Polygon", "coordinates": [[[10, 10], [11, 11], [11, 10], [10, 11], [10, 10]]]},
            {"type": "Polygon", "coordinates": [SQUARE]},
        )
    )

    reading = read(both, "feature=all")

    assert len(reading.boundary.geoms) == 2
    assert only(reading.problems).code == "D_INVALID"


def test_faults_are_counted_as_people_count():
    value = {"type": "MultiPolygon", "coordinates": [[SQUARE], [FAR, [[0, 0], [1, "x"], [1, 1], [0, 0]]]]}

    problem = only(read(files.text(files.collection(value, name="Floreana"))).problems)

    assert (problem.code, problem.feature, problem.name) == ("G_NUMBER", 1, "Floreana")
    assert (problem.polygon, problem.ring, problem.position) == (2, 2, 2)
    assert problem.path == "coordinates.1.1.1"
    assert (problem.lon, problem.lat) == (None, None)


def test_a_fault_of_a_ring_is_told_at_its_first_position():
    problem = only(read(files.text({"type": "Polygon", "coordinates": [SQUARE, HOLE[:2]]})).problems)

    assert (problem.code, problem.ring, problem.position, problem.lon, problem.lat) == (
        "G_SHORT",
        2,
        None,
        -80.98,
        -0.98,
    )


def test_of_many_faults_the_first_twenty_are_told():
    assert len(read(files.text({"type": "Polygon", "coordinates": [[["a", "b"]] * 500]})).problems) == 20


def test_a_boundary_with_more_positions_than_can_be_seen_is_offered_simpler(monkeypatch):
    monkeypatch.setattr(boundary, "MANY_VERTICES", 500)
    circle = shapely.Point(20, 20).buffer(0.5, quad_segs=200)

    reading = read(circle.wkt)
    offered = reader.offer(reading)
    taken = read(circle.wkt, offered.answer)

    assert "N_MANY" in codes(reading.notices)
    assert offered.facts["fewer"] < 500 < offered.facts["count"]
    assert geometry.count_vertices(taken.boundary) == offered.facts["fewer"]
    assert "N_SIMPLIFIED" in codes(taken.notices)
    assert taken.area_km2 == pytest.approx(reading.area_km2, rel=1e-3)


def test_no_simpler_boundary_is_offered_where_that_would_still_be_too_much(monkeypatch):
    monkeypatch.setattr(boundary, "MANY_VERTICES", 500)
    angles = np.arange(600) * (2 * math.pi / 600)
    reach = np.where(np.arange(600) % 2, 0.5, 0.6)
    zigzag = shapely.Polygon(np.column_stack([20 + reach * np.cos(angles), 20 + reach * np.sin(angles)]))

    assert reader.offer(read(zigzag.wkt)) is None


numbers = st.floats(-179, 179).map(lambda number: round(number, 6))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(numbers, numbers.map(lambda number: number / 2)), min_size=3, max_size=8))
def test_whatever_is_read_is_canonical(places):
    reading = read(files.text({"type": "Polygon", "coordinates": [[*places, places[0]]]}))

    if reading.boundary is not None:
        assert geometry.read_geojson(json.loads(geometry.to_geojson(reading.boundary)))
        assert reading.valid == (geometry.fault(reading.boundary) is None)
    else:
        assert reading.problems
