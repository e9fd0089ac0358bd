"""PURE. What is measured of a boundary: validity and where it fails, area, box, marker, overlap, distance, its shape for the map.

Longitude comes before latitude, in degrees of WGS 84; a box is [west, south, east, north], west > east where it crosses ±180°; areas are
geodesic, in km². Boundaries are canonical MultiPolygons (see `geojson`)."""

import math
from collections import namedtuple

import numpy as np
import shapely
from pyproj import Geod

from . import antimeridian
from .geojson import BadGeometry, Problem, Reading, parse, read_geojson, rounded, to_geojson
from .quadtree import cell, cells_to_search

__all__ = [
    "BadGeometry",
    "Bounds",
    "Fault",
    "Problem",
    "Reading",
    "area_km2",
    "bounds",
    "box_around",
    "bulk_overlaps",
    "cell",
    "cells_to_search",
    "circle",
    "count_vertices",
    "distance_between_km",
    "distance_km",
    "fault",
    "from_wkb",
    "generalise",
    "is_at_null_island",
    "marker",
    "overlaps_with",
    "parse",
    "read_geojson",
    "simplify",
    "to_geojson",
    "to_wkb",
]

GEOD = Geod(ellps="WGS84")
LONGEST_EDGE_DEGREES = (
    1.0  # a longer edge is followed as the straight line of RFC 7946, section 3.1.1, not as a geodesic
)
SHARED_NOISE_KM2 = 1e-7  # 0.1 m²: what two boundaries that share an edge may seem to share
MOST_CELLS = 100_000
NULL_ISLAND = (0.0, 0.0)  # where coordinates lie that were never filled in
FAULTS = {
    "Self-intersection": "CROSSES",
    "Ring Self-intersection": "TOUCHES",
    "Hole lies outside shell": "HOLE_OUTSIDE",
    "Holes are nested": "HOLE_IN_HOLE",
    "Nested shells": "PART_IN_PART",
    "Duplicate Rings": "RING_TWICE",
    "Interior is disconnected": "CUT_APART",
    "Too few points in geometry component": "NO_AREA",
}

Bounds = namedtuple("Bounds", "west south east north")
Fault = namedtuple("Fault", "code lon lat")


def to_wkb(geometry):
    return shapely.to_wkb(geometry)


def from_wkb(wkb):
    return shapely.from_wkb(wkb)


def count_vertices(geometry):
    """How many positions there are, each ring's closing one included."""
    return int(shapely.count_coordinates(geometry))


def fault(multipolygon):
    """The first place where a boundary is not valid, as Fault(code, lon, lat); None for a valid one.

    Codes: CROSSES, TOUCHES, HOLE_OUTSIDE, HOLE_IN_HOLE, PART_IN_PART, RING_TWICE, CUT_APART, NO_AREA, OTHER."""
    flat = _flat(multipolygon)
    if flat.is_valid:
        return None
    reason, _bracket, place = shapely.is_valid_reason(flat).partition("[")
    lon, lat = (float(number) for number in place.rstrip("]").split()[:2])
    return Fault(
        FAULTS.get(reason.strip(), "OTHER"), float(round(antimeridian.wrapped(lon), 7)), float(round(lat, 7))
    )


def is_at_null_island(multipolygon):
    """Whether a corner lies at 0, 0, or the boundary round it or along it."""
    if not shapely.intersects(multipolygon.envelope, shapely.Point(NULL_ISLAND)):
        return False
    corners = shapely.get_coordinates(multipolygon)
    return bool((corners == NULL_ISLAND).all(axis=1).any()) or (
        multipolygon.is_valid and bool(shapely.intersects(multipolygon, shapely.Point(NULL_ISLAND)))
    )


def area_km2(geometry):
    """Geodesic area of the polygons in a geometry, holes taken off; the direction of rings does not count."""
    total = 0.0
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            for piece in _halves(part):
                total += _ring_km2(piece.exterior) - sum(map(_ring_km2, piece.interiors))
    return max(0.0, total)


