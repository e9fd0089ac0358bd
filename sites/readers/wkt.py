"""PURE. Well-known text of one geometry, as databases and desktop programs write it; `SRID=4326;` may stand before it."""

import re

from . import layers, systems
from .reading import Problem, Refused

SIGN = re.compile(r"\s*(?:([A-Za-z]+)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([(),;=])|(\S))")
START = re.compile(
    r"\s*+(?:SRID\s*+=\s*+\d++\s*+;\s*+)?(?:POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|TRIANGLE"
    r"|TIN|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE|POLYHEDRALSURFACE)\s*+(?:ZM|Z|M)?\s*+(?:\(|EMPTY)",
    re.I,
)
SIMPLE = {"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon"}
MANY = {"MULTIPOINT": "MultiPoint", "MULTILINESTRING": "MultiLineString", "MULTIPOLYGON": "MultiPolygon"}
DEPTH = {"Point": 0, "LineString": 1, "MultiPoint": 1, "Polygon": 2, "MultiLineString": 2, "MultiPolygon": 3}
COLLECTION = "GEOMETRYCOLLECTION"


def is_wkt(head):
    """Whether the first bytes of a text are those of well-known text."""
    return START.match(head.decode("latin-1")) is not None


def read(data):
    """The Contents of such a text. Raises Refused."""
    layers.check_count(data.count(b","))
    reader = _Reader(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    code = reader.srid()
    geometry = reader.geometry()
    if reader.sign:
        reader.wrong()
    system = systems.from_epsg(code) if code else layers.WGS84
    return layers.Contents("WKT", (layers.Layer((layers.Feature(geometry),), system=system),))


class _Reader:
    """Goes through the signs of the text; what is nested is never deeper than one collection of parts of rings."""

    def __init__(self, text):
        self.text, self.signs = text, SIGN.finditer(text)
        self.next()

    def next(self):
        self.match = next(self.signs, None)
        self.sign = self.match[0].strip().upper() if self.match else ""

    def wrong(self, code="F_WKT"):
        at = self.match.start(self.match.lastindex) if self.match else len(self.text)
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1) + 1
        raise Refused(Problem(code, {"line": line, "column": column, "text": self.sign[:40]}, line=line))

    def take(self, sign):
        if self.sign != sign:
            self.wrong()
        self.next()

    def srid(self):
        if self.sign != "SRID":
            return None
        self.next()
        self.take("=")
        code = self.sign
        if not code.isdigit() or len(code) > 7:
            self.wrong()
        self.next()
        self.take(";")
        return int(code)

    def geometry(self, nested=False):
        word, dimensions = self.word()
        if word == COLLECTION and nested:
            self.wrong("F_NESTED")
        if word not in SIMPLE | MANY and word != COLLECTION:
            self.wrong("F_WKT_TYPE")
        self.next()
        if self.sign in ("Z", "M", "ZM"):
            dimensions = self.sign
            self.next()
        self.measured = dimensions == "M"
        if word == COLLECTION:
            return {"type": "GeometryCollection", "geometries": self.many(lambda: self.geometry(nested=True))}
        kind = (SIMPLE | MANY)[word]
        if kind == "Point":
            return {"type": kind, "coordinates": self.bracketed(self.position)}
        inside = self.point_of_many if kind == "MultiPoint" else self.position
        return {"type": kind, "coordinates": self.lists(DEPTH[kind], inside)}

    def word(self):
        """(the word of the geometry, "Z", "M", "ZM" or ""), which may be written as one."""
        bare = self.sign.rstrip("ZM")
        if bare in SIMPLE | MANY or bare == COLLECTION:
            return bare, self.sign[len(bare) :]
        return self.sign, ""

    def lists(self, depth, inside):
        return self.many(inside if depth == 1 else lambda: self.lists(depth - 1, inside))

    def many(self, inside):
        if self.sign == "EMPTY":
            self.next()
            return []
        self.take("(")
        found = [inside()]
        while self.sign == ",":
            self.next()
            found.append(inside())
        self.take(")")
        return found

    def bracketed(self, inside):
        if self.sign == "EMPTY":
            self.next()
            return []
        self.take("(")
        found = inside()
        self.take(")")
        return found

    def point_of_many(self):
        return self.bracketed(self.position) if self.sign == "(" else self.position()

    def position(self):
        numbers = []
        while self.match and self.match[2]:
            numbers.append(float(self.sign))
            self.next()
        if not 2 <= len(numbers) <= 4:
            self.wrong("F_WKT_POSITION")
        return numbers[:2] if self.measured else numbers[:3]
