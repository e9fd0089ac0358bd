"""Boundary files for tests, written by other programs' code than that which reads them where there is one."""

import io
import json
import sqlite3
import struct
import zipfile

import shapefile
import shapely
from pyproj import CRS

WGS84_PRJ = CRS.from_epsg(4326).to_wkt("WKT1_ESRI")
SQUARE = [(-81.0, -1.0), (-80.9, -1.0), (-80.9, -0.9), (-81.0, -0.9), (-81.0, -1.0)]
HOLE = [(-80.98, -0.98), (-80.98, -0.92), (-80.92, -0.92), (-80.92, -0.98), (-80.98, -0.98)]
FAR = [(-70.0, -1.0), (-69.9, -1.0), (-69.9, -0.9), (-70.0, -0.9), (-70.0, -1.0)]
GEOPACKAGE = """PRAGMA application_id = 0x47504B47;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER,
  definition TEXT, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x, min_y,
  max_x, max_y, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);"""


def collection(*geometries, **properties):
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry} for geometry in geometries
    ]
    return {"type": "FeatureCollection", "features": features}


def text(value):
    return json.dumps(value).encode()


def kml(*placemarks):
    body = "".join(f"<Placemark><name>{name}</name>{geometry}</Placemark>" for name, geometry in placemarks)
    return f'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode()


def kml_polygon(*rings):
    shell, *holes = (f"<LinearRing><coordinates>{written(ring)}</coordinates></LinearRing>" for ring in rings)
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><outerBoundaryIs>{shell}</outerBoundaryIs>{inner}</Polygon>"


def written(places):
    return " ".join(",".join(map(repr, place)) for place in places)


def gpx(*tracks):
    def segment(places):
        points = "".join(f'<trkpt lat="{lat!r}" lon="{lon!r}"><ele>5</ele></trkpt>' for lon, lat in places)
        return f"<trkseg>{points}</trkseg>"

    body = "".join(f"<trk><name>{name}</name>{segment(places)}</trk>" for name, places in tracks)
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1">{body}</gpx>'.encode()


def packed(**files):
    """A ZIP; two underscores in a name stand for the point before its ending, one for the slash after a folder."""
    return archive({name.replace("__", "."): data for name, data in files.items()})


def archive(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return buffer.getvalue()


def shape_files(*shapes, kind=shapefile.POLYGON, names=(), prj=WGS84_PRJ, encoding="utf-8", **more):
    """{ending: bytes} of a shapefile; `shapes`: each a list of rings, of lines, of points, or one point; None for a null shape."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=kind, encoding=encoding)
    writer.field("NAME", "C", 40)
    for index, shape in enumerate(shapes):
        _write(writer, kind, shape)
        writer.record(names[index] if names else f"shape {index + 1}")
    writer.close()
    files = {"shp": shp.getvalue(), "shx": shx.getvalue(), "dbf": dbf.getvalue()}
    return files | ({"prj": prj.encode()} if prj else {}) | more


def _write(writer, kind, shape):
    if shape is None:
        writer.null()
    elif kind in (shapefile.POINT, shapefile.POINTZ):
        writer.point(*shape) if kind == shapefile.POINT else writer.pointz(*shape)
    elif kind == shapefile.MULTIPOINT:
        writer.multipoint(shape)
    elif kind in (shapefile.POLYLINE,):
        writer.line(shape)
    elif kind == shapefile.POLYGONZ:
        writer.polyz(shape)
    else:
        writer.poly(shape)


def zipped_shapes(*shapes, folder="", **options):
    return archive(
        {f"{folder}sites.{ending}": data for ending, data in shape_files(*shapes, **options).items()}
    )


def clockwise(ring):
    """A ring as a shapefile writes an outline."""
    return ring if not shapely.LinearRing(ring).is_ccw else ring[::-1]


def blob(geometry, system=4326, flags=1, envelope=b""):
    return (
        b"GP\x00"
        + bytes([flags])
        + struct.pack("<i", system)
        + envelope
        + shapely.to_wkb(geometry, flavor="iso")
    )


def geopackage(tables, system=4326, definition=None, organization="EPSG", sql=""):
    """`tables`: {name: [(name of the feature, geometry, bytes or None)]}."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(GEOPACKAGE)
    if system > 0:
        wkt = definition or CRS.from_epsg(system).to_wkt("WKT1_GDAL")
        connection.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('x', ?, ?, ?, ?, '')",
            (system, organization, system, wkt),
        )
    for table, features in tables.items():
        quoted = '"' + table.replace('"', '""') + '"'
        connection.execute(f"CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)")
        connection.execute(
            "INSERT INTO gpkg_contents VALUES (?, 'features', '', '', '', 0, 0, 0, 0, ?)", (table, system)
        )
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?, 0, 0)", (table, system)
        )
        for name, geometry in features:
            told = blob(geometry, system) if isinstance(geometry, shapely.Geometry) else geometry
            connection.execute(f"INSERT INTO {quoted} (geom, name) VALUES (?, ?)", (told, name))
    connection.executescript(sql)
    connection.commit()
    return connection.serialize()
