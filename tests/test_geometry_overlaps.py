"""How much of the smaller of two boundaries they share."""

import random

import pytest
from drawn import square

from sites import geometry


class TestOverlap:
    def test_the_share_is_of_the_smaller_area(self):
        large, small = square(0, 0, 2), square(1.5, 0, 1)

        (found,) = geometry.overlaps_with(
            large, geometry.area_km2(large), [(small, geometry.area_km2(small))]
        )

        assert found[0] == 0
        assert found[1] == pytest.approx(50, abs=0.01)

    def test_one_inside_the_other_is_wholly_shared(self):
        large, small = square(0, 0, 2), square(0.5, 0.5)

        assert geometry.overlaps_with(
            small, geometry.area_km2(small), [(large, geometry.area_km2(large))]
        ) == [(0, 100)]

    @pytest.mark.parametrize("other", [square(1, 0), square(1, 1), square(5, 5)])
    def test_a_shared_edge_a_shared_corner_and_distance_share_nothing(self, other):
        boundary = square(0, 0)

        assert (
            geometry.overlaps_with(boundary, geometry.area_km2(boundary), [(other, geometry.area_km2(other))])
            == []
        )

    def test_compared_with_nothing_it_overlaps_nothing(self):
        assert geometry.overlaps_with(square(0, 0), 12_308, []) == []

    def test_an_area_of_nothing_shares_nothing(self):
        assert geometry.overlaps_with(square(0, 0), 0, [(square(0, 0), 0)]) == []

    def test_all_at_once_find_nothing_in_a_shared_edge(self):
        assert list(geometry.bulk_overlaps([square(0, 0), square(1, 0)], [12_308, 12_308])) == []

    def test_all_at_once_find_what_one_by_one_find(self):
        rng = random.Random(7)
        shapes = [square(round(rng.uniform(0, 4), 3), round(rng.uniform(0, 4), 3)) for _ in range(20)]
        areas = [geometry.area_km2(shape) for shape in shapes]

        together = {(i, j): percent for i, j, percent in geometry.bulk_overlaps(shapes, areas)}

        apart = {
            (i, i + 1 + j): percent
            for i, shape in enumerate(shapes)
            for j, percent in geometry.overlaps_with(
                shape, areas[i], list(zip(shapes, areas, strict=True))[i + 1 :]
            )
        }
        assert together.keys() == apart.keys()
        assert together == pytest.approx(apart)
        assert len(together) > 10
