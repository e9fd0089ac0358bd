"""PURE. The reader for some bytes, whatever they are."""

from . import corners, formats, geojson, geopackage, gpx, kml, layers, package, shapefile, wkt
from .reading import LARGEST, refuse

ALONE = {
    "GeoJSON": geojson.read,
    "KML": kml.read,
    "GPX": gpx.read,
    "GeoPackage": geopackage.read,
    "WKT": wkt.read,
    "shapefile": lambda data: layers.Contents("shapefile", (shapefile.read({"shp": data}),)),
}
BLANK = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"


def format_of(data):
    """The name of the format of these bytes, "" where it can only be a table of corners. Raises Refused."""
    if len(data) > LARGEST:
        refuse("F_LARGE", limit_mb=LARGEST // 2**20)
    if not data.strip(BLANK):
        refuse("J_EMPTY")
    return formats.name_of(data)


def read(data, name, answers):
    """The Contents of bytes of this format. Raises Refused, Asked."""
    if name in ALONE:
        return ALONE[name](data)
    if name == "ZIP":
        return package.read(data, {kind: ALONE[kind] for kind in package.KINDS})
    return refuse("F_FORMAT", format=name) if name else corners.read(data, answers)
