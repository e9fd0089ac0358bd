"""The fault of a boundary that is not valid, named with its place."""

import random

import pytest
from drawn import read, square
from shapes import BOWTIE, multipolygon, polygon, ring

from sites import geometry


def star(count, seed=1):
    """A ring that crosses itself many times: vertices round a centre in no order."""
    rng = random.Random(seed)
    places = [[10 + rng.uniform(-1, 1), 10 + rng.uniform(-1, 1)] for _ in range(count)]
    return polygon([*places, places[0]])


class TestValidity:
    def test_a_square_has_no_fault(self):
        assert geometry.fault(square(0, 0)) is None

    @pytest.mark.parametrize(
        ("value", "code", "place"),
        [
            (BOWTIE, "CROSSES", (0.5, 0.5)),
            (polygon(ring(0, 0, 1, 1), ring(5, 5, 6, 6)), "HOLE_OUTSIDE", (5, 5)),
            (polygon(ring(0, 0, 9, 9), ring(1, 1, 5, 5), ring(2, 2, 3, 3)), "HOLE_IN_HOLE", (2, 2)),
            (multipolygon(polygon(ring(0, 0, 9, 9)), polygon(ring(1, 1, 2, 2))), "PART_IN_PART", (1, 1)),
            (multipolygon(polygon(ring(0, 0, 2, 2)), polygon(ring(1, 1, 3, 3))), "CROSSES", (1, 2)),
            (multipolygon(polygon(ring(0, 0, 2, 2)), polygon(ring(0, 0, 2, 2))), "CROSSES", None),
            (polygon(ring(0, 0, 9, 9), [[0, 4], [9, 4], [5, 5], [0, 4]]), "CUT_APART", None),
            (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), "CROSSES", None),
            (polygon([[5, 5]] * 4), "NO_AREA", (5, 5)),
            (polygon([[0, 0], [2, 0], [2, 2], [1, 0], [0, 2], [0, 0]]), "TOUCHES", (1, 0)),
        ],
    )
    def test_the_fault_is_named_with_its_place(self, value, code, place):
        found = geometry.fault(read(value))

        assert found.code == code
        assert place is None or (found.lon, found.lat) == place

    @pytest.mark.parametrize("count", [200, 1000, 20_000])
    def test_a_tangle_of_any_size_is_found_faulty_without_being_repaired(self, count):
        found = geometry.fault(read(star(count)))

        assert found.code == "CROSSES"
        assert 9 <= found.lon <= 11 and 9 <= found.lat <= 11

    def test_a_reason_that_is_not_known_yet_is_told_as_other(self, monkeypatch):
        monkeypatch.setattr(geometry, "FAULTS", {})

        assert geometry.fault(read(BOWTIE)).code == "OTHER"
