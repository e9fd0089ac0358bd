"""The page of a site and of a species: what they tell, and which addresses lead to them."""

import re

import pytest
from factories import site, species
from reading import get

from sites import status
from sites.models import SiteCode, SpeciesName
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def test_a_site_tells_its_species_its_verdicts_and_what_happened(client):
    species("Mimus trifasciatus", common_name="Floreana Mockingbird")
    floreana = site(
        "ECU15",
        name="Floreana",
        national_name="Isla Floreana",
        national_language="es",
        description="Dry scrub",
        protection="partial",
        protection_as_of="2024",
        coverage_percent="45.5",
    )
    status.delist(floreana, by=None, reason="error", text="Listed twice", override=True)

    page = get(client, "/sites/ECU15/")

    for words in (
        "Floreana Mockingbird",
        "Isla Floreana",
        "1. Endangerment: met",
        "2. Irreplaceability: met",
        "3. Discreteness: met",
        "De-listed",
        "State of the evidence: all three criteria shown",
        "Dry scrub",
        "An island ringed by sea.",
        "45.5 % of the area",
        "as of 2024",
        "Listed twice",
        "no longer on the list",
    ):
        assert words in page.text, words
    assert page.all("p", lang="es")
    assert page.all("i", lang="la")
    assert re.search(r"\b\d{1,2} [A-Z][a-z]{3,8} 20\d\d\b", page.text)


def test_a_site_without_boundary_point_or_species_says_what_is_missing(client):
    site("JAM1", claims=[], boundary=None, countries=("JM",), rationale="")

    text = get(client, "/sites/JAM1/").text

    assert "No place is on file for this site." in text
    assert "No species is on file for this site." in text
    assert "not assessed" in text


def test_a_superseded_site_leads_to_its_successor(client):
    old, new = site("JAM1", countries=("JM",), claims=["Cyclura collei"]), site("ECU15", name="Floreana")
    status.supersede(old, successor=new, by=None, reason="boundary", text="Merged")

    page = get(client, "/sites/JAM1/")

    assert page.all("a", href="/sites/ECU15/")
    assert "Go to Floreana (ECU15)" in page.text


@pytest.mark.parametrize("written", ["ecu15", "ECU99", "ecu99"])
def test_other_codes_and_lower_case_lead_to_the_site_for_ever(client, written):
    SiteCode.objects.create(site=site("ECU15"), code="ECU99")

    response = client.get(f"/sites/{written}/")

    assert (response.status_code, response["Location"]) == (301, "/sites/ECU15/")


@pytest.mark.parametrize(
    "code", ["ZZZ9", "99999999999999999999", "-1", "1.0", "%00", "..%2f", "a" * 300, "%ff", "%F0%9F%98%80"]
)
def test_an_unknown_code_is_not_found_and_the_page_helps(client, code):
    site("ECU15")

    page = get(client, f"/sites/{code}/", 404)

    assert page.all("input", type="search", name="q")
    assert page.all("form", action="/sites/", method="get")
    assert {"/sites/map/", "/sites/", "/species/", "/"} <= {link.get("href") for link in page.all("a")}


def test_a_draft_is_nowhere(client):
    site("ECU15", status="draft", name="Hidden place")

    get(client, "/sites/ECU15/", 404)
    for address in ("/", "/sites/", "/sites/map/", "/species/"):
        assert "Hidden place" not in get(client, address).text


def test_a_species_tells_its_names_its_record_and_its_sites(client):
    species(
        "Mimus trifasciatus",
        authority="(Gould, 1837)",
        common_name="Floreana Mockingbird",
        family_name="Mimidae",
    )
    site("ECU15", name="Floreana")
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        SpeciesName.objects.create(species=species(), name="Cucuve de Floreana", kind="common", language="es")

    page = get(client, "/species/mimus-trifasciatus/")

    for words in (
        "(Gould, 1837)",
        "Floreana Mockingbird",
        "Mimidae",
        "Nesomimus trifasciatus",
        "Cucuve de Floreana",
        "Endangered",
    ):
        assert words in page.text, words
    assert page.all("span", lang="es")
    assert page.all("a", href="/sites/ECU15/")


def test_the_countries_of_a_site_lead_to_their_pages(client):
    site("CIV1", countries=("CI", "GN"))

    for address in ("/sites/CIV1/", "/species/mimus-trifasciatus/"):
        page = get(client, address)
        assert page.all("a", href="/countries/CI/"), address
        assert page.all("a", href="/countries/GN/"), address


def test_an_old_name_leads_to_the_species_for_ever(client):
    site("ECU15")
    bird = species()
    bird.scientific_name = "Nesomimus trifasciatus"
    bird.save()

    for written in ("mimus-trifasciatus", "Mimus-Trifasciatus", "NESOMIMUS-trifasciatus"):
        response = client.get(f"/species/{written}/")
        assert (response.status_code, response["Location"]) == (301, "/species/nesomimus-trifasciatus/")


def test_of_what_happened_on_one_day_the_last_stands_first(client):
    floreana = site("ECU15")
    why = {"by": None, "reason": "error", "text": "Checked"}
    status.delist(floreana, override=True, **why)
    status.restore(floreana, **why)
    status.confirm(floreana, **why)

    page = client.get("/sites/ECU15/").content.decode()

    assert re.findall(r"Status: ([a-z-]+)", page) == ["confirmed", "candidate", "de-listed"]
