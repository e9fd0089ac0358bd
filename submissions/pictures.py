"""Pictures of a proposed boundary on the land around it, for a page that must not wait for a map program."""

from dataclasses import dataclass

import shapely

from sites import geometry, land

from .preview import HEIGHT, WIDTH, Bar, Frame, joined, with_near

SMALL = (300, 200)
MARGIN = 0.05  # of the picture: so far land is drawn beyond its edges, whose lines are then out of sight
TURNS = (-360, 0, 360)


@dataclass(frozen=True)
class Mark:
    """A place with the sign that stands at it and in the list below."""

    x: float
    y: float
    sign: str


@dataclass(frozen=True)
class Picture:
    """Paths of SVG within `width` by `height`. `before`: what it is compared with; `radius`: of the circle round `point`."""

    width: int
    height: int
    bar: Bar
    boundary: str = ""
    before: str = ""
    land: str = ""
    coast: str = ""
    borders: str = ""
    faults: tuple = ()
    pins: tuple = ()
    point: Mark | None = None
    radius: float = 0


def drawn(boundary=None, *, before=None, faults=(), pins=(), point=None):
    """The Picture of a boundary (MultiPolygon), or None where there is nothing to show. `before`: another boundary to compare with;
    `faults`, `pins`: [(sign, (lon, lat))]; `point`: (lon, lat, metres within which it is)."""
    boxes = [geometry.bounds(shape) for shape in (boundary, before) if shape is not None]
    if point:
        boxes.append(geometry.box_around(*point[:2], point[2] / 1000))
    places = [place for _sign, place in (*faults, *pins)]
    if not boxes:
        boxes = [geometry.Bounds(*place, *place) for place in places]
        if not boxes:
            return None
    frame = Frame(with_near(joined(boxes), places), width=WIDTH, height=HEIGHT)
    ground, coast, borders = _ground(frame)
    return Picture(
        frame.width,
        frame.height,
        frame.bar,
        boundary=frame.outline(boundary) if boundary is not None else "",
        before=frame.outline(before) if before is not None else "",
        land=ground,
        coast=coast,
        borders=borders,
        faults=_marks(frame, faults),
        pins=_marks(frame, pins),
        point=_marks(frame, [("", point[:2])])[0] if point else None,
        radius=frame.length(point[2]) if point else 0,
    )


def small(boundary=None, lines=()):
    """The small Picture, without land, of one of several answers; None for nothing. `lines`: arrays of places, as they are before."""
    boxes = [geometry.bounds(boundary)] if boundary is not None else []
    boxes += [geometry.Bounds(*line.min(axis=0), *line.max(axis=0)) for line in lines]
    if not boxes:
        return None
    frame = Frame(joined(boxes), width=SMALL[0], height=SMALL[1])
    outline = frame.outline(boundary) if boundary is not None else ""
    return Picture(frame.width, frame.height, frame.bar, boundary=outline, before=frame.path(lines))


def _marks(frame, signed):
    told = [(sign, place, *frame.xy([place])[0].round(1).tolist()) for sign, place in signed]
    return tuple(Mark(x, y, sign) for sign, place, x, y in told if frame.shows(place))


def _ground(frame):
    """The paths of land, coasts and borders in a frame."""
    west, south, east, north = frame.box
    across, down = MARGIN * (east - west), MARGIN * (north - south)
    box = (west - across, south - down, east + across, north + down)
    rings, coasts, borders = [], [], []
    for name in land.files(*box):
        for kept, lines in zip((rings, coasts, borders), land.world(name), strict=True):
            kept += _clipped(lines, box, closed=kept is rings)
    return frame.path(rings, closed=True), frame.path(coasts), frame.path(borders)


def _clipped(lines, box, *, closed):
    """What of lines, or of closed rings, lies within a box that may reach beyond ±180°."""
    make = shapely.Polygon if closed else shapely.LineString
    west, south, east, north = box
    found = []
    for line in lines:
        (left, low), (right, high) = line.min(axis=0), line.max(axis=0)
        for turn in TURNS:
            inside = left + turn <= east and right + turn >= west and low <= north and high >= south
            if inside and len(line) >= (4 if closed else 2):
                piece = shapely.clip_by_rect(make(line + [turn, 0]), *box)
                found += [
                    shapely.get_coordinates(one.exterior if closed else one)
                    for one in shapely.get_parts(piece)
                    if not one.is_empty and one.geom_type == ("Polygon" if closed else "LineString")
                ]
    return found
