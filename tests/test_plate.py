"""The plate of the home page: the world in the Equal Earth projection, and the confirmed sites on it."""

from math import radians, sin

import pytest
from factories import site, species, square

from sites.models import RegistryStamp
from sites.plate import COARSE, FINE, drawn, path
from sites.projection import HEIGHT, MIDDLE, NORTH, SOUTH, WIDTH, on_plate


def cell_area(lon, lat, size=2):
    """Area on the plate, in square plate units, of a cell of `size` degrees (shoelace over its corners)."""
    corners = [(lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size)]
    points = [on_plate(*corner) for corner in corners]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True))) / 2


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((MIDDLE, NORTH), (500, 0)),
        ((MIDDLE, SOUTH), (500, HEIGHT)),
        ((MIDDLE + 179.99, 0), (WIDTH, None)),
        ((MIDDLE - 179.99, 0), (0, None)),
        ((-168.9, 0), (0, None)),
        ((-169.1, 0), (WIDTH, None)),
    ],
)
def test_the_sheet_ends_where_it_should(place, expected):
    x, y = on_plate(*place)

    assert x == pytest.approx(expected[0], abs=0.5)
    assert expected[1] is None or y == pytest.approx(expected[1], abs=0.5)


@pytest.mark.parametrize(("lon", "lat"), [(-150, 0), (0, 40), (100, -55), (11, 70), (-60, -10)])
def test_equal_areas_are_equal_on_the_plate(lon, lat):
    band = sin(radians(lat + 2)) - sin(radians(lat))
    at_equator = sin(radians(2)) - sin(radians(0))

    assert cell_area(lon, lat) / cell_area(10, 0) == pytest.approx(band / at_equator, rel=0.002)


@pytest.mark.django_db
def test_confirmed_sites_are_set_by_category_and_others_left_out():
    species("Cyclura collei", category="CR")
    species("Pterodroma rara", category="VU")
    site("ECU15")
    site("ECU16", claims=["Mimus second"], boundary=square(-90.5, -1.4, 0.0001), confirmed=False)
    site("JAM1", claims=["Cyclura collei"], countries=("JM",), boundary=square(-77, 17.8))
    site("JAM2", claims=["Cyclura collei"], countries=("JM",), boundary=square(-76, 17.8), status="candidate")
    site("FJI1", claims=["Pterodroma rara"], countries=("FJ",), boundary=square(177, -18))
    site("FJI2", claims=["Pterodroma nusquam"], countries=("FJ",), boundary=None)

    marks = {marks.category: marks for marks in drawn(RegistryStamp.objects.get()).marks}

    assert {category: found.count for category, found in marks.items()} == {"": 1, "EN": 2, "CR": 1}
    x, y = on_plate(-76.95, 17.85)
    assert marks["CR"].path.startswith(f"M{x:.1f} {y:.1f}")
    assert marks["CR"].word == "Critically Endangered"


@pytest.mark.django_db
def test_a_place_beyond_the_edges_of_the_sheet_is_left_out():
    site("ECU15", boundary=square(0, -75))

    assert drawn(RegistryStamp.objects.get()).marks == []


def test_marks_that_cover_each_other_are_drawn_once():
    points = [(10.01, 5.0), (10.02, 5.0), (12.4, 5.0), (900.04, 41.2)]

    assert path(points, "h0", FINE) == "M10 5h0M12.4 5h0M900 41.2h0"
    assert path(points, "h0", COARSE) == "M9 6h0M12 6h0M900 42h0"
