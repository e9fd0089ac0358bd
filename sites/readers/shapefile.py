"""PURE. Shapefiles: the .shp with its table of names and its reference system. The structure is checked before pyshp reads it, which loops
for ever over some files and trusts the counts in all of them."""

import codecs
import struct
from io import BytesIO

import numpy as np
import shapely

from . import layers, systems
from .geojson import NAMES
from .reading import Notice, Problem, Refused

PARTS = ("shp", "shx", "dbf", "prj", "cpg")
BESIDE = (
    "sbn",
    "sbx",
    "qix",
    "qpj",
    "qmd",
    "xml",
    "fbn",
    "fbx",
    "ain",
    "aih",
    "atx",
    "ixs",
    "mxs",
    "cst",
    "lyr",
    "qml",
)
HEADER_SIZE, VERSION = 100, 1000
RECORD = struct.Struct(">ii")  # number of the record, length of what follows in words of two bytes
COUNTS = struct.Struct("<ii")  # parts and positions of a line or polygon, after its type and box
NOTHING, POINTS, LINES, POLYGONS, MANY_POINTS = 0, (1, 11, 21), (3, 13, 23), (5, 15, 25), (8, 18, 28)
WITH_HEIGHTS = (11, 13, 15, 18)
MOST_FEATURES = 5_000
TYPES = {1: "Point", 3: "LineString", 5: "Polygon", 8: "MultiPoint", 31: "MultiPatch"}


def read(files, name=""):
    """The Layer in the files of a shapefile: {"shp": bytes, "dbf": …, "prj": …, "cpg": …}, all but the first may be missing. Raises Refused."""
    import shapefile  # where it is needed only: to load it takes a third of the time of everything else

    shp, count, kind = _checked(files["shp"], name)
    try:
        shapes = shapefile.Reader(shp=BytesIO(shp)).shapes()
        told = [(shape.shapeType, list(getattr(shape, "parts", ())), list(shape.points)) for shape in shapes]
    except Exception as error:  # whatever a damaged file makes it raise
        raise Refused(Problem("F_SHAPEFILE", part=name)) from error
    names = _names(files, count)
    features = [
        layers.Feature(_geometry(*shape), number, called)
        for number, (shape, called) in enumerate(zip(told, names, strict=False), 1)
    ]
    system = systems.from_wkt(_text(files["prj"])) if files.get("prj", b"").strip() else None
    notices = (Notice("N_HEIGHT"),) if kind in WITH_HEIGHTS else ()
    return layers.Layer(tuple(features), name, system, notices=notices)


def _checked(shp, name):
    """(what the header says is the file, number of records, type) of a .shp in which everything lies where it says. Raises Refused."""
    try:
        shp, kind = _bounded(shp)
        count, at = 0, HEADER_SIZE
        while at < len(shp):
            _number, words = RECORD.unpack_from(shp, at)
            at += RECORD.size
            content = shp[at : at + 2 * words] if words >= 2 else b""
            _check_record(content, 2 * words, kind)
            at, count = at + 2 * words, count + 1
    except (struct.error, _Damaged) as error:
        raise Refused(Problem("F_SHAPEFILE", part=name)) from error
    if count > MOST_FEATURES:
        raise Refused(Problem("F_FEATURES", {"limit": MOST_FEATURES}, part=name))
    if kind not in (NOTHING, *POINTS, *LINES, *POLYGONS, *MANY_POINTS):
        facts = {"type": TYPES.get(kind, str(kind))}
        raise Refused(Problem("F_SHAPE_TYPE", facts, part=name))
    return shp, count, kind


class _Damaged(ValueError):
    """What the file says of itself is not so."""


def _bounded(shp):
    (words,) = struct.unpack_from(">i", shp, 24)
    version, kind = COUNTS.unpack_from(shp, 28)
    if version != VERSION or not HEADER_SIZE <= 2 * words <= len(shp):
        raise _Damaged
    return shp[: 2 * words], kind


def _check_record(content, size, kind):
    if len(content) != size or size < 4:
        raise _Damaged
    (own,) = struct.unpack_from("<i", content)
    if own not in (NOTHING, kind):
        raise _Damaged
    if own in LINES + POLYGONS:
        _check_parts(content)
    elif own in MANY_POINTS:
        (points,) = struct.unpack_from("<i", content, 36)
        if not 0 < points <= (len(content) - 40) // 16:
            raise _Damaged


