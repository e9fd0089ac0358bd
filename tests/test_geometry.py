"""What is measured of a boundary, against figures from elsewhere or from plain reasoning."""

import json
import random

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import BOWTIE, FIJI, multipolygon, polygon, ring

from sites import geometry
from sites.geometry import Bounds, read_geojson

DEGREE_KM = 111.195


def read(value):
    return read_geojson(value).geometry


def square(west, south, size=1.0):
    return read(polygon(ring(west, south, west + size, south + size)))


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


class TestArea:
    def test_a_degree_at_the_equator(self):
        assert geometry.area_km2(square(0, 0)) == pytest.approx(12_308.78, abs=0.01)

    def test_holes_are_taken_off_and_parts_added(self):
        holed = read(multipolygon(polygon(ring(0, 0, 3, 3), ring(1, 1, 2, 2)), polygon(ring(9, 9, 10, 10))))

        expected = (
            geometry.area_km2(square(0, 0, 3))
            - geometry.area_km2(square(1, 1))
            + geometry.area_km2(square(9, 9))
        )
        assert geometry.area_km2(holed) == pytest.approx(expected)

    def test_the_direction_of_rings_does_not_count(self):
        clockwise = shapely.Polygon(ring(0, 0, 1, 1)[::-1], [ring(0.2, 0.2, 0.4, 0.4)])
        turned = shapely.Polygon(ring(0, 0, 1, 1), [ring(0.2, 0.2, 0.4, 0.4)[::-1]])

        assert geometry.area_km2(clockwise) == pytest.approx(geometry.area_km2(turned))

    def test_cutting_at_the_antimeridian_changes_no_area(self):
        assert geometry.area_km2(read(FIJI)) == pytest.approx(geometry.area_km2(square(100, -17, 1)) * 2)

    def test_lines_that_are_no_polygon_have_none(self):
        assert geometry.area_km2(shapely.LineString([(0, 0), (1, 1)])) == 0
        assert geometry.area_km2(shapely.Polygon()) == 0

    def test_an_edge_of_many_degrees_is_followed_as_a_straight_line_of_longitude_and_latitude(self):
        wide = geometry.area_km2(read(polygon(ring(0, 50, 90, 51))))

        assert wide == pytest.approx(90 * geometry.area_km2(square(0, 50)), rel=1e-4)

    def test_a_tangle_wider_than_half_the_globe_has_a_finite_area(self):
        assert (
            0
            <= geometry.area_km2(read(polygon([[-170, 0], [0, 50], [0, -50], [170, 0], [0, 10], [-170, 0]])))
            < 5.2e8
        )


class TestBounds:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (polygon(ring(1, 2, 3, 4)), (1, 2, 3, 4)),
            (FIJI, (179, -17, -179, -16)),
            (multipolygon(polygon(ring(-10, 0, -9, 1)), polygon(ring(20, 5, 21, 6))), (-10, 0, 21, 6)),
            (multipolygon(polygon(ring(-170, 0, -169, 1)), polygon(ring(170, 5, 171, 6))), (170, 0, -169, 6)),
            (
                multipolygon(
                    polygon(ring(-170, 0, -169, 1)), polygon(ring(0, 0, 1, 1)), polygon(ring(170, 0, 171, 1))
                ),
                (0, 0, -169, 1),
            ),
            (multipolygon(polygon(ring(0, 0, 50, 1)), polygon(ring(10, 5, 20, 6))), (0, 0, 50, 6)),
            (polygon(ring(-180, -90, 180, 90)), (-180, -90, 180, 90)),
        ],
    )
    def test_the_smallest_box_holds_all_parts(self, value, expected):
        assert geometry.bounds(read(value)) == expected


class TestMarker:
    def test_it_lies_inside_even_where_the_middle_does_not(self):
        crescent = read(polygon([[0, 0], [10, 0], [10, 10], [0, 10], [0, 9], [9, 9], [9, 1], [0, 1], [0, 0]]))

        assert crescent.contains(shapely.Point(geometry.marker(crescent)))

    def test_it_lies_in_the_largest_part(self):
        parts = read(multipolygon(polygon(ring(0, 0, 1, 1)), polygon(ring(20, 0, 24, 4))))

        assert 20 < geometry.marker(parts)[0] < 24

    def test_it_lies_near_the_antimeridian_and_not_at_the_other_side_of_the_globe(self):
        lon, lat = geometry.marker(read(FIJI))

        assert abs(lon) > 179
        assert -17 < lat < -16

    def test_a_boundary_that_is_not_valid_is_marked_at_its_first_vertex(self):
        assert geometry.marker(read(BOWTIE)) == (0, 0)


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


