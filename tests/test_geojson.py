"""GeoJSON boundaries: one canonical form for every way of writing them, and a named problem for what is none."""

import json
from decimal import Decimal

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import BOWTIE, FIJI, multipolygon, polygon, ring

from sites import antimeridian, geojson, geometry
from sites.geojson import BadGeometry, parse, read_geojson, to_geojson

SQUARE = polygon(ring(0, 0, 1, 1))
CLOCKWISE = polygon(ring(0, 0, 1, 1)[::-1])


def problems(value):
    with pytest.raises(BadGeometry) as caught:
        parse(value) if isinstance(value, str) else read_geojson(value)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def text_of(value):
    return to_geojson(read_geojson(value).geometry)


def test_a_polygon_becomes_a_multipolygon_of_one_part():
    reading = read_geojson(SQUARE)

    assert json.loads(to_geojson(reading.geometry)) == {
        "type": "MultiPolygon",
        "coordinates": [[ring(0, 0, 1, 1)]],
    }
    assert reading.notices == ()


def test_the_written_form_reads_as_itself():
    holed = multipolygon(polygon(ring(0, 0, 9, 9), ring(1, 1, 2, 2)[::-1]), polygon(ring(20, 20, 21, 21)))

    again = read_geojson(json.loads(text_of(holed)))

    assert to_geojson(again.geometry) == text_of(holed)
    assert again.notices == ()


def test_rings_are_rewound_as_rfc_7946_wants_them():
    reading = read_geojson(polygon(ring(0, 0, 9, 9)[::-1], ring(1, 1, 2, 2)))

    (part,) = reading.geometry.geoms
    assert part.exterior.is_ccw
    assert not part.interiors[0].is_ccw
    assert reading.notices == ("N_REWOUND",)


def test_a_hole_that_winds_the_wrong_way_alone_is_noticed():
    assert read_geojson(polygon(ring(0, 0, 9, 9), ring(1, 1, 2, 2))).notices == ("N_REWOUND",)
    assert read_geojson(polygon(ring(0, 0, 9, 9), ring(1, 1, 2, 2)[::-1])).notices == ()


def test_coordinates_are_rounded_to_seven_decimals_first():
    reading = read_geojson(polygon([[0, 0], [1.00000004, 0], [1, 1], [0, 0.99999996], [0, 0]]))

    assert json.loads(to_geojson(reading.geometry))["coordinates"][0][0] == [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
    ]
    assert reading.notices == ("N_ROUNDED",)


def test_rounding_leaves_no_negative_zero():
    assert "-0.0" not in text_of(polygon([[-0.00000001, 0], [1, 0], [1, 1], [-0.00000001, 0]]))


def test_heights_are_dropped_and_said_so():
    reading = read_geojson(polygon([[*place, 12.5] for place in ring(0, 0, 1, 1)]))

    assert not reading.geometry.has_z
    assert reading.notices == ("N_HEIGHT",)


def test_repeated_positions_are_dropped_and_said_so():
    reading = read_geojson(polygon([place for place in ring(0, 0, 1, 1) for _ in range(2)]))

    assert to_geojson(reading.geometry) == text_of(SQUARE)
    assert reading.notices == ("N_DUPLICATES",)


def test_a_spike_thinner_than_the_last_decimal_is_closed_and_the_area_stays():
    spiked = polygon(
        [[0, 0], [1, 0], [1, 0.5], [1.000000001, 0.5], [1, 0.5000000001], [1, 1], [0, 1], [0, 0]]
    )

    reading = read_geojson(spiked)

    assert geometry.fault(reading.geometry) is None
    assert geometry.area_km2(reading.geometry) == pytest.approx(
        geometry.area_km2(read_geojson(SQUARE).geometry)
    )


def test_exact_numbers_are_read_like_others():
    exact = polygon([[Decimal(str(lon)), Decimal(str(lat))] for lon, lat in ring(0, 0, 1, 1)])

    assert text_of(exact) == text_of(SQUARE)


def test_a_ring_across_the_antimeridian_is_cut_there():
    reading = read_geojson(FIJI)

    assert reading.notices == ("N_CUT",)
    assert sorted(part.bounds for part in reading.geometry.geoms) == [
        (-180, -17, -179, -16),
        (179, -17, 180, -16),
    ]


def test_a_hole_across_the_antimeridian_is_cut_with_its_shell():
    holed = polygon(ring(179, -17, -179, -16), ring(179.9, -16.6, -179.9, -16.4))

    parts = read_geojson(holed).geometry

    assert geometry.fault(parts) is None
    assert parts.area == pytest.approx(2 - 0.2 * 0.2)


def test_a_hole_on_one_side_of_a_shell_that_crosses_stays_in_its_part():
    holed = polygon(ring(179, -17, -179, -16), ring(-179.6, -16.6, -179.4, -16.4))

    parts = read_geojson(holed).geometry

    assert geometry.fault(parts) is None
    assert parts.area == pytest.approx(2 - 0.2 * 0.2)
    assert [len(part.interiors) for part in sorted(parts.geoms, key=lambda part: part.bounds)] == [1, 0]


