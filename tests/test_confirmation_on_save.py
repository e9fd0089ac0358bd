"""The confirmation of a rationale lapses whenever what it confirmed is saved otherwise."""

from datetime import date

import pytest
from factories import draw, site, square
from judged import codes, outcome

from sites import geometry
from sites.models import Boundary, Site

pytestmark = pytest.mark.django_db


def test_the_confirmation_of_the_rationale_lapses_when_the_rationale_changes():
    floreana = site("ECU15")

    floreana.rationale = "Another reason."
    floreana.save()

    assert outcome(floreana) == "needs_review"
    assert "D_UNCONFIRMED" in codes(floreana)


def test_the_confirmation_lapses_when_the_boundary_changes_or_goes():
    floreana = site("ECU15")
    draw(floreana, square(-90.5, -1.4, 0.3))
    assert "D_UNCONFIRMED" in codes(floreana)

    Boundary.objects.get(site=floreana).delete()
    assert outcome(floreana) == "candidate"
    assert "D_MISSING" in codes(floreana)


def test_a_confirmation_lapses_even_where_the_site_at_hand_is_older_than_it():
    floreana = site("ECU15", confirmed=False)
    boundary = Boundary.objects.select_related("site").get()
    floreana.discreteness_confirmed_at, floreana.discreteness_source = date.today(), "Field visit"
    floreana.save()

    boundary.place(geometry.read_geojson(square(1, 1)).geometry)
    boundary.save()

    assert outcome(floreana) == "needs_review"
    assert Site.objects.get().discreteness_confirmed_at is None
