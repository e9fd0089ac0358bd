"""Files of what a list shows: their rows and columns, and what they say of themselves."""

import json
import threading

import pytest
from django.db import connection
from downloaded import FILES, body, codes, rows
from factories import claim, draw, site, species, square

from sites import downloads
from sites.data_dictionary import SITES, SPECIES
from sites.filters import SiteFilter
from sites.models import PublishedSite, RegistryStamp, Site
from sites.touched import evaluating


def test_a_file_of_sites_holds_what_the_filters_choose(client, three):
    assert codes(client, "/downloads/sites.csv") == ["ECU15", "JAM1", "CIV1"]
    assert codes(client, "/downloads/sites.csv?country=GN") == ["CIV1"]
    assert codes(client, "/downloads/sites.csv?q=iguana") == ["JAM1"]
    assert codes(client, "/downloads/sites.csv?near=-90.4,-1.3&km=50") == ["ECU15"]
    assert codes(client, "/downloads/sites.csv?bbox=-9,7,-8,8&protection=partial") == ["CIV1"]
    assert codes(client, "/downloads/sites.csv?status=delisted") == []


def test_a_row_tells_a_site_in_plain_values(client, three):
    row = rows(client, "/downloads/sites.csv?country=CI")[0]

    assert list(row) == [column.name for column in SITES.columns]
    assert (row["countries"], row["species"]) == ("CI; GN", "Nectophrynoides nimba")
    assert (row["protection"], row["coverage_percent"], row["has_boundary"]) == ("partial", "41.5", "yes")
    assert float(row["lon"]) == pytest.approx(-8.35, abs=0.1)
    assert row["url"].endswith("/sites/CIV1/")
    assert row["as_of"] == RegistryStamp.objects.get().changed_at.date().isoformat()


def test_what_is_not_known_is_empty_and_never_zero(client, three):
    row = rows(client, "/downloads/sites.csv?country=JM")[0]

    assert (row["coverage_percent"], row["area_km2"], row["lon"]) == ("", "", "")
    assert (row["protection"], row["has_boundary"]) == ("not_assessed", "no")


def test_the_file_of_species_has_a_row_for_each_claim(client, three):
    with evaluating():
        claim(Site.objects.get(code="ECU15"), segment="breeding", basis="population_share", percent="97.25")

    found = rows(client, "/downloads/species.csv?country=EC")

    assert list(found[0]) == [column.name for column in SPECIES.columns]
    assert [(row["segment"], row["share_best"], row["site_code"]) for row in found] == [
        ("resident", "", "ECU15"),
        ("breeding", "97.25", "ECU15"),
    ]


def test_claims_are_chosen_by_the_species_itself_and_found_by_its_names(client, three):
    with evaluating():
        claim(Site.objects.get(code="JAM1"), species="Mimus trifasciatus")

    assert [row["site_code"] for row in rows(client, "/downloads/species.csv?group=reptiles")] == ["JAM1"]
    assert [row["species"] for row in rows(client, "/downloads/species.csv?q=iguana")] == ["Cyclura collei"]
    assert {row["site_code"] for row in rows(client, "/downloads/species.csv?category=EN")} == {
        "ECU15",
        "JAM1",
    }


def test_geojson_holds_the_same_columns_and_the_public_boundary(client, three):
    told = json.loads(body(client.get("/downloads/sites.geojson")))
    by_code = {feature["id"]: feature for feature in told["features"]}

    assert told["number"] == len(told["features"]) == 3
    assert told["as_of"] == RegistryStamp.objects.get().changed_at.date().isoformat()
    assert "Alliance for Zero Extinction" in told["citation"]
    assert "licence" in told["licence"]
    assert by_code["CIV1"]["geometry"]["type"] == "MultiPolygon"
    assert by_code["JAM1"]["geometry"] is None
    assert list(by_code["CIV1"]["properties"]) == [column.name for column in SITES.columns]
    assert by_code["CIV1"]["properties"]["countries"] == ["CI", "GN"]
    assert by_code["CIV1"]["properties"]["coverage_percent"] == 41.5
    assert by_code["JAM1"]["properties"]["coverage_percent"] is None


def test_text_that_looks_like_a_formula_is_guarded_and_a_negative_number_is_not(client, db):
    site("ECU15", name="=HYPERLINK(1)", national_name="@SUM(A1)")

    row = rows(client, "/downloads/sites.csv")[0]

    assert (row["name"], row["national_name"]) == ("'=HYPERLINK(1)", "'@SUM(A1)")
    assert float(row["lat"]) < 0


def test_a_sensitive_place_leaves_in_no_file(client, db):
    hidden = square(-90.4321, -1.2345, 0.001)
    species("Mimus trifasciatus")
    site(
        "ECU15",
        boundary=hidden,
        sensitivity="high",
        sensitivity_reason="Collectors",
        rationale="Canary words",
    )
    site("ECU16", boundary=hidden, sensitivity="extreme", sensitivity_reason="Collectors", claims=[])
    texts = [body(client.get(address)).decode() for address in FILES]

    assert all("-90.43" not in text and "1.23" not in text and "anary" not in text for text in texts)
    assert rows(client, "/downloads/sites.csv?q=ECU15")[0]["grid_degrees"] == "0.1"
    assert rows(client, "/downloads/sites.csv?q=ECU16")[0]["place_withheld"] == "yes"


def test_the_sidecar_says_what_a_table_cannot(client, three):
    told = client.get("/downloads/sites.csv-metadata.json?country=EC").json()
    described = {column["name"]: column for column in told["tableSchema"]["columns"]}

    assert told["dc:extent"] == 1
    assert told["url"].endswith("/downloads/sites.csv?country=EC")
    assert "Alliance for Zero Extinction" in told["dc:bibliographicCitation"]
    assert list(described) == [column.name for column in SITES.columns]
    assert described["countries"]["separator"] == "; "
    assert client.get("/downloads/species.csv-metadata.json").json()["dc:extent"] == 3


def test_a_file_is_read_in_few_queries_at_any_size(client, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        body(client.get("/downloads/sites.csv"))
    for number in range(20, 40):
        draw(site(f"ECU{number}", claims=[], boundary=None), square(number, 0))

    with django_assert_max_num_queries(12):
        assert len(rows(client, "/downloads/sites.csv")) == 23


@pytest.mark.django_db(transaction=True)
def test_a_file_is_of_one_moment_and_keeps_no_writer_waiting(monkeypatch):
    monkeypatch.setattr(downloads, "ROWS_AT_ONCE", 1)
    site("ECU15", name="A")
    site("ECU16", name="B", claims=[], boundary=None)
    asked, _problems = SiteFilter.read({}, PublishedSite.objects.public())
    pieces = downloads.sites_csv(asked)
    begun = [next(pieces), next(pieces)]

    def rename():
        with evaluating():
            changed = Site.objects.get(code="ECU16")
            changed.name = "Zebra"
            changed.save()
        connection.close()

    writer = threading.Thread(target=rename)
    writer.start()
    writer.join(10)
    text = "".join([*begun, *pieces])

    assert not writer.is_alive()
    assert PublishedSite.objects.get(code="ECU16").name == "Zebra"
    assert "Zebra" not in text
    assert "\r\nECU16,B," in text
