"""The secretariat's lists: filters, searches, the front page's counts that lead to them, and what cannot be asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import site

from sites.models import Species

pytestmark = pytest.mark.django_db


def listed(client, query):
    answer = client.get(f"/admin/aze_sites/site/?{query}")
    assert answer.status_code == 200, query
    return {each.code for each in answer.context["cl"].result_list}


def test_the_list_filters_and_finds(client, floreana):
    site(
        "PER1",
        claims=[{"species": "Bolitoglossa x", "basis": "sole_area"}],
        countries=["PE"],
        boundary=None,
        name="Árbol",
    )
    Species.objects.filter(scientific_name="Bolitoglossa x").update(group="amphibians")

    assert listed(client, "") == {"ECU15", "PER1"}
    assert listed(client, "outcome=qualifies") == {"ECU15"}
    assert listed(client, "outcome=unsupported") == {"PER1"}
    assert listed(client, "country=PE") == {"PER1"}
    assert listed(client, "group=amphibians") == {"PER1"}
    assert listed(client, "status=confirmed&country=EC") == {"ECU15"}
    assert listed(client, "status=draft") == set()
    assert listed(client, "sensitivity=open") == {"ECU15", "PER1"}
    assert (
        listed(client, "q=ARBOL")
        == listed(client, "q=a%CC%81rbol")
        == listed(client, "q=%C3%A1rbol")
        == {"PER1"}
    )
    assert listed(client, "q=mimus") == {"ECU15"}


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense",
        "outcome=qualifies'--",
        "country=XX",
        "group=1",
        "q=%00",
        "p=abc",
        "o=99",
        "p=99999999",
        "all=",
    ],
)
def test_a_bad_question_to_the_list_never_breaks_it(client, floreana, query):
    assert client.get(f"/admin/aze_sites/site/?{query}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "locality_lon__gt=-91",
        "status__exact=confirmed",
        "evaluation__facts__icontains=x",
        "boundary__area_km2__gt=1",
        "e=x&id__regex=1",
    ],
)
def test_no_other_column_can_be_asked_for(client, floreana, query):
    assert client.get(f"/admin/aze_sites/site/?{query}").status_code == 400


def test_lists_take_a_constant_number_of_queries(client, floreana):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    addresses = [
        f"/admin/aze_sites/{name}/"
        for name in ("site", "species", "country", "evaluation", "listing", "statuschange")
    ]
    before = [queries(address) for address in addresses]
    for number in range(20, 26):
        site(f"PER{number}", claims=[f"Species number{number}"], countries=["PE"], boundary=None)

    assert [queries(address) for address in addresses] == before


def test_the_front_page_counts_what_stands_in_the_way_and_leads_to_it(client, floreana):
    site("PER1", claims=["Camarhynchus pauper"], boundary=None)
    site("PER2", claims=[], boundary=None)
    site("PER3", claims=["Bolitoglossa x"], boundary=None, status="candidate")

    answer = client.get("/admin/")

    counts = {obstacle.code: obstacle.count for obstacle in answer.context["obstacles"]}
    assert counts == {"D_MISSING": 2, "NO_SPECIES": 1}
    assert answer.context["unsupported"] == 2
    assert listed(client, "status=confirmed&obstacle=D_MISSING") == {"PER1", "PER2"}
    assert listed(client, "status=confirmed&obstacle=NO_SPECIES") == {"PER2"}
    assert "?status=confirmed&amp;obstacle=D_MISSING" in answer.content.decode()
