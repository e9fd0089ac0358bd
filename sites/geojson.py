"""PURE. GeoJSON boundaries read strictly into one canonical form, and written from it.

Canonical: a MultiPolygon in WGS 84, longitude before latitude, at most 7 decimals, shells counter-clockwise and holes clockwise,
cut at ±180° (RFC 7946, sections 3.1.6 and 3.1.9). Nothing is ever repaired: what is parseable but not valid stays as it is.

Problems (code: facts): G_OBJECT; G_TYPE: type; G_FORMAT: format; G_FEATURES: count; G_CRS: crs; G_ARRAY; G_EMPTY; G_POSITION;
G_DIMENSIONS; G_NUMBER; G_LONGITUDE: value, swapped; G_LATITUDE: value, swapped; G_SHORT: count; G_OPEN; G_GLOBE; G_VERTICES, G_PARTS,
G_RINGS: count, limit; and the J_ codes of `strict_json`.
Notices: N_HEIGHT (heights dropped), N_DUPLICATES (repeated positions dropped), N_ROUNDED (to 7 decimals), N_REWOUND (direction of rings
set), N_CUT (cut at ±180°), N_FEATURE (the geometry of a feature was taken)."""

import json
from collections import namedtuple
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import shapely

from . import antimeridian, strict_json

MAX_VERTICES, MAX_PARTS, MAX_RINGS = 100_000, 5_000, 10_000
DECIMALS = 7
MOST_PROBLEMS = 100
WGS84 = (
    "urn:ogc:def:crs:OGC:1.3:CRS84",
    "urn:ogc:def:crs:OGC::CRS84",
    "urn:ogc:def:crs:EPSG::4326",
    "EPSG:4326",
)
TYPES = ("Polygon", "MultiPolygon")

Problem = namedtuple("Problem", "path code facts")


class BadGeometry(ValueError):
    """What was given is no boundary; `problems` names everything that is wrong, in order, at most 100."""

    def __init__(self, problems):
        super().__init__(", ".join(f"{problem.path}: {problem.code}" for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Reading:
    """A canonical MultiPolygon, and what was changed on the way to it."""

    geometry: shapely.MultiPolygon
    notices: tuple = ()


def parse(text):
    """The boundary in pasted GeoJSON text: a geometry, or one feature that holds it. Raises BadGeometry."""
    if format_name := _other_format(text):
        raise BadGeometry([Problem("", "G_FORMAT", {"format": format_name})])
    try:
        value = strict_json.loads(text)
    except strict_json.NotJson as error:
        raise BadGeometry([Problem("", error.code, error.facts)]) from error
    geometry, path = _unpacked(value)
    reading = read_geojson(geometry, path=path)
    return Reading(reading.geometry, reading.notices + (("N_FEATURE",) if path else ()))


def read_geojson(value, *, path=""):
    """The canonical form of a GeoJSON Polygon or MultiPolygon (a dict); `path` goes before those of problems. Raises BadGeometry."""
    reader = _Reader(path)
    polygons = reader.polygons(value)
    if reader.problems:
        raise BadGeometry(reader.problems[:MOST_PROBLEMS])
    parts = [part for rings in polygons for part in _parts(rings, reader)]
    multipolygon = rounded(shapely.MultiPolygon(parts))
    order = ("N_HEIGHT", "N_DUPLICATES", "N_ROUNDED", "N_REWOUND", "N_CUT")
    notices = tuple(code for code in order if code in reader.notices)
    return Reading(shapely.orient_polygons(multipolygon), notices)


def rounded(geometry):
    """The geometry with coordinates of at most 7 decimals, and no negative zero."""
    return shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS) + 0.0)


def to_geojson(multipolygon):
    """The text of a MultiPolygon: the same for the same positions."""
    polygons = [
        [
            np.round(shapely.get_coordinates(ring), DECIMALS).tolist()
            for ring in (part.exterior, *part.interiors)
        ]
        for part in multipolygon.geoms
    ]
    return json.dumps({"type": "MultiPolygon", "coordinates": polygons}, separators=(",", ":"))


