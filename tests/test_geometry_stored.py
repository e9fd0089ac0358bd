"""A boundary as it is stored and found again by its box."""

from drawn import read
from hypothesis import given, settings
from hypothesis import strategies as st
from shapes import FIJI

from sites import geometry
from sites.geometry import Bounds


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
