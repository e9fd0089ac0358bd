"""The pages for audiences: each shows what the registry knows today, and leads to the list that shows the rest."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import country, site, square
from reading import get

from aze.models import Partner, PartnerSite
from sites.touched import evaluating

pytestmark = pytest.mark.django_db
THIS_YEAR = date.today().year


def jamaica(number, **fields):
    claim = {"species": f"Cyclura species{number}", **fields.pop("claim", {})}
    return site(
        f"JAM{number}",
        name=f"Hill {number}",
        claims=[claim],
        countries=("JM",),
        boundary=square(number, number),
        **fields,
    )


def test_policy_makers_find_their_country_with_its_unprotected_sites(client):
    site("ECU15")
    jamaica(1, protection="none", protection_as_of="2024")
    jamaica(2, protection="complete", protection_as_of="2024")

    page = get(client, "/policy-makers/")

    assert "Jamaica 2 sites, 1 unprotected" in page.text
    assert "Complete (98 % or more) 1 Partial 0 None (2 % or less) 1 Not assessed 1" in page.text
    assert any("JM" in link.get("href", "") for link in page.all("a"))
    assert page.all("a", href="/screen/")
    assert page.all("a", href="/sites/?status=confirmed&protection=none")


def test_scientists_see_where_a_species_has_not_been_confirmed_for_longest(client):
    jamaica(1, claim={"last_confirmed": THIS_YEAR - 40})
    jamaica(2, claim={"last_confirmed": THIS_YEAR - 15})
    jamaica(3, claim={"last_confirmed": THIS_YEAR - 1})
    jamaica(4, claim={"presence": "uncertain"}, status="candidate")

    page = get(client, "/research-scientists/")

    assert (
        "or is doubtful there 2 times a species was last confirmed at its site 11 to 30 years ago 1"
        in page.text
    )
    assert page.text.index("Hill 1") < page.text.index("Hill 2")
    assert "Hill 4" in page.text
    assert "Hill 3" not in page.text
    assert "candidate sites 1" in page.text
    assert page.all("a", href="/sites/?status=candidate")


def test_unknown_years_hide_no_site_that_was_long_without_a_record(client):
    jamaica(1, claim={"last_confirmed": THIS_YEAR - 15})
    jamaica(2, claim={"last_confirmed": THIS_YEAR - 40})
    with evaluating():
        for number in range(3, 15):
            jamaica(number, claim={"last_confirmed": None, "presence": "uncertain"})

    page = get(client, "/research-scientists/")

    assert page.text.index("Hill 2 ") < page.text.index("Hill 1 ") < page.text.index("not known")
    assert "Of 12 species at their sites no year of a record is on file." in page.text


def test_conservationists_begin_with_sites_without_protection(client):
    jamaica(1, protection="none", threats=["8.1.2", "8.2"], actions=["2.2", "7.1"])
    jamaica(2, protection="complete", threats=["8", "99.1"], actions=[])
    jamaica(3)
    jamaica(4, status="candidate", threats=["8"])

    page = get(client, "/conservation-organizations/")

    rows = [link["href"] for link in page.all("a") if link.get("class") == "site-row-name"]
    assert rows == ["/sites/JAM1/"]
    assert "Threats or actions are on file for 2 confirmed sites." in page.text
    assert "Invasive and other problem species, genes and diseases 2" in page.text
    assert "99.1 1" in page.text
    assert "Managing land and water 1" in page.text
    assert "Training and support of those who work there 1" in page.text


def test_the_figures_move_with_the_registry(client):
    first = jamaica(1, protection="none")
    before = client.get("/conservation-organizations/")

    first.protection = "complete"
    first.save()

    after = client.get("/conservation-organizations/", headers={"if-none-match": before["ETag"]})
    assert "Hill 1" in before.content.decode()
    assert after.status_code == 200
    assert "Hill 1" not in after.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/policy-makers/", "/research-scientists/", "/conservation-organizations/", "/individual-contributors/"],
)
def test_the_number_of_queries_of_an_audience_page_does_not_grow(client, address):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            get(client, address)
        return len(asked)

    def work(at, name):
        partner = Partner.objects.create(
            name=name,
            country=country("JM"),
            link="https://example.org/",
            source="https://example.org/",
            published=True,
        )
        PartnerSite.objects.create(partner=partner, site=at)

    work(jamaica(1, protection="none"), "First")
    few = ask()
    for number in range(2, 4):
        work(jamaica(number, protection="none"), f"Partner {number}")

    assert ask() == few <= 8


def test_home_leads_to_each_audience_and_to_both_doors(client):
    page = get(client, "/")

    hrefs = {link.get("href") for link in page.all("a")}
    assert {
        "/policy-makers/",
        "/research-scientists/",
        "/conservation-organizations/",
        "/individual-contributors/",
    } <= hrefs
    assert {"/submit/", "/submit/#update"} <= hrefs
    assert "A1e" in page.text
