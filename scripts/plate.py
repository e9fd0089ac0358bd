"""Draws static/img/world.svg, the land on which the home page sets its sites: python3 -m scripts.plate

Needs npm and the network, once, as scripts/basemap.py does; what it wrote is committed."""

import json

import shapely
from shapely import box

from scripts.basemap import World
from scripts.vendor import STATIC, WORLD_ATLAS, unpacked
from sites.projection import HEIGHT, MIDDLE, NORTH, SOUTH, WIDTH, on_plate

FINEST = 0.4  # plate units: what is finer is not seen
SMALLEST = 0.12  # square plate units: islets below are left out
EVERY = 30  # degrees between two lines of the graticule
SHEET = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<!-- Made with Natural Earth (naturalearthdata.com), public domain. Equal Earth projection. Drawn by scripts/plate.py. -->
<path id="graticule" d="{graticule}"/>
<path id="land" fill-rule="evenodd" d="{land}"/>
</svg>
"""


def main():
    with unpacked(WORLD_ATLAS) as source:
        world = World(json.loads((source / "countries-50m.json").read_text()))
    land = "".join(ring(line) for part in on_sheet(world.land) for line in (part.exterior, *part.interiors))
    drawn = SHEET.format(width=WIDTH, height=HEIGHT, graticule=graticule(), land=land)
    (STATIC / "img" / "world.svg").write_text(drawn)


def on_sheet(land):
    """The polygons of the land in plate units, cut at the meridian at which the sheet ends."""
    end = MIDDLE - 180
    for west, east in ((-180, end - 1e-6), (end, 180)):
        for part in shapely.get_parts(land.intersection(box(west, SOUTH, east, NORTH))):
            drawn = shapely.transform(part, lambda points: [on_plate(*point) for point in points])
            drawn = drawn.simplify(FINEST)
            if drawn.area >= SMALLEST:
                yield drawn


def ring(line):
    """A closed path of relative steps, in tenths of a plate unit."""
    points = [(round(x, 1), round(y, 1)) for x, y in line.coords]
    return path(points[:-1]) + "z"


def path(points):
    """A path with relative steps."""
    steps, (x, y) = [f"M{points[0][0]:g} {points[0][1]:g}"], points[0]
    for at_x, at_y in points[1:]:
        if (at_x, at_y) != (x, y):
            steps.append(f"l{at_x - x:.1f} {at_y - y:.1f}")
        x, y = at_x, at_y
    return "".join(steps).replace(".0", "").replace(" 0.", " .").replace("l0.", "l.").replace("-0.", "-.")


def graticule():
    """Meridians and parallels every EVERY degrees."""
    meridians = [
        [(lon, lat / 2) for lat in range(2 * int(SOUTH), 2 * int(NORTH) + 1, 8)]
        for lon in range(-150, 181, EVERY)
    ]
    parallels = [
        [(MIDDLE + lon, lat) for lon in (-179.99, *range(-170, 171, 10), 179.99)]
        for lat in range(-60, 61, EVERY)
    ]
    return "".join(
        path([(round(x, 1), round(y, 1)) for x, y in (on_plate(*place) for place in line)])
        for line in meridians + parallels
    )


if __name__ == "__main__":
    main()
