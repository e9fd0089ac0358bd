"""A boundary with less detail: with fewer vertices, or as cells of a grid that hide its place."""

import json
import random

import numpy as np
import pytest
import shapely
from drawn import read, square
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import BOWTIE, multipolygon, polygon, ring

from sites import geometry


class TestSimplify:
    def test_vertices_go_and_the_shape_stays(self):
        angles = np.linspace(0, 2 * np.pi, 2000)
        circle = read(polygon([*np.column_stack([np.cos(angles), np.sin(angles)])[:-1].tolist(), [1.0, 0.0]]))

        fewer = geometry.simplify(circle, 0.01)

        assert geometry.count_vertices(fewer) < 100
        assert fewer.symmetric_difference(circle).area < 0.03
        assert geometry.fault(fewer) is None

    def test_small_parts_and_holes_do_not_vanish(self):
        islands = read(multipolygon(*[polygon(ring(n, 0, n + 0.001, 0.001)) for n in range(5)]))

        assert len(geometry.simplify(islands, 0.5).geoms) == 5

    def test_where_it_would_not_be_valid_the_boundary_itself_is_given(self):
        teeth = [[x / 10, 1 + (x % 2) * 0.3] for x in range(21)]
        comb = read(
            multipolygon(
                polygon([[0, 0], [2, 0], *teeth[::-1], [0, 0]]),
                polygon([*[[x, y + 0.05] for x, y in teeth], [2, 3], [0, 3], [0, 1.05]]),
            )
        )
        assert geometry.fault(comb) is None

        assert geometry.fault(geometry.simplify(comb, 0.4)) is None

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 10_000), st.integers(8, 60), st.floats(0.001, 5))
    def test_a_valid_boundary_never_becomes_empty_or_invalid(self, seed, count, tolerance):
        rng = random.Random(seed)
        parts = []
        for column in range(3):
            radii = [rng.uniform(0.2, 1.4) for _ in range(count)]
            angles = [2 * np.pi * n / count for n in range(count)]
            places = [[3 * column + r * np.cos(a), r * np.sin(a)] for r, a in zip(radii, angles, strict=True)]
            parts.append(polygon([*places, places[0]]))
        boundary = read(multipolygon(*parts))

        fewer = geometry.simplify(boundary, tolerance)

        assert not fewer.is_empty
        assert fewer.is_valid
        assert len(fewer.geoms) == 3


class TestGeneralise:
    def test_the_cells_in_which_it_lies_are_shown_and_nothing_of_the_shape(self):
        cells = geometry.generalise(square(0.123, 0.123, 0.05), 0.1)

        assert json.loads(geometry.to_geojson(cells))["type"] == "MultiPolygon"
        assert cells.bounds == (0.1, 0.1, 0.2, 0.2)
        assert geometry.fault(cells) is None

    def test_the_same_cells_are_shown_for_places_within_the_same_cells(self):
        assert geometry.generalise(square(0.11, 0.11, 0.01), 0.1) == geometry.generalise(
            square(0.18, 0.13, 0.015), 0.1
        )

    @pytest.mark.parametrize("place", [(0.05, -0.05), (0, -0.1), (0.0999, -0.1), (0, -0.0001)])
    def test_a_point_is_shown_by_its_one_cell_even_on_the_grid(self, place):
        assert geometry.generalise(shapely.Point(place), 0.1).bounds == (0, -0.1, 0.1, 0)

    def test_a_boundary_along_the_grid_shows_no_ring_of_cells_that_it_only_touches(self):
        assert geometry.generalise(square(0.2, 0.4, 0.2), 0.1).bounds == pytest.approx((0.2, 0.4, 0.4, 0.6))

    @pytest.mark.parametrize("step", [0.1, 0.01, 0.001])
    def test_the_middle_of_the_cells_round_a_typed_point_is_not_the_point(self, step):
        west, south, east, north = geometry.generalise(shapely.Point(-90.5, -1.4), step).bounds

        assert ((west + east) / 2, (south + north) / 2) != pytest.approx((-90.5, -1.4), abs=step / 10)

    def test_at_the_edge_of_the_map_the_cells_stay_on_it(self):
        west, south, east, north = geometry.generalise(shapely.Point(180, 90), 0.1).bounds

        assert (round(west, 7), round(south, 7), east, north) == (179.9, 89.9, 180, 90)

    def test_a_hole_that_is_larger_than_a_cell_stays_one(self):
        ringed = read(polygon(ring(0.05, 0.05, 0.95, 0.95), ring(0.25, 0.25, 0.75, 0.75)))

        assert [len(part.interiors) for part in geometry.generalise(ringed, 0.1).geoms] == [1]

    def test_a_boundary_that_is_not_valid_is_shown_by_the_cells_of_its_vertices(self):
        cells = geometry.generalise(read(BOWTIE), 0.1)

        assert geometry.fault(cells) is None
        assert cells.bounds == pytest.approx((0, 0, 1.1, 1.1))

    def test_one_that_is_not_valid_across_the_antimeridian_is_not_shown_across_the_globe(self):
        tangle = polygon([[179.5, 0.05], [-179.5, 1], [-179.5, 0.05], [179.5, 1], [179.5, 0.05]])

        box = geometry.bounds(geometry.generalise(read(tangle), 0.1))

        assert (box.west, box.east) == pytest.approx((179.5, -179.4))

    def test_a_boundary_of_too_many_cells_is_shown_by_larger_ones(self):
        cells = geometry.generalise(square(0.005, 0.005, 2), 0.001)

        assert cells.bounds == pytest.approx((0, 0, 2.01, 2.01))

    def test_no_cell_is_larger_than_a_degree(self):
        cells = geometry.generalise(read(polygon(ring(-89.5, -89.5, 88.5, 89.5))), 0.1)

        assert cells.bounds == (-90, -90, 89, 90)
