"""The GeoJSON of the registry: what a collection and a site hold, and how its pages lead to each other."""

import json

import pytest
from factories import claim, site
from items import ITEMS, get, ids

from sites import status
from sites.models import SiteCode
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


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


def test_claims_of_two_segments_name_their_species_once(client):
    floreana = site("ECU15")
    with evaluating():
        claim(floreana, segment="breeding", basis="population_share", percent="97")

    assert get(client)["features"][0]["properties"]["species"] == ["Mimus trifasciatus"]
