"""Screening a place names what lies in or near it with its distance, says what it cannot tell, and keeps nothing."""

import csv
import json
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from downloaded import body
from factories import SQUARE, site, square
from reading import Page, get

pytestmark = pytest.mark.django_db

AT_FLOREANA = "/screen/?near=-90.4,-1.3&km=50"


def rows(client, address):
    return list(csv.DictReader(client.get(address).content.decode("utf-8-sig").splitlines()))


def near(client, place, km):
    """{code: row} of the CSV for a place."""
    return {row["code"]: row for row in rows(client, f"/screen/sites.csv?near={place}&km={km}")}


def test_the_answer_is_also_a_map_file_with_the_distances_and_the_terms(client):
    site("ECU15", name="Floreana")
    site("ECU16", name="Point", boundary=None, locality_lon=-90.0, locality_lat=-1.3)

    response = client.get("/screen/sites.geojson?near=-90.4,-1.3&km=50")
    told = json.loads(body(response))

    assert (response["Content-Type"], response["Cache-Control"]) == ("application/geo+json", "no-store")
    assert (told["place"], told["within_km"], told["matched"]) == ([-90.4, -1.3], 50, 2)
    assert told["citation"] and "licence" in told
    first, second = told["features"]
    assert (first["id"], first["geometry"]["type"]) == ("ECU15", "MultiPolygon")
    assert first["properties"]["distance_km"] == 0
    assert second["geometry"] == {"type": "Point", "coordinates": [-90.0, -1.3]}
    assert 44 < second["properties"]["distance_km"] < 45
    assert client.get("/screen/sites.geojson?near=bad").status_code == 302


def test_a_map_file_shows_of_a_sensitive_place_its_cells_alone(client):
    site(
        "ECU15", sensitivity="high", sensitivity_reason="Trade", boundary=square(-90.4123, -1.3456, size=0.01)
    )

    text = body(client.get("/screen/sites.geojson?near=-90.4,-1.3&km=50")).decode()

    assert '"measured_to":"cells"' in text
    assert "90.41" not in text and "1.345" not in text


def test_what_is_typed_becomes_an_address_in_the_words_of_the_filters(client):
    answer = client.get("/screen/", {"place": "1°18′ S 90°24′ W", "km": "2,5 km"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/screen/?near=-90.4,-1.3&km=2.5")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_small_numbers_stay_plain_in_the_address(client):
    answer = client.get("/screen/", {"place": "0.00001 S 0.000001 W", "km": "0.01"})

    assert answer.headers["Location"] == "/screen/?near=0,-0.00001&km=0.01"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_every_fault_of_the_question_is_told_at_once_and_what_was_typed_stays(client):
    answer = client.get("/screen/", {"place": "-90.43, -1.3", "km": "far"})

    page = Page(answer)
    assert answer.status_code == 400
    assert "Latitude comes first" in page.text
    assert "Write a distance in kilometres" in page.text
    assert page.all("input", id="screen-place", value="-90.43, -1.3")
    assert page.all("input", id="screen-km", value="far")


@pytest.mark.parametrize(
    "query",
    [
        "near=500,1&km=50",
        "near=a&km=50",
        "near=&km=",
        "km=50",
        "near=1,1",
        "place=%00&km=5",
        "near=1,1&km=501",
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_words(client, query):
    answer = client.get(f"/screen/?{query}")

    assert answer.status_code == 400
    assert Page(answer).all("div", role="alert")
    assert client.get(f"/screen/sites.csv?{query}").status_code == 302


def test_a_place_inside_a_boundary_is_told_apart_from_one_beside_it(client):
    site("ECU15", name="Floreana")
    site("ECU16", name="Island beside", claims=["Oreomystis bairdi"], boundary=square(-90.2, -1.3))

    page = get(client, AT_FLOREANA)

    assert "2 sites within 50 km of 1.3000° S, 90.4000° W" in page.text
    assert "The place lies inside 1 of them" in page.text
    assert page.text.index("Floreana") < page.text.index("Island beside")


def test_the_distance_is_that_to_the_nearest_point_of_the_boundary(client):
    site("ECU15")
    east_of_it = SQUARE["coordinates"][0][1][0] + 0.1

    found = near(client, f"{east_of_it:.1f},-1.3", 50)

    assert float(found["ECU15"]["distance_km"]) == pytest.approx(
        11.13, abs=0.02
    )  # a tenth of a degree near the equator
    assert near(client, f"{east_of_it:.1f},-1.3", 11) == {}


def test_confirmed_candidate_and_delisted_sites_are_named_and_superseded_ones_not(client):
    successor = site("ECU20")
    for code, status in (("ECU21", "candidate"), ("ECU22", "delisted")):
        site(code, status=status)
    site("ECU23", status="superseded", successor=successor)
    site(None, status="draft")

    found = near(client, "-90.4,-1.3", 10)

    assert {code: row["status"] for code, row in found.items()} == {
        "ECU20": "confirmed",
        "ECU21": "candidate",
        "ECU22": "delisted",
    }


def test_a_sensitive_site_is_measured_to_the_cells_that_are_public_and_says_so(client):
    site("ECU15", sensitivity="high", sensitivity_reason="Collectors", boundary=square(-90.46, -1.36, 0.01))

    found = near(client, "-90.6,-1.35", 50)["ECU15"]
    page = get(client, "/screen/?near=-90.6,-1.35&km=50")

    assert found["measured_to"] == "cells"
    assert float(found["distance_km"]) == pytest.approx(11.13, abs=0.02)  # the edge of the cell at 90.5° W
    assert "or more: place withheld" in page.text
    inside_the_cell = get(client, "/screen/?near=-90.41,-1.31&km=50")
    assert "The place lies inside" not in inside_the_cell.text


def test_a_sensitive_point_may_lie_anywhere_in_its_cell(client):
    hidden = {"sensitivity": "high", "sensitivity_reason": "Collectors", "boundary": None}
    site("ECU15", **hidden, locality_lon=-90.49, locality_lat=-1.35)

    assert "ECU15" in near(client, "-90.51,-1.35", 2)


def test_a_withheld_site_is_in_no_answer_and_is_counted_among_those_that_cannot_be(client):
    site("ECU15", sensitivity="extreme", sensitivity_reason="Collectors")

    page = get(client, AT_FLOREANA)

    assert near(client, "-90.4,-1.3", 500) == {}
    assert "1 published site shows no place" in page.text
    assert "ask the secretariat" in page.text


def test_no_site_is_no_clearance(client):
    page = get(client, AT_FLOREANA)

    assert "No site is known within 50 km" in page.text
    assert "That is no clearance" in page.text


def test_a_boundary_across_the_antimeridian_is_near_from_either_side(client):
    across = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[179.9, -18.1], [180, -18.1], [180, -17.9], [179.9, -17.9], [179.9, -18.1]]],
            [[[-180, -18.1], [-179.8, -18.1], [-179.8, -17.9], [-180, -17.9], [-180, -18.1]]],
        ],
    }
    site("FJI1", countries=("FJ",), boundary=across)

    assert (
        near(client, "179.8,-18", 20)["FJI1"]["distance_km"]
        == near(client, "-179.7,-18", 20)["FJI1"]["distance_km"]
    )


