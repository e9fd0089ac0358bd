"""Whatever is sent, a reader answers: a boundary, a question or what is wrong. Ten thousand times for each format in the long runs."""

import zipfile

import boundary_files as files
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE, clockwise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from limited_reader import LimitedReader

ISLAND = shapely.Polygon(SQUARE, [HOLE])
SHAPES = files.shape_files([clockwise(SQUARE), clockwise(HOLE)[::-1]], [clockwise(FAR)])
POINTS = files.shape_files(SQUARE, kind=8)
GOOD = {
    "GeoJSON": files.text(
        files.collection({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, name="Floreana")
    ),
    "KML": files.kml(
        ("Floreana", files.kml_polygon(SQUARE, HOLE)),
        ("line", f"<LineString><coordinates>{files.written(FAR)}</coordinates></LineString>"),
    ),
    "GPX": files.gpx(("walk", SQUARE)),
    "WKT": b"SRID=4326;" + shapely.GeometryCollection([ISLAND, shapely.LineString(FAR)]).wkt.encode(),
    "corners": b"id,lat,lon,uncertainty\n1,-1.3,-90.4,5\n2,1 18 0 S,90.3 W,5\n3,-1.4,-90.3,5",
    "corners in UTM": b"UTM zone 15 south\n15M 790000 9856000\n800000E 9856000N\nC 800000 9866000",
    "GeoPackage": files.geopackage({"sites": [("Floreana", ISLAND), ("far", shapely.Polygon(FAR))]}),
    "ZIP": files.packed(doc__kml=files.kml(("Floreana", files.kml_polygon(SQUARE, HOLE)))),
}
TOKENS = {
    "GeoJSON": [
        b"[",
        b"]",
        b"{",
        b"}",
        b'"type"',
        b'"coordinates"',
        b"1e999",
        b"-0",
        b"null",
        b"true",
        b'"Polygon"',
        b"\xff",
        b"\\u0000",
        b"NaN",
        b",",
    ],
    "KML": [
        b"<Polygon>",
        b"</Polygon>",
        b"<LinearRing>",
        b"<coordinates>",
        b"</coordinates>",
        b"<Placemark>",
        b"&lt;",
        b"&x;",
        b"1,2 ",
        b"<![CDATA[",
        b"]]>",
        b"\x00",
        b"<Point>",
        b"<gx:Track>",
        b"<gx:coord>",
    ],
    "GPX": [b"<trkpt", b'lat="1"', b"/>", b"<wpt/>", b"<rte>", b"</trk>", b"&amp;", b"\xff"],
    "WKT": [b"(", b")", b",", b" ", b"EMPTY", b"Z", b"POLYGON", b"1", b"-", b"e9", b";", b"\xc3\xa9"],
    "corners": [
        b"\n",
        b",",
        b";",
        b" ",
        b"N",
        b"S",
        b"W",
        b"lat",
        b"\xc2\xb0",
        b"'",
        b'"',
        b"-",
        b"1",
        b"\t",
        b"\xff",
        b"e",
    ],
    "corners in UTM": [b"\n", b" ", b"17S", b"zone", b"N", b"E", b"9", b"000", b",", b"-"],
    "GeoPackage": [b"\x00", b"\xff" * 4, b"GP", b"SELECT", b"\x01\x03", b"sites"],
    "ZIP": [b"PK\x03\x04", b"PK\x01\x02", b"\x00", b"\xff" * 4, b"../", b"doc.kml"],
}
CHOICES = [
    "",
    "",
    "",
    "swap=yes",
    "outline=closed",
    "areas=only",
    "feature=1",
    "feature=all",
    "layer=1",
    "order=lat-lon",
    "system=EPSG:32717",
    "order=north-east",
]


@pytest.fixture(scope="module")
def limited():
    reader = LimitedReader()
    yield reader
    reader.close()


def changed(good, tokens):
    """A good file with some of its bytes replaced, left out, doubled, or with something put between them."""
    places = st.integers(0, len(good))
    put = st.sampled_from(tokens) | st.binary(min_size=1, max_size=4)
    changes = st.lists(
        st.tuples(places, st.integers(0, 12), st.sampled_from(["put", "cut", "twice", "end"]), put),
        min_size=1,
        max_size=4,
    )
    return changes.map(lambda told: _changed(good, told))


def _changed(content, changes):
    for at, size, how, put in changes:
        if how == "end":
            content = content[: max(at, 1)]
        elif how == "twice":
            content = content[: at + size] + content[at:]
        else:
            content = content[:at] + (put if how == "put" else b"") + content[at + size :]
    return content


def check(limited, content, choice):
    told = limited.read(content, choice)

    assert told["boundary"] or told["choices"] or told["problems"] or told["point"], told
    assert not (told["boundary"] and told["point"])
    assert len(told["problems"]) <= 20 and len(told["choices"]) <= 121


def repacked(ending, content, good=SHAPES):
    return files.archive(
        {f"a.{name}": content if name == ending else data for name, data in good.items()}, zipfile.ZIP_STORED
    )


def spoilt_geometry(content):
    """A GeoPackage whose first geometry is these bytes."""
    return files.geopackage({"sites": [("a", content)]})


BLOB = files.blob(ISLAND)
STRATEGIES = {name: changed(good, TOKENS[name]) for name, good in GOOD.items()}
STRATEGIES |= {
    f"shapefile, .{ending}": changed(
        data, [b"\x00", b"\xff" * 4, b"\x05\x00\x00\x00", b"\x00\x00\x00\x10", b"\x7f\xff\xff\xff"]
    ).map(lambda content, ending=ending: repacked(ending, content))
    for ending, data in SHAPES.items()
    if ending != "shx"
}
STRATEGIES["shapefile of points"] = changed(POINTS["shp"], [b"\x00", b"\xff" * 4]).map(
    lambda content: repacked("shp", content, POINTS)
)
STRATEGIES["geometry of a GeoPackage"] = changed(
    BLOB, [b"\x00", b"\x01\x03\x00\x00\x00", b"\xff" * 4, b"\x01\x07\x00\x00\x00\x01\x00\x00\x00"]
).map(spoilt_geometry)
STRATEGIES["anything"] = st.binary(max_size=400) | st.text(max_size=200).map(
    lambda text: text.encode("utf-8", "surrogatepass")
)
STRATEGIES["tokens of every format"] = st.lists(
    st.sampled_from(sorted({token for tokens in TOKENS.values() for token in tokens})), max_size=60
).map(b"".join)
quietly = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


@pytest.mark.parametrize("name", STRATEGIES)
def test_spoilt_files_are_answered(name, limited):
    @settings(max_examples=200, **quietly)
    @given(STRATEGIES[name], st.sampled_from(CHOICES))
    def answered(content, choice):
        check(limited, content, choice)

    answered()


@pytest.mark.soak
@pytest.mark.parametrize("name", STRATEGIES)
def test_ten_thousand_spoilt_files_are_answered(name, limited):
    @settings(max_examples=10_000, **quietly)
    @given(STRATEGIES[name], st.sampled_from(CHOICES))
    def answered(content, choice):
        check(limited, content, choice)

    answered()


def test_a_reader_that_ends_would_be_seen(limited):
    other = LimitedReader()
    other.process.kill()

    with pytest.raises((AssertionError, OSError)):
        other.read(b"POINT (1 1)")

    other.close()
    assert limited.read(b"POINT (1 1)")["point"]
