"""The place of a sensitive site is told on no page of the secretariat to staff who may not see it."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from factories import draw, site, square
from secretariat_pages import errors, messages, page_of, save, with_rights
from typed import values

from sites.distinct import rule_distinct
from sites.models import Site

pytestmark = pytest.mark.django_db

CANARY = square(-90.4321, -1.2345, 0.01)


@pytest.fixture
def hidden(secretariat):
    return site(
        "ECU15",
        boundary=CANARY,
        locality_lon=-90.4321,
        locality_lat=-1.2345,
        sensitivity="high",
        sensitivity_reason="Collectors",
    )


@pytest.mark.parametrize("page", ["change", "history"])
def test_the_place_of_a_sensitive_site_is_for_those_who_may_see_it(client, hidden, page):
    assert "90.43" in client.get(page_of(hidden)).content.decode()

    client.force_login(
        with_rights("view_site", "change_site", "view_claim", "view_boundary", "change_boundary")
    )
    shown = client.get(page_of(hidden, page)).content.decode()

    assert "90.43" not in shown and "-1.23" not in shown


def test_the_place_of_a_sensitive_boundary_that_is_not_valid_is_not_told_either(client, hidden):
    crossing = {
        "type": "Polygon",
        "coordinates": [
            [[-90.44, -1.24], [-90.42, -1.22], [-90.42, -1.24], [-90.44, -1.22], [-90.44, -1.24]]
        ],
    }
    draw(hidden, crossing)
    assert "90.43" in client.get(page_of(hidden)).content.decode()

    client.force_login(with_rights("view_site", "change_site", "decide", "view_evaluation"))

    for address in (
        page_of(hidden),
        f"/admin/aze_sites/site/{hidden.pk}/move/delist/",
        page_of(Site.objects.get().evaluation),
    ):
        shown = client.get(address).content.decode()
        assert "boundary is not valid" in shown
        assert "90.43" not in shown


def test_neither_messages_nor_conflicts_tell_the_place_of_a_sensitive_site(client, hidden):
    client.force_login(with_rights("view_site", "change_site", "view_claim", "change_claim"))
    mine = values(client.get(page_of(hidden)), "site_form") | {"reason_of_edit": "mine"}
    hidden.locality_lat = -1.2399
    hidden.save()

    shown = client.post(page_of(hidden), mine)

    assert "was changed since" in errors(shown)
    assert "1.23" not in shown.content.decode().partition('id="content-main"')[2].replace("1.23 km", "")


def test_a_sensitive_site_is_saved_but_not_opened_by_those_who_may_not_see_it(client, hidden):
    client.force_login(with_rights("view_site", "change_site"))

    save(client, hidden, name="Renamed", sensitivity="open", locality_lon="1", locality_lat="1")

    saved = Site.objects.get()
    assert (saved.name, saved.sensitivity, saved.locality_lon) == ("Renamed", "high", -90.4321)


MANAGES = ("view_site", "change_site", "view_boundary", "change_boundary", "decide", "view_distinctsites")


@pytest.fixture
def neighbour(hidden):
    """A site that anyone may see, on the very ground of the hidden one."""
    return site("ECU77", name="Champion", claims=["Camarhynchus pauper"], boundary=CANARY)


def pages_of_both(client, hidden, neighbour):
    """What the pages of two sites tell of each other."""
    told = {}
    for row, other in [(hidden, neighbour), (neighbour, hidden)]:
        for address in (page_of(row), f"/admin/aze_sites/site/{row.pk}/move/delist/"):
            text = client.get(address).content.decode()
            told[address] = other.code in text or other.name in text or bool(re.search(r"\b100\s*%", text))
    return told


def test_what_a_sensitive_site_overlaps_is_for_those_who_may_see_its_place(client, hidden, neighbour):
    rule_distinct(hidden, neighbour, by=get_user_model().objects.get(), reason="Two islets")
    rulings = "/admin/aze_sites/distinctsites/"
    assert all(pages_of_both(client, hidden, neighbour).values())
    assert "ECU77" in client.get(rulings).content.decode()

    client.force_login(with_rights(*MANAGES))

    assert not any(pages_of_both(client, hidden, neighbour).values())
    assert "ECU77" not in client.get(rulings).content.decode()
    for page in (f"distinct/{hidden.pk}/", f"distinct/{hidden.pk}/withdraw/"):
        assert client.get(f"/admin/aze_sites/site/{neighbour.pk}/{page}").status_code == 403


def test_no_message_tells_that_a_drawn_boundary_meets_a_sensitive_site(client, hidden, neighbour):
    def told_of_drawing(lon):
        drawn = json.dumps(square(lon, -1.2345, 0.01))
        return " ".join(messages(save(client, neighbour, **{"boundary-0-drawn": drawn})))

    assert "ECU15" in told_of_drawing(0)
    client.force_login(with_rights(*MANAGES))

    there, elsewhere = told_of_drawing(-90.4321), told_of_drawing(10)

    assert "Champion" in there and "ECU15" not in there + elsewhere
    assert Site.objects.get(code="ECU15").evaluation.result["flags"] == []
