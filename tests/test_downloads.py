"""Files of what a list shows: their rows and columns, what they say of themselves, and what is refused."""

import csv
import gzip
import io
import json
import threading

import pytest
from django.db import connection
from factories import claim, draw, site, species, square
from reading import get

from sites import downloads, reuse
from sites.data_dictionary import SITES, SPECIES
from sites.download_slots import MOST_IN_ALL, MOST_OF_ONE, Busy, slot
from sites.filters import SiteFilter
from sites.models import PublishedSite, RegistryStamp, Site
from sites.touched import evaluating

FILES = ["/downloads/sites.csv", "/downloads/sites.geojson", "/downloads/species.csv"]
SIDECARS = ["/downloads/sites.csv-metadata.json", "/downloads/species.csv-metadata.json"]


def body(response):
    return b"".join(response.streaming_content)


def rows(client, address):
    text = body(client.get(address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(client, address):
    return [row["code"] for row in rows(client, address)]


@pytest.fixture
def three(db):
    """Floreana (EC, EN bird), Hellshire (JM, CR reptile, candidate, no boundary), Nimba (CI and GN, CR bird, partly protected)."""
    site("ECU15", name="Floreana")
    species("Cyclura collei", category="CR", group="reptiles", common_name="Jamaican Iguana")
    site(
        "JAM1",
        name="Hellshire",
        claims=["Cyclura collei"],
        countries=("JM",),
        status="candidate",
        boundary=None,
    )
    species("Nectophrynoides nimba", category="CR", group="amphibians")
    site(
        "CIV1",
        name="Nimba",
        claims=["Nectophrynoides nimba"],
        countries=("CI", "GN"),
        boundary=square(-8.4, 7.5),
        protection="partial",
        coverage_percent="41.5",
    )


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


def test_a_file_says_what_it_is(client, three):
    response = client.get("/downloads/sites.csv?country=EC")
    day = RegistryStamp.objects.get().changed_at.date().isoformat()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="aze-sites-EC-{day}.csv"'
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert 'rel="license"' in response["Link"]
    assert "/downloads/sites.csv-metadata.json?country=EC" in response["Link"]
    assert body(response).startswith("\ufeffcode,name,".encode())


def test_the_sidecar_says_what_a_table_cannot(client, three):
    told = client.get("/downloads/sites.csv-metadata.json?country=EC").json()
    described = {column["name"]: column for column in told["tableSchema"]["columns"]}

    assert told["dc:extent"] == 1
    assert told["url"].endswith("/downloads/sites.csv?country=EC")
    assert "Alliance for Zero Extinction" in told["dc:bibliographicCitation"]
    assert list(described) == [column.name for column in SITES.columns]
    assert described["countries"]["separator"] == "; "
    assert client.get("/downloads/species.csv-metadata.json").json()["dc:extent"] == 3


def test_a_file_that_has_not_changed_is_not_sent_again(client, three):
    for address in [*FILES, *SIDECARS]:
        response = client.get(address)
        b"".join(response)

        again = client.get(address, headers={"If-None-Match": response["ETag"]})

        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["the registry", "the licence"])
def test_a_file_that_has_changed_is_sent(client, three, change, licensed):
    named = client.head("/downloads/sites.csv")["ETag"]

    if change == "the licence":
        licensed("CC BY 4.0")
    else:
        Site.objects.get(code="ECU15").save()
        site("ECU16", claims=[], boundary=None)
    response = client.get("/downloads/sites.csv", headers={"If-None-Match": named})

    assert response.status_code == 200
    assert body(response)


@pytest.fixture
def licensed(monkeypatch):
    """Lets the secretariat write a licence."""
    monkeypatch.setitem(reuse._source, "terms", lambda stamp: ("", ""))
    return lambda text: monkeypatch.setitem(reuse._source, "terms", lambda stamp: ("", text))


def test_the_licence_of_the_secretariat_goes_into_the_files(client, three, licensed):
    licensed("CC BY 4.0:\nname the source.")

    told = json.loads(body(client.get("/downloads/sites.geojson")))

    assert told["licence"] == "CC BY 4.0: name the source."
    assert "CC BY 4.0: name the source." in get(client, "/downloads/").text


def test_files_come_packed_where_that_is_asked_for(client, three):
    response = client.get("/downloads/sites.csv", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(response)) == body(client.get("/downloads/sites.csv"))


def test_head_tells_the_headers_alone(client, three):
    response = client.head("/downloads/sites.geojson")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "query", ["foo=1", "status=bad", "q=a&q=b", "limit=5", "near=1,2", "country=XX", "q=%00"]
)
def test_an_address_that_cannot_be_read_is_refused_with_a_sentence(client, db, query):
    for address in [*FILES, *SIDECARS]:
        response = client.get(f"{address}?{query}")

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store"
        assert response.json()["errors"][0]["message"]


