"""What is no boundary in GeoJSON is refused, with every problem named at its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import multipolygon, polygon, ring

from sites import geojson
from sites.geojson import BadGeometry, parse, read_geojson

SQUARE = polygon(ring(0, 0, 1, 1))


def problems(value):
    with pytest.raises(BadGeometry) as caught:
        parse(value) if isinstance(value, str) else read_geojson(value)
    return [(problem.path, problem.code) for problem in caught.value.problems]


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
