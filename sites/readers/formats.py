"""PURE. What bytes are, told by their beginning and never by a name."""

from . import kml, wkt, xml

BINARY = (
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"SQLite format 3\x00", "GeoPackage"),
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
    (b"fgb\x03", "FlatGeobuf"),
    (b"PAR1", "GeoParquet"),
    (b"AC10", "DWG"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"),
    (b"\x89HDF", "HDF5"),
    (b"CDF", "NetCDF"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
)
TAR, TAR_AT = b"ustar", 257
XML = {
    "gpx": "GPX",
    "OGRVRTDataSource": "VRT",
    "html": "HTML",
    "svg": "SVG",
    "osm": "OpenStreetMap XML",
    "TrainingCenterDatabase": "TCX",
    "FeatureCollection": "GML",
    "feed": "GeoRSS",
    "rss": "GeoRSS",
}
HEAD = 20_000  # bytes in which a document says what it is


def name_of(data):
    """The name of the format of these bytes, "" for none that is known by its beginning."""
    for start, name in BINARY:
        if data.startswith(start):
            return name
    if data[TAR_AT:].startswith(TAR):
        return "tar"
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        return "GeoJSON"
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<", b"\x00<")):
        root, attributes = xml.root_of(head)
        return (
            "KML" if kml.is_kml(root, attributes) else XML.get(root, "GML" if "/gml" in attributes else "XML")
        )
    return "WKT" if wkt.is_wkt(head) else ""
