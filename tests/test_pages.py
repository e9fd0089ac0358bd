"""The public pages: what every one of them says, home, and what is said when something fails."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories import claim, draw, site, species, square
from reading import Page, get

from sites import status
from sites.models import RegistryStamp

pytestmark = pytest.mark.django_db

LISTS = ["/sites/", "/sites/map/", "/species/"]
AUDIENCES = [
    *(
        "/policy-makers/",
        "/research-scientists/",
        "/conservation-organizations/",
        "/individual-contributors/",
    ),
]
FIXED = ["/", "/criteria/", "/about/", "/submit/", *AUDIENCES]
PAGES = [*FIXED, *LISTS, "/sites/ECU15/", "/species/mimus-trifasciatus/"]


@pytest.mark.parametrize("address", [*FIXED, *LISTS])
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
def test_demonstration_data_are_called_so_on_every_page(client, address):
    site("ECU15")
    assert "emonstration" not in get(client, address).text

    RegistryStamp.objects.update(demonstration=True)

    assert "Demonstration data." in get(client, address).text


@pytest.mark.parametrize("address", [page for page in PAGES if page != "/submit/"])
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
    get(client, "/submit/")  # reads the imprint, which is read once for each state of the registry
    with CaptureQueriesContext(connection) as few:
        get(client, address)
    for number in range(8):
        claims = [f"Mimus species{number}", f"Cyclura species{number}"]
        site(f"JAM{number + 1}", claims=claims, countries=("JM", "EC"), boundary=square(number, number))
        claim(floreana, species=f"Geospiza species{number}")
    get(client, "/submit/")
    with CaptureQueriesContext(connection) as many:
        get(client, address)

    assert len(few) == len(many) <= most


# --- Home ------------------------------------------------------------
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


# --- When something fails ------------------------------------------------------------
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
