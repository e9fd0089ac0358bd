"""PURE. GeoPackage: the feature tables of a SQLite database, which is read as it stands in memory and can do nothing but be read."""

import sqlite3
import struct
import time

from . import layers, systems, wkb
from .geojson import NAMES
from .reading import Notice, Problem, Refused, refuse

MOST_LAYERS, MOST_FEATURES = 50, 5_000
SECONDS = 3
HEADER_SIZE = 8
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes by their number in the flags of a geometry
LITTLE_ENDIAN, EMPTY, EXTENDED = 0x01, 0x10, 0x20
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 30_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
TABLES = """SELECT c.table_name, g.column_name, g.srs_id FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' AND m.rootpage > 0 WHERE c.data_type = 'features'"""
SYSTEM = (
    "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
)


def read(data):
    """The Contents of a GeoPackage. Raises Refused."""
    connection = sqlite3.connect(":memory:")
    try:
        _open(connection, data)
        return layers.Contents("GeoPackage", tuple(_layers(connection)))
    except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
        raise Refused(Problem("F_GEOPACKAGE")) from error
    finally:
        connection.close()


def _open(connection, data):
    """Bytes 18 and 19 say that a log stands beside the file; there is none beside these bytes."""
    connection.deserialize(data[:18] + b"\x01\x01" + data[20:])
    connection.executescript(
        "PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0"
    )
    for name, value in LIMITS.items():
        connection.setlimit(name, value)
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    connection.set_authorizer(
        lambda action, *_rest: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY
    )
    deadline = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)


def _layers(connection):
    try:
        tables = connection.execute(TABLES).fetchmany(MOST_LAYERS)
    except sqlite3.OperationalError as error:
        raise Refused(Problem("F_SQLITE")) from error
    if not tables:
        refuse("F_NOTHING")
    for table, column, system in tables:
        yield _layer(connection, table, column, system)


def _layer(connection, table, column, number):
    part, table, column = layers.named(table), _quoted(table), str(column)
    told = [found[0] for found in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]
    if column not in told:
        raise Refused(Problem("F_GEOPACKAGE", part=part))
    names = ", ".join(_quoted(name) for name in sorted(told, key=_rank) if _rank(name) < len(NAMES)) or "NULL"
    rows = connection.execute(f"SELECT {_quoted(column)}, {names} FROM {table}").fetchmany(MOST_FEATURES + 1)
    if len(rows) > MOST_FEATURES:
        raise Refused(Problem("F_FEATURES", {"limit": MOST_FEATURES}, part=part))
    read = [_feature(blob, called, place, part) for place, (blob, *called) in enumerate(rows, 1)]
    notices = (Notice("N_HEIGHT"),) if any(has_heights for _feature, has_heights in read) else ()
    features = tuple(feature for feature, _has_heights in read)
    return layers.Layer(features, part, _system(connection, number, part), notices=notices)


def _rank(name):
    """The place of a column among those that may hold what a feature is called."""
    return NAMES.index(name.lower()) if name.lower() in NAMES else len(NAMES)


def _feature(blob, called, number, part):
    name = next((layers.named(one) for one in called if isinstance(one, (str, int))), "")
    if blob is None:
        return layers.Feature(None, number, name), False
    try:
        geometry, has_heights = _geometry(blob)
    except (wkb.NotWkb, struct.error):
        problem = Problem("F_GEOMETRY", part=part, feature=number, name=name)
        return layers.Feature(None, number, name, problems=(problem,)), False
    return layers.Feature(geometry, number, name), has_heights


def _geometry(blob):
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < HEADER_SIZE:
        raise wkb.NotWkb("header")
    flags = blob[3]
    envelope = ENVELOPES.get(flags >> 1 & 0x07)
    if envelope is None or flags & EXTENDED:
        raise wkb.NotWkb("header")
    return (None, False) if flags & EMPTY else wkb.read(blob[HEADER_SIZE + envelope :])


def _system(connection, number, part):
    """The reference system of a layer; None where it has none. Raises Refused."""
    if number in (0, -1):
        return None
    told = connection.execute(SYSTEM, (number,)).fetchone() if isinstance(number, int) else None
    if told is None:
        raise Refused(Problem("F_SYSTEM", part=part))
    organization, code, definition = told
    if str(organization).upper() == "EPSG" and isinstance(code, int) and 0 < code < 1_000_000:
        return systems.from_epsg(code)
    return systems.from_wkt(str(definition))


def _quoted(name):
    return '"' + str(name).replace('"', '""') + '"'
