"""What a save writes: only what changed, one history row and one version of it, all or nothing."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from factories import SQUARE, claim, draw, site, species, square, staff

from sites.models import Boundary, Claim, Evaluation, Site, SiteCountry
from sites.touched import evaluating

pytestmark = pytest.mark.django_db


def test_saving_again_without_a_change_writes_nothing():
    floreana = site("ECU15")
    rows = [
        *Claim.objects.all(),
        *Boundary.objects.all(),
        species("Mimus trifasciatus"),
        Site.objects.get(pk=floreana.pk),
    ]
    before = _counts(floreana)

    with CaptureQueriesContext(connection) as queries:
        for row in rows:
            row.save()

    assert _counts(floreana) == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_drawing_the_same_boundary_again_writes_nothing():
    floreana = site("ECU15")
    before = _counts(floreana)

    draw(floreana, SQUARE)

    assert _counts(floreana) == before


def test_a_change_adds_one_history_row_and_counts_the_version_once():
    floreana = site("ECU15")
    version = floreana.version
    histories = floreana.history.count()

    with evaluating(by=staff("reviewer"), reason="Renamed by the park"):
        floreana.name = "Isla Floreana"
        floreana.save()
        claim(floreana, species="Camarhynchus pauper")
    floreana.refresh_from_db()

    assert floreana.version == version + 1
    assert floreana.history.count() == histories + 1
    assert floreana.history.first().history_change_reason == "Renamed by the park"
    assert floreana.history.first().history_user.username == "reviewer"


def test_a_neighbours_edit_does_not_count_this_sites_version():
    first = site("ECU15")
    version = first.version

    site("ECU16", boundary=square(10, 10))

    first.refresh_from_db()
    assert first.version == version


def test_a_stale_copy_writes_only_what_it_changed():
    site("ECU15")
    mine, yours = Site.objects.get(), Site.objects.get()

    mine.description = "Dry forest"
    mine.save()
    yours.national_name = "Floreana"
    yours.save()

    assert Site.objects.get().description == "Dry forest"
    assert Site.objects.get().outcome == "qualifies"


def test_a_failure_inside_the_block_leaves_neither_change_nor_evaluation():
    floreana = site("ECU15")
    before = _counts(floreana)

    with pytest.raises(RuntimeError), transaction.atomic(), evaluating():
        floreana.name = "Half"
        floreana.save()
        raise RuntimeError

    assert _counts(floreana) == before
    assert Site.objects.get().name == "Site ECU15"


def test_an_edit_survives_the_reading_of_a_column_that_was_left_out():
    site("ECU15")
    boundary = Boundary.objects.defer("wkb").get()

    boundary.source = "New"
    assert boundary.wkb
    boundary.save()

    assert Boundary.objects.get().source == "New"


def test_a_site_cannot_be_deleted():
    floreana = site("ECU15")
    with pytest.raises(Exception, match="never deleted"):
        floreana.delete()


def test_exact_numbers_survive_the_database():
    site(
        "ECU15",
        claims=[
            {
                "species": "Mimus trifasciatus",
                "basis": "population_share",
                "site_best": "95.0000000000000001",
                "global_best": "100",
            }
        ],
    )

    assert str(Claim.objects.get().site_best) == "95.0000000000000001"
    assert Site.objects.get().outcome == "qualifies"


def _counts(of):
    histories = [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)]
    return (*histories, Evaluation.objects.count(), Site.objects.get(pk=of.pk).version)
