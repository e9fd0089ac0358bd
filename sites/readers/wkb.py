"""PURE. Well-known binary of one geometry, as GeoPackages hold it, turned into GeoJSON's form: lists of [x, y]."""

import struct

import numpy as np

KINDS = {1: "Point", 2: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
COLLECTION = 7
INNER = {4: 1, 5: 2, 6: 3}
HEIGHT, MEASURE, SYSTEM = (
    0x80000000,
    0x40000000,
    0x20000000,
)  # as PostGIS marks them; ISO adds 1000, 2000 or 3000


class NotWkb(ValueError):
    """These bytes are no geometry that is read here."""


def read(data):
    """(the GeoJSON geometry in these bytes, whether it has heights). Raises NotWkb."""
    reader = _Reader(data)
    try:
        geometry = reader.geometry()
    except struct.error as error:
        raise NotWkb("cut off") from error
    return geometry, reader.has_heights


class _Reader:
    def __init__(self, data):
        self.data, self.at, self.has_heights = data, 0, False

    def geometry(self, wanted=None, nested=False):
        self.order = "<" if self._take("<B") else ">"
        code = self._take(self.order + "I")
        kind, self.width = self._kind(code)
        if code & SYSTEM:
            self._take(self.order + "I")
        if kind == COLLECTION and not nested:
            return {
                "type": "GeometryCollection",
                "geometries": [self.geometry(nested=True) for _ in range(self._count(5))],
            }
        if kind not in KINDS or wanted not in (None, kind):
            raise NotWkb("kind")
        return {"type": KINDS[kind], "coordinates": self._coordinates(kind)}

    def _coordinates(self, kind):
        if kind == 1:
            (place,) = self._places(1)
            return [] if any(map(np.isnan, place)) else place
        if kind == 2:
            return self._places(self._count(8 * self.width))
        if kind == 3:
            return [self._places(self._count(8 * self.width)) for _ring in range(self._count(4))]
        return [
            self.geometry(wanted=INNER[kind], nested=True)["coordinates"] for _part in range(self._count(5))
        ]

    def _kind(self, code):
        """(number of the kind, numbers of each position)."""
        thousands, kind = divmod(code & 0x0FFFFFFF, 1000)
        if thousands > 3:
            raise NotWkb("kind")
        height, measure = (
            bool(code & HEIGHT) or thousands in (1, 3),
            bool(code & MEASURE) or thousands in (2, 3),
        )
        self.has_heights |= height
        return kind, 2 + height + measure

    def _count(self, least):
        """How many things of at least so many bytes follow."""
        count = self._take(self.order + "I")
        if count * least > len(self.data) - self.at:
            raise NotWkb("count")
        return count

    def _places(self, count):
        numbers = count * self.width
        if numbers * 8 > len(self.data) - self.at:
            raise NotWkb("cut off")
        found = np.frombuffer(self.data, dtype=self.order + "f8", count=numbers, offset=self.at)
        self.at += numbers * 8
        return found.reshape(count, self.width)[:, :2].tolist()

    def _take(self, form):
        (value,) = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value
