"""PURE. What bytes are, told by themselves, and the reader for them."""

from . import geojson, wkt
from .reading import refuse

LARGEST = 20 * 1024 * 1024  # bytes (reliability.md, limits)
BINARY = (
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x00\x00\x27\x0a", "shapefile"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"fgb", "FlatGeobuf"),
    (b"PAR1", "GeoParquet"),
    (b"AC10", "DWG"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
    (b"\x89HDF", "HDF5"),
    (b"CDF", "NetCDF"),
)
READ_AS = {"GeoJSON", "WKT", "KML", "GPX", "ZIP", "GeoPackage", "shapefile", "table"}


def format_of(data):
    """The name of the format of these bytes, "" for nothing that is known. Raises Refused for nothing at all."""
    if len(data) > LARGEST:
        refuse("F_LARGE", limit_mb=LARGEST // 2**20)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        refuse("J_EMPTY")
    for start, name in BINARY:
        if data.startswith(start):
            return name
    head = data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] in (b"{", b"["):
        return "GeoJSON"
    return "WKT" if wkt.is_wkt(head.decode("latin-1")) else ""


def read(data, name, answers):
    """The Contents of bytes of this format. Raises Refused, Asked."""
    if name == "GeoJSON":
        return geojson.read(data)
    if name == "WKT":
        return wkt.read(data.decode("utf-8", "replace"))
    return refuse("F_FORMAT", format=name) if name else refuse("F_UNKNOWN")
