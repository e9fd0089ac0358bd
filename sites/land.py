"""Land, coasts and borders of the base map, for what is drawn on the server: arrays of (lon, lat) from the files of scripts/basemap.py."""

import json
from functools import lru_cache
from math import floor
from pathlib import Path

import numpy as np

from .deltas import decode

WORLD = Path(__file__).resolve().parent.parent / "static" / "basemap"
FINE, COARSE = "world-50m.json", "world-110m.json"
CELL = 20  # degrees: see scripts/basemap.py
COARSE_ABOVE, FINEST_BELOW = 120, 12  # degrees: the width of a view


def files(west, south, east, north):
    """The names of the files to draw in a view, whose west may lie below -180° and whose east beyond 180°."""
    if east - west > FINEST_BELOW:
        return [COARSE if east - west > COARSE_ABOVE else FINE]
    lons, lats = _cells(west, east, -180), _cells(south, north, -90)
    names = dict.fromkeys(f"10m/{(lon + 180) % 360 - 180}_{lat}.json" for lon in lons for lat in lats)
    return [name for name in names if (WORLD / name).exists()]


@lru_cache(maxsize=16)
def world(name):
    """(rings of land, lines of coast, lines of borders) of a file."""
    told = json.loads((WORLD / name).read_text(encoding="utf-8"))

    def places(text):
        return np.cumsum(np.array(decode(text), dtype=float).reshape(-1, 2), axis=0) / told["scale"]

    land = [places(text) for text in told["land"]]
    coasts = [line for ring in land for line in _off_the_edges(ring, told["box"])]
    return land, coasts, [places(text) for text in told["borders"]]


def _cells(least, most, start):
    """The corners of the cells that a span touches, counted from `start`."""
    first = start + CELL * floor((least - start) / CELL)
    return range(first, floor(most) + 1, CELL)


def _off_the_edges(ring, box):
    """The pieces of a ring that do not run along an edge of its file: there it was cut, and there is no coast."""
    west, south, east, north = box
    lon, lat = ring[:, 0], ring[:, 1]
    on_edges = [np.isclose(lon, west), np.isclose(lon, east), np.isclose(lat, south), np.isclose(lat, north)]
    cut = np.any([on[:-1] & on[1:] for on in on_edges], axis=0)
    ends = np.flatnonzero(cut)
    starts = [0, *(ends + 1)]
    return [
        ring[start : end + 1]
        for start, end in zip(starts, [*ends, len(ring) - 1], strict=True)
        if end > start
    ]
