"""GeoPackages: feature tables are read, and nothing that a database could do besides is done."""

import json
import sqlite3
import struct

import numpy as np
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE, blob, geopackage
from pyproj import CRS, Transformer
from readings import answers, codes, read, refused, same

from sites.readers import wkb

ISLAND = shapely.Polygon(SQUARE, [HOLE])
AWAY = shapely.Polygon(FAR)


def of(*geometries, **options):
    return geopackage(
        {"sites": [(f"site {number}", one) for number, one in enumerate(geometries, 1)]}, **options
    )


def test_of_several_features_or_tables_one_is_asked_for_by_name():
    assert [choice.facts["name"] for choice in read(of(ISLAND, AWAY)).choices[:2]] == ["site 1", "site 2"]
    two = geopackage({"sites": [("a", ISLAND)], 'odd "name"': [("b", AWAY)]})
    assert [choice.facts["part"] for choice in read(two).choices] == ["sites", 'odd "name"']
    assert same(read(two, "layer=2").boundary, AWAY)


def test_a_feature_without_geometry_is_told():
    assert refused(of(None)) == ["F_NO_GEOMETRY"]
    assert "N_LEFT_OUT" in codes(read(of(ISLAND, None)).notices)
    assert refused(geopackage({"sites": []})) == ["F_NO_FEATURES"]


@pytest.mark.parametrize("envelope", [(0, 0), (1, 32), (2, 48), (3, 48), (4, 64)])
def test_geometries_are_read_with_and_without_their_box(envelope):
    number, size = envelope

    assert same(read(of(blob(ISLAND, flags=1 | number << 1, envelope=bytes(size)))).boundary, ISLAND)


def test_an_empty_geometry_is_none():
    assert refused(of(blob(ISLAND, flags=0x11))) == ["F_NO_GEOMETRY"]


@pytest.mark.parametrize(
    "damaged",
    [
        b"GP",
        b"XX\x00\x01" + bytes(40),
        "text",
        7,
        blob(ISLAND, flags=0x21),
        blob(ISLAND, flags=1 | 5 << 1),
        blob(ISLAND)[:-3],
        blob(ISLAND)[:20],
        blob(ISLAND)[:10],
        blob(shapely.Point(1, 2))[:-3],
        b"GP\x00\x01\xe6\x10\x00\x00\x01" + struct.pack("<II", 3, 4_000_000_000),
        b"GP\x00\x01\xe6\x10\x00\x00\x01" + struct.pack("<III", 3, 1, 4_000_000_000),
        b"GP\x00\x01\xe6\x10\x00\x00\x01" + struct.pack("<II", 6, 400_000_000),
        b"GP\x00\x01\xe6\x10\x00\x00" + (b"\x01" + struct.pack("<II", 7, 1)) * 100_000,
        b"GP\x00\x01\xe6\x10\x00\x00\x01" + struct.pack("<II", 99, 1),
        b"GP\x00\x01\xe6\x10\x00\x00\x01" + struct.pack("<II", 5003, 1),
        b"GP\x00\x01\xe6\x10\x00\x00\x01"
        + struct.pack("<II", 6, 1)
        + b"\x01"
        + struct.pack("<I", 2)
        + bytes(40),
    ],
)
def test_a_geometry_that_is_damaged_or_of_another_kind_is_refused(damaged):
    (problem,) = read(of(damaged)).problems

    assert (problem.code, problem.part, problem.feature, problem.name) == ("F_GEOMETRY", "sites", 1, "site 1")


def test_heights_and_measures_are_left_out_and_heights_said_so():
    reading = read(of(shapely.force_3d(ISLAND, 5)))

    assert codes(reading.notices)[0] == "N_HEIGHT"
    assert same(reading.boundary, ISLAND)


@pytest.mark.parametrize(
    "kind",
    ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"],
)
@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("flavor", ["iso", "extended"])
def test_every_kind_of_geometry_is_read_in_either_order_of_bytes(kind, order, flavor):
    text = {
        "Point": "POINT Z (1 2 3)",
        "LineString": "LINESTRING Z (1 2 3, 4 5 6)",
        "Polygon": "POLYGON ((1 2, 3 4, 5 5, 1 2), (1 1, 2 2, 3 1, 1 1))",
        "MultiPoint": "MULTIPOINT ((1 2), (3 4))",
        "MultiLineString": "MULTILINESTRING ((1 2, 4 5), (2 2, 3 3))",
        "MultiPolygon": "MULTIPOLYGON (((1 2, 3 4, 5 5, 1 2)))",
        "GeometryCollection": "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((1 2, 3 4, 5 5, 1 2)))",
    }[kind]
    geometry = shapely.from_wkt(text)

    told, has_heights = wkb.read(
        shapely.to_wkb(geometry, byte_order=order, flavor=flavor, include_srid=False)
    )

    assert has_heights == geometry.has_z
    assert shapely.equals_exact(shapely.from_geojson(json.dumps(told)), shapely.force_2d(geometry))


def test_a_geometry_that_tells_its_system_is_read_without_it():
    told, _heights = wkb.read(shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 4326), include_srid=True))

    assert told == {"type": "Point", "coordinates": [1, 2]}


def test_an_empty_point_has_no_position():
    assert wkb.read(shapely.to_wkb(shapely.Point()))[0] == {"type": "Point", "coordinates": []}
    assert refused(of(shapely.Point())) == ["G_POSITION"]