def bounds(multipolygon):
    """The smallest box [west, south, east, north] round all parts; west > east where it crosses ±180°."""
    boxes = shapely.bounds(shapely.get_parts(_flat(multipolygon)))
    spans = sorted((float(west), float(east)) for west, _south, east, _north in boxes)
    west, east = spans[0][0], max(east for _west, east in spans)
    gap, reach = 360 - (east - west), spans[0][1]
    for next_west, next_east in spans[1:]:
        if next_west - reach > gap:
            gap, west, east = next_west - reach, next_west, reach
        reach = max(reach, next_east)
    south, north = float(boxes[:, 1].min()), float(boxes[:, 3].max())
    return Bounds(_tidy(antimeridian.wrapped(west)), south, _tidy(antimeridian.wrapped(east)), north)


def marker(multipolygon):
    """(lon, lat) of a point inside the largest part; the first vertex of a boundary that is not valid."""
    if not multipolygon.is_valid:
        lon, lat = shapely.get_coordinates(multipolygon)[0]
    else:
        largest = max(multipolygon.geoms, key=lambda part: (area_km2(part), part.area))
        lon, lat = shapely.get_coordinates(largest.point_on_surface())[0]
    return float(round(lon, 7)), float(round(lat, 7))


def simplify(multipolygon, tolerance_degrees):
    """The boundary with fewer vertices, none moved farther than the tolerance; itself where that would not be a valid shape."""
    parts = shapely.get_parts(shapely.simplify(multipolygon, tolerance_degrees, preserve_topology=True))
    fewer = rounded(shapely.MultiPolygon(list(parts)))
    whole = len(parts) == len(multipolygon.geoms) and fewer.is_valid and not fewer.is_empty
    return shapely.orient_polygons(fewer) if whole else multipolygon


def generalise(geometry, step_degrees):
    """The cells of the fixed grid of `step_degrees` in which a geometry lies, as a MultiPolygon (Chapman 2020: cells, never an offset).

    A cell that is only touched is not one of them: else a place on the grid would be told by the middle of the cells round it. Of a
    boundary that is not valid, the cells of its vertices. A coarser grid, up to 1°, where there would be more than 100,000 cells."""
    per_degree = round(1 / step_degrees)
    if not (geometry.is_valid and geometry.area):
        return _cells(_floor(shapely.get_coordinates(geometry), per_degree), per_degree)
    boxes = shapely.bounds(np.atleast_1d(shapely.get_parts(geometry))).reshape(-1, 2, 2)
    spans = [_floor(box, per_degree).ravel() for box in boxes]
    if per_degree > 1 and sum((x1 - x0 + 1) * (y1 - y0 + 1) for x0, y0, x1, y1 in spans) > MOST_CELLS:
        return generalise(geometry, step_degrees * 10)
    indexes = np.unique(np.concatenate([_grid_cells(span) for span in spans]), axis=0)
    boxes = _boxes(indexes, per_degree)
    shapely.prepare(geometry)
    shared = shapely.intersects(geometry, boxes) & ~shapely.touches(geometry, boxes)
    return _cells(indexes[shared], per_degree)


def overlaps_with(boundary, boundary_km2, others):
    """(index, percent) of each of `others` ([(valid MultiPolygon, its km²)]) that shares ground with a valid boundary: percent of the
    smaller of the two areas."""
    if not others:
        return []
    shapes, areas = [shape for shape, _area in others], [area for _shape, area in others]
    shapely.prepare(boundary)
    near = np.flatnonzero(shapely.intersects(boundary, shapes))
    shared = shapely.intersection(boundary, np.take(shapes, near)) if near.size else []
    return [
        (int(index), percent)
        for index, piece in zip(near, shared, strict=True)
        if (percent := _percent(piece, boundary_km2, areas[index])) is not None
    ]


