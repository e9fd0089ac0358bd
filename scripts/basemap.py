"""Makes static/basemap/ from Natural Earth (npm world-atlas): python3 -m scripts.basemap

Two files of the whole world, 110m and 50m, and 10m in cells of CELL degrees. Each file is JSON: `scale` (units a degree), `box` [west, south,
east, north], `land` (rings, to be filled even-odd) and `borders` (lines); a ring or line is the text of its differences, lon and lat in turn
(sites/deltas.py). Rings are cut at ±180° and closed round the pole, so parts of them run along the edges of `box` and are no coast.
Needs npm and the network, once; what it wrote is committed."""

import json
import shutil
from collections import defaultdict

import numpy as np
import shapely
from shapely import MultiLineString, Polygon, affinity, box

from scripts.vendor import STATIC, WORLD_ATLAS, unpacked
from sites.deltas import differences, encode

FOLDER = STATIC / "basemap"
WORLD = (-180, -90, 180, 90)
CELL = 20
COARSER = 0.02  # degrees by which a line of the 50m world may be off: a pixel where the map begins to draw the cells
RING = 4  # positions of the smallest ring; the source has islands of fewer
NOTICE = """Made with Natural Earth (naturalearthdata.com), public domain, versions as in npm {name} {version}.
Built by scripts/basemap.py from npm {name} {version}, whose licence is:

{licence}"""


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "10m").mkdir(parents=True)
    with unpacked(WORLD_ATLAS) as source:
        licence = (source / "LICENSE").read_text()
        worlds = {
            size: World(json.loads((source / f"countries-{size}.json").read_text()))
            for size in ("110m", "50m", "10m")
        }
    cells = write_cells(worlds["10m"])
    write(FOLDER / "world-110m.json", 25, WORLD, worlds["110m"].land, worlds["110m"].borders, cells=cells)
    land, borders = (drawn.simplify(COARSER) for drawn in (worlds["50m"].land, worlds["50m"].borders))
    write(FOLDER / "world-50m.json", 100, WORLD, land, borders)
    told = {"name": WORLD_ATLAS.name, "version": WORLD_ATLAS.version, "licence": licence}
    (FOLDER / "NOTICE.txt").write_text(NOTICE.format(**told))


# --- From TopoJSON to land and borders in the plane -------------------------------------------------------------------
class World:
    """Land and borders of one topology, in degrees, cut at ±180°."""

    def __init__(self, topology):
        self.topology = topology
        scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
        self.arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
        self.land = shapely.union_all([part for polygon in self._polygons("land") for part in cut(polygon)])
        self.borders = shapely.union_all([part for line in self._borders() for part in cut(line)])

    def _polygons(self, name):
        for geometry in geometries(self.topology["objects"][name]):
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            for numbers in polygons:
                shell, *holes = map(self._ring, numbers)
                if len(shell) >= RING:
                    yield polygon(shell, [hole for hole in holes if len(hole) >= RING])

    def _ring(self, numbers):
        return unwrapped(
            np.concatenate([self._arc(number)[:-1] for number in numbers] + [self._arc(numbers[0])[:1]])
        )

    def _arc(self, number):
        """An arc, reversed where its number is negative (~number)."""
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def _borders(self):
        """The arcs that two countries share, joined where they meet."""
        countries = defaultdict(set)
        for country, geometry in enumerate(geometries(self.topology["objects"]["countries"])):
            for number in flat(geometry["arcs"]):
                countries[number if number >= 0 else ~number].add(country)
        shared = [unwrapped(self.arcs[number]) for number, sides in countries.items() if len(sides) > 1]
        return parts_of(shapely.line_merge(MultiLineString([arc for arc in shared if len(arc) > 1])))


def geometries(thing):
    """The geometries with arcs of a TopoJSON object."""
    found = thing["geometries"] if thing["type"] == "GeometryCollection" else [thing]
    return [geometry for geometry in found if geometry.get("arcs")]


def flat(arcs):
    return [number for part in arcs for number in flat(part)] if isinstance(arcs, list) else [arcs]


def unwrapped(line):
    """The line without jumps of 360° where it crosses ±180°."""
    return np.column_stack([np.unwrap(line[:, 0], period=360), line[:, 1]])


def polygon(shell, holes):
    """A polygon of unwrapped rings: closed round the pole where the shell runs round the globe, its holes beside their shell."""
    turn = shell[-1, 0] - shell[0, 0]
    if abs(turn) > 180:
        pole = np.copysign(90, shell[:, 1].mean())
        shell = np.vstack([shell, [shell[-1, 0], pole], [shell[0, 0], pole]])
    middle = shell[:, 0].mean()
    beside = [hole + [360 * round((middle - hole[:, 0].mean()) / 360), 0] for hole in holes]
    return shapely.make_valid(Polygon(shell, beside))


def cut(geometry):
    """The parts of an unwrapped geometry in each turn of the globe, moved to within ±180°."""
    for turn in (-360, 0, 360):
        inside = geometry.intersection(box(turn - 180, -90, turn + 180, 90))
        if not inside.is_empty:
            yield affinity.translate(inside, xoff=-turn)


# --- From land and borders to files ----------------------------------------------------------------------------------
def write_cells(world):
    """Writes the cells of CELL degrees that hold land; their names."""
    names = []
    for west in range(-180, 180, CELL):
        column = box(west, -90, west + CELL, 90)
        land, borders = world.land.intersection(column), world.borders.intersection(column)
        for south in range(-90, 90, CELL):
            edges = (west, south, west + CELL, south + CELL)
            name, cell = f"{west}_{south}", box(*edges)
            if write(
                FOLDER / "10m" / f"{name}.json",
                1000,
                edges,
                land.intersection(cell),
                borders.intersection(cell),
            ):
                names.append(name)
    return names


def write(path, scale, edges, land, borders, **more):
    """Writes one file, unless nothing is left of the land at this scale; whether it did."""
    rings = [ring for part in rounded(land, scale, Polygon) for ring in (part.exterior, *part.interiors)]
    if not rings:
        return False
    lines = rounded(borders, scale, shapely.LineString)
    told = {"scale": scale, "box": edges, "land": texts(rings, scale), "borders": texts(lines, scale)}
    path.write_text(json.dumps(told | more, separators=(",", ":")))
    return True


def rounded(geometry, scale, kind):
    """The parts of one kind that are left, valid, when coordinates are rounded to the scale; the largest first."""
    left = shapely.set_precision(geometry, 1 / scale)
    found = (part for part in parts_of(left) if isinstance(part, kind) and not part.is_empty)
    return sorted(found, key=lambda part: -part.length)


def parts_of(geometry):
    return [part for part in shapely.get_parts(geometry) for part in shapely.get_parts(part)]


def texts(lines, scale):
    return [text(shapely.get_coordinates(line), scale) for line in lines]


def text(points, scale):
    columns = [differences([round(value * scale) for value in column]) for column in points.T]
    return encode(number for pair in zip(*columns, strict=True) for number in pair)


if __name__ == "__main__":
    main()
