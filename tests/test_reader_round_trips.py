"""What is written in a format is read back as the same boundary, to the last of its seven decimals."""

import json

import boundary_files as files
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import codes, read

from sites import geometry, kml

TURN = 2 * np.pi


@st.composite
def outlines(draw, holes=True):
    """A valid boundary of one part, with a hole or without, of up to twenty corners, anywhere between 80° south and north."""
    lon, lat = draw(st.floats(-178, 178)), draw(st.floats(-80, 80))
    reach = np.array(draw(st.lists(st.floats(0.2, 1), min_size=3, max_size=20)))
    angles = np.arange(len(reach)) * (TURN / len(reach))
    star = np.column_stack([lon + reach * np.cos(angles), lat + reach * np.sin(angles)])
    rings = [star]
    if holes and draw(st.booleans()):
        rings.append((star - [lon, lat]) * 0.3 + [lon, lat])
    polygon = shapely.Polygon(*(np.round(rings[0], 7), [np.round(ring, 7) for ring in rings[1:]]))
    return geometry.read_geojson(json.loads(shapely.to_geojson(polygon))).geometry


@st.composite
def boundaries(draw):
    """One or two such parts that do not touch."""
    first = draw(outlines())
    if draw(st.booleans()):
        second = shapely.transform(first, lambda places: places + [0, 3 if places[:, 1].max() < 80 else -3])
        return geometry.read_geojson(
            json.loads(shapely.to_geojson(shapely.MultiPolygon([*first.geoms, *second.geoms])))
        ).geometry
    return first


def rings(boundary):
    return [
        [
            list(map(tuple, shapely.get_coordinates(ring).tolist()))
            for ring in (part.exterior, *part.interiors)
        ]
        for part in boundary.geoms
    ]


def as_shapefile(boundary):
    return files.zipped_shapes([ring[::-1] for part in rings(boundary) for ring in part])


WRITERS = {
    "GeoJSON": lambda boundary: geometry.to_geojson(boundary).encode(),
    "GeoJSON of Shapely": lambda boundary: shapely.to_geojson(boundary).encode(),
    "WKT": lambda boundary: shapely.to_wkt(boundary, rounding_precision=-1).encode(),
    "KML of the registry": lambda boundary: kml.document(
        "Floreana", geometry.to_geojson(boundary), "<b>told</b>", "https://registry.example.org/"
    ).encode(),
    "KMZ": lambda boundary: files.packed(doc__kml=kml.document("Floreana", geometry.to_geojson(boundary))),
    "GeoPackage": lambda boundary: files.geopackage({"sites": [("Floreana", boundary)]}),
    "shapefile": as_shapefile,
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_reads_back_the_same(name):
    @settings(max_examples=60, deadline=None)
    @given(boundaries())
    def same(boundary):
        reading = read(WRITERS[name](boundary))

        assert geometry.to_geojson(shapely.normalize(reading.boundary)) == geometry.to_geojson(
            shapely.normalize(boundary)
        )
        assert reading.valid
        assert set(codes(reading.notices)) <= {"N_LARGE", "N_NULL_ISLAND", "N_REWOUND"}

    same()


def corners(boundary):
    return rings(boundary)[0][0]


LISTS = {
    "GPX": lambda places: files.gpx(("walk", places)),
    "lon, lat": lambda places: "\n".join(["lon,lat", *(f"{lon!r},{lat!r}" for lon, lat in places)]).encode(),
    "with letters": lambda places: "\n".join(
        f"{abs(lat):.7f} {'NS'[lat < 0]}, {abs(lon):.7f} {'EW'[lon < 0]}" for lon, lat in places
    ).encode(),
    "a line in GeoJSON": lambda places: json.dumps({"type": "LineString", "coordinates": places}).encode(),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_outline_that_is_listed_reads_back_the_same(name):
    @settings(max_examples=60, deadline=None)
    @given(outlines(holes=False))
    def same(boundary):
        reading = read(
            LISTS[name](corners(boundary)), "" if name in ("lon, lat", "with letters") else "outline=closed"
        )

        assert geometry.to_geojson(shapely.normalize(reading.boundary)) == geometry.to_geojson(
            shapely.normalize(boundary)
        )

    same()


def test_degrees_minutes_and_seconds_read_back_to_the_metre():
    def dms(value, letters):
        whole, rest = divmod(abs(value) * 3600, 3600)
        return f"{int(whole)}°{int(rest // 60)}'{rest % 60:.2f}\"{letters[value < 0]}"

    @settings(max_examples=60, deadline=None)
    @given(outlines(holes=False))
    def same(boundary):
        text = "\n".join(f"{dms(lat, 'NS')} {dms(lon, 'EW')}" for lon, lat in corners(boundary))

        assert shapely.hausdorff_distance(read(text).boundary, boundary) < 1e-5

    same()


def test_a_boundary_across_the_antimeridian_written_as_kml_reads_back_the_same():
    fiji = read("POLYGON ((179 -17, -179 -17, -179 -16, 179 -16, 179 -17))").boundary

    again = read(kml.document("Fiji", geometry.to_geojson(fiji)))

    assert geometry.to_geojson(again.boundary) == geometry.to_geojson(fiji)
    assert again.notices == ()
