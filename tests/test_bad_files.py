"""Seventy-six awkward boundary files from other projects' tests (shared data, badgeo): each gives a valid boundary, a question, or a message that
says what is wrong and where."""

import csv
import io

import pytest
from readings import codes, read

from sites.wording import intake as wording

POINT, FEW, EMPTY = "F_POINT", "F_FEW", "F_NO_GEOMETRY"
TOLD = {
    "geojson_bad/bad-duplicate-properties.geojson": "J_TWICE",
    "geojson_bad/bad-json.geojson": "J_SYNTAX",
    "geojson_bad/bad-polygon-interiorring-rhr.geojson": "valid",
    "geojson_bad/bad-properties-as-array.geojson": EMPTY,
    "geojson_bad/badcoordtype.geojson": "G_POSITION",
    "geojson_bad/badfeature-no-properties.geojson": EMPTY,
    "geojson_bad/badfeatureid.geojson": POINT,
    "geojson_bad/bbox-contains-string.geojson": POINT,
    "geojson_bad/different-first-last.geojson": "G_OPEN",
    "geojson_bad/excessive_precision_truncated.geojson": "F_LINE",
    "geojson_bad/false.geojson": "G_OBJECT",
    "geojson_bad/featurecollection-obj.geojson": "G_ARRAY",
    "geojson_bad/featurecollection.geojson": "G_ARRAY",
    "geojson_bad/geometry_changed_semantics.geojson": POINT,
    "geojson_bad/geometrycollection_single.geojson": POINT,
    "geojson_bad/ms_ex10_bowtie.json": "D_INVALID",
    "geojson_bad/ms_ex12_ogc.geojson": "D_INVALID",
    "geojson_bad/ms_ex14_ogc.json": "D_INVALID",
    "geojson_bad/ms_ex16_ogc.json": "valid",
    "geojson_bad/ms_ex18_ogc.json": "D_INVALID",
    "geojson_bad/ms_ex1_invalid_rings.json": "D_INVALID",
    "geojson_bad/ms_ex2.json": "asked",
    "geojson_bad/ms_sample1.json": "J_SYNTAX",
    "geojson_bad/ms_six_counties_three_null.json": "asked",
    "geojson_bad/multipoint-multidimension.geojson": "G_NUMBER",
    "geojson_bad/nofeaturetype.geojson": "F_FEATURE",
    "geojson_bad/point-labeled-as-a-multipolygon.geojson": "G_ARRAY",
    "geojson_bad/point-toofew.geojson": "G_POSITION",
    "geojson_bad/point.geojson": "G_POSITION",
    "geojson_bad/rootstring.geojson": "F_UNKNOWN",
    "geojson_bad/short-linearring.geojson": "G_SHORT",
    "geojson_bad/stringcoord.geojson": "G_NUMBER",
    "geojson_good/good-feature-with-id.geojson": POINT,
    "geojson_good/good-feature.geojson": POINT,
    "geojson_good/good-featurecollection-bbox3d.geojson": FEW,
    "geojson_good/good-featurecollection.geojson": "valid",
    "geojson_good/good-linestring.geojson": FEW,
    "geojson_good/good-multipoint.geojson": POINT,
    "geojson_good/good-point.geojson": POINT,
    "geojson_good/issue82.geojson": "G_LATITUDE",
    "geojson_good/nullgeometry.geojson": EMPTY,
    "kml/addresses.kml": "G_TYPE",
    "kml/bad.kml": "F_COORDINATES",
    "kml/multigeometry.kml": "F_LINE",
    "kml/networklink.kml": "F_KML_LINK",
    "kml/nogeomplacemark.kml": EMPTY,
    "kml/noname.kml": "F_ROUND",
    "kml/ogc_LinearRingWithInvalidLat.kml": "G_LATITUDE",
    "kml/ogc_Placemark-TruncatedLineString.xml": FEW,
    "kml/ogc_Polygon-Absolute.xml": "valid",
    "kml/ogc_SchemaData-RemoteSchema.xml": "F_NO_FEATURES",
    "kml/ogc_emptyPlacemarkWithoutId.xml": EMPTY,
    "kml/ogc_small_world.kmz": "F_KML_LINK",
    "kml/point_extra_coordinates.kml": "F_COORDINATES",
    "kml/simpledata.kml": FEW,
    "shapefile/REL.zip": "valid",
    "shapefile/empty_zipfile.zip": "F_ZIP_NOTHING",
    "shapefile/points.zip": "F_POINTS",
    "shapefile/zip-in-zip.zip": "F_ZIP_NESTED",
    "synthetic/antimeridian_split.geojson": "valid",
    "synthetic/antimeridian_wraps_world.geojson": "valid",
    "synthetic/deep_nesting.json": "J_TOO_DEEP",
    "synthetic/duplicate_points.geojson": "valid",
    "synthetic/empty_feature_collection.geojson": "F_NO_FEATURES",
    "synthetic/entities_small.kml": "F_XML_DTD",
    "synthetic/formula_injection.csv": "place",
    "synthetic/hole_outside.geojson": "D_INVALID",
    "synthetic/mixed_rows.csv": "G_LONGITUDE",
    "synthetic/nan_infinity.geojson": "J_NUMBER",
    "synthetic/point_instead_of_polygon.geojson": POINT,
    "synthetic/semicolon_decimal_comma.csv": "place",
    "synthetic/swapped_lat_lon.geojson": "F_SWAPPED",
    "synthetic/utf8_bom.geojson": "valid",
    "synthetic/web_mercator_no_crs.geojson": "F_METRES",
    "synthetic/with_z.geojson": "valid",
    "synthetic/zero_area.geojson": "F_TINY",
}


