"""The filters of the API: what each finds, and what cannot be read."""

from datetime import date

import pytest
from factories import site
from items import ITEMS, get, ids

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?country=JM", ["JAM1"]),
        ("?country=AD", []),
        ("?region=Pacific", ["FJI1"]),
        ("?region=Americas", ["ECU15", "JAM1", "USA1"]),
        ("?region=Americas&country=JM", ["JAM1"]),
        ("?species=cyclura-collei", ["JAM1"]),
        ("?species=Cyclura%20collei", ["JAM1"]),
        ("?group=birds", ["ECU15", "FJI1", "USA1"]),
        ("?category=CR", ["IDN1", "FJI1", "JAM1"]),
        ("?group=birds&category=CR", ["FJI1"]),
        ("?status=candidate", ["IDN1"]),
        ("?outcome=qualifies", ["ECU15", "FJI1", "JAM1"]),
        ("?outcome=candidate", ["IDN1", "USA1"]),
        ("?protection=partial", ["ECU15"]),
        ("?protection=not_assessed&status=candidate", ["IDN1"]),
        ("?q=floreana", ["ECU15"]),
        ("?country=&q=&bbox=&near=&km=", ["IDN1", "ECU15", "FJI1", "JAM1", "USA1"]),
        ("?bbox=-91,-2,-90,-1", ["ECU15"]),
        ("?bbox=-180,-90,180,90", ["IDN1", "ECU15", "FJI1", "JAM1"]),
        ("?bbox=170,-20,-170,-10", ["FJI1"]),
        ("?bbox=179.95,-18,180,-17", ["FJI1"]),
        ("?bbox=-180,-18,-179.9,-17", ["FJI1"]),
        ("?bbox=-91,-2,0,-90,-1,100", ["ECU15"]),
        ("?bbox=-90.4,-1.3,-90.4,-1.3", ["ECU15"]),
        ("?bbox=-90.5,-1.4,-90.5,-1.4", ["ECU15"]),
        ("?bbox=140.5,-2.5,140.5,-2.5", ["IDN1"]),
        ("?bbox=0,0,1,1", []),
        ("?bbox=-91,-2,-90,-1&country=JM", []),
        ("?near=-90.4,-1.3&km=1", ["ECU15"]),
        ("?near=-90.25,-1.3&km=5", []),
        ("?near=-90.25,-1.3&km=6", ["ECU15"]),
        ("?near=-90.4,-1.3&km=20037", ["ECU15", "JAM1", "FJI1", "IDN1"]),
        ("?near=179,-18&km=200", ["FJI1"]),
        ("?near=-179,-18&km=100", ["FJI1"]),
        ("?near=-90.4,-1.3&km=20037&limit=2&offset=1", ["JAM1", "FJI1"]),
        ("?limit=2", ["IDN1", "ECU15"]),
        ("?limit=2&offset=4", ["USA1"]),
        ("?offset=100000", []),
    ],
)
def test_the_filters_find_what_they_name(client, five, query, expected):
    assert ids(client, query) == expected


def test_sites_are_found_by_how_sure_it_is_that_a_species_lives_there(client):
    this_year = date.today().year
    claims = {
        "ECU1": {"last_confirmed": this_year - 40},
        "ECU2": {"last_confirmed": None},
        "ECU3": {"presence": "uncertain"},
        "ECU4": {"last_confirmed": this_year - 20},
        "ECU5": {"last_confirmed": this_year - 2},
    }
    for code, facts in claims.items():
        site(code, claims=[{"species": "Mimus trifasciatus", **facts}], boundary=None)

    assert ids(client, "?presence=unconfirmed") == ["ECU1", "ECU2", "ECU3"]
    assert ids(client, "?presence=long_ago") == ["ECU4"]
    assert ids(client, "?presence=unconfirmed&group=reptiles") == []
    rows = client.get("/downloads/species.csv?presence=long_ago").getvalue().decode().splitlines()
    assert len(rows) == 2 and "ECU4" in rows[1]


def test_a_box_that_only_touches_the_box_of_a_site_but_not_the_site_does_not_find_it(client):
    triangle = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 1], [0, 0]]]}
    site("ECU15", boundary=triangle)

    assert ids(client, "?bbox=0.8,0.8,0.9,0.9") == []
    assert ids(client, "?bbox=0.4,0.4,0.9,0.9") == ["ECU15"]


def test_near_tells_the_distance_to_the_boundary_and_not_to_the_marker(client, five):
    inside, farther = get(client, "?near=-90.49,-1.39&km=3000&limit=2")["features"]

    assert inside["properties"]["distance_km"] == 0
    assert 2500 < farther["properties"]["distance_km"] < 2700


@pytest.mark.parametrize(
    "query",
    [
        *(
            "limit=0",
            "limit=-5",
            "limit=abc",
            "limit=1e3",
            "limit=1_0",
            "limit=%D9%A1",
            "limit=1.0",
            "limit=%2B1",
            "limit=0x1",
        ),
        *("offset=-1", "offset=100000000000000000000", "offset=100001", "offset=abc", "offset=%D9%A1"),
        *(
            "foo=1",
            "limit=1&limit=2",
            "limit[]=1",
            "q=a&q=b",
            "format=../../x",
            "callback=alert",
            "fields=__all__",
        ),
        *(
            "ordering=password",
            "id__regex=.*",
            "_connector=OR",
            "site__status=draft",
            "search_text__contains=a",
        ),
        *(
            "country=ec",
            "country=XX",
            "country=UK",
            "country=ZR",
            "country=Ecuador",
            "region=America",
            "group=dragons",
            "category=en",
            "category=XX",
        ),
        *(
            "status=draft",
            "status=CONFIRMED",
            "outcome=yes",
            "protection=0",
            "presence=doubtful",
            "species=no-such-species",
            "q=" + "a" * 201,
        ),
        *(
            "bbox=1,2,3",
            "bbox=1,2,3,4,5",
            "bbox=a,b,c,d",
            "bbox=0,1,0,0",
            "bbox=-181,0,0,1",
            "bbox=0,-91,1,0",
            "bbox=nan,0,1,1",
        ),
        *(
            "bbox=0,0,1e1,1",
            "bbox=0,0,inf,1",
            "bbox=0,0,%D9%A1,1",
            "bbox=1,2,3,4,5,6,7",
            "bbox=%00",
            "bbox=0;0;1;1",
        ),
        *(
            "near=1,2",
            "km=5",
            "near=1,2&km=0",
            "near=1,2&km=-1",
            "near=1,2&km=20038",
            "near=1,2&km=1e2",
            "near=1,2&km=abc",
        ),
        *("near=1&km=5", "near=181,0&km=5", "near=0,91&km=5", "near=a,b&km=5", "near=1,2,3&km=5"),
        *("q=%00", "country=%00", "species=%00", "species=a%00b", "near=%00&km=1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(client, query):
    answer = client.get(f"{ITEMS}?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == 400
    assert told["errors"]
    assert all(error["parameter"] and error["message"] for error in told["errors"])


def test_all_that_is_wrong_is_named_at_once(client):
    told = get(client, "?limit=0&foo=1&status=draft&bbox=1&q=a&q=b", 400)

    assert {error["parameter"] for error in told["errors"]} == {"limit", "foo", "status", "bbox", "q"}


def test_a_limit_above_the_highest_is_brought_down_to_it(client, five):
    assert len(ids(client, "?limit=1001")) == 5
    assert len(ids(client, "?limit=99999999999999999999")) == 5
