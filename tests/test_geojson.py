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


@pytest.mark.parametrize("name", geojson.WGS84)
def test_the_names_of_wgs_84_are_accepted(name):
    assert text_of(SQUARE | {"crs": {"type": "name", "properties": {"name": name}}}) == text_of(SQUARE)


def test_the_geometry_of_one_feature_is_taken():
    feature = {"type": "Feature", "properties": {}, "geometry": CLOCKWISE}
    collection = {"type": "FeatureCollection", "features": [feature]}

    assert parse(json.dumps(feature)).notices == ("N_REWOUND", "N_FEATURE")
    assert to_geojson(parse(json.dumps(collection)).geometry) == text_of(SQUARE)
    assert parse("\ufeff" + json.dumps(SQUARE)).notices == ()


positions = st.tuples(st.integers(-1800, 1800), st.integers(-900, 900)).map(
    lambda place: [place[0] / 10, place[1] / 10]
)
rings = st.lists(positions, min_size=3, max_size=12).map(lambda places: [*places, places[0]])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(rings, min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_rings_are_read_to_a_fixed_point_within_the_globe_or_refused(parts):
    value = {"type": "MultiPolygon", "coordinates": parts}
    if any(antimeridian.laid_out(np.array(ring)[:, 0]) is None for part in parts for ring in part):
        with pytest.raises(BadGeometry, match="G_GLOBE"):
            read_geojson(value)
        return
    reading = read_geojson(value)
    again = read_geojson(json.loads(to_geojson(reading.geometry)))

    west, south, east, north = shapely.total_bounds(reading.geometry)
    assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    assert 0 <= geometry.area_km2(reading.geometry) < 5.2e8 * 3
    geometry.fault(reading.geometry), geometry.bounds(reading.geometry), geometry.marker(reading.geometry)
    if geometry.fault(reading.geometry) is None:
        assert to_geojson(again.geometry) == to_geojson(reading.geometry)