class _Reader:
    """Walks through coordinates and notes every problem with its path."""

    def __init__(self, path):
        self.prefix = f"{path}." if path else ""
        self.path, self.problems, self.notices = path, [], set()

    def polygons(self, value):
        """[[ring as an array of positions, …], …]; look at `problems` before using it."""
        if not isinstance(value, dict):
            return self.wrong("", "G_OBJECT")
        if not self._is_wgs84(value.get("crs")):
            self.wrong("crs", "G_CRS", crs=str(value["crs"])[:200])
        kind, coordinates = value.get("type"), value.get("coordinates")
        if kind not in TYPES:
            return self.wrong("type", "G_TYPE", type=str(kind)[:40])
        found = self._list(coordinates, "coordinates")
        parts = (
            self._children(found, "coordinates")
            if kind == "MultiPolygon"
            else [(found, "coordinates")] * bool(found)
        )
        if self._too_many(parts):
            return []
        return [
            [self._ring(ring, where) for ring, where in self._children(self._list(part, place), place)]
            for part, place in parts
        ]

    def wrong(self, path, code, **facts):
        where = f"{self.prefix}{path}" if path else self.path
        self.problems.append(Problem(where, code, facts))
        return []

    def _is_wgs84(self, crs):
        if crs is None:
            return True
        properties = crs.get("properties") if isinstance(crs, dict) else None
        return isinstance(properties, dict) and properties.get("name") in WGS84

    def _list(self, value, path):
        if not isinstance(value, list):
            return self.wrong(path, "G_ARRAY")
        return value or self.wrong(path, "G_EMPTY")

    @staticmethod
    def _children(values, path):
        return [(value, f"{path}.{index}") for index, value in enumerate(values)]

    def _too_many(self, parts):
        rings = [ring for part, _path in parts if isinstance(part, list) for ring in part]
        vertices = sum(len(ring) for ring in rings if isinstance(ring, list))
        for code, count, limit in (
            ("G_PARTS", len(parts), MAX_PARTS),
            ("G_RINGS", len(rings), MAX_RINGS),
            ("G_VERTICES", vertices, MAX_VERTICES),
        ):
            if count > limit:
                self.wrong("coordinates", code, count=count, limit=limit)
        return max(len(parts) - MAX_PARTS, len(rings) - MAX_RINGS, vertices - MAX_VERTICES) > 0

    def _ring(self, ring, path):
        before = len(self.problems)
        positions = [
            self._position(position, where)
            for position, where in self._children(self._list(ring, path), path)
        ]
        if len(self.problems) > before:
            return []
        if len({len(position) for position in positions}) > 1:
            return self.wrong(path, "G_DIMENSIONS")
        if len(positions) < 4:
            return self.wrong(path, "G_SHORT", count=len(positions))
        exact = np.array([position[:2] for position in positions], dtype=float)
        places = np.round(exact, DECIMALS) + 0.0
        if (places[0] != places[-1]).any():
            return self.wrong(path, "G_OPEN")
        if antimeridian.laid_out(places[:, 0]) is None:
            return self.wrong(path, "G_GLOBE")
        if len(positions[0]) == 3:
            self.notices.add("N_HEIGHT")
        if (places != exact).any():
            self.notices.add("N_ROUNDED")
        return self._without_repeats(places)

    def _position(self, position, path):
        if not isinstance(position, list) or len(position) not in (2, 3):
            return self.wrong(path, "G_POSITION")
        if not all(
            isinstance(number, (int, float, Decimal)) and not isinstance(number, bool) for number in position
        ):
            return self.wrong(path, "G_NUMBER")
        lon, lat = position[:2]
        for code, value, other, limit in (("G_LONGITUDE", lon, lat, 180), ("G_LATITUDE", lat, lon, 90)):
            if not -limit <= value <= limit:
                swapped = code == "G_LATITUDE" and -180 <= value <= 180 and -90 <= other <= 90
                return self.wrong(path, code, value=str(value)[:30], swapped=swapped)
        return [float(number) for number in position]

    def _without_repeats(self, places):
        fresh = np.r_[True, (np.diff(places, axis=0) != 0).any(axis=1)]
        if fresh.all() or fresh.sum() < 4:
            return places
        self.notices.add("N_DUPLICATES")
        return places[fresh]


def _parts(rings, reader):
    """The polygons, within ±180°, that one polygon of a GeoJSON geometry is."""
    polygon = shapely.Polygon(rings[0], rings[1:])
    flat = antimeridian.flat_polygon(polygon)
    if not flat.exterior.is_ccw or any(hole.is_ccw for hole in flat.interiors):
        reader.notices.add("N_REWOUND")
    if flat is polygon or not flat.is_valid:
        return [polygon]
    reader.notices.add("N_CUT")
    return antimeridian.cut(flat)


def _unpacked(value):
    """(the geometry in a feature or in a collection of one, its path); anything else as it is."""
    path = ""
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        count = len(features) if isinstance(features, list) else 0
        if count != 1:
            raise BadGeometry([Problem("features", "G_FEATURES", {"count": count})])
        value, path = features[0], "features.0."
    if isinstance(value, dict) and value.get("type") == "Feature":
        return value.get("geometry"), f"{path}geometry"
    return value, path.rstrip(".")


def _other_format(text):
    """The name of another format that the text is written in, "" for what may be GeoJSON."""
    start = text.lstrip("\ufeff \t\r\n")[:2000].upper()
    for name, signs in (
        ("WKT", ("POLYGON", "MULTIPOLYGON", "SRID=", "GEOMETRYCOLLECTION")),
        ("KML", ("<?XML", "<KML")),
    ):
        if start.startswith(signs):
            return name
    if start.startswith("{") and '"TOPOLOGY"' in start:
        return "TopoJSON"
    return (
        "Esri JSON" if start.startswith("{") and '"RINGS"' in start and '"COORDINATES"' not in start else ""
    )
