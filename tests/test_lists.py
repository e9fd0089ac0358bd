"""The lists of sites and species: what their filters find, and what they say of a query that cannot be read."""

import pytest
from factories import claim, site, species, square
from reading import get, shown

from sites.touched import evaluating

pytestmark = pytest.mark.django_db

LISTS = ["/sites/", "/sites/map/", "/species/"]


@pytest.fixture
def three():
    """Floreana (EC, EN bird), Hellshire (JM, CR reptile, candidate), Gau (FJ, CR bird)."""
    site("ECU15", name="Floreana")
    species("Cyclura collei", category="CR", group="reptiles", common_name="Jamaican Iguana")
    site(
        "JAM1",
        name="Hellshire",
        claims=["Cyclura collei"],
        countries=("JM",),
        status="candidate",
        boundary=square(-77, 17.8),
    )
    species("Pterodroma macgillivrayi", category="CR", group="birds")
    site("FJI1", name="Gau", claims=["Pterodroma macgillivrayi"], countries=("FJ",), boundary=None)


@pytest.mark.parametrize("address", ["/sites/", "/sites/map/"])
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ECU15", "FJI1", "JAM1"]),
        ("country=JM", ["JAM1"]),
        ("group=birds", ["ECU15", "FJI1"]),
        ("category=CR", ["FJI1", "JAM1"]),
        ("status=candidate", ["JAM1"]),
        ("outcome=qualifies", ["ECU15", "JAM1"]),
        ("species=cyclura-collei", ["JAM1"]),
        ("q=iguana", ["JAM1"]),
        ("bbox=-91,-2,-90,-1", ["ECU15"]),
        ("country=&group=&q=&status=", ["ECU15", "FJI1", "JAM1"]),
        ("country=JM&group=birds", []),
    ],
)
def test_a_list_shows_what_its_filters_name(client, three, address, query, expected):
    page = get(client, f"{address}?{query}")

    assert shown(page) == expected
    assert f"{len(expected)} site{'' if len(expected) == 1 else 's'}" in page.text


def test_the_form_keeps_what_is_in_force_and_a_chip_takes_each_away(client, three):
    page = get(client, "/sites/?country=JM&q=hell&species=cyclura-collei&limit=10")

    assert page.all("option", value="JM", selected=None)
    assert page.all("input", name="q", value="hell")
    assert page.all("input", type="hidden", name="species", value="cyclura-collei")
    assert page.all("input", type="hidden", name="limit", value="10")
    assert "Country: Jamaica" in page.text
    assert "Species: Cyclura collei" in page.text
    assert page.all("a", href="/sites/?q=hell&species=cyclura-collei&limit=10")
    assert page.all("a", href="/sites/?country=JM&species=cyclura-collei&limit=10")


def test_a_list_that_finds_nothing_says_what_to_do_next(client, three):
    page = get(client, "/sites/?q=nowhere")

    assert "No site matches these filters" in page.text
    assert page.all("a", href="/sites/")


def test_pages_lead_through_the_whole_list_and_keep_the_filters(client, three):
    seen, address = [], "/sites/?limit=1&category=CR"
    while address:
        page = get(client, address)
        seen += shown(page)
        following = page.all("a", rel="next")
        address = following[0]["href"] if following else None

    assert seen == ["FJI1", "JAM1"]
    assert page.all("a", rel="prev", href="/sites/?limit=1&category=CR")
    assert "2 to 2 of 2" in page.text


def test_beyond_its_end_a_list_leads_back_to_its_beginning(client, three):
    page = get(client, "/sites/?offset=90&category=CR")

    assert "The list ends before this page." in page.text
    assert page.all("a", href="/sites/?category=CR")
    assert "2 sites" in page.text


def test_status_and_evidence_never_share_a_word(client, three):
    text = get(client, "/sites/").text

    assert "Floreana Ecuador · ECU15 Mimus trifasciatus EN Confirmed all three criteria shown" in text
    assert "Hellshire Jamaica · JAM1 Cyclura collei CR Candidate" in text
    assert "qualif" not in text.casefold()


def test_a_site_with_many_species_names_those_that_carry_it_first(client):
    species("Anolis proboscis", category="LC")
    names = [f"Mimus species{letter}" for letter in "edcba"]
    site("ECU15", claims=["Anolis proboscis", *names])

    assert (
        "Mimus speciesa EN Mimus speciesb EN Mimus speciesc EN Mimus speciesd EN and 2 more"
        in get(client, "/sites/").text
    )


def test_two_segments_of_one_species_name_it_once(client):
    floreana = site("ECU15")
    with evaluating():
        claim(floreana, segment="breeding", basis="population_share", percent="97")

    assert get(client, "/sites/").text.count("Mimus trifasciatus EN") == 1


def test_the_list_of_species_is_filtered_and_leads_to_their_sites(client, three):
    page = get(client, "/species/?group=reptiles&q=iguana")

    assert "1 species match the filters" in page.text
    assert page.all("a", href="/species/cyclura-collei/")
    assert page.all("a", href="/sites/?species=cyclura-collei")
    there = get(client, "/species/?country=FJ")
    assert "1 species match the filters" in there.text
    assert there.all("a", href="/species/pterodroma-macgillivrayi/")


# --- What cannot be read ------------------------------------------------------------
@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        *(
            "foo=1",
            "limit=0",
            "limit=abc",
            "limit=%D9%A1",
            "offset=-1",
            "q=a&q=b",
            "category=XX",
            "group=dragons",
        ),
        *("format=../../x", "callback=alert", "ordering=password", "id__regex=.*", "_connector=OR", "q=%00"),
    ],
)
def test_a_bad_parameter_is_a_message_on_the_page_beside_the_whole_list(client, three, address, query):
    page = get(client, f"{address}?{query}", 400)

    assert page.all("div", role="alert")
    assert "The address asks for something that cannot be read" in page.text
    assert "Error: " in page.text
    assert f"3 {'species' if address == '/species/' else 'sites'}" in page.text


@pytest.mark.parametrize(
    "query", ["status=draft", "country=jm", "country=XX", "bbox=1", "near=1,2", "km=5", "species=none"]
)
def test_a_bad_parameter_of_sites_is_a_message_too(client, three, query):
    assert shown(get(client, f"/sites/?{query}", 400)) == ["ECU15", "FJI1", "JAM1"]


def test_what_was_typed_is_still_there_beside_the_message(client, three):
    page = get(client, "/sites/?q=hellshire&country=JM&species=cyclura-collei&foo=1&status=bad", 400)

    assert page.all("input", name="q", value="hellshire")
    assert page.all("option", value="JM", selected=None)
    assert page.all("input", type="hidden", name="species", value="cyclura-collei")
    assert not page.all("input", name="foo")
    assert {"#filter-foo", "#filter-status"} <= {link.get("href") for link in page.all("a")}
    assert "foo: There is no such parameter" in page.text


def test_a_refusal_is_not_kept_by_browsers(client, three):
    response = client.get("/sites/?foo=1")

    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
