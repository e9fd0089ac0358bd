"""PURE. KML: the geometry of every placemark, with its name. What a file links to is never fetched; descriptions and styles are not looked at."""

import re

from . import layers, xml
from .reading import Problem, refuse

NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
ROOTS = {
    "kml",
    "Document",
    "Folder",
    "Placemark",
    "MultiGeometry",
    "Polygon",
    "LinearRing",
    "LineString",
    "Point",
}
WORD, TRACK = re.compile(r"\S+"), re.compile(r"[^,]*")
GEOMETRIES = ("Polygon", "LinearRing", "LineString", "Point", "Track", "Model")


def is_kml(root, attributes):
    return root == "kml" or root in ROOTS and "/kml/" in attributes


def read(data):
    """The Contents of a document. Raises Refused."""
    handler = _Placemarks()
    xml.read(data, handler)
    if not handler.features:
        refuse("F_KML_LINK") if handler.links else refuse("F_NO_FEATURES")
    return layers.Contents("KML", (layers.Layer(tuple(handler.features)),))


class _Placemarks(xml.Elements):
    TEXTS = frozenset({"name", "coordinates", "coord"})

    def __init__(self):
        super().__init__()
        self.features, self.links, self.count = [], 0, 0
        self._clear()

    def _clear(self):
        self.name, self.found, self.problems = "", [], []
        self.rings, self.track, self.first_line = [], [], None

    def opened(self, name, attributes):
        if name == "Placemark":
            self._clear()
            self.first_line = self.line
        elif name == "NetworkLink":
            self.links += 1
        elif name == "Polygon":
            self.rings = []
        elif name == "Track":
            self.track = []
        if name in GEOMETRIES and self.first_line is None:
            self.first_line = self.line

    def closed(self, name, text):
        if name == "name" and self.path[-1:] == ["Placemark"]:
            self.name = layers.named(text)
        elif name in ("coordinates", "coord"):
            self._positions(name, text)
        elif name == "Polygon":
            self.found.append({"type": "Polygon", "coordinates": self.rings})
        elif name == "Track":
            self.found.append({"type": "LineString", "coordinates": self.track})
        if name == "Placemark" or not self.path and (self.found or self.problems):
            self._end()

    def _positions(self, name, text):
        written = WORD.finditer(text) if name == "coordinates" else [TRACK.match(text)]
        layers.check_count(text.count(",") // 2)
        places = self._counted(list(self._read(text, written)))
        if name == "coord":
            self.track += places
        elif "Polygon" in self.path:
            holes_follow = "innerBoundaryIs" in self.path
            self.rings.insert(len(self.rings) if holes_follow else 0, places)
        elif "Point" in self.path:
            self.found.append({"type": "Point", "coordinates": places[0] if len(places) == 1 else places})
        elif set(GEOMETRIES) & set(self.path):
            self.found.append({"type": "LineString", "coordinates": places})

    def _counted(self, places):
        self.count += len(places)
        layers.check_count(self.count)
        return places

    def _read(self, text, written):
        """The positions that are written as `longitude,latitude[,height]`; of what is none, a problem with its line."""
        for found in written:
            numbers = found[0].split() if "," not in found[0] else found[0].split(",")
            if 2 <= len(numbers) <= 3 and all(map(NUMBERS.fullmatch, numbers)):
                yield [float(number) for number in numbers]
            elif len(self.problems) < layers.MOST_PROBLEMS:
                line = self.started + text.count("\n", 0, found.start())
                self.problems.append(("F_COORDINATES", {"text": found[0].strip()[:60]}, line))

    def _end(self):
        number = len(self.features) + 1
        problems = tuple(
            Problem(code, facts, feature=number, name=self.name, line=line)
            for code, facts, line in self.problems
        )
        found = _together(self.found) if self.found else None
        self.features.append(
            layers.Feature(found, number, self.name, line=self.first_line, problems=problems)
        )
        self._clear()


def _together(geometries):
    """The geometry of a placemark: KML has no other way to write an area of several parts than as several polygons."""
    if len(geometries) == 1:
        return geometries[0]
    if all(one["type"] == "Polygon" for one in geometries):
        return {"type": "MultiPolygon", "coordinates": [one["coordinates"] for one in geometries]}
    return {"type": "GeometryCollection", "geometries": geometries}