def test_a_ring_that_writes_the_meridian_in_both_ways_is_small():
    both = polygon(
        [[179, 0], [180, 0], [-180, 0], [-179, 0], [-179, 1], [-180, 1], [180, 1], [179, 1], [179, 0]]
    )

    assert read_geojson(both).geometry.area == pytest.approx(2)


def test_the_whole_globe_is_no_sliver():
    reading = read_geojson(polygon(ring(-180, -90, 180, 90)))

    assert reading.notices == ()
    assert geometry.area_km2(reading.geometry) == pytest.approx(510_065_621.7)


def test_a_cap_over_a_pole_that_runs_along_it_is_taken_as_written():
    cap = polygon([[-180, -90], [180, -90], [180, -80], [-180, -80], [-180, -90]])

    assert geometry.area_km2(read_geojson(cap).geometry) == pytest.approx(3_950_000, rel=0.02)


def test_a_crossing_ring_that_crosses_itself_too_is_kept_and_its_fault_is_where_it_is():
    bowtie = polygon([[179.5, 0], [-179.5, 1], [-179.5, 0], [179.5, 1], [179.5, 0]])

    reading = read_geojson(bowtie)

    assert geometry.fault(reading.geometry) == ("CROSSES", 180, 0.5)
    assert geometry.bounds(reading.geometry) == (179.5, 0, -179.5, 1)


def test_what_is_parseable_but_not_valid_stays_as_it_is():
    assert json.loads(text_of(BOWTIE))["coordinates"] == [[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, [("", "G_OBJECT")]),
        ([], [("", "G_OBJECT")]),
        ({}, [("type", "G_TYPE")]),
        ({"type": "Point", "coordinates": [0, 0]}, [("type", "G_TYPE")]),
        ({"type": "Feature", "geometry": SQUARE}, [("type", "G_TYPE")]),
        ({"type": ["Polygon"], "coordinates": []}, [("type", "G_TYPE")]),
        ({"type": "Polygon"}, [("coordinates", "G_ARRAY")]),
        ({"type": "Polygon", "coordinates": []}, [("coordinates", "G_EMPTY")]),
        ({"type": "MultiPolygon", "coordinates": []}, [("coordinates", "G_EMPTY")]),
        ({"type": "MultiPolygon", "coordinates": [[]]}, [("coordinates.0", "G_EMPTY")]),
        ({"type": "Polygon", "coordinates": [[]]}, [("coordinates.0", "G_EMPTY")]),
        ({"type": "Polygon", "coordinates": {"0": []}}, [("coordinates", "G_ARRAY")]),
        (multipolygon(SQUARE, polygon(["far", *ring(0, 0, 1, 1)])), [("coordinates.1.0.0", "G_POSITION")]),
        (polygon([[0, 0], [1, 0], [1, 1], [0, 1]]), [("coordinates.0", "G_OPEN")]),
        (polygon([[0, 0], [1, 0], [0, 0]]), [("coordinates.0", "G_SHORT")]),
        (polygon([["1", "2"]] * 4), [(f"coordinates.0.{n}", "G_NUMBER") for n in range(4)]),
        (
            polygon([[True, 0], [1, 0], [1, 1], [True, 0]]),
            [("coordinates.0.0", "G_NUMBER"), ("coordinates.0.3", "G_NUMBER")],
        ),
        (
            polygon([[0], [1, 0], [1, 1], [0, 0, 0, 0]]),
            [("coordinates.0.0", "G_POSITION"), ("coordinates.0.3", "G_POSITION")],
        ),
        (polygon([[0, 0, 5], [1, 0], [1, 1], [0, 0, 5]]), [("coordinates.0", "G_DIMENSIONS")]),
        (polygon([[0, 0], [181, 0], [1, 1], [0, 0]]), [("coordinates.0.1", "G_LONGITUDE")]),
        (polygon([[0, 0], [1, -90.1], [1, 1], [0, 0]]), [("coordinates.0.1", "G_LATITUDE")]),
        (
            polygon([[0, 0], [1e308, 0], [1, float("nan")], [0, 0]]),
            [("coordinates.0.1", "G_LONGITUDE"), ("coordinates.0.2", "G_LATITUDE")],
        ),
        (polygon([[0, 80], [120, 80], [-120, 80], [0, 80]]), [("coordinates.0", "G_GLOBE")]),
        (SQUARE | {"crs": {"type": "name", "properties": {"name": "EPSG:3857"}}}, [("crs", "G_CRS")]),
        (SQUARE | {"crs": "EPSG:4326"}, [("crs", "G_CRS")]),
        (
            SQUARE | {"crs": {"type": "link", "properties": {"href": "http://192.0.2.1/crs"}}},
            [("crs", "G_CRS")],
        ),
        ("", [("", "J_EMPTY")]),
        ("[" * 100_000, [("", "J_TOO_DEEP")]),
        ("POLYGON((0 0, 1 1, 1 0, 0 0))", [("", "G_FORMAT")]),
        ("<kml></kml>", [("", "G_FORMAT")]),
        ('{"type": "Topology", "arcs": []}', [("", "G_FORMAT")]),
        ('{"rings": [[[0, 0]]], "spatialReference": {"wkid": 4326}}', [("", "G_FORMAT")]),
        ('{"type": "FeatureCollection", "features": []}', [("features", "G_FEATURES")]),
        ('{"type": "FeatureCollection", "features": [1, 2]}', [("features", "G_FEATURES")]),
        ('{"type": "FeatureCollection"}', [("features", "G_FEATURES")]),
        ('{"type": "FeatureCollection", "features": [7]}', [("features.0", "G_OBJECT")]),
        ('{"type": "Feature", "geometry": null}', [("geometry", "G_OBJECT")]),
    ],
)
def test_what_is_no_boundary_is_refused_with_every_problem_named(value, expected):
    assert problems(value) == expected


