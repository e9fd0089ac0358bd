"""PURE. Lines, tracks and ordered points that go round an area, and rings left open: the area that they would make, for somebody to take."""

from pyproj import Geod

from . import layers

GEOD = Geod(ellps="WGS84")
NEARLY = 0.1  # the gap of a line that goes round something, of its whole length


def places_of(geometries):
    """The positions of lines, one after the other, or of points, heights left out; what is no list of positions is refused when it is read."""
    found = []
    for geometry in geometries:
        kind, coordinates = geometry.get("type"), geometry.get("coordinates")
        several = kind == "MultiLineString" and isinstance(coordinates, list)
        for line in coordinates if several else [coordinates]:
            places = [line] if kind == "Point" else line if isinstance(line, list) else [line]
            found += [place[:2] if isinstance(place, list) and len(place) == 3 else place for place in places]
    return found


def joined(places):
    """The polygon through these positions, as GeoJSON."""
    ring = places if places[0] == places[-1] else [*places, places[0]]
    return {"type": "Polygon", "coordinates": [ring]}


def gap_m(places):
    """Metres from the last of these positions (lon, lat) to the first."""
    return GEOD.inv(*places[-1], *places[0])[2]


def comes_round(places):
    """Whether a line comes back to where it began, or nearly."""
    return gap_m(places) <= NEARLY * GEOD.line_length(*zip(*places, strict=True))


def with_rings_closed(geometry):
    """A Polygon or MultiPolygon with every ring that was left open joined; what is no ring stays as it is."""
    coordinates = geometry.get("coordinates")
    if geometry["type"] == "MultiPolygon" and isinstance(coordinates, list):
        return geometry | {"coordinates": [_closed(part) for part in coordinates]}
    return geometry | {"coordinates": _closed(coordinates)}


def _closed(part):
    if not isinstance(part, list):
        return part
    return [
        [*ring, ring[0]] if isinstance(ring, list) and ring and ring[0] != ring[-1] else ring for ring in part
    ]


def kinds(geometries):
    """The types of these geometries, each once, in order; "" for what is none."""
    told = (one.get("type") if isinstance(one, dict) else "" for one in geometries)
    return list(dict.fromkeys(kind[:40] if isinstance(kind, str) else "" for kind in told))


def are(geometries, types):
    return bool(geometries) and set(kinds(geometries)) <= set(types)


def has_area(feature):
    return any(kind in layers.AREAS for kind in kinds(layers.flattened(feature.geometry)))
