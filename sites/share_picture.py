"""The picture that a shared link of a site shows: its name, its status and its public outline on the land around.

A site whose place is hidden, wholly or within cells of a grid, has the map of the world without a mark."""

import io
import json

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from . import map_picture
from .lettering import Letters

LOOK = 1  # counted up when pictures are drawn otherwise: those that are kept are then drawn anew
SIZE = (1200, 630)
PANEL, EDGE = 600, 56  # pixels: the width of the text's side, and what stays free around the text
INK, PAPER, MUTED, LEAF, GREY, EMBER = "#16241d", "#fbfaf5", "#4d5b52", "#0b5d4b", "#6d756f", "#a33b12"
STATUS_COLOURS = {"confirmed": LEAF, "candidate": EMBER}
POINT_DEGREES = 14  # around a point, which is seen best with the coasts and borders near it
LEAST_DEGREES, ROOM = 4, 6  # the view is at least so wide, and so many times as wide as the boundary
WIDE_ENOUGH = 44  # pixels of the large picture from which a boundary is seen without a dot on it
MOST_LINES, MOST_SPECIES = 4, 2
LOWEST = 515  # pixels: the last line above the status


# Of the side of the map: the whole world, and the islands between two oceans.
WORLD = map_picture.View((SIZE[0] - PANEL, SIZE[1]), 11, 10, 360)
ISLANDS = map_picture.View((SIZE[0] - PANEL, SIZE[1]), 128, -8, 105)


def draw(site, outline, species):
    """The PNG of a PublishedSite. `outline`: the text of its public GeoJSON geometry or ""; `species`: scientific names."""
    image = Image.new("RGB", SIZE, PAPER)
    image.paste(_map(site, outline), (PANEL, 0))
    pen = ImageDraw.Draw(image)
    pen.line([(PANEL, 0), (PANEL, SIZE[1])], fill=map_picture.COAST, width=2)
    pen.rectangle([0, 0, PANEL, 10], fill=STATUS_COLOURS.get(site.status, GREY))
    _write(pen, site, species)
    return _packed(image)


def draw_any():
    """The PNG of pages that have none of their own: the registry's name, and islands."""
    image = Image.new("RGB", SIZE, PAPER)
    image.paste(map_picture.drawn(ISLANDS), (PANEL, 0))
    pen = ImageDraw.Draw(image)
    pen.line([(PANEL, 0), (PANEL, SIZE[1])], fill=map_picture.COAST, width=2)
    pen.rectangle([0, 0, PANEL, 10], fill=LEAF)
    Letters("sans", 26).write(pen, (EDGE, 84), _("Alliance for Zero Extinction"), MUTED)
    title = Letters("serif", 54)
    for at, line in enumerate(title.lines(_("The last places of the rarest species"), PANEL - 2 * EDGE)):
        title.write(pen, (EDGE, 260 + 62 * at), line, INK)
    Letters("sans bold", 28).write(pen, (EDGE, 569), _("Site registry"), LEAF)
    return _packed(image)


def _packed(image):
    out = io.BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _map(site, outline):
    size = (SIZE[0] - PANEL, SIZE[1])
    if site.lon is None or site.facts["withheld"] or site.facts["grid_degrees"]:
        return map_picture.drawn(WORLD)
    wide = max(LEAST_DEGREES, ROOM * _degrees_wide(site)) if outline else POINT_DEGREES
    view = map_picture.View(size, site.lon, site.lat, min(wide, 360))
    colour = STATUS_COLOURS.get(site.status, GREY)
    rings = _rings(outline)
    seen = rings and _degrees_wide(site) * view.across > WIDE_ENOUGH
    return map_picture.drawn(view, rings=rings, mark=None if seen else (site.lon, site.lat), fill=colour)


def _degrees_wide(site):
    return (site.east - site.west) % 360 if site.west is not None else 0


def _rings(outline):
    """The shells of a boundary as arrays of (lon, lat)."""
    geometry = json.loads(outline) if outline else {"coordinates": []}
    parts = [geometry["coordinates"]] if geometry.get("type") == "Polygon" else geometry["coordinates"]
    return [np.array(shell, dtype=float)[:, :2] for shell, *_holes in parts]


def _write(pen, site, species):
    width = PANEL - 2 * EDGE
    small, word = Letters("sans", 26), Letters("sans bold", 28)
    small.write(pen, (EDGE, 84), _("Alliance for Zero Extinction"), MUTED)
    letters, lines = _fitting(site.name, width)
    y = 190
    for line in lines:
        letters.write(pen, (EDGE, y), line, INK)
        y += round(letters.size * 1.12)
    y += 4
    for line in small.lines(site.country_names, width)[:2]:
        small.write(pen, (EDGE, y), line, MUTED)
        y += 36
    italic = Letters("serif italic", 28)
    for name in species[:MOST_SPECIES]:
        y += 40
        if y > LOWEST:
            break
        italic.write(pen, (EDGE, y), name, INK)
    status = capfirst(site.get_status_display())
    pen.ellipse([EDGE, 550, EDGE + 18, 568], fill=STATUS_COLOURS.get(site.status, GREY))
    word.write(pen, (EDGE + 32, 569), _("%(status)s · %(code)s") % {"status": status, "code": site.code}, INK)


def _fitting(name, width):
    """The largest letters in which the name fits, with its lines; of a name that never does, its beginning."""
    for size in (64, 54, 46, 38):
        letters = Letters("serif", size)
        lines = letters.lines(name, width)
        if len(lines) <= MOST_LINES - (size > 50) and all(letters.width(line) <= width for line in lines):
            return letters, lines
    return letters, [_shortened(line, letters, width) for line in lines[:MOST_LINES]]


def _shortened(line, letters, width):
    while letters.width(line) > width:
        line = line[:-2] + "…" if line.endswith("…") else line[:-1] + "…"
    return line
