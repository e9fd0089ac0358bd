"""PURE. What a reader takes from a file: layers of features, whose geometries are GeoJSON's, in whatever reference system the file has."""

from dataclasses import dataclass

from ..text import NotText, one_line
from .reading import LONGEST_NAME, Problem, refuse

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
POINTS = ("Point", "MultiPoint")
WGS84 = "EPSG:4326"
MOST_PROBLEMS = 20  # of one file
MOST_POSITIONS = 1_000_000  # of one file; of one boundary, see `sites.geojson`


@dataclass(frozen=True)
class Feature:
    """`geometry`: a GeoJSON geometry (dict) or None; `number`: which it is in its layer, from 1, None for a geometry alone; `line`: where it
    starts in a text, `lines`: where each of its positions stands; `path`: where its geometry is in a JSON document; `problems`: why its
    geometry cannot be read."""

    geometry: dict | None
    number: int | None = None
    name: str = ""
    line: int | None = None
    path: str = ""
    lines: tuple = ()
    problems: tuple = ()


@dataclass(frozen=True)
class Layer:
    """`name`: the file in an archive, the table, "" where a file has one layer only. `system`: WGS84, a pyproj CRS, or None where the file
    does not say; `possible`: EPSG codes of those it may be, where it says so much."""

    features: tuple
    name: str = ""
    system: object = WGS84
    possible: tuple = ()
    notices: tuple = ()

    def problem(self, feature, code, facts=None, **place):
        """A Problem of one of its features; `place`: what else is known of where it is."""
        where = {"part": self.name, "feature": feature.number, "name": feature.name, "line": feature.line}
        return Problem(code, facts or {}, **where | place)


@dataclass(frozen=True)
class Contents:
    """`unordered`: nothing tells which of two numbers is longitude. `is_place`: one place was written, with or without its uncertainty in
    metres, and no boundary."""

    format: str
    layers: tuple = ()
    notices: tuple = ()
    unordered: bool = False
    is_place: bool = False
    uncertainty_m: float | None = None


def check_count(positions):
    """Raises Refused for more positions than a file may have."""
    if positions > MOST_POSITIONS:
        refuse("F_POSITIONS", limit=MOST_POSITIONS)


def named(text):
    """What a file calls something, as one line; "" where it is no text that can be shown."""
    try:
        return one_line(str(text)[: LONGEST_NAME * 4])[:LONGEST_NAME].strip()
    except NotText:
        return ""


def flattened(geometry):
    """The simple geometries in one that may be a collection of collections, none in None; those that are not geometries stay as they are."""
    waiting, found = [] if geometry is None else [geometry], []
    while waiting:
        one = waiting.pop()
        inner = (
            one.get("geometries")
            if isinstance(one, dict) and one.get("type") == "GeometryCollection"
            else None
        )
        if isinstance(inner, list):
            waiting += reversed(inner)
        else:
            found.append(one)
    return found


def swapped(geometry):
    """The geometry with the first two numbers of each position exchanged."""
    return (
        geometry | {"coordinates": _swapped(geometry.get("coordinates"))}
        if isinstance(geometry, dict)
        else geometry
    )


def _swapped(value):
    if isinstance(value, list) and len(value) > 1 and not isinstance(value[0], list):
        return [value[1], value[0], *value[2:]]
    return [_swapped(one) for one in value] if isinstance(value, list) else value
