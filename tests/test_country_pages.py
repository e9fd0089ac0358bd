"""The pages of countries: what they count, from published rows and no others, and what they say where something is not known."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from downloaded import codes
from factories import country, site, species, square
from reading import get

from sites import countries as iso
from sites import status
from sites.changes_since import since
from sites.models import PublishedSite, Site
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def row(page_text, start, end):
    return page_text.split(start, 1)[1].split(end, 1)[0]


@pytest.fixture
def listed():
    """Ecuador: three confirmed sites (one shared with Peru; complete with 100 %, none with 1 %, not assessed), a candidate, one de-listed
    and one superseded. France has none."""
    country("FR")
    species("Atelopus lynchi", category="CR", group="amphibians", common_name="Lynch's Toad")
    species("Anolis proboscis", category="LC", group="reptiles")
    site(
        "ECU1",
        name="Alto",
        protection="complete",
        coverage_percent="100",
        claims=["Mimus trifasciatus", "Anolis proboscis"],
    )
    site(
        "ECU2",
        name="Bajo",
        protection="none",
        coverage_percent="1",
        claims=["Atelopus lynchi"],
        boundary=square(-79, 1),
    )
    site("ECU3", name="Cumbre", countries=("EC", "PE"), claims=["Atelopus lynchi"], boundary=square(-80, -4))
    site("ECU4", name="Delta", status="candidate", claims=[], boundary=None, protection="none")
    site("ECU5", name="Estero", claims=[], boundary=None)
    site("ECU6", name="Faro", claims=[], boundary=None)
    status.delist(Site.objects.get(code="ECU5"), by=None, reason="error", text="A mistake.", override=True)
    status.supersede(
        Site.objects.get(code="ECU6"),
        by=None,
        successor=Site.objects.get(code="ECU1"),
        reason="boundary",
        text="One place.",
    )


def test_the_list_counts_sites_by_status_species_and_those_without_protection(client, listed):
    text = get(client, "/countries/").text

    assert "2 countries and territories hold public sites." in text
    assert (
        "Ecuador 3 complete (98 % or more): 1; none (2 % or less): 1; not assessed: 1 1 2 2 50 % 1 of 2 assessed"
        in text
    )
    assert "Peru 1 not assessed: 1 0 0 1 not assessed" in text
    assert "France" not in text
    assert "counts in each of them" in text


def test_the_list_is_ordered_and_narrowed_by_its_address(client, listed):
    species("Cyclura collei", category="CR")
    site("ESP1", claims=["Cyclura collei"], countries=("ES",), boundary=square(-3, 40))
    names = {"Ecuador", "Peru", "Spain"}

    def order(query):
        return [
            link["href"]
            for link in get(client, f"/countries/{query}").all("a")
            if link["href"].startswith("/countries/") and len(link["href"]) == 14
        ]

    assert len(names) == 3
    assert order("?sort=confirmed") == ["/countries/EC/", "/countries/PE/", "/countries/ES/"]
    assert order("?sort=unprotected")[0] == "/countries/EC/"


def test_a_list_of_countries_says_what_it_cannot_read(client, listed):
    for query in ("foo=1", "sort=bad", "region=Atlantis", "sort=name&sort=name"):
        page = get(client, f"/countries/?{query}", 400)

        assert page.all("div", role="alert")
        assert "Ecuador" in page.text


def test_a_country_counts_confirmed_sites_and_tells_the_others_apart(client, listed):
    text = get(client, "/countries/EC/").text

    assert "confirmed sites 3" in text
    assert "species that depend on them 2" in text
    assert "without any protection, of 2 assessed 1" in text
    assert "candidate, counted apart 1" in text
    assert "1 site was taken off the list and is in none of these figures." in text
    assert "1 site was replaced by another and is not counted again." in text
    assert "1 of the confirmed sites lies in another country too, and counts in each." in text
    assert "also in Peru" in text
    assert "Counted from the registry as of" in text


def test_a_country_is_cited_in_words_and_as_records(client, listed):
    text = get(client, "/countries/EC/").text

    words = row(text, "): Ecuador and its AZE sites. AZE site registry, record of", "accessed")
    assert "http://127.0.0.1:8000/countries/EC/" in words
    assert "@misc{aze-EC-" in text
    assert "TI - Ecuador and its AZE sites" in text


def test_a_country_counts_sites_and_species_by_category(client, listed):
    text = get(client, "/countries/EC/").text

    assert "CR Critically Endangered 2 EN Endangered 1" in row(
        text, "Sites by Red List category", "Species by"
    )
    assert "CR Critically Endangered 1 EN Endangered 1" in row(
        text, "Species by Red List category", "Protection"
    )


def test_mean_coverage_is_over_the_known_ones_only(client, listed):
    text = row(get(client, "/countries/EC/").text, "How much of a site", "Copy")

    assert "Complete (98 % or more) 1 Partial 0 None (2 % or less) 1 Not assessed 1" in text
    assert "2 of 3 confirmed sites have been assessed." in text
    assert (
        "Mean coverage: 50.5 %, the mean of the percentages of the 2 sites, of 3, for which one is on file."
        in text
    )


def test_what_nobody_has_measured_is_never_nought(client, listed):
    text = get(client, "/countries/PE/").text

    assert "0 of 1 confirmed sites have been assessed." in text
    assert "Mean coverage: not known." in text
    assert "without any protection" not in text
    assert "0 %" not in text.replace("it is not 0 %", "")


def test_the_table_of_sites_holds_the_listed_and_the_list_below_the_others(client, listed):
    page = get(client, "/countries/EC/")
    table = row(page.text, "AZE sites in Ecuador", "Download these")

    assert [name in table for name in ("Alto", "Bajo", "Cumbre", "Delta", "Estero", "Faro")] == [True] * 4 + [
        False
    ] * 2
    assert (
        "Alto ECU1 Confirmed all three criteria shown Mimus trifasciatus (EN), Anolis proboscis (LC) noted"
        in table
    )
    assert "Estero (ECU5): de-listed" in page.text
    assert "Faro (ECU6): superseded, replaced by ECU1" in page.text
    assert "Anolis proboscis" not in row(page.text, "Species that depend on these sites", "Changes since")


def test_changes_are_told_since_the_day_asked_for(client, listed):
    page = get(client, "/countries/EC/")
    later = get(client, "/countries/EC/?since=2999-01-01")

    told = row(page.text, "Changes since", "These are changes")
    assert "Estero taken off the list" in told
    assert "Faro replaced by another site" in told
    assert "Nothing has changed since that day." in later.text


def test_a_change_of_the_evidence_is_told_and_its_first_judgement_is_not():
    site("ECU1")

    def told(day):
        return since(PublishedSite.objects.values_list("code", "history"), day)

    day = PublishedSite.objects.get(code="ECU1").evaluated_on
    assert told(day) == []

    with evaluating():
        Site.objects.get(code="ECU1").claims.get().delete()

    assert [(change.day, change.text) for change in told(day)] == [
        (day, "state of the evidence now: evidence on file does not support the listing")
    ]


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=2026-02-30",
        "since=20260101",
        "since=%D9%A2",
        "foo=1",
        "since=2026-01-01&since=2026-01-02",
    ],
)
def test_a_day_that_cannot_be_read_is_a_message_on_the_page(client, listed, query):
    page = get(client, f"/countries/EC/?{query}", 400)

    assert page.all("div", role="alert")
    assert "Alto" in page.text


def test_the_tables_of_many_sites_go_on_page_by_page_and_the_figures_count_all(client, listed, monkeypatch):
    for name, most in (("SITES_A_PAGE", 2), ("SPECIES_SHOWN", 1), ("RETIRED_SHOWN", 1)):
        monkeypatch.setattr(f"sites.country_report.{name}", most)
    monkeypatch.setattr("sites.country_views.SITES_A_PAGE", 2)

    first = get(client, "/countries/EC/?since=2020-01-01")
    second = get(client, "/countries/EC/?since=2020-01-01&offset=2")
    beyond = get(client, "/countries/EC/?offset=50")

    assert "confirmed sites 3" in first.text and "confirmed sites 3" in second.text
    assert "species that depend on them 2" in first.text
    assert ", 1 to 2 of 4 Site" in first.text and ", 3 to 4 of 4 Site" in second.text
    tables = [row(page.text, "AZE sites in Ecuador", "Download these") for page in (first, second)]
    names = ("Alto", "Bajo", "Cumbre", "Delta")
    assert [[name in table for name in names] for table in tables] == [
        [True, True, False, False],
        [False, False, True, True],
    ]
    assert first.all("a", href="/countries/EC/?since=2020-01-01&offset=2#sites")
    assert second.all("a", href="/countries/EC/?since=2020-01-01#sites")
    assert "1 more species is not shown here." in first.text
    assert first.all("a", href="/species/?country=EC")
    assert "1 more is not shown here." in first.text
    assert "The list ends before this page." in beyond.text
    assert get(client, "/countries/EC/?offset=-1", 400).all("div", role="alert")


@pytest.mark.parametrize(
    ("written", "canonical"), [("ec", "EC"), ("Ec", "EC"), ("ECU", "EC"), ("ecu", "EC"), ("abnj", "ABNJ")]
)
def test_a_country_has_one_address(client, listed, written, canonical):
    iso.ensure()

    response = client.get(f"/countries/{written}/?since=2026-01-01")

    assert (response.status_code, response["Location"]) == (301, f"/countries/{canonical}/?since=2026-01-01")


@pytest.mark.parametrize("code", ["XX", "UK", "E", "ECUA", "é", "%00", "1"])
def test_what_is_no_country_is_not_found(client, listed, code):
    assert client.get(f"/countries/{code}/").status_code == 404


def test_a_country_without_sites_says_so_and_leads_on(client, listed):
    page = get(client, "/countries/FR/")

    assert "The registry holds no public site in France." in page.text
    assert page.all("a", href="/countries/")


def test_a_draft_and_a_hidden_place_stay_hidden(client):
    site("ECU7", name="Secret draft", status="draft", claims=[], boundary=None)
    site(
        "ECU8",
        name="Hidden",
        sensitivity="extreme",
        sensitivity_reason="Collectors",
        boundary=square(-77.1234, -1.1234),
    )

    text = client.get("/countries/EC/").content.decode()

    assert "Secret draft" not in text
    assert "Hidden" in text
    assert "77.1" not in text


def test_pages_ask_no_more_questions_of_many_sites_than_of_few(client, listed):
    def questions():
        counts = {}
        for address in (
            "/countries/",
            "/countries/?sort=species&region=",
            "/countries/EC/",
            "/countries/FR/",
            "/downloads/",
        ):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts[address] = len(asked)
        return counts

    of_few = questions()
    for number in range(20, 40):
        names = [f"Genus species{letter}{chr(77 + number)}" for letter in "ab"]
        site(f"ECU{number}", claims=names, boundary=None, countries=("EC", "PE"))

    assert questions() == of_few
    assert max(of_few.values()) <= 12


@pytest.mark.parametrize("edge", [0.0004, 0.02, 0.3])
def test_a_site_has_one_area_on_its_page_and_on_that_of_its_country(client, edge):
    site("ECU15", boundary=square(-90.4, -1.3, edge))

    told = re.search(r"Area ([\d.,]+) km²", get(client, "/sites/ECU15/").text)[1]

    assert f" {told} " in row(get(client, "/countries/EC/").text, "Area, km²", "Species")


def test_the_list_gives_its_sites_as_files(client, listed):
    site("JPN1", name="Amami", claims=["Anolis proboscis"], countries=("JP",))

    everywhere, asia = get(client, "/countries/"), get(client, "/countries/?region=Asia")

    assert "Download these 7 sites: CSV, GeoJSON with boundaries" in everywhere.text
    assert everywhere.all("a", href="/downloads/sites.geojson")
    assert "Download this site: CSV, GeoJSON with boundaries" in asia.text
    assert asia.all("a", href="/downloads/sites.csv?region=Asia")
    assert codes(client, "/downloads/sites.csv?region=Asia") == ["JPN1"]
