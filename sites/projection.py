"""PURE. The Equal Earth projection (Šavrič, Patterson and Jenny 2018, doi:10.1080/13658816.2018.1504949): the world on one sheet, every
land in proportion to its size. Degrees (lon, lat) in, plate units out: x to the right, y down, the origin in the top left corner."""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
MIDDLE = 11.0  # the meridian in the middle: the sheet then ends in the Bering Strait and cuts no land
NORTH, SOUTH = 84.0, -60.0  # the edges of the sheet: no site lies beyond
WIDTH = 1000


def _raw(lon, lat):
    turned = (lon - MIDDLE + 180) % 360 - 180
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    squared = theta * theta
    sixth = squared**3
    slope = A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared)
    x = 2 * sqrt(3) * radians(turned) * cos(theta) / (3 * slope)
    return x, theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared))


_LEFT, _TOP = -_raw(MIDDLE + 179.999999, 0)[0], _raw(0, NORTH)[1]
_SCALE = WIDTH / (-2 * _LEFT)
HEIGHT = round((_TOP - _raw(0, SOUTH)[1]) * _SCALE)


def on_plate(lon, lat):
    """Where a place lies on the plate of WIDTH by HEIGHT."""
    x, y = _raw(lon, lat)
    return (x - _LEFT) * _SCALE, (_TOP - y) * _SCALE
