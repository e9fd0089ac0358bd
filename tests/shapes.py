"""GeoJSON shapes for tests: plain functions, longitude first."""


def ring(west, south, east, north):
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [list(places) for places in rings]}


def multipolygon(*polygons):
    return {"type": "MultiPolygon", "coordinates": [part["coordinates"] for part in polygons]}


BOWTIE = polygon([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]])
FIJI = polygon(ring(179, -17, -179, -16))
GAU = multipolygon(polygon(ring(179.9, -18.1, 180, -17.9)), polygon(ring(-180, -18.1, -179.8, -17.9)))
