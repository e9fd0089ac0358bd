"""What is measured of a boundary, against figures from elsewhere or from plain reasoning."""

import pytest
import shapely
from drawn import read, square
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapes import BOWTIE, FIJI, multipolygon, polygon, ring

from sites import geometry


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


def test_vertices_are_counted_with_the_closing_ones():
    assert geometry.count_vertices(square(0, 0)) == 5


@pytest.mark.parametrize(
    ("value", "there"),
    [
        (polygon(ring(0, 0, 1, 1)), True),
        (polygon(ring(-1, -1, 1, 1)), True),
        (polygon(ring(-1, 0, 1, 1)), True),
        (multipolygon(polygon(ring(9, 9, 10, 10)), polygon(ring(-1, -1, 0, 0))), True),
        (BOWTIE, True),
        (polygon(ring(0.001, 0, 1, 1)), False),
        (polygon(ring(-2, -2, 2, 2), ring(-1, -1, 1, 1)), False),
        (polygon([[-1, -1], [1, 1.5], [1, -1], [-1, 1.5], [-1, -1]]), False),
    ],
)
def test_a_boundary_that_touches_zero_zero_lies_where_nothing_was_filled_in(value, there):
    assert geometry.is_at_null_island(read(value)) == there


@pytest.mark.parametrize(("lon", "lat"), [(-90.4, -1.3), (10.0, 70.0)])
def test_a_circle_is_as_far_from_its_middle_on_the_ground_all_round(lon, lat):
    drawn = geometry.circle(lon, lat, 5, corners=64)

    away = [Geod(ellps="WGS84").inv(lon, lat, *corner)[2] for corner in drawn]
    assert away == pytest.approx([5000] * 65, abs=0.1)
    assert drawn[0] == drawn[-1]
    assert shapely.is_ccw(shapely.LinearRing(drawn))
