"""The GeoJSON of the registry: what it holds, what it refuses, and what it never tells."""

import gzip
import json
from datetime import timedelta

import pytest
from django.db.models import F
from factories import claim, draw, site, species, square

from sites import status
from sites.models import RegistryStamp, SiteCode
from sites.touched import evaluating

pytestmark = pytest.mark.django_db

ITEMS = "/api/collections/sites/items"
OUTLINES = "/sites/outlines.json"


def get(client, query="", code=200):
    answer = client.get(ITEMS + query)
    assert answer.status_code == code, answer.content
    return answer.json()


def ids(client, query=""):
    return [feature["id"] for feature in get(client, query)["features"]]


def test_no_sites_are_an_empty_collection(client):
    told = get(client)

    assert told["type"] == "FeatureCollection"
    assert (told["features"], told["numberMatched"], told["numberReturned"]) == ([], 0, 0)


def test_a_site_is_a_feature_with_its_boundary_its_box_and_its_facts(client):
    floreana = site("ECU15", name="Floreana", protection="partial", protection_as_of="2024")

    (feature,) = get(client)["features"]

    assert (feature["type"], feature["id"]) == ("Feature", "ECU15")
    assert feature["bbox"] == [-90.5, -1.4, -90.3, -1.2]
    assert feature["geometry"] == json.loads(floreana.boundary.geojson)
    assert feature["properties"]["name"] == "Floreana"
    assert feature["properties"]["countries"] == ["EC"]
    assert feature["properties"]["species"] == ["Mimus trifasciatus"]
    assert feature["properties"]["status"] == "confirmed"
    assert feature["properties"]["outcome"] == "qualifies"
    assert feature["properties"]["protection"] == "partial"


def test_a_site_without_a_boundary_shows_its_point_and_one_without_a_place_shows_none(client):
    site("ECU15", boundary=None, locality_lon=-90.4, locality_lat=-1.3)
    site("JAM1", boundary=None, claims=["Cyclura collei"], countries=("JM",))

    point, nowhere = get(client)["features"]

    assert point["geometry"] == {"type": "Point", "coordinates": [-90.4, -1.3]}
    assert point["bbox"] == [-90.4, -1.3, -90.4, -1.3]
    assert nowhere["geometry"] is None
    assert "bbox" not in nowhere


def test_drafts_are_not_there_and_retired_sites_are(client):
    site(None, status="draft")
    jamaica = site("JAM1", claims=["Cyclura collei"], countries=("JM",))
    status.delist(jamaica, by=None, reason="error", text="Listed twice", override=True)

    assert ids(client) == ["JAM1"]
    assert client.get(f"{ITEMS}/None").status_code == 404


@pytest.fixture
def five(client):
    """Floreana (EC, birds, EN), Hellshire (JM, reptiles, CR), a Fijian island across ±180°, a candidate point, one without place."""
    site("ECU15", name="Floreana", protection="partial", protection_as_of="2024")
    species("Cyclura collei", category="CR", group="reptiles")
    site("JAM1", name="Hellshire", claims=["Cyclura collei"], countries=("JM",), boundary=square(-77.0, 17.8))
    species("Pterodroma macgillivrayi", category="CR", group="birds")
    site("FJI1", name="Gau", claims=["Pterodroma macgillivrayi"], countries=("FJ",), boundary=ACROSS)
    species("Zaglossus attenboroughi", category="CR", group="mammals")
    point = {"boundary": None, "locality_lon": 140.5, "locality_lat": -2.5}
    site(
        "IDN1",
        name="Cyclops",
        claims=["Zaglossus attenboroughi"],
        countries=("ID",),
        status="candidate",
        **point,
    )
    site("USA1", name="Nowhere", claims=["Oreomystis bairdi"], countries=("US",), boundary=None)


ACROSS = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[179.9, -18.1], [180, -18.1], [180, -17.9], [179.9, -17.9], [179.9, -18.1]]],
        [[[-180, -18.1], [-179.8, -18.1], [-179.8, -17.9], [-180, -17.9], [-180, -18.1]]],
    ],
}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?country=JM", ["JAM1"]),
        ("?country=AD", []),
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
            "group=dragons",
            "category=en",
            "category=XX",
        ),
        *(
            "status=draft",
            "status=CONFIRMED",
            "outcome=yes",
            "protection=0",
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


def test_pages_link_to_each_other_and_lead_through_all_sites(client, five):
    seen, query = [], "?limit=2&q="
    while query:
        told = get(client, query)
        links = {link["rel"]: link["href"] for link in told["links"]}
        seen += [feature["id"] for feature in told["features"]]
        assert told["numberMatched"] == 5
        assert told["numberReturned"] == len(told["features"])
        assert links["self"].startswith("http://127.0.0.1:8000/api/")
        query = links.get("next", "").partition("items")[2]
    assert seen == ["IDN1", "ECU15", "FJI1", "JAM1", "USA1"]
    assert links["prev"].endswith("limit=2&offset=2")


def test_the_number_of_queries_does_not_grow_with_the_number_of_sites(
    client, five, django_assert_max_num_queries
):
    with django_assert_max_num_queries(7):
        get(client)


def test_one_site_tells_its_verdicts_its_findings_in_words_and_its_request(client):
    site("ECU15", description="Dry forest")

    told = client.get(f"{ITEMS}/ECU15").json()["properties"]

    judged = told["judgement"]
    assert judged["outcome"] == "qualifies"
    assert [
        judged["criteria"][name]["verdict"] for name in ("endangerment", "irreplaceability", "discreteness")
    ] == ["met"] * 3
    assert judged["claims"][0]["standing"] == "trigger"
    assert all(finding["text"] for finding in judged["claims"][0]["findings"])
    assert told["description"] == "Dry forest"
    assert told["request"]["site"] == "ECU15"
    assert told["request"]["boundary"]["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    "code", ["ZZZ9", "99999999999999999999", "-1", "1.0", "%00", "..%2f", "a" * 300, "%ff", "%F0%9F%98%80"]
)
def test_an_unknown_code_is_not_found(client, code):
    site("ECU15")

    answer = client.get(f"{ITEMS}/{code}")

    assert answer.status_code == 404


def test_another_code_and_lower_case_lead_to_the_site(client):
    SiteCode.objects.create(site=site("ECU15"), code="ECU99")

    for written in ("ecu15", "ECU99", "ecu99"):
        answer = client.get(f"{ITEMS}/{written}")
        assert (answer.status_code, answer["Location"]) == (301, f"{ITEMS}/ECU15")


def test_one_site_takes_no_parameters(client):
    site("ECU15")

    assert client.get(f"{ITEMS}/ECU15?format=kml").status_code == 400


@pytest.mark.parametrize("address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", OUTLINES])
def test_any_origin_may_read_it_and_no_cookie_is_set(client, address):
    site("ECU15")

    answer = client.get(address, headers={"origin": "https://evil.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", OUTLINES])