def _check_parts(content):
    parts, points = COUNTS.unpack_from(content, 36)
    if not 0 < parts <= points or 44 + 4 * parts + 16 * points > len(content):
        raise _Damaged
    starts = np.frombuffer(content, "<i4", parts, 44)
    if starts[0] != 0 or (np.diff(starts) <= 0).any() or starts[-1] >= points:
        raise _Damaged


def _geometry(kind, starts, points):
    places = [[float(x), float(y)] for x, y, *_more in points]
    if kind == NOTHING:
        return None
    if kind in POINTS:
        return {"type": "Point", "coordinates": places[0]}
    if kind in MANY_POINTS:
        return {"type": "MultiPoint", "coordinates": places}
    lines = [places[start:end] for start, end in zip(starts, [*starts[1:], len(places)], strict=True)]
    if kind in LINES:
        return {"type": "MultiLineString", "coordinates": lines}
    return {"type": "MultiPolygon", "coordinates": _grouped(lines)}


def _grouped(rings):
    """Polygons of these rings: in a shapefile outlines run clockwise and holes the other way, in any order. A hole belongs to the smallest
    outline round it; one that lies in none goes with the first, where it will be found wrong."""
    if any(len(ring) < 4 or not np.isfinite(ring).all() for ring in rings):
        return [rings]
    clockwise = [not shapely.is_ccw(shapely.LinearRing(ring)) for ring in rings]
    if not any(clockwise):
        return [[ring] for ring in rings]
    outlines = [ring for ring, is_outline in zip(rings, clockwise, strict=True) if is_outline]
    holes = [ring for ring, is_outline in zip(rings, clockwise, strict=True) if not is_outline]
    polygons = [[outline[::-1]] for outline in outlines]
    if holes:
        shapes = shapely.polygons([shapely.LinearRing(ring) for ring in outlines])
        for hole, owner in zip(holes, _owners(shapes, holes), strict=True):
            polygons[owner].append(hole[::-1])
    return polygons


def _owners(shapes, holes):
    """For each hole, the index of the smallest of these shapes that covers it, else 0."""
    inside = shapely.polygons([shapely.LinearRing(hole) for hole in holes])
    found, owners = shapely.STRtree(shapes).query(inside, predicate="covered_by")
    sizes = shapely.area(shapes)
    pairs = sorted(zip(found.tolist(), owners.tolist(), strict=True), key=lambda pair: -sizes[pair[1]])
    smallest = dict(pairs)  # of two outlines round one hole, the later and smaller one
    return [smallest.get(hole, 0) for hole in range(len(holes))]


def _names(files, count):
    """What the table calls each shape, "" where it does not, or cannot be read."""
    import shapefile

    dbf, nameless = files.get("dbf", b""), [""] * count
    if len(dbf) < 32 or not _fits(dbf, count):
        return nameless
    try:
        table = shapefile.Reader(dbf=BytesIO(dbf), encoding=_encoding(files), encodingErrors="replace")
        fields = [field[0].lower() for field in table.fields if field[0] != "DeletionFlag"]
        wanted = [fields.index(name) for name in NAMES if name in fields]
        told = [
            next((str(record[at]) for at in wanted if record[at] not in (None, "")), "")
            for record in table.records()
        ]
    except Exception:  # whatever a damaged table makes it raise: a boundary needs no name
        return nameless
    return [layers.named(name) for name in told] + nameless[len(told) :]


def _fits(dbf, count):
    records, header, size = struct.unpack_from("<IHH", dbf, 4)
    return records <= count and header + records * size <= len(dbf) + 1


def _encoding(files):
    """What the .cpg file names, as `1252` or `ISO 8859-1`; else UTF-8, in which what is not is left out."""
    told = _text(files.get("cpg", b"")).strip().lower().replace(" ", "-")[:40]
    for name in (told, f"cp{told}"):
        try:
            if codecs.lookup(name)._is_text_encoding:
                return name
        except (LookupError, ValueError):
            continue
    return "utf-8"


def _text(data):
    return data.decode("utf-8", "replace")