class TestDistance:
    def test_inside_it_is_nothing(self):
        assert geometry.distance_km(0.5, 0.5, square(0, 0)) == 0

    def test_along_the_equator(self):
        assert geometry.distance_km(2, 0, square(0, 0)) == pytest.approx(111.32, abs=0.01)

    def test_it_is_measured_to_the_nearest_edge_and_not_to_a_vertex(self):
        assert geometry.distance_km(0.5, 2, square(0, 0)) == pytest.approx(110.6, abs=0.1)

    def test_across_the_antimeridian(self):
        assert geometry.distance_km(178, -16.5, read(FIJI)) == pytest.approx(106.7, abs=0.2)
        assert geometry.distance_km(-178, -16.5, read(FIJI)) == pytest.approx(106.7, abs=0.2)

    def test_to_a_point(self):
        assert geometry.distance_km(0, 0, shapely.Point(1, 0)) == pytest.approx(
            geometry.distance_between_km(0, 0, 1, 0)
        )

    @settings(max_examples=100, deadline=None)
    @given(st.floats(-180, 180), st.floats(-85, 85), st.floats(0.1, 3000), st.floats(0, 360))
    def test_the_box_round_a_place_holds_all_within_reach(self, lon, lat, km, azimuth):
        far_lon, far_lat, _back = geometry.GEOD.fwd(lon, lat, azimuth, km * 1000 * 0.999)

        box = geometry.box_around(lon, lat, km)

        assert box.south <= far_lat <= box.north
        within = (
            box.west <= far_lon <= box.east
            if box.west <= box.east
            else far_lon >= box.west or far_lon <= box.east
        )
        assert within

    @pytest.mark.parametrize(("lat", "km"), [(89.9, 50), (-89.9, 50), (0, 20_000), (80, 9000), (10, 11_000)])
    def test_the_box_may_go_round_the_globe(self, lat, km):
        box = geometry.box_around(10, lat, km)

        assert (box.west, box.east) == (-180, 180)


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


class TestIndex:
    boxes = st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 40), st.floats(0, 40)).map(
        lambda box: Bounds(
            box[0], box[1], box[0] + box[2] - (360 if box[0] + box[2] > 180 else 0), min(90, box[1] + box[3])
        )
    )

    @settings(max_examples=400, deadline=None)
    @given(boxes, boxes)
    def test_every_box_that_touches_is_in_a_cell_that_is_searched(self, stored, asked):
        level, x, y = geometry.cell(stored)

        searched = any(
            level == at and x_min <= x <= x_max and y_min <= y <= y_max
            for at, x_min, x_max, y_min, y_max in geometry.cells_to_search(asked)
        )

        assert searched or not touch(stored, asked)

    def test_a_small_search_looks_at_few_cells(self):
        looked_at = list(geometry.cells_to_search(Bounds(10, 10, 10.1, 10.1)))

        assert (
            sum((x_max - x_min + 1) * (y_max - y_min + 1) for _, x_min, x_max, y_min, y_max in looked_at)
            < 120
        )


def touch(one, other):
    """Whether two boxes touch, told by plain boxes on a map that is drawn three times side by side."""

    def drawn(box):
        east = box.east if box.west <= box.east else box.east + 360
        return [(box.west + turn, box.south, east + turn, box.north) for turn in (-360, 0, 360)]

    return any(
        a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
        for a in drawn(one)
        for b in drawn(other)
    )


def test_wkb_carries_a_boundary_unchanged():
    boundary = read(FIJI)

    assert geometry.to_geojson(geometry.from_wkb(geometry.to_wkb(boundary))) == geometry.to_geojson(boundary)


def test_vertices_are_counted_with_the_closing_ones():
    assert geometry.count_vertices(square(0, 0)) == 5
