"""Makes sites/outlines.json from Natural Earth's countries (npm world-atlas): python3 -m scripts.outlines

For each ISO 3166-1 code, the rings of its parts (shell, then holes), each the text of its differences in hundredths of a degree
(sites/deltas.py). Needs npm and the network, once; what it wrote is committed."""

import json
from collections import defaultdict

import pycountry
import shapely

from scripts.basemap import RING, World, cut, geometries, parts_of, polygon, text
from scripts.vendor import ROOT, WORLD_ATLAS, unpacked

OUTLINES = ROOT / "sites" / "outlines.json"
SCALE = 100
TOLERANCE_DEGREES = 0.02
WITHOUT_CODE = {"Indian Ocean Ter.": "AU", "Somaliland": "SO", "N. Cyprus": "CY"}
NOTICE = "Made with Natural Earth (naturalearthdata.com), public domain, as in npm {0.name} {0.version}."


def main():
    with unpacked(WORLD_ATLAS) as source:
        world = World(json.loads((source / "countries-50m.json").read_text()))
    parts = defaultdict(list)
    for geometry in geometries(world.topology["objects"]["countries"]):
        if iso2 := code_of(geometry):
            parts[iso2] += [written(part) for part in drawn(world, geometry)]
    told = {"notice": NOTICE.format(WORLD_ATLAS), "scale": SCALE, "parts": dict(sorted(parts.items()))}
    OUTLINES.write_text(json.dumps(told, indent=0, separators=(",", ":")) + "\n")


def code_of(geometry):
    """The two-letter code of a country of the source; None for what ISO 3166-1 does not list."""
    known = pycountry.countries.get(numeric=geometry.get("id") or "")
    return known.alpha_2 if known else WITHOUT_CODE.get(geometry["properties"]["name"])


def drawn(world, geometry):
    """The polygons of one country, within ±180° and simplified: the smallest stay as they are."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for numbers in polygons:
        shell, *holes = map(world._ring, numbers)
        if len(shell) >= RING:
            whole = polygon(shell, [hole for hole in holes if len(hole) >= RING])
            for piece in cut(whole):
                simple = shapely.set_precision(piece.simplify(TOLERANCE_DEGREES), 1 / SCALE)
                yield from (part for part in parts_of(simple) if part.geom_type == "Polygon")


def written(part):
    return [text(shapely.get_coordinates(ring), SCALE) for ring in (part.exterior, *part.interiors)]


if __name__ == "__main__":
    main()
