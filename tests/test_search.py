"""What a reader types is found, whatever its case, accents and spelling, alike on both databases."""

import unicodedata
from urllib.parse import quote

import pytest
from factories import claim, site, species

from sites.models import SiteCode, SpeciesName
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def codes(client, query):
    answer = client.get(f"/api/collections/sites/items?q={quote(query)}")
    assert answer.status_code == 200, answer.content
    return [feature["id"] for feature in answer.json()["features"]]


def species_found(client, query):
    answer = client.get(f"/species/?q={quote(query)}")
    assert answer.status_code == 200
    return [row.scientific_name for row in answer.context["species"]]


@pytest.mark.parametrize(
    "written", ["Réunion", unicodedata.normalize("NFD", "Réunion"), "reunion", "RÉUNION", "  réu  "]
)
def test_case_accents_and_the_way_they_are_encoded_do_not_count(client, written):
    site("REU1", name="Île de la Réunion", countries=("RE",))

    assert codes(client, written) == ["REU1"]


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("Große Straße", "GROSSE STRASSE"),
        ("Große Straße", "große straße"),
        ("Isla de Đảo", "đảo"),
        ("Isla de Đảo", "ĐẢO"),
        ("Øygarden", "øygarden"),
        ("İstanbul", "istanbul"),
        ("Ağrı", "AĞRı"),
        ("Ｗｉｄｅ island", "wide"),
        ("Ελλάδα", "ΕΛΛΆΔΑ"),
        ("Остров Медный", "остров медный"),
    ],
)
def test_letters_beyond_ascii_are_folded_alike(client, stored, written):
    site("ECU15", name=stored)

    assert codes(client, written) == ["ECU15"]


def test_a_site_is_found_by_its_national_name_its_codes_its_country_and_its_species(client):
    floreana = site("ECU15", name="Floreana Island", national_name="Isla Floreana")
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        SpeciesName.objects.create(species=species(), name="Cucuve de Floreana", kind="common", language="es")
        SiteCode.objects.create(site=floreana, code="ECU99")
    site("JAM1", name="Hellshire Hills", countries=("JM",), claims=["Cyclura collei"], boundary=None)

    for written in (
        "isla floreana",
        "ecu15",
        "ECU99",
        "ecuador",
        "mimus trif",
        "nesomimus",
        "cucuve",
        "floreana ecuador",
    ):
        assert codes(client, written) == ["ECU15"], written


def test_all_words_must_be_found(client):
    site("ECU15", name="Floreana Island")

    assert codes(client, "floreana jamaica") == []


@pytest.mark.parametrize("written", ["%", "_", "100%", "\\", "'", '"; DROP TABLE', "[a-z]*"])
def test_signs_that_databases_read_as_patterns_stand_for_themselves(client, written):
    site("ECU15", name="Floreana Island")

    assert codes(client, written) == []


def test_a_species_is_found_by_synonym_and_common_name(client):
    site("ECU15")
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        SpeciesName.objects.create(species=species(), name="Cucuve de Floreána", kind="common", language="es")

    for written in ("trifasciatus", "NESOMIMUS", "cucuve floreana"):
        assert species_found(client, written) == ["Mimus trifasciatus"], written
    assert species_found(client, "Cyclura") == []


def test_a_new_name_is_found_at_once_in_a_process_that_has_searched_before(client):
    floreana = site("ECU15")
    assert species_found(client, "cyclura") == []

    claim(floreana, species="Cyclura collei", basis="sole_area")

    assert species_found(client, "cyclura") == ["Cyclura collei"]


def test_a_species_of_which_only_a_draft_tells_is_not_found(client):
    site(None, status="draft", claims=["Cyclura collei"])

    assert species_found(client, "") == []
    assert client.get("/species/cyclura-collei/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sites/", "/sites/map/", "/species/", "/api/collections/sites/items", "/sites/map.json"]
)
def test_a_null_character_is_a_problem_and_no_crash(client, address):
    assert client.get(f"{address}?q=%00").status_code == 400
    assert client.get(f"{address}?q=a%00b").status_code == 400


@pytest.mark.parametrize("raw", ["%ff", "%ed%a0%80", "%c0%af", "+ADw-script+AD4-"])
def test_bytes_that_are_no_text_find_nothing_and_break_nothing(client, raw):
    site("ECU15")

    assert client.get(f"/api/collections/sites/items?q={raw}").status_code == 200
