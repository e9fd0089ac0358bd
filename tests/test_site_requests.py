"""Each public site carries the request to `POST /api/check` that gives its own outcome and verdicts, where its boundary can be told."""

import pytest
from checked import CRITERIA, ask, verdicts
from factories import BOWTIE, claim, draw, site, species, square, staff

from sites import status
from sites.models import DistinctSites, PublishedSite

pytestmark = pytest.mark.django_db


def same_answer(client, code):
    """Posts the request that a site's JSON carries and compares outcome and verdicts."""
    told = client.get(f"/api/collections/sites/items/{code}").json()["properties"]
    answer = ask(client, told["request"])
    return [answer["outcome"], *verdicts(answer)] == [told[name] for name in ("outcome", *CRITERIA)]


def test_each_site_carries_the_request_that_gives_its_own_outcome(client):
    site("ECU15", boundary=square(-90.5, -1.4, 0.2))
    site("ECU16", claims=["Mimus trifasciatus"], boundary=square(-90.4, -1.3, 0.2))
    site("BOW1", claims=["Pinus torreyana"], boundary=BOWTIE, countries=("US", "MX"))
    site("PNT1", claims=["Cyclura collei"], boundary=None, locality_lon=-77.0, locality_lat=17.8)
    site("NON1", claims=[], boundary=None)
    site("TWO1", claims=["Geronticus eremita"], boundary=square(20, 20))
    site("TWO2", claims=["Oreomystis bairdi"], boundary=square(20, 20))
    share = {
        "basis": "population_share",
        "site_best": "95.0001",
        "global_best": "100",
        "last_confirmed": 2020,
    }
    site(
        "SHR1", claims=[share | {"species": "Grus americana", "segment": "breeding"}], boundary=square(30, 30)
    )
    site(
        "SHR2",
        claims=[share | {"species": "Grus americana", "segment": "non_breeding"}],
        boundary=square(40, 30),
    )
    site(
        "SHR3",
        claims=[share | {"species": "Grus americana", "segment": "resident"}],
        boundary=square(50, 30),
        status="candidate",
    )
    species("Corvus hawaiiensis", category="EW")
    back = {"species": "Corvus hawaiiensis", "basis": "reintroduction_site"}
    site(
        "EWS1",
        claims=[back | {"reintroduction_confirmed": True, "reintroduction_reason": "Forest"}],
        boundary=square(60, 30),
    )
    site("ACR1", claims=["Pterodroma macgillivrayi"], boundary=square(179.9, -18, 0.1))
    old = site("OLD1", claims=["Zyzomys pedunculatus"], boundary=square(70, 30))
    status.delist(old, by=None, reason="error", text="Was a mistake", override=True)

    codes = list(PublishedSite.objects.values_list("code", flat=True))

    assert len(codes) == 13
    assert [code for code in codes if not same_answer(client, code)] == []


def test_a_pair_ruled_distinct_carries_requests_that_say_so(client):
    first, second = (
        site("TWO1", boundary=square(20, 20)),
        site("TWO2", claims=["Oreomystis bairdi"], boundary=square(20, 20)),
    )
    assert PublishedSite.objects.get(code="TWO1").outcome == "needs_review"
    DistinctSites.objects.create(first=first, second=second, reason="Two storeys", by=staff())

    assert PublishedSite.objects.get(code="TWO1").outcome == "qualifies"
    assert same_answer(client, "TWO1")
    assert same_answer(client, "TWO2")


@pytest.mark.parametrize("level", ["low", "medium", "high"])
def test_a_sensitive_site_carries_a_request_by_its_cells_that_gives_its_own_outcome(client, level):
    site(
        "ECU15",
        boundary=square(-90.43217, -1.28765, 0.003),
        sensitivity=level,
        sensitivity_reason="Collectors",
    )
    site("ECU16", claims=["Oreomystis bairdi"], boundary=square(-90.5, -1.4, 0.3))

    assert same_answer(client, "ECU15")
    assert same_answer(client, "ECU16")


@pytest.mark.parametrize(("level", "boundary"), [("extreme", square(10, 10)), ("high", BOWTIE)])
def test_a_site_whose_boundary_cannot_be_told_carries_no_request_and_says_why(client, level, boundary):
    site("ECU15", boundary=boundary, sensitivity=level, sensitivity_reason="Collectors")

    told = client.get("/api/collections/sites/items/ECU15").json()["properties"]

    assert told["request"] is None
    assert told["informationWithheld"]


def test_a_change_of_the_boundary_changes_the_request_at_once(client):
    floreana = site("ECU15")
    draw(floreana, square(10, 10))
    claim(floreana, species="Cyclura collei")

    assert same_answer(client, "ECU15")
