"""Boundaries as geometries for tests, read from GeoJSON shapes."""

from shapes import polygon, ring

from sites.geometry import read_geojson


def read(value):
    return read_geojson(value).geometry


def square(west, south, size=1.0):
    return read(polygon(ring(west, south, west + size, south + size)))