def test_no_more_files_are_on_their_way_than_may_be(client, three):
    began = [client.get("/downloads/sites.csv") for _ in range(MOST_OF_ONE)]
    refused = client.get("/downloads/sites.csv")
    other = client.get("/downloads/sites.csv", REMOTE_ADDR="192.0.2.7")
    for response in [*began, other]:
        body(response)

    assert [response.status_code for response in began] == [200] * MOST_OF_ONE
    assert (refused.status_code, other.status_code) == (429, 200)
    assert int(refused["Retry-After"]) > 0
    assert body(client.get("/downloads/sites.csv"))


def test_a_person_is_refused_with_a_page(client, db):
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    with slot("127.0.0.1"), slot("127.0.0.1"):
        busy = client.get("/downloads/sites.csv", headers=browser)
    unread = client.get("/downloads/sites.csv?status=bad", headers=browser)

    assert (busy.status_code, unread.status_code) == (429, 400)
    assert "Too many files at once" in busy.content.decode()
    assert "<code>status</code>" in unread.content.decode()
    assert "style-src" in unread["Content-Security-Policy"]


def test_a_place_is_free_again_when_a_file_breaks(client, three, monkeypatch):
    def fails(asked):
        raise RuntimeError("the disk")
        yield

    monkeypatch.setattr(downloads, "sites_csv", fails)
    client.raise_request_exception = False

    answers = [client.get("/downloads/sites.csv").status_code for _ in range(MOST_OF_ONE + 1)]

    assert answers == [500] * (MOST_OF_ONE + 1)


def test_a_house_is_counted_as_one_address_and_all_together_have_a_limit():
    with slot("2001:db8::1"), slot("2001:db8::2"):
        with pytest.raises(Busy), slot("2001:db8:0:0:ffff::3"):
            pass
        with slot("2001:db8:0:1::1"), slot("192.0.2.1"), pytest.raises(Busy), slot("192.0.2.2"):
            pass
    assert MOST_IN_ALL == 4


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


def test_the_page_of_downloads_explains_every_column(client, three):
    page = get(client, "/downloads/?country=JM")

    assert all(column.name in page.text for file in (SITES, SPECIES) for column in file.columns)
    assert "1 site matches the filters." in page.text
    assert page.all("a", href="/downloads/sites.csv?country=JM")
    assert page.all("a", href="/downloads/sites.geojson?country=JM")
    assert "has not named a licence" in page.text


def test_the_page_of_downloads_says_what_it_cannot_read(client, three):
    page = get(client, "/downloads/?status=bad", 400)

    assert page.all("div", role="alert")


@pytest.mark.parametrize("address", ["/sites/?country=EC", "/sites/map/?country=EC"])
def test_a_list_leads_to_the_file_of_what_it_shows(client, three, address):
    page = get(client, address)

    assert "Download this site:" in page.text
    assert page.all("a", href="/downloads/sites.csv?country=EC")
    assert page.all("a", href="/downloads/sites.geojson?country=EC")


def test_the_list_of_species_leads_to_the_file_of_its_claims(client, three):
    page = get(client, "/species/?q=iguana&group=reptiles")

    assert page.all("a", href="/downloads/species.csv?q=iguana&group=reptiles")
