"""Nothing that the public reads tells of what it may not see, even when what is hidden moves, goes or is hidden later."""

import json
from datetime import UTC, date, datetime

import pytest
from factories import claim, draw, site, species, square, staff

from sites import publication
from sites.models import DistinctSites, Picture, PublishedSite, RegistryStamp

pytestmark = pytest.mark.django_db
HIDDEN = {"sensitivity": "extreme", "sensitivity_reason": "Collectors."}


@pytest.fixture
def on(monkeypatch):
    """Sets the clock to noon of a day of November 2026."""

    def turn(day):
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, day, 12, tzinfo=UTC))

    return turn


def told(code="ECU15"):
    return PublishedSite.objects.get(code=code)


def hide(row):
    row.refresh_from_db()
    row.sensitivity, row.sensitivity_reason = HIDDEN.values()
    row.save()


def test_the_day_on_which_a_hidden_neighbour_came_is_not_told(on):
    on(1)
    floreana = site("ECU15")
    on(5)
    site("ECU16", claims=["Cyclura collei"], **HIDDEN)

    on(9)
    floreana.refresh_from_db()
    floreana.name = "Isla Floreana Norte"
    floreana.save()

    row = told()
    assert row.name == "Isla Floreana Norte"
    assert row.evaluated_on == date(2026, 11, 1)
    assert row.facts["request"]["today"] == "2026-11-01"


def test_the_day_of_a_judgement_that_tells_something_new_is_told(on):
    on(1)
    floreana = site("ECU15")
    on(5)
    claim(floreana, species="Cyclura collei")

    assert told().evaluated_on == date(2026, 11, 5)
    assert told().facts["request"]["today"] == "2026-11-05"


@pytest.fixture
def former_neighbour():
    """A site that shared the ground of ECU15, and shares it no more."""
    site("ECU15")
    return site("ECU16", claims=["Cyclura collei"])


def test_a_ruling_about_a_site_that_is_hidden_later_is_not_told(former_neighbour):
    first = told().site
    DistinctSites.objects.create(first=first, second=former_neighbour, reason="Another valley.", by=staff())
    draw(former_neighbour, square(20, 20))
    assert told().facts["distinct_from"] == ["ECU16"]

    hide(former_neighbour)

    assert "ECU16" not in json.dumps(told().facts)


def test_a_ruling_about_a_site_that_left_the_list_is_not_told(former_neighbour):
    first = told().site
    DistinctSites.objects.create(first=first, second=former_neighbour, reason="Another valley.", by=staff())
    draw(former_neighbour, square(20, 20))

    former_neighbour.refresh_from_db()
    former_neighbour.status = "delisted"
    former_neighbour.save()

    assert told().facts["distinct_from"] == []


def test_the_history_forgets_at_once_what_a_site_that_is_hidden_later_caused(former_neighbour):
    draw(former_neighbour, square(20, 20))
    before = told().history

    hide(former_neighbour)

    hidden = told().history
    assert hidden != before
    publication.publish({told().pk}, relist={told().pk})
    assert told().history == hidden


@pytest.fixture
def pictured():
    return Picture.objects.create(
        species=species("Mimus trifasciatus"),
        file="pictures/" + "a" * 32 + ".png",
        width=1,
        height=1,
        alt="A mockingbird",
        caption="On a cliff",
        credit="A. Person",
        licence="CC BY 4.0",
        published=True,
    )


def test_a_page_with_a_picture_is_not_kept_once_a_draft_makes_its_place_sensitive(client, pictured):
    site("ECU15")
    address = pictured.species.get_absolute_url()
    before = client.get(address)
    assert "a" * 32 in before.content.decode()

    site(None, status="draft", boundary=None, claims=["Mimus trifasciatus"], **HIDDEN)

    again = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200
    assert "a" * 32 not in again.content.decode()


def test_a_page_with_a_picture_is_not_kept_once_its_draft_is_called_sensitive(client, pictured):
    site("ECU15")
    draft = site(None, status="draft", boundary=None)
    before = client.get(pictured.species.get_absolute_url())

    hide(draft)

    again = client.get(pictured.species.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200
    assert "a" * 32 not in again.content.decode()


def test_a_page_is_not_kept_once_its_picture_changed(client, pictured):
    site("ECU15")
    before = client.get(pictured.species.get_absolute_url())

    pictured.caption = "On another cliff"
    pictured.save()

    again = client.get(pictured.species.get_absolute_url(), headers={"If-None-Match": before["ETag"]})
    assert again.status_code == 200


def test_words_for_the_secretariat_alone_move_no_moment():
    floreana = site("ECU15", **HIDDEN)
    row, stamp = PublishedSite.objects.values().get(), RegistryStamp.objects.get().number

    floreana.sensitivity_reason = "Collectors, as of last year."
    floreana.save()

    assert PublishedSite.objects.values().get() == row
    assert RegistryStamp.objects.get().number == stamp
