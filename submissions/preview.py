"""PURE. A boundary as a small map in SVG: where it goes, what is wrong with it and where, how large it is on the ground.

Places are (lon, lat) in degrees; a degree of longitude is as wide as it is in the middle of the picture. The picture has fewer positions
than the boundary and is for looking at, never for measuring."""

from dataclasses import dataclass
from math import ceil, cos, floor, log10, radians

import numpy as np
import shapely

from sites import geometry

WIDTH, HEIGHT = 720, 480  # units of the picture
ROOM = 1.5  # of the height or width of what is shown
STEPS = (0.5, 1, 2)  # units: the least in which MOST_POSITIONS can draw all
MOST_POSITIONS = 4000
MOST_OF_SMALL = 20  # positions of a line that is drawn whole even among too many
NARROWEST = 0.002  # degrees of latitude: some 200 metres
KM_A_DEGREE = 111.32
LONGEST_BAR = 0.3  # of the width
WIDENING = 5  # times the size of what is shown: a place farther off is left out of the picture


@dataclass(frozen=True)
class Bar:
    """The bar of the scale: its length in units of the picture, and on the ground."""

    length: float
    km: float


class Frame:
    """What of the globe is seen: `lon`, `lat` is the middle, `unit` how many degrees of latitude a unit of the picture is."""

    def __init__(self, box, *, width=WIDTH, height=HEIGHT):
        """`box`: the geometry.Bounds of what must be seen."""
        self.width, self.height = width, height
        east = box.west + (box.east - box.west) % 360 if box.east - box.west < 360 else box.east
        self.lon, self.lat = (box.west + east) / 2, (box.south + box.north) / 2
        self.narrowing = max(0.05, cos(radians(self.lat)))
        wide, high = (east - box.west) * self.narrowing, box.north - box.south
        self.unit = ROOM * max(high / height, wide / width, NARROWEST / height)

    @property
    def box(self):
        """(west, south, east, north) of the picture; the west may lie below -180°, the east beyond 180°."""
        across, down = self.width / 2 * self.unit / self.narrowing, self.height / 2 * self.unit
        return self.lon - across, self.lat - down, self.lon + across, self.lat + down

    @property
    def bar(self):
        """The longest Bar of 1, 2 or 5 times a power of ten kilometres that leaves room beside it."""
        km_a_unit = self.unit * KM_A_DEGREE
        most = LONGEST_BAR * self.width * km_a_unit
        power = 10 ** floor(log10(most))
        km = max(step * power for step in (1, 2, 5) if step * power <= most)
        return Bar(round(km / km_a_unit, 1), km)

    def xy(self, places):
        """Where places lie on the picture, as an array; x to the right, y down. Those beyond ±180° come beside the middle."""
        places = np.asarray(places, dtype=float).reshape(-1, 2)
        east = (places[:, 0] - self.lon + 180) % 360 - 180
        x = self.width / 2 + east * self.narrowing / self.unit
        return np.column_stack([x, self.height / 2 + (self.lat - places[:, 1]) / self.unit])

    def shows(self, place):
        (x, y) = self.xy([place])[0]
        return bool(0 <= x <= self.width and 0 <= y <= self.height)

    def length(self, metres):
        """How long a distance is on the picture."""
        return round(metres / 1000 / KM_A_DEGREE / self.unit, 1)

    def outline(self, multipolygon):
        """The path of a boundary, to be filled by the rule `evenodd`."""
        rings = [ring for part in multipolygon.geoms for ring in (part.exterior, *part.interiors)]
        return self.path([shapely.get_coordinates(ring) for ring in rings], closed=True)

    def path(self, lines, *, closed=False):
        """The path of lines, each an array of places; what is too small to be seen becomes a dot."""
        drawn = [self._beside(self.xy(line)) for line in lines]
        for step in STEPS:
            fewer = [_on_grid(line, step) for line in drawn]
            many = sum(map(len, fewer)) / MOST_POSITIONS
            if many <= 1:
                break
        if many > 1:
            fewer = [line[:: ceil(many)] if len(line) > MOST_OF_SMALL else line for line in fewer]
        return "".join(dict.fromkeys(_written(line, closed) for line in fewer))

    def _beside(self, line):
        """A line that runs over the far side of the globe in one piece."""
        turn = 360 * self.narrowing / self.unit
        jumps = np.round(np.diff(line[:, 0], prepend=line[:1, 0]) / turn)
        line[:, 0] -= turn * np.cumsum(jumps)
        return line


def joined(boxes):
    """The smallest geometry.Bounds round some, none of them far from the first; its east may lie beyond 180°."""
    first = boxes[0].west
    wests = [first + (box.west - first + 180) % 360 - 180 for box in boxes]
    easts = [west + (box.east - box.west) % 360 for west, box in zip(wests, boxes, strict=True)]
    south, north = min(box.south for box in boxes), max(box.north for box in boxes)
    return geometry.Bounds(min(wests), south, max(easts), north)


def with_near(box, places):
    """The Bounds with those of these places in it that are near, compared with its size."""
    reach = max((box.east - box.west) % 360, box.north - box.south, NARROWEST) * WIDENING
    for place in places:
        wider = joined([box, geometry.Bounds(*place, *place)])
        if max(wider.east - wider.west, wider.north - wider.south) <= reach:
            box = wider
    return box


def thinned(multipolygon, most):
    """A boundary of about so many positions, to be looked at only: its rings may cross."""
    step = ceil(shapely.count_coordinates(multipolygon) / most)
    return shapely.MultiPolygon(
        [
            shapely.Polygon(_every(part.exterior, step), [_every(hole, step) for hole in part.interiors])
            for part in multipolygon.geoms
        ]
    )


def _every(ring, step):
    places = shapely.get_coordinates(ring)
    return places[:: min(step, (len(places) - 1) // 3)]


def _on_grid(line, step):
    """The positions of a line on a grid of `step` units, those in a row that fall together once."""
    snapped = np.round(line / step) * step
    fresh = np.r_[True, (np.diff(snapped, axis=0) != 0).any(axis=1)]
    return snapped[fresh]


def _written(line, closed):
    if len(line) < (4 if closed else 2):
        x, y = line[0]
        return f"M{x:g} {y:g}h0"
    told = [f"{x:g} {y:g}" for x, y in (line[:-1] if closed else line).tolist()]
    return f"M{'L'.join(told)}{'Z' if closed else ''}"
