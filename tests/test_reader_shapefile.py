"""Shapefiles: the structure is checked before it is read, the reference system is told, the names are read where they can be."""

import struct
import subprocess
import sys

import boundary_files as files
import pytest
import shapefile
import shapely
from boundary_files import FAR, HOLE, SQUARE, clockwise, shape_files, zipped_shapes
from pyproj import CRS, Transformer
from readings import answers, bounds, codes, read, refused, same

OUTLINE, INNER, AWAY = clockwise(SQUARE), clockwise(HOLE)[::-1], clockwise(FAR)
ISLAND = shapely.Polygon(SQUARE, [HOLE])
LAKE_ISLAND = [(-80.96, -0.96), (-80.96, -0.94), (-80.94, -0.94), (-80.94, -0.96), (-80.96, -0.96)]


def zipped(shp, **more):
    return files.archive(
        {f"a.{ending}": data for ending, data in ({"shp": shp, "prj": files.WGS84_PRJ} | more).items()}
    )


def record(kind, *fields):
    return struct.pack("<i", kind) + b"".join(fields)


def shp(kind, *records, version=1000, words=None):
    body = b"".join(struct.pack(">ii", number, len(one) // 2) + one for number, one in enumerate(records, 1))
    size = 50 + len(body) // 2 if words is None else words
    return struct.pack(">i20xi", 9994, size) + struct.pack("<ii", version, kind) + bytes(64) + body


def polygon(parts, points, positions=((0, 0), (0, 1), (1, 1), (0, 0)), starts=(0,), kind=5):
    box = struct.pack("<4d", 0, 0, 1, 1)
    return record(
        kind,
        box,
        struct.pack("<ii", parts, points),
        struct.pack(f"<{len(starts)}i", *starts),
        b"".join(struct.pack("<dd", *place) for place in positions),
    )


GOOD = polygon(1, 4, [(10, 10), (10, 11), (11, 11), (10, 10)])


def test_the_least_shapefile_is_read():
    assert bounds(read(zipped(shp(5, GOOD)))) == (10, 10, 11, 11)


def test_what_stands_behind_the_end_that_it_tells_is_not_read():
    assert read(zipped(shp(5, GOOD) + b"more")).valid


@pytest.mark.parametrize(
    "damaged",
    [
        shp(5, polygon(500_000_000, 4)),
        shp(5, polygon(1, 500_000_000)),
        shp(5, polygon(-1, 4)),
        shp(5, polygon(1, -1)),
        shp(5, polygon(0, 0)),
        shp(5, polygon(5, 4)),
        shp(5, polygon(2, 4, starts=(0, 9))),
        shp(5, polygon(2, 4, starts=(1, 2))),
        shp(5, polygon(3, 4, starts=(0, 2, 1))),
        shp(5, polygon(3, 4, starts=(0, -2, 1))),
        shp(8, record(8, bytes(32), struct.pack("<i", 400_000_000))),
        shp(8, record(8, bytes(32), struct.pack("<i", 0))),
        shp(5, GOOD[:20]),
        shp(5, b""),
        shp(5, GOOD, words=49),
        shp(5, GOOD, words=10_000),
        shp(5, GOOD, words=-1),
        shp(5, GOOD, version=1001),
        shp(5, record(3, GOOD[4:])),
        shp(5, GOOD)[:-4],
        shp(5, GOOD)[:60],
        shp(5, GOOD)[:30],
        shp(5, words=104)[:100] + struct.pack(">ii", 1, -4) + bytes(100),
        shp(5, GOOD, words=54),
    ],
)
def test_counts_and_lengths_that_are_not_so_are_refused(damaged):
    assert refused(zipped(damaged)) == ["F_SHAPEFILE"]


def test_one_of_them_would_keep_pyshp_busy_for_ever():
    looping = shp(5, words=104)[:100] + struct.pack(">ii", 1, -4) + bytes(100)
    reads = "import io, sys, shapefile; shapefile.Reader(shp=io.BytesIO(sys.stdin.buffer.read())).shapes()"

    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", reads], input=looping, capture_output=True, timeout=2)
    assert refused(zipped(looping)) == ["F_SHAPEFILE"]


@pytest.mark.parametrize(
    ("kind", "name"), [(31, "MultiPatch"), (99, "99"), (2021161080, "2021161080"), (-5, "-5")]
)
def test_types_that_are_no_areas_are_refused_by_name(kind, name):
    (problem,) = read(zipped(shp(kind, record(kind, bytes(40))))).problems

    assert (problem.code, problem.facts, problem.part) == ("F_SHAPE_TYPE", {"type": name}, "a.shp")


def test_null_shapes_points_and_lines_are_told_as_what_they_are():
    assert refused(zipped(shp(0, record(0)))) == ["F_NO_GEOMETRY"]
    assert refused(zipped(shp(5))) == ["F_NO_FEATURES"]
    assert refused(zipped_shapes((-81.0, -1.0), kind=shapefile.POINT)) == ["F_POINT"]
    assert refused(zipped_shapes(SQUARE, kind=shapefile.MULTIPOINT)) == ["F_POINTS"]
    line = read(zipped_shapes([SQUARE], kind=shapefile.POLYLINE))
    assert (codes(line.problems), answers(line)) == (["F_ROUND"], ["outline=closed"])


def test_a_null_shape_beside_an_area_is_left_out():
    reading = read(zipped_shapes([OUTLINE], None))

    assert codes(reading.notices) == ["N_LEFT_OUT"]


def test_coordinates_that_are_no_numbers_are_refused():
    wrong = polygon(1, 4, [(float("nan"), 10), (10, float("inf")), (11, 11), (float("nan"), 10)])

    assert set(refused(zipped(shp(5, wrong)))) <= {"G_LONGITUDE", "F_METRES", "G_LATITUDE"}


def test_a_ring_too_short_to_be_one_is_refused():
    assert "G_SHORT" in refused(
        zipped(shp(5, polygon(2, 4, [(10, 10), (10, 11), (11, 11), (10, 10)], starts=(0, 2))))
    )


def test_holes_go_to_the_smallest_outline_round_them_in_whatever_order():
    nested = [AWAY, clockwise(LAKE_ISLAND), INNER, OUTLINE]

    reading = read(zipped_shapes(nested))

    assert reading.valid
    assert same(
        reading.boundary, shapely.MultiPolygon([ISLAND, shapely.Polygon(FAR), shapely.Polygon(LAKE_ISLAND)])
    )


def test_a_hole_that_lies_in_no_outline_is_told_and_not_made_an_island():
    reading = read(zipped_shapes([OUTLINE, AWAY[::-1]]))

    assert reading.problems[0].facts["fault"] == "HOLE_OUTSIDE"


def test_outlines_that_all_run_the_wrong_way_are_taken_as_outlines():
    assert same(
        read(zipped_shapes([OUTLINE[::-1], AWAY[::-1]])).boundary,
        shapely.MultiPolygon([shapely.Polygon(SQUARE), shapely.Polygon(FAR)]),
    )


def test_heights_are_left_out_and_said_so():
    reading = read(zipped_shapes([[(*place, 5.0) for place in OUTLINE]], kind=shapefile.POLYGONZ))

    assert codes(reading.notices) == ["N_HEIGHT"]
    assert same(reading.boundary, shapely.Polygon(SQUARE))


def test_the_names_of_the_table_tell_what_may_be_chosen():
    reading = read(zipped_shapes([OUTLINE], [AWAY], names=["Île Floreana", ""]))

    assert [choice.facts["name"] for choice in reading.choices[:2]] == ["Île Floreana", None]
    assert reading.choices[0].facts["part"] == "sites.shp"


@pytest.mark.parametrize(
    ("encoding", "cpg", "expected"),
    [
        ("latin-1", b"ISO 8859-1", "Île Santé"),
        ("cp1252", b"1252", "Île Santé"),
        ("latin-1", b"", None),
        ("latin-1", b"no such", None),
        ("latin-1", b"zip", None),
        ("utf-8", b"UTF-8", "Île Santé"),
        ("utf-8", b"", "Île Santé"),
    ],
)
def test_a_name_in_another_script_is_read_where_its_code_is_told_and_left_out_where_not(
    encoding, cpg, expected
):
    made = shape_files([OUTLINE], [AWAY], names=["Île Santé", "plain"], encoding=encoding, cpg=cpg)

    reading = read(files.archive({f"a.{ending}": data for ending, data in made.items()}))

    assert [choice.facts["name"] for choice in reading.choices[:2]] == [expected, "plain"]


@pytest.mark.parametrize(
    "dbf",
    [
        b"",
        b"\x03" * 20,
        b"\x03" + bytes(40),
        b"\x03\x18\x01\x01" + struct.pack("<IHH", 4_000_000_000, 65, 41) + bytes(60),
        b"\x03\x18\x01\x01" + struct.pack("<IHH", 2, 65, 0) + bytes(60),
        b"\x03\x18\x01\x01" + struct.pack("<IHH", 2, 65, 41) + b"\xff" * 200,
    ],
)
def test_a_table_that_is_damaged_costs_the_names_only(dbf):
    made = shape_files([OUTLINE], [AWAY], dbf=dbf)

    reading = read(files.archive({f"a.{ending}": data for ending, data in made.items()}))

    assert [choice.facts["name"] for choice in reading.choices[:2]] == [None, None]


def test_a_table_without_a_column_of_names_has_none():
    made = shape_files([OUTLINE], [AWAY])
    made["dbf"] = made["dbf"].replace(b"NAME", b"ZONE")

    reading = read(files.archive({f"a.{ending}": data for ending, data in made.items()}))

    assert [choice.facts["name"] for choice in reading.choices[:2]] == [None, None]


def test_the_files_of_a_set_are_found_whatever_their_capitals():
    made = shape_files([OUTLINE])

    assert read(files.archive({f"DATA/Sites.{ending.upper()}": data for ending, data in made.items()})).valid


def test_metadata_beside_it_is_not_looked_at():
    made = shape_files([OUTLINE], xml=b"<metadata/>") | {"shp.xml": b"<kml>", "sbn": b"PK"}

    assert codes(read(files.archive({f"a.{ending}": data for ending, data in made.items()})).notices) == []


def test_a_shp_alone_tells_no_system():
    assert answers(read(shape_files([OUTLINE])["shp"])) == ["system=EPSG:4326"]
    assert read(shape_files([OUTLINE])["shp"], "system=EPSG:4326").valid


@pytest.mark.parametrize("code", [32717, 3857, 31985, 4674, 4267])
def test_another_system_is_turned_into_wgs_84_and_named(code):
    there = Transformer.from_crs(4326, code, always_xy=True)
    moved = [[there.transform(*place) for place in ring] for ring in (OUTLINE, INNER)]

    reading = read(
        zipped_shapes(moved, prj=CRS.from_epsg(code).to_wkt("WKT1_ESRI" if code != 3857 else "WKT1_GDAL"))
    )

    notice = next(notice for notice in reading.notices if notice.code == "N_SYSTEM")
    assert notice.facts["system"] == CRS.from_epsg(code).name
    assert shapely.hausdorff_distance(reading.boundary.geoms[0], ISLAND) < 0.001
    assert reading.valid


def test_a_system_without_a_known_way_to_wgs_84_is_told_of():
    assert "N_SYSTEM_ABOUT" in codes(
        read(zipped_shapes([OUTLINE], prj=CRS.from_epsg(4267).to_wkt("WKT1_ESRI"))).notices
    )


def test_where_no_system_is_told_it_is_asked_for_with_the_place_that_each_would_mean():
    there = Transformer.from_crs(4326, 32717, always_xy=True)
    data = zipped_shapes([[there.transform(*place) for place in OUTLINE]], prj="")

    asked = read(data)

    assert not asked.refused
    assert len(asked.choices) == 61
    zone = next(choice for choice in asked.choices if choice.answer == "system=EPSG:32717")
    assert (zone.facts["lon"], zone.facts["lat"]) == (-81, -1)
    assert same(read(data, zone.answer).boundary.buffer(1e-7), shapely.Polygon(SQUARE).buffer(1e-7))


@pytest.mark.parametrize(
    "answer",
    [
        "EPSG:999999",
        "EPSG:abc",
        "ESRI:102100",
        "/etc/passwd",
        "EPSG:",
        "EPSG:5773",
        "EPSG:4978",
        "EPSG:0032717",
    ],
)
def test_a_system_that_is_none_is_refused(answer):
    assert refused(zipped_shapes([OUTLINE], prj=""), f"system={answer}")[0] in ("F_SYSTEM", "F_SYSTEM_KIND")


@pytest.mark.parametrize(
    ("prj", "code"),
    [
        ("x" * 10_000_000, "F_SYSTEM"),
        ("DICT:/etc/passwd", "F_SYSTEM"),
        ("/etc/passwd", "F_SYSTEM"),
        ("+proj=longlat +nadgrids=/etc/passwd", "F_SYSTEM"),
        ("GEOGCS[", "F_SYSTEM"),
        ('GEOGCS["a\x00b"]', "F_SYSTEM"),
        ('LOCAL_CS["here",UNIT["m",1]]', "F_SYSTEM_KIND"),
        (CRS.from_epsg(4978).to_wkt("WKT1_GDAL"), "F_SYSTEM_KIND"),
        (
            'BOUNDCRS[SOURCECRS[GEOGCRS["x",DATUM["x",ELLIPSOID["x",6378137,298]],CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],'
            'UNIT["degree",0.0174532925199433]]],TARGETCRS[GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",ELLIPSOID["WGS 84",6378137,'
            '298.257223563]],CS[ellipsoidal,2],AXIS["lat",north],AXIS["lon",east],UNIT["degree",0.0174532925199433]]],'
            'ABRIDGEDTRANSFORMATION["x",METHOD["NTv2"],PARAMETERFILE["Latitude and longitude difference file","/etc/passwd"]]]',
            "F_SYSTEM",
        ),
        ('PROJCS["x",GEOGCS["x"],EXTENSION["PROJ4","+proj=longlat +nadgrids=/etc/passwd"]]', "F_SYSTEM"),
    ],
)
def test_a_prj_that_is_none_is_refused_and_names_no_file(prj, code):
    (problem,) = read(zipped_shapes([OUTLINE], prj=prj)).problems

    assert (problem.code, problem.part) == (code, "sites.shp")


def test_a_system_of_another_planet_is_refused():
    moon = 'GEOGCS["Moon",DATUM["D_Moon",SPHEROID["Moon",1737400,0]],PRIMEM["Reference_Meridian",0],UNIT["Degree",0.0174532925199433]]'

    assert refused(zipped_shapes([OUTLINE], prj=moon)) == ["F_SYSTEM"]


def test_a_system_of_several_dimensions_is_taken_flat():
    compound = CRS.from_user_input("EPSG:4326+5773").to_wkt("WKT1_GDAL")

    assert read(zipped_shapes([OUTLINE], prj=compound)).valid


def test_places_that_a_system_cannot_tell_are_refused():
    far = [(1e9, 1e9), (1e9, 2e9), (2e9, 2e9), (1e9, 1e9)]

    assert refused(zipped_shapes([far], prj=CRS.from_epsg(32717).to_wkt("WKT1_ESRI"))) == ["F_OUTSIDE_SYSTEM"]
    assert refused(zipped_shapes([far], prj="")) == ["F_SYSTEM_MISSING"]


def test_more_features_than_a_file_may_have_are_refused():
    assert refused(zipped(shp(5, *[GOOD] * 5_001))) == ["F_FEATURES"]
    assert len(read(zipped(shp(5, *[GOOD] * 5_000))).choices) == 101


def test_a_null_shape_that_is_chosen_is_none():
    assert refused(
        zipped_shapes([OUTLINE], None, prj=CRS.from_epsg(3857).to_wkt("WKT1_GDAL")), "feature=2"
    ) == ["F_NO_GEOMETRY"]
    assert refused(zipped_shapes([OUTLINE], None, prj=""), "feature=2") == ["F_SYSTEM_MISSING"]


def test_a_hole_in_two_outlines_belongs_to_the_smaller_one():
    around = clockwise([(-82.0, -2.0), (-80.0, -2.0), (-80.0, 0.0), (-82.0, 0.0), (-82.0, -2.0)])

    for order in ([around, OUTLINE, INNER], [OUTLINE, around, INNER]):
        parts = read(zipped_shapes(order)).boundary.geoms
        assert [len(part.interiors) for part in sorted(parts, key=lambda part: part.area)] == [1, 0]


def test_whatever_pyshp_cannot_read_is_refused(monkeypatch):
    def broken(**files):
        raise KeyError("no such type")

    monkeypatch.setattr(shapefile, "Reader", broken)

    assert refused(zipped(shp(5, GOOD))) == ["F_SHAPEFILE"]
