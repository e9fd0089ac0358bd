"""PURE. GPX: tracks and routes as lines, waypoints as points, as receivers record them: latitude and longitude in WGS 84."""

from . import layers, xml
from .kml import NUMBERS
from .reading import Problem, refuse

LINES = ("trk", "rte")
PLACES = ("trkpt", "rtept", "wpt")


def read(data):
    """The Contents of a document. Raises Refused."""
    handler = _Tracks()
    xml.read(data, handler)
    if not handler.features:
        refuse("F_NO_FEATURES")
    return layers.Contents("GPX", (layers.Layer(tuple(handler.features)),))


class _Tracks(xml.Elements):
    TEXTS = frozenset({"name"})

    def __init__(self):
        super().__init__()
        self.features, self.count = [], 0
        self._clear()

    def _clear(self):
        self.name, self.places, self.problems, self.first_line = "", [], [], None

    def opened(self, name, attributes):
        if name in LINES or name == "wpt":
            self._clear()
            self.first_line = self.line
        if name in PLACES:
            self.count += 1
            layers.check_count(self.count)
            told = [attributes.get("lon", "").strip(), attributes.get("lat", "").strip()]
            if all(map(NUMBERS.fullmatch, told)):
                self.places.append([float(number) for number in told])
            elif len(self.problems) < layers.MOST_PROBLEMS:
                self.problems.append((" ".join(told)[:60], self.line))

    def closed(self, name, text):
        if name == "name" and self.path[-1] in (*LINES, "wpt"):
            self.name = layers.named(text)
        elif name in LINES:
            self._end({"type": "LineString", "coordinates": self.places} if self.places else None)
        elif name == "wpt":
            self._end({"type": "Point", "coordinates": self.places[0]} if self.places else None)

    def _end(self, geometry):
        number = len(self.features) + 1
        problems = tuple(
            Problem("F_COORDINATES", {"text": text}, feature=number, name=self.name, line=line)
            for text, line in self.problems
        )
        self.features.append(
            layers.Feature(geometry, number, self.name, line=self.first_line, problems=problems)
        )
        self._clear()