def test_measures_are_left_out():
    measured = b"\x01" + struct.pack("<I3d", 2001, 1, 2, 99)
    both = b"\x01" + struct.pack("<I4d", 3001, 1, 2, 5, 99)

    assert wkb.read(measured) == ({"type": "Point", "coordinates": [1, 2]}, False)
    assert wkb.read(both) == ({"type": "Point", "coordinates": [1, 2]}, True)


def test_another_system_is_turned_into_wgs_84_by_its_code_or_its_text():
    there = Transformer.from_crs(4326, 32717, always_xy=True)
    moved = shapely.transform(ISLAND, lambda places: np.column_stack(there.transform(*places.T)))

    for organization in ("EPSG", "epsg", "NONE"):
        reading = read(of(moved, system=32717, organization=organization))
        assert same(reading.boundary.buffer(1e-6), ISLAND.buffer(1e-6))
        assert codes(reading.notices)[0] == "N_SYSTEM"


def test_a_system_that_is_not_told_is_asked_for():
    assert answers(read(of(ISLAND, system=-1))) == ["system=EPSG:4326"]
    assert answers(read(of(ISLAND, system=0))) == ["system=EPSG:4326"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE gpkg_geometry_columns SET srs_id = 77",
        "UPDATE gpkg_geometry_columns SET srs_id = 'text'",
        "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = 'DICT:/etc/passwd'",
        "UPDATE gpkg_spatial_ref_sys SET organization = 'NONE', definition = NULL",
        "UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 999999",
    ],
)
def test_a_system_that_is_none_is_refused(sql):
    assert refused(of(ISLAND, sql=sql)) == ["F_SYSTEM"]


def test_another_database_is_no_geopackage():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE people (name TEXT)")

    assert refused(connection.serialize()) == ["F_SQLITE"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM gpkg_contents",
        "UPDATE gpkg_contents SET data_type = 'tiles'",
        "DROP TABLE sites",
        "ALTER TABLE sites RENAME TO real; CREATE VIEW sites AS SELECT * FROM real",
        "DROP TABLE sites; CREATE VIEW sites AS WITH RECURSIVE c(fid, geom, name) AS (SELECT 1, x'4750', 'a' UNION ALL SELECT fid + 1, geom, name FROM c)"
        " SELECT * FROM c",
        "DROP TABLE sites; CREATE VIRTUAL TABLE sites USING fts5(geom, name)",
        "DROP TABLE sites; CREATE VIRTUAL TABLE sites USING rtree(fid, a, b)",
    ],
)
def test_only_tables_of_features_are_read(sql):
    assert refused(of(ISLAND, sql=sql)) == ["F_NOTHING"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE gpkg_geometry_columns SET column_name = 'other'",
        "UPDATE gpkg_geometry_columns SET column_name = NULL",
        "UPDATE gpkg_geometry_columns SET column_name = 'geom\" FROM sites; DROP TABLE sites; --'",
        "DROP TABLE gpkg_contents; CREATE VIEW gpkg_contents AS SELECT load_extension('x') AS table_name, 'features' AS data_type",
    ],
)
def test_what_would_do_more_than_be_read_is_refused(sql):
    assert refused(of(ISLAND, sql=sql))[0] in ("F_GEOPACKAGE", "F_SQLITE", "F_NOTHING")


def test_a_view_that_never_ends_in_place_of_the_contents_is_stopped():
    endless = (
        "ALTER TABLE gpkg_contents RENAME TO c; CREATE VIEW gpkg_contents AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        " SELECT 'sites' AS table_name, CASE WHEN x < 0 THEN 'features' END AS data_type FROM n"
    )

    assert refused(of(ISLAND, sql=endless))[0] in ("F_GEOPACKAGE", "F_SQLITE")


def test_a_database_kept_with_a_log_beside_it_is_read_without_it():
    data = bytearray(of(ISLAND))
    data[18:20] = b"\x02\x02"

    assert read(bytes(data)).valid


@pytest.mark.parametrize("cut", [20, 100, 4096, 5000])
def test_a_broken_off_database_is_refused(cut):
    assert refused(of(ISLAND)[:cut])[0] in ("F_GEOPACKAGE", "F_SQLITE")


def test_text_that_is_no_utf_8_costs_the_name_only():
    data = of(ISLAND, AWAY).replace(b"site 1", b"s\xff\xfe 1")

    assert [choice.facts["name"] for choice in read(data).choices[:2]] == [None, "site 2"]


def test_more_features_than_a_file_may_have_are_refused():
    assert refused(of(*[blob(ISLAND)] * 5_001)) == ["F_FEATURES"]


def test_a_name_that_is_a_number_is_one():
    data = geopackage({"sites": [(7, ISLAND), (None, AWAY), (b"x", AWAY)]})

    assert [choice.facts["name"] for choice in read(data).choices[:3]] == ["7", None, None]


def test_a_table_without_names_has_none():
    data = of(ISLAND, AWAY, sql="ALTER TABLE sites RENAME COLUMN name TO other")

    assert [choice.facts["name"] for choice in read(data).choices[:2]] == [None, None]


def test_a_system_given_by_its_text_is_known_as_wgs_84():
    assert read(of(ISLAND, organization="NONE", definition=CRS.from_epsg(4326).to_wkt("WKT1_GDAL"))).valid


def test_an_empty_geometry_in_another_system_or_in_none_is_none():
    assert refused(of(shapely.Point(), system=32717)) == ["G_POSITION"]
    assert refused(of(shapely.Point(), system=-1)) == ["F_SYSTEM_MISSING"]
