"""The public pages: what they show, what they refuse, where they lead."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories import claim, country, draw, site, species, square

from sites import status
from sites.models import SiteCode, SpeciesName
from sites.touched import evaluating

pytestmark = pytest.mark.django_db

LISTS = ["/sites/", "/sites/map/", "/species/"]
PAGES = ["/", *LISTS, "/criteria/", "/sites/ECU15/", "/species/mimus-trifasciatus/"]


class Page(HTMLParser):
    """What a browser would see of a page: its elements with their attributes, and its text."""

    def __init__(self, response):
        super().__init__()
        self.elements, self.text, self.data = [], "", False
        self.feed(response.content.decode())
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.data = tag == "script"
        self.text += " " if tag in {"dd", "dt", "li", "p", "td", "th"} else ""

    def handle_endtag(self, tag):
        self.data = False

    def handle_data(self, data):
        self.text += "" if self.data else data

    @property
    def inline_scripts(self):
        return [
            found
            for found in self.all("script")
            if "src" not in found and found.get("type") != "application/json"
        ]

    def all(self, tag, **wanted):
        return [found for name, found in self.elements if name == tag if wanted.items() <= found.items()]


def get(client, address, code=200):
    response = client.get(address)
    assert response.status_code == code, address
    return Page(response)


def shown(page):
    """Codes of the sites in the page's list, in its order."""
    return [row["data-code"] for row in page.all("li") if "data-code" in row]


# --- Every page -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["/", *LISTS, "/criteria/"])
def test_an_empty_registry_says_so_and_breaks_nothing(client, address):
    page = get(client, address)

    assert len(page.all("h1")) == 1
    if address in LISTS:
        assert "has been published yet" in page.text


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_it_is_and_where_one_can_go(client, address):
    site("ECU15", name="Floreana")

    page = get(client, address)

    assert len(page.all("h1")) == len(page.all("main", id="main")) == len(page.all("title")) == 1
    assert page.all("a", **{"class": "skip", "href": "#main"})
    assert page.all("html", lang="en-gb")
    assert page.all("link", rel="canonical", href=f"http://127.0.0.1:8000{address}")
    assert {"/", "/sites/", "/sites/map/", "/species/", "/criteria/"} <= {
        link.get("href") for link in page.all("a")
    }
    assert all(link.get("content") for link in page.all("meta", name="description"))


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_given_once_and_every_label_names_a_field(client, address):
    site("ECU15", national_name="Isla Floreana", national_language="es")

    page = get(client, address)

    ids = [found["id"] for _tag, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    for name in ("for", "aria-labelledby", "aria-describedby"):
        assert {found[name] for _tag, found in page.elements if name in found} <= set(ids), name


@pytest.mark.parametrize("address", PAGES)
def test_demonstration_data_are_called_so_on_every_page(client, settings, address):
    site("ECU15")

    assert "Demonstration data." in get(client, address).text

    settings.DEMO = False
    assert "emonstration" not in get(client, address).text


def test_an_empty_registry_has_no_demonstration_data(client):
    assert "Demonstration data." not in get(client, "/").text


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_read_and_never_written(client, address):
    site("ECU15")

    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 7), ("/sites/", 6), ("/sites/map/", 6), ("/species/", 5), ("/sites/ECU15/", 6)],
)
def test_the_number_of_queries_does_not_grow(client, address, most):
    floreana = site("ECU15")
    with CaptureQueriesContext(connection) as few:
        get(client, address)
    for number in range(8):
        claims = [f"Mimus species{number}", f"Cyclura species{number}"]
        site(f"JAM{number + 1}", claims=claims, countries=("JM", "EC"), boundary=square(number, number))
        claim(floreana, species=f"Geospiza species{number}")
    with CaptureQueriesContext(connection) as many:
        get(client, address)

    assert len(few) == len(many) <= most


# --- Home -------------------------------------------------------------------------------------------------------------
def test_home_counts_what_is_confirmed(client):
    species("Cyclura collei", category="CR")
    site("ECU15", protection="none", protection_as_of="2024")
    site("JAM1", claims=["Cyclura collei"], countries=("JM",), protection="partial", protection_as_of="2024")
    site("JAM2", claims=["Cyclura collei"], countries=("JM",), status="candidate", boundary=None)

    page = get(client, "/")

    assert "2 confirmed sites" in page.all("svg", role="img")[0]["aria-label"]
    assert "without any protection, of 2 assessed 50 %" in page.text
    assert len(page.all("path", id="marks-cr")) == len(page.all("path", id="marks-en")) == 1