def test_a_row_of_the_file_can_stand_alone(client):
    site("ECU15", name="=Floreana", claims=["Mimus trifasciatus", "Oreomystis bairdi"])

    row = near(client, "-90.4,-1.3", 50)["ECU15"]

    assert row["name"] == "'=Floreana"
    assert row["species"] == "Mimus trifasciatus; Oreomystis bairdi"
    assert row["evidence"] == "all three criteria shown"
    assert (row["place_lat"], row["place_lon"], row["within_km"]) == ("-1.3", "-90.4", "50")
    assert row["data_as_of"]
    assert row["evaluated_on"]
    assert row["page"].endswith("/sites/ECU15/")
    assert "Alliance for Zero Extinction" in row["citation"]
    assert "licence" in row["licence"]


def test_the_file_tells_a_spreadsheet_that_it_is_in_utf_8(client):
    site("ECU15")

    assert client.get("/screen/sites.csv?near=-90.4,-1.3&km=50").content.startswith(b"\xef\xbb\xbf")


def test_nothing_of_a_question_is_kept(client, caplog):
    site("ECU15")
    with caplog.at_level(logging.DEBUG, logger="aze"), CaptureQueriesContext(connection) as queries:
        answers = [
            client.get(address) for address in (AT_FLOREANA, "/screen/sites.csv?near=-90.4,-1.3&km=50")
        ]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert not any(answer.cookies for answer in answers)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert caplog.records
    assert "90.4" not in " ".join(str(record.__dict__) for record in caplog.records)


def test_the_number_of_queries_does_not_grow(client):
    site("ECU15")
    with CaptureQueriesContext(connection) as few:
        client.get(AT_FLOREANA)
    for number in range(16, 22):
        site(f"ECU{number}", claims=["Oreomystis bairdi"])

    with CaptureQueriesContext(connection) as many:
        client.get(AT_FLOREANA)

    assert len(many) <= len(few) <= 8


def test_the_answer_leads_to_map_and_list_with_the_same_question(client):
    site("ECU15")
    site("JAM1", countries=("JM",), claims=["Cyclura collei"], boundary=square(-77, 17.8))

    page = get(client, AT_FLOREANA)

    for address in ("/sites/map/?near=-90.4,-1.3&km=50", "/sites/?near=-90.4,-1.3&km=50"):
        assert page.all("a", href=address)
        assert [row.code for row in client.get(address).context["sites"]] == ["ECU15"]