def test_methods_other_than_reading_are_answered_with_a_sentence(client, address):
    site("ECU15")

    for method in ("post", "put", "delete", "patch"):
        answer = getattr(client, method)(address)
        assert answer.status_code == 405
        assert answer["Content-Type"] == "application/problem+json"
        assert "GET" in answer["Allow"]
    options = client.options(address)
    assert (options.status_code, options.content) == (204, b"")
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", "/sites/", "/", "/species/", "/sites/ECU15/"]
)
def test_an_unchanged_answer_is_304_until_the_registry_changes(client, address):
    floreana = site("ECU15")
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    wrong = client.get(address, headers={"if-none-match": 'W/"other"'})
    strong = client.get(address, headers={"if-none-match": first["ETag"].removeprefix("W/")})
    floreana.name = "Santa María"
    floreana.save()
    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=60"
    assert [answer.status_code for answer in (first, again, wrong, strong, after)] == [
        200,
        304,
        200,
        304,
        200,
    ]
    assert again.content == b""


def test_a_registry_put_back_to_an_earlier_number_has_other_answers(client):
    site("ECU15")
    first = client.get(ITEMS)["ETag"]
    RegistryStamp.objects.update(changed_at=F("changed_at") + timedelta(microseconds=1))

    assert client.get(ITEMS, headers={"if-none-match": first}).status_code == 200


def test_only_the_tag_of_an_answer_spares_it_and_no_star_or_date_does(client):
    site("ECU15")
    later = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    for headers, code in [({"if-none-match": "*"}, 404), (later, 404)]:
        assert client.get("/sites/ECU99/", headers=headers).status_code == code
    for headers in ({"if-none-match": "*"}, later):
        answer = client.get("/sites/ECU15/", headers=headers)
        assert answer.status_code == 200
        assert "Last-Modified" not in answer


def test_a_refusal_is_never_stored_and_has_no_etag(client):
    answer = client.get(f"{ITEMS}?foo=1")

    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_answers_are_packed_for_those_who_take_it(client, five):
    plain = client.get(ITEMS)
    packed = client.get(ITEMS, headers={"accept-encoding": "br, gzip;q=0.5"})
    refused = client.get(ITEMS, headers={"accept-encoding": "gzip;q=0"})

    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content))["features"] == plain.json()["features"]
    assert "Content-Encoding" not in plain
    assert "Content-Encoding" not in refused
    assert "Accept-Encoding" in plain["Vary"]


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


@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_no_address_tells_the_exact_place_of_a_sensitive_site(client, level):
    canary = square(-90.43217, -1.28765, 0.00321)
    hidden = {"sensitivity": level, "sensitivity_reason": "Collectors", "description": "In the hidden valley"}
    site("ECU15", boundary=canary, locality_lon=-90.43217, locality_lat=-1.28765, **hidden)
    around = [
        "/",
        "/sites/",
        "/sites/map/",
        "/sites/map.json",
        "/sites/ECU15/",
        "/species/",
        "/species/mimus-trifasciatus/",
    ]
    around += [
        OUTLINES,
        ITEMS,
        f"{ITEMS}/ECU15",
        f"{ITEMS}?bbox=-91,-2,-90,-1",
        f"{ITEMS}?near=-90.43,-1.28&km=500",
    ]

    for address in around:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode().casefold()
        assert not [word for word in ("43217", "28765", "42896", "28444", "hidden valley") if word in text], (
            address
        )


def test_a_place_within_the_cell_of_a_sensitive_site_tells_no_more_than_the_cell(client):
    canary = square(-90.43217, -1.28765, 0.00321)
    site("ECU15", boundary=canary, sensitivity="high", sensitivity_reason="Collectors")

    told = {
        get(client, f"?near={place}&km=1")["features"][0]["properties"]["distance_km"]
        for place in ("-90.43,-1.287", "-90.49,-1.21", "-90.41,-1.29")
    }

    assert told == {0}
    assert ids(client, "?bbox=-90.49,-1.22,-90.48,-1.21") == ["ECU15"]


def test_claims_of_two_segments_name_their_species_once(client):
    floreana = site("ECU15")
    with evaluating():
        claim(floreana, segment="breeding", basis="population_share", percent="97")

    assert get(client)["features"][0]["properties"]["species"] == ["Mimus trifasciatus"]
