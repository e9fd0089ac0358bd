"""What the API tells the map: points and outlines of the sites that the filters choose."""

import pytest
from factories import draw, site, square
from items import ITEMS, OUTLINES, get

pytestmark = pytest.mark.django_db


def test_the_points_of_the_map_are_those_of_the_filtered_sites(client, five):
    everything, one, none = (
        client.get(f"/sites/map.json{query}").json() for query in ("", "?country=JM", "?country=AD")
    )

    assert everything != one != none
    assert client.get("/sites/map.json?country=jm").status_code == 400


def test_the_points_change_in_the_saving_transaction(client):
    floreana = site("ECU15")
    before = client.get("/sites/map.json").content
    assert client.get("/sites/map.json").content == before

    draw(floreana, square(10, 10))

    assert client.get("/sites/map.json").content != before


def test_the_outlines_of_the_map_are_the_same_sites_with_fewer_vertices(client, five):
    ragged = [[lon / 1e4, lon % 2 / 1e3] for lon in range(200)] + [[0.02, 0.1], [0, 0.1], [0, 0]]
    site("BRA1", claims=["Scinax alcatraz"], boundary={"type": "Polygon", "coordinates": [ragged]})

    query = "?bbox=-180,-90,180,90&limit=4"
    exact, coarse = get(client, query), client.get(OUTLINES + query).json()

    assert [found["id"] for found in coarse["features"]] == [found["id"] for found in exact["features"]]
    assert coarse["numberMatched"] == exact["numberMatched"] == 5
    assert coarse["features"][0]["properties"] == {"name": "Cyclops", "status": "candidate"}
    one, other = (
        client.get(f"{address}?bbox=0,0,1,1").json()["features"][0] for address in (OUTLINES, ITEMS)
    )
    assert len(one["geometry"]["coordinates"][0][0]) < 20 < len(other["geometry"]["coordinates"][0][0])
    assert client.get(f"{OUTLINES}?foo=1").status_code == 400
