"""A piece of the world as pixels, for pictures that are drawn on the server: sea, land, coast, borders and one boundary.

Longitude comes before latitude. A degree of longitude is as wide as it is at the middle of the view."""

from math import cos, radians

import numpy as np
from PIL import Image, ImageDraw

from . import land

SMOOTH = 2  # drawn this many times as large and made smaller: lines are then smooth
SEA, LAND, COAST, BORDER, GRATICULE = "#dfeaf0", "#f1eee3", "#8aa29e", "#c9c3b0", "#c8d9e1"
TURNS = (-360, 0, 360)


class View:
    """What of the world is seen on a picture of `size` pixels: `wide` degrees of longitude around (lon, lat)."""

    def __init__(self, size, lon, lat, wide):
        self.width, self.height = (SMOOTH * pixels for pixels in size)
        self.lon, self.lat, self.wide = lon, lat, wide
        self.across = self.width / wide
        self.down = self.across / max(0.2, cos(radians(lat)))

    def pixels(self, places, turn=0):
        """An array of (lon, lat) as pixels of the large picture; `turn`: whole globes, in degrees."""
        x = (places[:, 0] + turn - self.lon) * self.across + self.width / 2
        y = (self.lat - places[:, 1]) * self.down + self.height / 2
        return np.column_stack([x, y])

    def files(self):
        """The names of the basemap files to draw."""
        high = self.height / self.down
        return land.files(
            self.lon - self.wide / 2, self.lat - high / 2, self.lon + self.wide / 2, self.lat + high / 2
        )

    def sees(self, pixels):
        (west, north), (east, south) = pixels.min(axis=0), pixels.max(axis=0)
        return east >= 0 and west <= self.width and south >= 0 and north <= self.height


def drawn(view, *, rings=(), mark=None, fill="#0b5d4b"):
    """The picture of a View with closed `rings`, arrays of (lon, lat), and a dot at `mark` where there is one."""
    image = Image.new("RGB", (view.width, view.height), SEA)
    draw = ImageDraw.Draw(image, "RGBA")
    _graticule(draw, view)
    files = [land.world(name) for name in view.files()]
    for ground, _coasts, _borders in files:
        for pixels in _seen(view, ground):
            draw.polygon(pixels, fill=LAND)
    for _land, coasts, borders in files:
        for colour, lines in ((BORDER, borders), (COAST, coasts)):
            for pixels in _seen(view, lines):
                draw.line(pixels, fill=colour, width=SMOOTH + 1)
    for pixels in _seen(view, rings):
        draw.polygon(pixels, fill=f"{fill}55", outline=fill, width=2 * SMOOTH)
    if mark is not None:
        _dot(draw, view, mark, fill)
    return image.resize((view.width // SMOOTH, view.height // SMOOTH), Image.Resampling.LANCZOS)


def _seen(view, lines):
    for line in lines:
        for turn in TURNS:
            pixels = view.pixels(line, turn)
            if len(pixels) > 1 and view.sees(pixels):
                yield [tuple(point) for point in pixels.round(1).tolist()]


def _dot(draw, view, place, fill):
    x, y = view.pixels(np.array([place], dtype=float))[0]
    for radius, colour in ((13, "#fffefb"), (10, fill)):
        reach = radius * SMOOTH
        draw.ellipse([x - reach, y - reach, x + reach, y + reach], fill=colour)


def _graticule(draw, view):
    step = next(step for step in (1, 2, 5, 10, 20, 30) if step * view.across >= 90 * SMOOTH or step == 30)
    for degrees in range(-540, 541, step):
        x = (degrees - view.lon) * view.across + view.width / 2
        y = (view.lat - degrees) * view.down + view.height / 2
        draw.line([(x, 0), (x, view.height)], fill=GRATICULE, width=SMOOTH)
        draw.line([(0, y), (view.width, y)], fill=GRATICULE, width=SMOOTH)
