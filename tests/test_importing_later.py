"""What a later import leaves as people have made it, and what a newer list adds."""

import pytest
from django.utils import timezone
from factories import site, staff
from site_lists import FLOREANA, counts, doubts, imported, row, verdicts, written

from sites import status
from sites.models import Claim, Listing, Site, Species, StatusChange

pytestmark = pytest.mark.django_db


def test_a_newer_list_adds_its_listing_and_confirms_the_claim_of_the_older_one(tmp_path):
    imported(written(tmp_path, FLOREANA))

    reports = imported(
        written(tmp_path, row(source="AZE-2018", category_source="iucn-2018-1", red_list_category="EN"))
    )

    assert verdicts(reports) == ["updated"]
    assert list(Listing.objects.values_list("year", flat=True)) == [2010, 2018]
    assert Claim.objects.get().last_confirmed == 2018
    finch = Species.objects.get()
    assert (finch.category, finch.category_source) == (
        "EN",
        "IUCN Red List 2018-1, by the AZE 2018 update (list)",
    )
    assert StatusChange.objects.count() == 1


def test_an_older_list_does_not_turn_back_the_claim_or_the_category(tmp_path):
    imported(written(tmp_path, row(source="AZE-2018", category_source="aze-2018", red_list_category="EN")))

    reports = imported(written(tmp_path, FLOREANA))

    assert Claim.objects.get().last_confirmed == 2018
    assert Species.objects.get().category == "EN"
    assert "The category here is EN" in doubts(reports)


def test_what_people_have_changed_stays_and_is_told(tmp_path):
    imported(written(tmp_path, FLOREANA))
    made, finch = Site.objects.get(), Species.objects.get()
    made.name, made.locality_lat, made.protection, made.aze_id = "Floreana", -1.31, "complete", "999"
    made.save()
    finch.category, finch.category_source, finch.entered_by = "VU", "IUCN Red List", staff()
    finch.save()
    stated = Claim.objects.get()
    stated.basis, stated.percent = "population_share", 97
    stated.save()
    before = counts()

    reports = imported(written(tmp_path, row(source="AZE-2018", site_type="Complex")))

    made.refresh_from_db()
    assert (made.name, made.locality_lat, made.protection, made.aze_id) == (
        "Floreana",
        -1.31,
        "complete",
        "999",
    )
    assert made.site_type == "Single Site"
    assert Claim.objects.get().basis == "population_share"
    assert Species.objects.get().category == "VU"
    told = doubts(reports)
    for what in (
        "name: here “Floreana”",
        "place",
        "protection",
        "AZE id: here “999”",
        "kind of site",
        "another basis",
        "here is VU",
    ):
        assert what in told
    assert [now - then for now, then in zip(counts(), before, strict=True)] == [0, 0, 0, 1, *[0] * 8]


def test_a_claim_that_people_took_away_does_not_come_back_with_the_same_list(tmp_path):
    path = written(tmp_path, FLOREANA)
    imported(path)
    Claim.objects.get().delete()

    reports = imported(path)

    assert verdicts(reports) == ["unchanged"]
    assert not Claim.objects.exists()


def test_the_status_that_people_gave_stays(tmp_path):
    path = written(tmp_path, FLOREANA)
    imported(path)
    status.delist(Site.objects.get(), by=staff(), reason="error", text="Listed by mistake.", override=True)

    reports = imported(path)

    assert Site.objects.get().status == "delisted"
    assert "de-listed here" in doubts(reports)


def test_a_row_of_a_superseded_site_is_skipped(tmp_path):
    old, new = site("ECU15", boundary=None, name="Isla Floreana"), site("ECU16", claims=[], boundary=None)
    status.supersede(old, successor=new, by=staff(), reason="boundary", text="One site now.")

    reports = imported(written(tmp_path, FLOREANA))

    assert verdicts(reports) == ["skipped"]
    assert "superseded by Site ECU16" in reports[2].reason


def test_a_cell_that_the_same_list_writes_otherwise_now_is_told_and_not_taken_over(tmp_path):
    imported(written(tmp_path, FLOREANA))

    reports = imported(written(tmp_path, row(red_list_category="EN")))

    assert verdicts(reports) == ["unchanged"]
    assert Listing.objects.get().category == "CR" and Species.objects.get().category == "CR"
    assert "was “CR” when this list was taken over and is “EN” now" in doubts(reports)


def test_a_newer_list_does_not_bring_back_what_people_found_to_be_extinct_here(tmp_path):
    imported(written(tmp_path, FLOREANA))
    gone = Claim.objects.get()
    gone.presence = "extinct"
    gone.save()

    reports = imported(written(tmp_path, row(source="AZE-2018")))

    assert (Claim.objects.get().presence, Claim.objects.get().last_confirmed) == ("extinct", 2010)
    assert "says “extinct here”" in doubts(reports)


def test_a_newer_list_fills_the_blanks_of_a_species_and_tells_another_sis_id(tmp_path):
    finch = Species.objects.create(scientific_name="Camarhynchus pauper", group="birds", sis_id=5)

    reports = imported(written(tmp_path, row(iucn_taxon_id="22723780")))

    finch.refresh_from_db()
    assert (finch.common_name, finch.family_name, finch.category) == (
        "Medium Tree-finch",
        "Emberizidae",
        "CR",
    )
    assert finch.sis_id == 5
    assert "SIS id here is 5, in the list 22723780" in doubts(reports)


def test_a_species_on_file_takes_the_number_that_it_lacks(tmp_path):
    Species.objects.create(scientific_name="Camarhynchus pauper", group="birds")

    imported(written(tmp_path, row(iucn_taxon_id="22723780")))

    assert Species.objects.get().sis_id == 22723780


def test_a_record_that_was_fetched_is_not_filled_by_a_list(tmp_path):
    Species.objects.create(scientific_name="Camarhynchus pauper", group="birds", fetched_at=timezone.now())

    reports = imported(written(tmp_path, FLOREANA))

    assert Species.objects.get().category == ""
    assert "The category here is empty" in doubts(reports)
