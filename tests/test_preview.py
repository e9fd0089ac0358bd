"""A boundary as a small picture: framed, reduced to what can be seen, with a bar for its scale."""

import numpy as np
import pytest
import shapely
from shapes import multipolygon, polygon, ring

from sites import geometry
from submissions.preview import MOST_POSITIONS, Frame, joined, thinned, with_near


def read(value):
    return geometry.read_geojson(value).geometry


def frame(boundary):
    return Frame(joined([geometry.bounds(boundary)]))


SQUARE = read(polygon(ring(-90.5, -1.4, -90.3, -1.2)))


def test_a_boundary_stands_in_the_middle_with_room_around():
    seen = frame(SQUARE)

    assert seen.xy([(-90.4, -1.3)]).round(6).tolist() == [[360, 240]]
    (left, low), (right, high) = seen.xy([(-90.5, -1.4), (-90.3, -1.2)])
    assert (round(low - high), round(left)) == (320, 200) and right > left
    assert seen.shows((-90.45, -1.25)) and not seen.shows((-91, -1.3))


def test_what_is_wide_fills_the_width():
    seen = frame(read(polygon(ring(0, 0, 9, 1))))

    assert round(seen.xy([(9, 0.5)])[0][0] - seen.xy([(0, 0.5)])[0][0]) == 480


def test_the_outline_is_one_closed_path_a_ring():
    with_hole = read(polygon(ring(0, 0, 4, 4), ring(1, 1, 2, 2)))

    path = frame(with_hole).outline(with_hole)

    assert path.count("M") == path.count("Z") == 2


def test_a_boundary_across_the_date_line_is_drawn_in_one_piece():
    cut = read(multipolygon(polygon(ring(179, 0, 180, 1)), polygon(ring(-180, 0, -179, 1))))
    seen = frame(cut)

    assert seen.lon == pytest.approx(180)
    west, _south, east, _north = seen.box
    assert west < 180 < east
    xs = seen.xy([(179, 0.5), (180, 0.5), (-180, 0.5), (-179, 0.5)])[:, 0]
    assert (np.diff(xs) >= -1e-9).all()


def test_a_line_round_the_far_side_keeps_its_pieces_together():
    seen = Frame(geometry.Bounds(-10.0, -5.0, 10.0, 5.0))

    path = seen.path([np.array([[170.0, 0.0], [-170.0, 0.0], [-160.0, 0.0]])])

    xs = [float(pair.split()[0]) for pair in path[1:].split("L")]
    assert xs == sorted(xs)


def test_what_is_too_small_to_be_seen_is_a_dot_and_drawn_once():
    seen = Frame(geometry.Bounds(0.0, 0.0, 10.0, 10.0))
    specks = read(
        multipolygon(*(polygon(ring(5 + step, 5, 5 + step + 1e-6, 5 + 1e-6)) for step in (0, 0.001)))
    )

    assert seen.outline(specks).count("h0") == 1


def test_a_boundary_of_many_positions_is_drawn_with_few():
    angles = np.linspace(0, 2 * np.pi, 60_000, endpoint=False)
    radii = 1 + 0.2 * np.sin(angles * 3000)
    places = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    star = shapely.MultiPolygon([shapely.Polygon(places)])

    path = frame(star).outline(star)

    assert 1000 < path.count("L") <= MOST_POSITIONS


def test_more_parts_than_can_be_drawn_are_still_drawn():
    lines = [np.array([[x, y], [x + 0.5, y], [x, y + 0.5]]) for x in range(60) for y in range(60)]

    assert Frame(geometry.Bounds(0.0, 0.0, 60.0, 60.0)).path(lines)


@pytest.mark.parametrize(("degrees", "km"), [(0.0005, 0.1), (0.2, 10), (2, 100), (40, 2000)])
def test_the_bar_tells_a_round_distance(degrees, km):
    bar = Frame(geometry.Bounds(0.0, 0.0, degrees, degrees)).bar

    assert bar.km == pytest.approx(km)
    assert 50 < bar.length < 230


def test_a_distance_is_as_long_as_on_the_ground():
    seen = Frame(geometry.Bounds(0.0, 59.0, 1.0, 61.0))

    assert seen.length(111_320) == pytest.approx(160, abs=0.2)


def test_boxes_are_joined_by_the_shorter_way():
    assert joined([geometry.Bounds(179.0, 0.0, -179.0, 1.0), geometry.Bounds(-178.0, -1.0, -177.0, 0.0)]) == (
        179.0,
        -1.0,
        183.0,
        1.0,
    )


def test_near_places_are_brought_into_the_picture_and_far_ones_are_not():
    box = geometry.Bounds(0.0, 0.0, 1.0, 1.0)

    assert with_near(box, [(2.0, 0.5)]) == (0.0, 0.0, 2.0, 1.0)
    assert with_near(box, [(80.0, 0.5)]) == box


def test_a_boundary_is_thinned_to_be_looked_at_and_keeps_every_ring():
    angles = np.linspace(0, 2 * np.pi, 1000, endpoint=False)
    shell = np.column_stack([10 * np.cos(angles), 10 * np.sin(angles)])
    boundary = shapely.MultiPolygon([shapely.Polygon(shell, [ring(1, 1, 2, 2)])])

    fewer = thinned(boundary, 100)

    assert shapely.count_coordinates(fewer) < 110
    assert len(fewer.geoms[0].interiors) == 1 and fewer.area == pytest.approx(boundary.area, rel=0.02)
