"""The base map's files, as a browser reads them: whole rings within the globe, none of which crosses the map where the source crosses ±180°."""

import json
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
import shapely
from shapely import MultiLineString, Point, Polygon, box

from sites.deltas import decode

FOLDER = Path(__file__).resolve().parent.parent / "static" / "basemap"
WORLDS = ("world-110m.json", "world-50m.json")
CELLS = sorted(f"10m/{path.name}" for path in (FOLDER / "10m").glob("*.json"))
LONGEST_DEGREES = 28  # the longest straight line of a coast or border is the 49th parallel's


@cache
def read(name):
    told = json.loads((FOLDER / name).read_text())
    for kind in ("land", "borders"):
        told[kind] = [line(text, told["scale"]) for text in told[kind]]
    return told


def line(text, scale):
    numbers = decode(text)
    lons, lats = accumulate(numbers[0::2]), accumulate(numbers[1::2])
    return [(lon / scale, lat / scale) for lon, lat in zip(lons, lats, strict=True)]


@cache
def land(name):
    """The land as a geometry: rings filled even-odd."""
    return shapely.build_area(MultiLineString(read(name)["land"]))


def on_an_edge(start, end, edges):
    west, south, east, north = edges
    return (start[0] == end[0] and start[0] in (west, east)) or (
        start[1] == end[1] and start[1] in (south, north)
    )


@pytest.mark.parametrize("name", [*WORLDS, *CELLS])
def test_every_ring_is_closed_valid_and_within_its_box(name):
    told = read(name)

    assert told["land"]
    for ring in told["land"]:
        assert len(ring) >= 4
        assert ring[0] == ring[-1]
        assert Polygon(ring).is_valid
        assert Polygon(ring).area > 0
        assert box(*told["box"]).covers(Polygon(ring).envelope)
    for border in told["borders"]:
        assert len(border) >= 2


@pytest.mark.parametrize("name", [*WORLDS, *CELLS])
def test_no_coast_and_no_border_runs_across_the_map(name):
    told = read(name)

    for drawn in told["land"] + told["borders"]:
        for start, end in pairwise(drawn):
            if not on_an_edge(start, end, told["box"]):
                assert abs(end[0] - start[0]) < LONGEST_DEGREES, (start, end)


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize(
    ("lon", "lat", "dry"),
    [
        *(
            (178.0, -17.8, True),
            (179.5, 68.0, True),
            (-179.0, 66.5, True),
            (0.0, -89.0, True),
            (179.0, -89.0, True),
        ),
        *(
            (-78.5, -0.2, True),
            (47.0, -19.0, True),
            (-170.0, -17.0, False),
            (0.0, -17.0, False),
            (0.0, 0.0, False),
        ),
        *(
            (51.0, 42.0, False),
            (-150.0, 67.0, True),
            (100.0, 68.0, True),
            (-100.0, 89.0, False),
            (0.0, 68.0, False),
        ),
    ],
)
def test_land_is_land_and_sea_is_sea(name, lon, lat, dry):
    assert land(name).contains(Point(lon, lat)) is dry


def test_the_cells_tile_the_land_and_the_first_file_names_them_all():
    named = json.loads((FOLDER / WORLDS[0]).read_text())["cells"]

    assert sorted(f"10m/{name}.json" for name in named) == CELLS
    whole, tiles = land(WORLDS[1]), [land(name) for name in CELLS]
    assert sum(tile.area for tile in tiles) == pytest.approx(whole.area, rel=0.01)


def test_the_cells_say_where_they_lie_in_their_names():
    for name in CELLS:
        west, south = map(int, Path(name).stem.split("_"))
        assert read(name)["box"] == [west, south, west + 20, south + 20]


def test_the_base_map_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*")) < 2_000_000
    assert (FOLDER / WORLDS[0]).stat().st_size < 40_000


def test_the_source_and_its_licence_stand_beside_the_files():
    notice = (FOLDER / "NOTICE.txt").read_text()

    assert "Made with Natural Earth" in notice
    assert "Permission to use, copy, modify" in notice