def bulk_overlaps(boundaries, areas_km2):
    """(i, j, percent) for every pair of valid boundaries, i < j, that share ground: one join over a tree of all of them."""
    shapes = np.array(boundaries, dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    for i, j, piece in zip(left, right, shapely.intersection(shapes[left], shapes[right]), strict=True):
        percent = _percent(piece, areas_km2[i], areas_km2[j])
        if percent is not None:
            yield int(i), int(j), percent


def distance_between_km(lon, lat, other_lon, other_lat):
    return GEOD.inv(lon, lat, other_lon, other_lat)[2] / 1000


def distance_km(lon, lat, geometry):
    """Geodesic distance from a place to the nearest point of a geometry: 0 inside. Measured on a plane on which the distances from the
    place are true (azimuthal equidistant)."""
    if shapely.intersects(geometry, shapely.Point(lon, lat)):
        return 0.0

    def plane(places):
        azimuth, _back, metres = GEOD.inv(
            np.full(len(places), lon), np.full(len(places), lat), places[:, 0], places[:, 1]
        )
        return np.column_stack([metres * np.sin(np.radians(azimuth)), metres * np.cos(np.radians(azimuth))])

    seen = shapely.transform(shapely.segmentize(geometry, LONGEST_EDGE_DEGREES), plane)
    return float(shapely.distance(shapely.boundary(seen) if seen.area else seen, shapely.Point(0, 0))) / 1000


def circle(lon, lat, km, corners):
    """The closed ring [[lon, lat], …] of so many corners round a place, all of them at one distance on the ground."""
    azimuths = np.linspace(
        0, -360, corners, endpoint=False
    )  # against the clock, as the outside of an area goes
    lons, lats, _back = GEOD.fwd(
        np.full(corners, lon), np.full(corners, lat), azimuths, np.full(corners, km * 1000)
    )
    ring = np.round(np.column_stack([lons, lats]), 7).tolist()
    return [*ring, ring[0]]


def box_around(lon, lat, km):
    """A box that holds every place within `km` of (lon, lat)."""
    reach = km / 6335 * 1.001  # the smallest radius of curvature of the ellipsoid, and a little more
    south, north = lat - math.degrees(reach), lat + math.degrees(reach)
    if south <= -90 or north >= 90:
        return Bounds(-180.0, max(-90.0, south), 180.0, min(90.0, north))
    width = math.degrees(math.asin(math.sin(reach) / math.cos(math.radians(lat))))
    return Bounds(antimeridian.wrapped(lon - width), south, antimeridian.wrapped(lon + width), north)


def _flat(multipolygon):
    """A boundary as its rings were meant: only one that is not valid still crosses ±180° uncut."""
    if multipolygon.is_valid:
        return multipolygon
    return shapely.MultiPolygon([antimeridian.flat_polygon(part) for part in multipolygon.geoms])


def _halves(polygon):
    """A polygon that spans more than half the globe in parts that do not: a geodesic area is told up to that of the whole globe only."""
    west, _south, east, _north = polygon.bounds
    if east - west <= 180 or not polygon.is_valid:
        return [polygon]
    halves = [shapely.intersection(polygon, shapely.box(west, -90, west + 180, 90)) for west in (-180, 0)]
    return [part for part in shapely.get_parts(halves) if part.geom_type == "Polygon"]


def _ring_km2(ring):
    lons, lats = _followed(shapely.get_coordinates(ring)).T
    return abs(GEOD.polygon_area_perimeter(lons, lats)[0]) / 1e6


def _followed(places):
    """The positions of a line with others between those that lie far apart."""
    steps = np.ceil(np.abs(np.diff(places, axis=0)).max(axis=1) / LONGEST_EDGE_DEGREES).clip(1).astype(int)
    if steps.max() == 1:
        return places
    along = np.r_[0, np.cumsum(steps)]
    return np.column_stack([np.interp(np.arange(along[-1] + 1), along, column) for column in places.T])


def _percent(shared, first_km2, second_km2):
    shared_km2, smaller = area_km2(shared), min(first_km2, second_km2)
    return min(100.0, 100 * shared_km2 / smaller) if smaller and shared_km2 > SHARED_NOISE_KM2 else None


def _tidy(degrees):
    return round(degrees, 7) + 0.0


def _floor(places, per_degree):
    """The grid cells, counted from 0° / 0°, to whose south-west these places lie; on the map's north and east edge, the last ones."""
    limits = np.array([180, 90]) * per_degree
    return np.clip(np.floor(np.round(places * per_degree, 6)).astype(int), -limits, limits - 1)


def _grid_cells(span):
    x0, y0, x1, y1 = span
    xs, ys = np.meshgrid(np.arange(x0, x1 + 1), np.arange(y0, y1 + 1))
    return np.column_stack([xs.ravel(), ys.ravel()])


def _boxes(indexes, per_degree):
    west, south = indexes[:, 0], indexes[:, 1]
    return shapely.box(
        west / per_degree, south / per_degree, (west + 1) / per_degree, (south + 1) / per_degree
    )


def _cells(indexes, per_degree):
    union = rounded(shapely.union_all(_boxes(np.unique(indexes, axis=0), per_degree)))
    return shapely.orient_polygons(shapely.MultiPolygon(list(shapely.get_parts(union))))
