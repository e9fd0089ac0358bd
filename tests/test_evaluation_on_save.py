"""Every path that changes an input re-evaluates in the same transaction, both sides of a conflict too."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import country, site, species, square
from judged import codes, outcome

from sites.evaluation import differences, evaluate, reevaluate
from sites.models import Claim, Evaluation, PublishedSite, Site, SiteCountry
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def test_a_site_with_claim_boundary_and_confirmed_rationale_qualifies():
    floreana = site("ECU15")

    assert floreana.outcome == "qualifies"
    assert floreana.evaluation.outcome == "qualifies"
    assert floreana.evaluation.day == date.today()


def test_a_category_change_of_the_species_flips_its_site_and_back():
    floreana = site("ECU15")
    mockingbird = species("Mimus trifasciatus")

    mockingbird.category = "VU"
    mockingbird.save()
    assert outcome(floreana) == "does_not_qualify"

    mockingbird.category = "EN"
    mockingbird.save()
    assert outcome(floreana) == "qualifies"


def test_a_category_change_evaluates_the_sites_of_that_species_and_no_other():
    site("ECU15")
    site("ECU16", claims=["Nesomimus other"], boundary=square(10, 10))
    before = Evaluation.objects.count()

    mockingbird = species("Mimus trifasciatus")
    mockingbird.category = "VU"
    mockingbird.save()

    assert Evaluation.objects.count() == before + 1


def test_two_sites_claiming_more_than_95_percent_of_one_population_turn_each_other_to_needs_review():
    share = {
        "species": "Mimus trifasciatus",
        "basis": "population_share",
        "segment": "breeding",
        "site_best": "97",
        "global_best": "100",
    }
    first = site("ECU15", claims=[share])
    assert first.outcome == "qualifies"

    second = site("ECU16", claims=[share], boundary=square(10, 10))

    assert (outcome(first), outcome(second)) == ("needs_review", "needs_review")
    assert "I_CONFLICT" in codes(first) and "I_CONFLICT" in codes(second)

    Claim.objects.get(site=second).delete()
    assert (outcome(first), outcome(second)) == ("qualifies", "does_not_qualify")


def test_moving_a_claim_to_another_species_clears_the_site_it_conflicted_with():
    first, second = site("ECU15"), site("ECU16", boundary=square(10, 10))
    assert outcome(first) == "needs_review"

    moved = Claim.objects.get(site=second)
    moved.species = species("Camarhynchus pauper")
    moved.save()

    assert (outcome(first), outcome(second)) == ("qualifies", "qualifies")


def test_a_status_move_of_one_side_clears_the_other():
    first, second = site("ECU15"), site("ECU16", boundary=square(10, 10))

    second.status = Site.Status.DELISTED
    second.save()

    assert outcome(first) == "qualifies"


def test_a_draft_never_counts_against_another_site():
    first = site("ECU15")
    site(None, name="Draft", status=Site.Status.DRAFT, boundary=square(10, 10))

    assert outcome(first) == "qualifies"


def test_adding_a_second_country_flags_the_site_as_transboundary():
    floreana = site("ECU15")

    SiteCountry.objects.create(site=floreana, country=country("PE"), position=1)

    assert "D_TRANSBOUNDARY" in codes(floreana)


def test_the_year_that_turns_is_recorded_with_its_cause():
    last_year = date(date.today().year - 1, 12, 31)
    floreana = site(
        "ECU15", claims=[{"species": "Mimus trifasciatus", "last_confirmed": last_year.year - 30}]
    )
    with evaluating():
        evaluate({floreana.pk}, day=last_year, cause="edit")
    assert outcome(floreana) == "qualifies"

    assert [kind for _id, kind in differences()] == ["calendar"]
    assert reevaluate() == 1
    floreana.refresh_from_db()
    assert (floreana.outcome, floreana.evaluation.cause) == ("needs_review", "calendar")
    assert list(differences()) == []


def test_a_change_behind_the_models_back_is_found():
    site("ECU15")
    assert list(differences()) == []

    Claim.objects.update(presence="extinct")

    assert [kind for _id, kind in differences()] == ["stale"]


def test_saving_runs_a_constant_number_of_queries_however_many_sites_there_are():
    floreana = site("ECU15")
    with CaptureQueriesContext(connection) as few:
        floreana.description = "first"
        floreana.save()
    for number in range(20):
        site(
            f"PER{number + 1}",
            claims=[f"Genus species{number}"],
            boundary=square(10 + number, 10),
            countries=["PE"],
        )

    with CaptureQueriesContext(connection) as many:
        floreana.description = "second"
        floreana.save()

    assert len(many) == len(few) < 40


def test_a_species_that_is_renamed_leaves_nothing_stale():
    site("ECU15")
    renamed = species("Mimus trifasciatus")

    renamed.scientific_name = "Nesomimus trifasciatus"
    renamed.save()

    assert list(differences()) == []
    assert "Nesomimus trifasciatus" in str(PublishedSite.objects.get().findings)
    assert "Mimus" not in str(PublishedSite.objects.get().findings).replace("Nesomimus", "")


def test_the_published_row_follows_in_the_same_transaction():
    floreana = site("ECU15")
    species("Mimus trifasciatus").refresh_from_db()

    floreana.name = "Isla Floreana"
    floreana.save()

    assert PublishedSite.objects.get().name == "Isla Floreana"
