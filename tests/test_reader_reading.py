"""What crosses the border between the two processes is the same on both sides, and nothing that is not canonical crosses it."""

import json
from dataclasses import replace

import pytest
import shapely
from boundary_files import SQUARE, collection, text
from readings import read

from sites.readers import answers, reader, reading
from sites.readers.reading import Asked, Choice, Problem, Refused, from_json, to_json, with_offer

POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}
READINGS = {
    "a boundary": read(text(POLYGON)),
    "one that is not valid": read("POLYGON ((10 10, 11 11, 11 10, 10 11, 10 10))"),
    "one that crosses itself across ±180°": read("POLYGON ((179.5 0, -179.5 1, -179.5 0, 179.5 1, 179.5 0))"),
    "a question": read(text(collection(POLYGON, POLYGON))),
    "a way out": read("LINESTRING (10 10, 11 10, 11 11, 10 10.01)"),
    "a refusal": read("nothing"),
    "a place": read("1.3 S 90.4 W ± 50 m"),
    "a point": read("POINT (1 2)"),
    "notices": read("POLYGON Z ((0 0 5, 0 10 5, 10 10 5, 0 0 5))"),
}


@pytest.mark.parametrize("name", READINGS)
def test_a_reading_is_the_same_on_the_other_side(name):
    here, there = READINGS[name], from_json(to_json(READINGS[name]))

    assert replace(there, boundary=None) == replace(here, boundary=None)
    assert corners(there.boundary) == corners(here.boundary)


def corners(boundary):
    """Positions in any order: which way a ring runs that crosses itself, nobody can tell."""
    return boundary and sorted(map(tuple, shapely.get_coordinates(boundary)))


def test_so_is_what_is_offered_with_it():
    crossing = READINGS["one that is not valid"]
    repair = reader.offer(crossing)
    simpler = Choice("simplify=0.0001", "A_SIMPLIFY", {"count": 9}, 5.0, (), READINGS["a boundary"].boundary)

    assert with_offer(crossing, to_json(repair)).repair == repair
    assert with_offer(crossing, to_json(simpler)).choices == (simpler,)
    assert with_offer(crossing, to_json(None)) == crossing


def told(**changed):
    return json.dumps(json.loads(to_json(READINGS["a boundary"])) | changed)


@pytest.mark.parametrize(
    "text_of",
    [
        "",
        "null",
        "[]",
        "{}",
        told(boundary="{}"),
        told(
            boundary=json.dumps(
                {
                    "type": "MultiPolygon",
                    "coordinates": [[[[10, 10], [11, 10], [11, 11.000000001], [10, 10]]]],
                }
            )
        ),
        told(
            boundary=json.dumps(
                {"type": "MultiPolygon", "coordinates": [[[[179, 0], [-179, 0], [-179, 1], [179, 0]]]]}
            )
        ),
        told(
            boundary=json.dumps(
                {
                    "type": "MultiPolygon",
                    "coordinates": [[[[10, 10, 5], [11, 10, 5], [11, 11, 5], [10, 10, 5]]]],
                }
            )
        ),
        told(
            boundary=json.dumps(
                {"type": "MultiPolygon", "coordinates": [[[[10, 95], [11, 10], [11, 11], [10, 95]]]]}
            )
        ),
        told(problems=[{"code": "X", "more": 1}]),
        told(problems=[7]),
        told(choices=[{"answer": "x"}]),
        told(choices=[{"answer": "x", "code": "y", "before": [[["a", 1]]], "after": None}]),
        told(point={"lon": 1}),
    ],
)
def test_what_is_not_canonical_or_of_another_shape_is_not_taken(text_of):
    with pytest.raises((LookupError, ValueError, TypeError, AttributeError)):
        from_json(text_of)


def test_an_offer_that_is_not_valid_is_not_taken():
    crossing = READINGS["one that is not valid"]
    wrong = to_json(Choice("x", "y", after=crossing.boundary))

    with pytest.raises(ValueError, match="not valid"):
        with_offer(crossing, wrong)


def test_area_and_validity_are_measured_anew():
    lied = from_json(told(area_km2=7, valid=False))

    assert lied == READINGS["a boundary"]


def test_answers_gather_into_one_text():
    given = answers.read("system=EPSG:32717&feature=1&feature=2")

    assert given.text(repair="yes") == "system=EPSG:32717&feature=1&feature=2&repair=yes"
    assert answers.read(given.text()) == given
    assert answers.read("").text() == ""


def test_exceptions_name_what_they_are_about():
    assert str(Refused(Problem("F_A"), Problem("F_B"))) == "F_A, F_B"
    assert str(Asked([Choice("a=1", "A_X")])) == "a=1"
    assert reading.Repair("x", 4.0, 5.0, None).change_percent == 25