def test_problems_carry_the_path_they_were_asked_for():
    with pytest.raises(BadGeometry) as caught:
        read_geojson(polygon([[0, 0], [1, 0], [1, 91], [0, 0]]), path="boundary")

    (problem,) = caught.value.problems
    assert (problem.path, problem.facts) == ("boundary.coordinates.0.2", {"value": "91", "swapped": True})
    assert "G_LATITUDE" in str(caught.value)


def test_swapped_coordinates_are_suspected_only_where_swapping_would_help():
    with pytest.raises(BadGeometry) as caught:
        read_geojson(polygon([[0, 0], [95, 141], [1, 1], [0, 0]]))

    assert caught.value.problems[0].facts["swapped"] is False


def test_at_most_a_hundred_problems_are_named():
    assert len(problems(polygon([["x", "y"]] * 1000))) == geojson.MOST_PROBLEMS


@pytest.mark.parametrize("name", geojson.WGS84)
def test_the_names_of_wgs_84_are_accepted(name):
    assert text_of(SQUARE | {"crs": {"type": "name", "properties": {"name": name}}}) == text_of(SQUARE)


def test_the_geometry_of_one_feature_is_taken():
    feature = {"type": "Feature", "properties": {}, "geometry": CLOCKWISE}
    collection = {"type": "FeatureCollection", "features": [feature]}

    assert parse(json.dumps(feature)).notices == ("N_REWOUND", "N_FEATURE")
    assert to_geojson(parse(json.dumps(collection)).geometry) == text_of(SQUARE)
    assert parse("\ufeff" + json.dumps(SQUARE)).notices == ()


LONG = [[n / 1e6, 0] for n in range(geojson.MAX_VERTICES - 2)] + [[0, 1], [0, 0]]
CELLS = [
    polygon(ring(n % 100, n // 100 - 50, n % 100 + 0.5, n // 100 - 49.5)) for n in range(geojson.MAX_PARTS)
]
HOLES = [
    ring(x / 100, y / 100, x / 100 + 0.005, y / 100 + 0.005)[::-1]
    for x in range(1, 101)
    for y in range(1, 101)
]


@pytest.mark.parametrize(
    ("at_the_limit", "above", "code"),
    [
        (polygon(LONG), polygon([[0, 0.5], *LONG[:-1], [0, 0.5]]), "G_VERTICES"),
        (multipolygon(*CELLS), multipolygon(*CELLS, SQUARE), "G_PARTS"),
        (polygon(ring(0, 0, 2, 2), *HOLES[1:]), polygon(ring(0, 0, 2, 2), *HOLES), "G_RINGS"),
    ],
)
def test_limits_hold_at_the_limit_and_are_named_above_it(at_the_limit, above, code):
    assert read_geojson(at_the_limit).geometry

    assert [found for _path, found in problems(above)] == [code]


positions = st.tuples(st.integers(-1800, 1800), st.integers(-900, 900)).map(
    lambda place: [place[0] / 10, place[1] / 10]
)
rings = st.lists(positions, min_size=3, max_size=12).map(lambda places: [*places, places[0]])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(rings, min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_rings_are_read_to_a_fixed_point_within_the_globe_or_refused(parts):
    value = {"type": "MultiPolygon", "coordinates": parts}
    if any(antimeridian.laid_out(np.array(ring)[:, 0]) is None for part in parts for ring in part):
        assert {code for _path, code in problems(value)} == {"G_GLOBE"}
        return
    reading = read_geojson(value)
    again = read_geojson(json.loads(to_geojson(reading.geometry)))

    west, south, east, north = shapely.total_bounds(reading.geometry)
    assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    assert 0 <= geometry.area_km2(reading.geometry) < 5.2e8 * 3
    geometry.fault(reading.geometry), geometry.bounds(reading.geometry), geometry.marker(reading.geometry)
    if geometry.fault(reading.geometry) is None:
        assert to_geojson(again.geometry) == to_geojson(reading.geometry)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "crs", "x"]), inner, max_size=3)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["Polygon", "MultiPolygon"]), values)
def test_rubbish_is_refused_and_never_breaks_the_reader(kind, rubbish):
    for value in (
        rubbish,
        {"type": kind, "coordinates": rubbish},
        {"type": kind, "coordinates": [rubbish], "crs": rubbish},
    ):
        with pytest.raises(BadGeometry):
            read_geojson(value)