def result(reading):
    """`valid`, `asked`, `place`, or the code of the first problem."""
    if reading.problems:
        return reading.problems[0].code
    return "valid" if reading.valid else "place" if reading.point else "asked"


@pytest.mark.parametrize("name", TOLD)
def test_an_awkward_file_is_told_for_what_it_is(name, shared):
    reading = read((shared / "data/badgeo" / name).read_bytes())

    assert result(reading) == TOLD[name]
    for problem in reading.problems:
        assert wording.problem_text(problem).endswith((".", "?"))


def test_every_awkward_file_is_in_the_table(shared):
    index = (shared / "data/badgeo/index.csv").read_text("utf-8")

    assert {row["file"] for row in csv.DictReader(io.StringIO(index))} == set(TOLD)


def test_what_was_changed_in_them_is_told(shared):
    def notices(name):
        return codes(read((shared / "data/badgeo/synthetic" / name).read_bytes()).notices)

    assert notices("with_z.geojson") == ["N_HEIGHT"]
    assert notices("duplicate_points.geojson") == ["N_DUPLICATES"]
    assert notices("antimeridian_wraps_world.geojson") == ["N_CUT"]
    assert notices("antimeridian_split.geojson") == notices("utf8_bom.geojson") == []


def test_the_place_of_a_fault_in_them_is_told(shared):
    def sentence(name):
        return wording.problem_text(read((shared / "data/badgeo" / name).read_bytes()).problems[0])

    assert sentence("kml/bad.kml").startswith("Feature 3 “hollow box”, line 28: “no,30” is no position")
    assert (
        sentence("synthetic/mixed_rows.csv")
        == "Line 5: -181 is no longitude: it lies between -180 and 180 degrees."
    )
    assert sentence("kml/ogc_LinearRingWithInvalidLat.kml").startswith(
        "Feature 1, line 3, position 4: 92 is no latitude"
    )
    assert sentence("shapefile/points.zip").startswith(
        "In “points.shp”, feature 1 “United States”: These are 295 points"
    )
    assert (
        sentence("geojson_bad/stringcoord.geojson")
        == "Feature 1, position 1: Longitude and latitude are numbers."
    )
