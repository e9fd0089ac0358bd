"""PURE. Rings that cross ±180°: laid out flat, and cut there as RFC 7946 section 3.1.9 wants it. Longitude first, degrees."""

import numpy as np
import shapely

DECIMALS = 7
GRID = 10**-DECIMALS  # degrees


def laid_out(lons):
    """The longitudes of a ring without jumps, reaching beyond ±180 where it crosses; None where it goes once round the globe.

    A step of exactly 360° joins two writings of one meridian, unless nothing of the ring would be left: then it is a parallel."""
    steps = np.abs(np.diff(lons))
    jumps = steps[steps > 180]
    if not jumps.size:
        return lons
    flat = (
        np.round(np.unwrap(lons, period=360), DECIMALS) + 0.0
    )  # unwrapping leaves noise that would open the ring
    if flat[-1] == flat[0] and np.ptp(flat) > GRID:
        return flat
    return lons if (jumps == 360).all() else None


def flat_polygon(polygon):
    """The polygon with every ring laid out and its holes beside its shell; itself where nothing crosses."""
    rings = [shapely.get_coordinates(ring) for ring in (polygon.exterior, *polygon.interiors)]
    flat = [np.column_stack([_flat(ring[:, 0]), ring[:, 1]]) for ring in rings]
    if all((np.abs(ring[:, 0]) <= 180).all() for ring in flat):
        return polygon
    shell, holes = flat[0], [_beside(hole, flat[0]) for hole in flat[1:]]
    return shapely.Polygon(shell, holes)


def cut(polygon):
    """The parts, each within ±180°, of a valid polygon that was laid out flat."""
    west, _south, east, _north = polygon.bounds
    parts = []
    for turn in range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360))):
        strip = shapely.box(-180 + 360 * turn, -90, 180 + 360 * turn, 90)
        piece = shapely.intersection(polygon, strip, grid_size=GRID)
        shifted = shapely.transform(piece, lambda xy, turn=turn: xy - [360 * turn, 0])
        parts += [part for part in shapely.get_parts(shifted) if part.geom_type == "Polygon"]
    return parts


def wrapped(lon):
    """A longitude brought into -180 … 180."""
    return (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon


def _flat(lons):
    flat = laid_out(lons)
    return lons if flat is None else flat


def _beside(hole, shell):
    """The hole moved by whole turns to where it lies next to the middle of its shell."""
    middle = (shell[:, 0].min() + shell[:, 0].max()) / 2 - (hole[:, 0].min() + hole[:, 0].max()) / 2
    return hole + [360 * round(middle / 360), 0]
