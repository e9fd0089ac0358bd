"""PURE. A loose quadtree over the globe: each box lies in one cell of integers, so that any database finds boxes by an index."""

import math

MAX_LEVEL = 12  # cells of 0.09° by 0.04°


def cell(bounds):
    """(level, x, y) of the cell in which the south-west corner lies, on the finest level whose cells are at least as large as the box."""
    width, height = _width(bounds), bounds.north - bounds.south
    level = min(_level(360, width), _level(180, height))
    return level, _index(bounds.west + 180, 360, level), _index(bounds.south + 90, 180, level)


def cells_to_search(bounds):
    """(level, x_min, x_max, y_min, y_max) of all cells whose boxes may touch `bounds`: those in it, and those one step west or south."""
    east = bounds.west + _width(bounds)
    for level in range(MAX_LEVEL + 1):
        count = 2**level
        first = math.floor((bounds.west + 180) / 360 * count) - 1
        last = math.floor((east + 180) / 360 * count)
        south = max(0, _index(bounds.south + 90, 180, level) - 1)
        north = _index(bounds.north + 90, 180, level)
        for x_min, x_max in _turned(first, last, count):
            yield level, x_min, x_max, south, north


def _turned(first, last, count):
    """The range first … last, brought into 0 … count - 1: one or two ranges."""
    if last - first + 1 >= count:
        return [(0, count - 1)]
    first, last = first % count, last % count
    return [(first, last)] if first <= last else [(0, last), (first, count - 1)]


def _width(bounds):
    return (bounds.east - bounds.west) % 360 if bounds.west > bounds.east else bounds.east - bounds.west


def _level(whole, extent):
    if extent <= whole / 2**MAX_LEVEL:
        return MAX_LEVEL
    return max(0, math.floor(math.log2(whole / extent)))


def _index(offset, whole, level):
    count = 2**level
    return min(count - 1, max(0, math.floor(offset / whole * count)))
