"""Where a proposed boundary lies, and which other sites are told of: openly shown ones, and nothing that could hint at others."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import country, site, square
from shapes import FIJI, GAU, polygon, ring

from sites import geometry, outlines
from submissions import pictures, surroundings


def read(value):
    return geometry.read_geojson(value).geometry


HERE = read(square(-90.5, -1.4, 0.2))


def test_the_countries_of_places_are_those_in_whose_outline_they_lie():
    assert outlines.countries_of([(-90.43, -1.3), (-30, 40)], ["EC"]) == (["EC"], [], [])
    assert outlines.countries_of([(-90.43, -1.3)], []) == (["EC"], [], [])
    assert outlines.countries_of([(-90.43, -1.3)], ["PE", "RE"]) == (["EC"], ["EC"], ["PE", "RE"])
    assert outlines.countries_of([(-70, -4), (-71, -4)], ["PE", "CO", "BR"])[1:] == ([], [])


@pytest.mark.django_db
def test_countries_are_told_by_name():
    country("EC")
    country("PE")

    assert surroundings.countries(HERE, ["EC"]) == ["It lies in Ecuador."]
    assert surroundings.countries(read(square(-30, 40)), ["EC"])[0].startswith("It lies in no country's land")
    assert surroundings.countries(HERE, ["PE"])[1:] == [
        "You did not name Ecuador: is the boundary in the right place?",
        "You named Peru, and none of it lies there.",
    ]


@pytest.mark.django_db
def test_the_countries_of_an_invalid_boundary_are_told_by_its_corners():
    country("EC")
    crossing = read(polygon([[-90.5, -1.4], [-90.3, -1.2], [-90.3, -1.4], [-90.5, -1.2], [-90.5, -1.4]]))

    assert surroundings.countries(crossing, ["EC"]) == [
        "It lies in no country's land, as far as coarse outlines can tell."
    ]


@pytest.mark.django_db
def test_sites_that_share_ground_come_before_those_near():
    site("ECU1", boundary=square(-90.35, -1.4))
    site("ECU2", claims=["Camarhynchus pauper"], boundary=square(-90.2, -1.4))
    site("ECU3", claims=["Pseudalsophis biserialis"], boundary=square(-80, -1.4))
    site("ECU4", claims=["Pseudalsophis hoodensis"], boundary=HERE)

    told = surroundings.neighbours(HERE)

    assert [(one.code, one.may_be_the_same) for one in told] == [
        ("ECU4", True),
        ("ECU1", False),
        ("ECU2", False),
    ]
    assert told[1].percent == pytest.approx(50, abs=0.1) and told[1].km is None
    assert told[2].percent is None and told[2].km == pytest.approx(16.7, abs=0.1)
    assert [one.code for one in surroundings.neighbours(HERE, own_code="ECU4")] == ["ECU1", "ECU2"]


@pytest.mark.django_db
def test_a_boundary_of_many_corners_has_the_same_neighbours():
    site("ECU2", claims=["Camarhynchus pauper"], boundary=square(-90.2, -1.4))
    west, south, east, north = HERE.bounds
    side = [[west + (east - west) * step / 2000, south] for step in range(2001)]
    many = read(polygon([*side, [east, north], [west, north], [west, south]]))

    assert [one.code for one in surroundings.neighbours(many)] == ["ECU2"]
    assert surroundings.neighbours(many)[0].km == pytest.approx(surroundings.neighbours(HERE)[0].km, abs=2)


@pytest.mark.django_db
@pytest.mark.parametrize("sensitivity", ["low", "medium", "high", "withheld"])
def test_a_site_whose_place_is_hidden_changes_neither_the_answer_nor_what_is_asked(sensitivity):
    site("ECU2", claims=["Camarhynchus pauper"], boundary=square(-90.2, -1.4))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            told = surroundings.neighbours(HERE)
        return told, len(queries)

    before = asked()
    site("ECU9", claims=["Pseudalsophis biserialis"], boundary=square(-90.45, -1.35), sensitivity=sensitivity)

    assert asked() == before


@pytest.mark.django_db
def test_neighbours_are_found_across_the_date_line():
    site("FJI1", boundary=GAU, countries=("FJ",))

    assert [one.code for one in surroundings.neighbours(read(polygon(ring(-179.7, -18, -179.6, -17.9))))] == [
        "FJI1"
    ]
    assert [one.code for one in surroundings.neighbours(read(FIJI))] == []


def test_a_picture_shows_the_land_around():
    picture = pictures.drawn(HERE)

    assert picture.land and picture.coast and picture.boundary and not picture.before


def test_a_picture_in_the_middle_of_the_sea_has_none():
    picture = pictures.drawn(read(square(-130, 40)))

    assert (picture.land, picture.coast) == ("", "")


def test_a_picture_of_a_continent_shows_borders():
    assert pictures.drawn(read(square(-80, -30, 40))).borders


def test_land_is_drawn_on_both_sides_of_the_date_line():
    path = pictures.drawn(read(FIJI)).land

    xs = [
        float(pair.split()[0])
        for pair in path.replace("Z", "").replace("M", "L").split("L")
        if "h" not in pair and pair
    ]
    assert min(xs) < 300 and max(xs) > 400


def test_marks_are_placed_and_far_ones_left_out():
    picture = pictures.drawn(
        HERE,
        faults=[("1", (-90.4, -1.3))],
        pins=[("A", (-90.42, -1.3)), ("B", (20, 50))],
        point=(-90.4, -1.3, 500),
    )

    assert [mark.sign for mark in (*picture.faults, *picture.pins)] == ["1", "A"]
    assert (picture.faults[0].x, picture.faults[0].y) == (360, 240)
    assert picture.point.sign == "" and picture.radius > 0


def test_remarks_alone_make_a_picture_and_nothing_makes_none():
    assert [mark.sign for mark in pictures.drawn(pins=[("A", (0, 0)), ("B", (0.001, 0))]).pins] == ["A", "B"]
    assert pictures.drawn() is None and pictures.small() is None


def test_a_small_picture_compares_lines_with_what_they_would_become():
    picture = pictures.small(HERE, [np.array([[-90.5, -1.4], [-90.3, -1.2]])])

    assert picture.boundary.endswith("Z") and picture.before.startswith("M") and not picture.land