def test_home_tells_the_latest_moves_of_status(client):
    jamaica = site("JAM1", name="Hellshire Hills", claims=["Cyclura collei"], countries=("JM",))
    status.delist(jamaica, by=None, reason="error", text="Listed twice", override=True)

    assert "Hellshire Hills taken off the list" in get(client, "/").text


def test_the_plate_moves_with_the_registry(client):
    floreana = site("ECU15")
    before = get(client, "/").all("path", id="marks-en")
    again = get(client, "/").all("path", id="marks-en")

    draw(floreana, square(10, 10))

    assert before == again != get(client, "/").all("path", id="marks-en")


# --- Lists ------------------------------------------------------------------------------------------------------------
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


# --- What cannot be read ----------------------------------------------------------------------------------------------
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


# --- A site -----------------------------------------------------------------------------------------------------------
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


# --- Species ----------------------------------------------------------------------------------------------------------
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


def test_an_old_name_leads_to_the_species_for_ever(client):
    site("ECU15")
    bird = species()
    bird.scientific_name = "Nesomimus trifasciatus"
    bird.save()

    for written in ("mimus-trifasciatus", "Mimus-Trifasciatus", "NESOMIMUS-trifasciatus"):
        response = client.get(f"/species/{written}/")
        assert (response.status_code, response["Location"]) == (301, "/species/nesomimus-trifasciatus/")


def test_the_list_of_species_is_filtered_and_leads_to_their_sites(client, three):
    page = get(client, "/species/?group=reptiles&q=iguana")

    assert "1 species match the filters" in page.text
    assert page.all("a", href="/species/cyclura-collei/")
    assert page.all("a", href="/sites/?species=cyclura-collei")


# --- Text that means harm ---------------------------------------------------------------------------------------------
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "{{191*7}}{% debug %}${191*7}",
    "\u202eright to left",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert_on_every_page(client, text):
    made = species(
        "Mimus trifasciatus",
        common_name=text,
        authority=text,
        family_name=text[:60],
        red_list_criteria=text,
        category_source=text,
    )
    told = dict.fromkeys(("national_name", "description", "rationale", "protection_source", "wdpa_ids"), text)
    ecuador = country("EC")
    ecuador.name = text
    ecuador.save()
    bad = {"species": made.scientific_name, "citation": text, "evidence_url": "javascript:alert(1)"}
    floreana = site("ECU15", name=text, claims=[bad], **told)
    with evaluating():
        SpeciesName.objects.create(species=made, name=text, kind="common", language='"><b>')
    status.delist(floreana, by=None, reason="error", text=text, override=True)

    for address in [*PAGES, f"/sites/?q={text}", "/sites/?country=EC"]:
        page = Page(client.get(address))
        handlers = [name for _tag, found in page.elements for name in found if name.startswith("on")]
        links = [found.get("href") or "" for _tag, found in page.elements]
        assert page.inline_scripts == handlers == page.all("img") == page.all("b") == [], address
        assert not [link for link in links if link.strip().casefold().startswith("javascript:")], address
        assert "1337" not in page.text, address
    assert text in get(client, "/sites/ECU15/").text


def test_a_hostile_parameter_is_inert_in_the_message(client):
    response = client.get("/sites/", {"<script>alert(1)</script>": "1", "q": '"><script>alert(1)</script>'})

    assert response.status_code == 400
    assert Page(response).inline_scripts == []


# --- When something fails ---------------------------------------------------------------------------------------------
def test_a_form_from_elsewhere_is_refused_with_an_explanation(db):
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})

    assert response.status_code == 403
    assert "Nothing was changed." in Page(response).text


def test_an_unknown_host_is_told_nothing_but_that(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert "This request could not be read" in Page(response).text


def test_a_failure_of_ours_has_a_page_of_its_own(client, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("the inside")

    monkeypatch.setattr("sites.figures.count", fail)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "Something failed on our side" in Page(response).text
    assert "the inside" not in response.content.decode()
