"""GeoJSON as it is sent: features by name and number, WGS 84 only, and rubbish that never breaks the reader."""

import json

import pytest
from boundary_files import FAR, SQUARE, collection, text
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import answers, codes, read, refused

POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


@pytest.mark.parametrize(
    ("value", "code", "path"),
    [
        ([], "G_OBJECT", ""),
        ({}, "G_TYPE", "type"),
        ({"type": "FeatureCollection"}, "G_ARRAY", "features"),
        ({"type": "FeatureCollection", "features": {}}, "G_ARRAY", "features"),
        ({"type": "FeatureCollection", "features": []}, "F_NO_FEATURES", ""),
        ({"type": "FeatureCollection", "features": [7]}, "F_FEATURE", "features.0"),
        (
            {"type": "FeatureCollection", "features": [{"type": "Featre", "geometry": POLYGON}]},
            "F_FEATURE",
            "features.0",
        ),
        ({"type": "Feature", "geometry": None}, "F_NO_GEOMETRY", ""),
        ({"type": "Feature"}, "F_NO_GEOMETRY", ""),
        ({"type": "Feature", "geometry": "x"}, "G_OBJECT", ""),
        ({"type": "Feature", "geometry": {"type": ["Polygon"], "coordinates": [SQUARE]}}, "G_TYPE", "type"),
        ({"type": "Polygon"}, "G_ARRAY", "coordinates"),
        ({"type": "GeometryCollection", "geometries": [False]}, "G_OBJECT", ""),
        ({"type": "GeometryCollection", "geometries": 5}, "G_TYPE", "type"),
        ({"type": "GeometryCollection"}, "G_TYPE", "type"),
        ({"type": "Point"}, "G_POSITION", "coordinates.0.0"),
        ({"type": "LineString", "coordinates": {}}, "G_POSITION", "coordinates.0.0"),
        (
            {"type": "MultiLineString", "coordinates": [[["a", 1], [2, 2], [3, 3]]]},
            "G_NUMBER",
            "coordinates.0.0",
        ),
        ({"type": "MultiLineString", "coordinates": 3}, "G_POSITION", "coordinates.0.0"),
        (
            {"type": "MultiPoint", "coordinates": [[1, 2], [1, 2, 3, 4], [5, 6]]},
            "G_POSITION",
            "coordinates.0.1",
        ),
        (
            {"type": "Polygon", "coordinates": [[["1", "2"], [1, 0], [1, 1], [0, 0]]]},
            "G_NUMBER",
            "coordinates.0.0",
        ),
        (
            {"type": "Polygon", "coordinates": [[[True, 2], [1, 0], [1, 1], [0, 0]]]},
            "G_NUMBER",
            "coordinates.0.0",
        ),
        (
            {"type": "Polygon", "coordinates": [[[1, 2, 3], [1, 0], [1, 1], [1, 2, 3]]]},
            "G_DIMENSIONS",
            "coordinates.0",
        ),
    ],
)
def test_what_is_no_boundary_is_refused_at_its_place(value, code, path):
    problem = read(text(value)).problems[0]

    assert (problem.code, problem.path) == (code, path)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:3857",
        {"type": "name", "properties": {"name": "EPSG:3857"}},
        {"type": "link", "properties": {"href": "http://192.0.2.1/"}},
        {"type": "name"},
        "file:///etc/passwd",
        7,
    ],
)
@pytest.mark.parametrize("where", ["root", "geometry"])
def test_another_system_than_wgs_84_is_refused(crs, where):
    value = POLYGON | {"crs": crs}
    sent = value if where == "root" else {"type": "Feature", "geometry": value}

    assert refused(text(sent)) == ["G_CRS"]


def test_wgs_84_may_be_named():
    assert read(
        text(POLYGON | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}})
    ).valid
    assert read(text(POLYGON | {"crs": None})).valid


def test_features_are_called_what_their_properties_or_ids_call_them():
    features = [
        {"type": "Feature", "properties": {"NAME": "Floreana", "id": 3}, "geometry": POLYGON},
        {"type": "Feature", "properties": {"x": 1}, "id": 77, "geometry": POLYGON},
        {"type": "Feature", "properties": [], "id": {}, "geometry": POLYGON},
        {"type": "Feature", "properties": {"name": {"en": "x"}, "title": "T"}, "geometry": POLYGON},
        {"type": "Feature", "properties": None, "geometry": {"type": "Polygon", "coordinates": [[[1, 1]]]}},
    ]

    reading = read(text({"type": "FeatureCollection", "features": features}))

    assert [choice.facts["name"] for choice in reading.choices[:-1]] == ["Floreana", "77", None, "T", None]
    assert [choice.area_km2 is None for choice in reading.choices[:-1]] == [False, False, False, False, True]


