"""`manage.py reevaluate`: what is stored is what the rules say, and what is not is found and set right."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from factories import SQUARE, claim, site

from sites import stored
from sites.evaluation import evaluate
from sites.models import Boundary, Evaluation, Overlap, PublishedSite, Site, Species
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def check():
    told = StringIO()
    call_command("reevaluate", check=True, stdout=told)
    return told.getvalue()


def test_a_registry_in_order_passes():
    site("ECU15")

    assert "Every stored result is what the rules say" in check()


def outcome_of_the_site():
    Site.objects.update(outcome="needs_review")


def findings_of_the_site():
    Site.objects.update(in_the_way=["D_POINT"])


def outcome_that_the_public_sees():
    PublishedSite.objects.update(outcome="needs_review")


def status_that_the_public_sees():
    PublishedSite.objects.update(status="delisted")


def public_row_that_is_gone():
    PublishedSite.objects.all().delete()


def public_row_of_a_draft():
    Site.objects.update(status="draft")


def verdict_of_the_evaluation():
    Evaluation.objects.update(result=Evaluation.objects.get().result | {"outcome": "candidate"})


def category_of_the_species():
    Species.objects.update(category="VU")


def boundary_that_is_gone():
    Boundary.objects.all().delete()


def evaluation_that_is_gone():
    Site.objects.update(evaluation=None)


@pytest.mark.parametrize(
    ("tamper", "kind"),
    [
        (outcome_of_the_site, "copy"),
        (findings_of_the_site, "copy"),
        (outcome_that_the_public_sees, "copy"),
        (status_that_the_public_sees, "copy"),
        (public_row_that_is_gone, "copy"),
        (public_row_of_a_draft, "copy"),
        (verdict_of_the_evaluation, "stale"),
        (category_of_the_species, "stale"),
        (boundary_that_is_gone, "stale"),
        (evaluation_that_is_gone, "missing"),
    ],
)
def test_what_was_written_past_the_rules_is_found_and_set_right(tamper, kind):
    site("ECU15")
    tamper()

    assert kind in stored.wrong()
    with pytest.raises(CommandError) as refused:
        check()
    assert refused.value.returncode == 1

    call_command("reevaluate", stdout=StringIO())
    assert stored.wrong() == {}


def test_the_check_names_the_site_and_changes_nothing():
    site("ECU15")
    Site.objects.update(outcome="needs_review")
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("reevaluate", check=True, stdout=told)

    assert "Site ECU15 (ECU15): the site, or its public row, is not as its evaluation says" in told.getvalue()
    assert Site.objects.get().outcome == "needs_review"


def test_a_year_that_turned_is_told_apart_and_is_no_fault(monkeypatch):
    made = site("ECU15", claims=[])
    claim(made, last_confirmed=date.today().year - 10)
    later = date(date.today().year + 1, 1, 1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: _Later(later))

    assert "of 1 site: run reevaluate" in check()
    assert stored.wrong() == {"calendar": {made.pk}}


class _Later:
    def __init__(self, day):
        self.day = day

    def date(self):
        return self.day


def test_overlaps_can_be_found_anew():
    site("ECU15")
    site("ECU16", claims=["Camarhynchus pauper"], boundary=SQUARE)
    Overlap.objects.all().delete()

    call_command("reevaluate", geometry=True, stdout=StringIO())

    assert Overlap.objects.count() == 1
    assert stored.wrong() == {}


def test_an_edit_that_finds_only_the_year_turned_is_told_as_the_calendar():
    """The last record grew too old for the rules over the New Year; the name that was edited has no part in it."""
    this_year = date.today().year
    floreana = site("ECU15", claims=[{"species": "Mimus trifasciatus", "last_confirmed": this_year - 31}])
    with evaluating():
        evaluate({floreana.pk}, day=date(this_year - 1, 12, 31), cause="edit")
    before = Evaluation.objects.filter(site=floreana).count()

    floreana.refresh_from_db()
    floreana.national_name = "Floreana"
    floreana.save()

    assert Evaluation.objects.filter(site=floreana).count() == before + 1
    assert Evaluation.objects.filter(site=floreana).latest("pk").cause == "calendar"