def test_of_hundreds_of_features_the_first_hundred_are_listed_and_any_may_be_named():
    many = text(collection(*[POLYGON] * 300))

    assert len(read(many).choices) == 101
    assert read(many).choices[-1].facts == {"count": 300}
    assert read(many, "feature=299").valid


def test_areas_are_told_of_as_many_features_as_that_can_be_done_for_quickly():
    long = {
        "type": "Polygon",
        "coordinates": [[[10 + number / 1e6, 10] for number in range(60_000)] + [[10, 11], [10, 10]]],
    }

    assert [choice.area_km2 is None for choice in read(text(collection(long, long))).choices[:2]] == [
        False,
        True,
    ]


def test_one_area_among_lines_points_and_nothing_is_taken_and_that_said():
    reading = read(
        text(
            collection(
                {"type": "Point", "coordinates": [1, 1]},
                POLYGON,
                None,
                {"type": "LineString", "coordinates": [[1, 1], [2, 2]]},
            )
        )
    )

    assert reading.valid
    assert [(notice.code, notice.facts) for notice in reading.notices] == [("N_LEFT_OUT", {"count": 3})]


def test_lines_of_several_features_are_asked_for():
    lines = collection(
        {"type": "LineString", "coordinates": SQUARE}, {"type": "LineString", "coordinates": FAR}
    )

    assert answers(read(text(lines))) == ["feature=1", "feature=2", "feature=all"]
    assert codes(read(text(lines), "feature=1").problems) == ["F_ROUND"]


def test_all_of_a_file_without_areas_is_all_of_its_points():
    points = collection(*({"type": "Point", "coordinates": place} for place in SQUARE[:3]))

    assert answers(read(text(points), "feature=all")) == ["feature=all&outline=closed"]
    assert refused(text(collection(None)), "feature=all") == ["F_CHOICE"]


def test_a_feature_that_is_broken_beside_one_that_is_not_is_left_out():
    value = collection(POLYGON)
    value["features"].append({"type": "Featre"})

    assert codes(read(text(value)).notices) == ["N_LEFT_OUT"]
    assert refused(text(value), "feature=2") == ["F_FEATURE"]


def test_more_positions_than_a_file_may_have_are_refused_before_they_are_read():
    assert refused(b"[" + b"[1]," * 1_000_001 + b"[1]]") == ["F_POSITIONS"]


def test_collections_within_collections_are_laid_side_by_side():
    nested = {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "GeometryCollection", "geometries": [POLYGON]},
            {"type": "Polygon", "coordinates": [FAR]},
        ],
    }

    assert len(read(text(nested)).boundary.geoms) == 2


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["type", "coordinates", "geometries", "features", "geometry", "crs", "properties", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
kinds = st.sampled_from(
    [
        "Polygon",
        "MultiPolygon",
        "Point",
        "LineString",
        "MultiPoint",
        "MultiLineString",
        "GeometryCollection",
        "Feature",
        "FeatureCollection",
    ]
)
choices = st.sampled_from(
    [
        "",
        "swap=yes",
        "outline=closed",
        "areas=only",
        "feature=1",
        "feature=all",
        "layer=1",
        "order=lat-lon",
        "system=EPSG:3857",
    ]
)


@settings(max_examples=200, deadline=None)
@given(kinds, values, choices)
def test_rubbish_is_refused_and_never_breaks_the_reader(kind, rubbish, choice):
    for value in (
        rubbish,
        {
            "type": kind,
            "coordinates": rubbish,
            "geometries": rubbish,
            "features": rubbish,
            "geometry": rubbish,
        },
        {
            "type": kind,
            "coordinates": [rubbish],
            "geometries": [rubbish, POLYGON],
            "features": [{"type": "Feature", "geometry": rubbish}, rubbish],
        },
        {
            "type": "Feature",
            "geometry": {
                "type": kind,
                "coordinates": [[rubbish]],
                "geometries": [{"type": kind, "coordinates": rubbish}],
            },
        },
    ):
        reading = read(json.dumps(value), choice)
        assert reading.refused or reading.choices or reading.boundary is not None or reading.point
