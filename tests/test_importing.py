"""The importer of site lists: what a list becomes, that a second run changes nothing, and that people's work stays."""

import pytest
from factories import claim, site, species
from site_lists import ESPANOLA, FLOREANA, counts, doubts, imported, row, verdicts, written

from sites import status
from sites.models import (
    Claim,
    Listing,
    PublishedSite,
    Site,
    Species,
    SpeciesName,
    StatusChange,
)

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_confirmed_site_with_its_species_claim_and_listing(tmp_path):
    reports = imported(written(tmp_path, FLOREANA))

    made = Site.objects.get(code="ECU15")
    assert verdicts(reports) == ["created"]
    assert (made.name, made.status, made.aze_id) == ("Isla Floreana", "confirmed", "241")
    assert (made.locality_lon, made.locality_lat) == (-90.442696, -1.303179)
    assert [country.iso2 for country in made.countries.all()] == ["EC"]
    claimed = made.claims.get()
    assert (claimed.basis, claimed.segment, claimed.last_confirmed) == ("earlier_listing", "resident", 2010)
    assert claimed.citation == "Alliance for Zero Extinction (2010). 2010 AZE Update. zeroextinction.org"
    listing = made.listings.get()
    assert (listing.year, listing.source, listing.category) == (2010, "AZE-2010", "CR")


def test_the_species_takes_category_and_group_and_an_old_birdlife_number_is_no_sis_id(tmp_path):
    frog = row(ESPANOLA, species="Philoria frosti", iucn_taxon_id="16997", **{"class": "Amphibia"})

    imported(written(tmp_path, FLOREANA, frog))

    finch, frog = Species.objects.get(group="birds"), Species.objects.get(group="amphibians")
    assert (finch.category, finch.category_source, finch.assessment_year) == (
        "CR",
        "AZE 2010 update (list)",
        None,
    )
    assert (finch.birdlife_id, finch.sis_id) == (106009033, None)
    assert (frog.birdlife_id, frog.sis_id) == (None, 16997)


def test_the_status_change_names_the_list_and_tells_that_it_went_against_the_evidence(tmp_path):
    imported(written(tmp_path, FLOREANA))

    change = StatusChange.objects.get()
    assert (change.from_status, change.to_status, change.by, change.overridden) == (
        "draft",
        "confirmed",
        None,
        True,
    )
    assert "AZE 2010 update" in change.text and "AZE-2010" in change.text
    assert change.evaluation == Site.objects.get().evaluation
    assert change.evaluation.outcome == "candidate"


def test_the_protection_word_becomes_the_class_as_of_the_year_of_its_column(tmp_path):
    words = {
        "Protected": "complete",
        "partial": "partial",
        "Unprotected": "none",
        "Uncertain": "not_assessed",
    }
    rows = [
        row(
            site_code=f"ECU{number}",
            site=f"Site {number}",
            aze_id="",
            lat=f"-{number}",
            protection_2010=word,
            species=f"Aa {letters}",
        )
        for number, (word, letters) in enumerate(zip(words, ("bb", "cc", "dd", "ee"), strict=True), 1)
    ]

    imported(written(tmp_path, *rows))

    assert list(Site.objects.order_by("pk").values_list("protection", flat=True)) == list(words.values())
    assert Site.objects.get(code="ECU1").protection_as_of == "2010"
    assert Site.objects.get(code="ECU1").protection_source == "AZE 2010 update (list)"
    assert Site.objects.get(code="ECU4").protection_as_of == ""


def test_the_first_word_of_protection_is_taken_and_another_one_told(tmp_path):
    rows = [
        row(protection_2010=""),
        row(species="Mimus trifasciatus", protection_2010="Protected", iucn_taxon_id=""),
        row(species="Buteo galapagoensis", protection_2010="Partial", iucn_taxon_id=""),
    ]

    reports = imported(written(tmp_path, *rows))

    assert Site.objects.get().protection == "complete"
    assert "“Partial” here and “Protected” in row 3" in "".join(reports[4].doubts)
    assert not reports[2].doubts and not reports[3].doubts


def test_a_site_named_by_an_older_list_is_listed_since_then_under_that_name(tmp_path):
    imported(written(tmp_path, row(aze2005_site="Floreana (Charles)")))

    older, newer = Listing.objects.order_by("year")
    assert (older.year, older.listed_name) == (2005, "Floreana (Charles)")
    assert (newer.year, newer.listed_name) == (2010, "Isla Floreana")
    assert [listed["year"] for listed in PublishedSite.objects.get().facts["listings"]] == [2005, 2010]


def test_of_several_codes_the_first_is_kept_and_the_others_lead_to_it(tmp_path):
    nimba = row(
        site="Mount Nimba",
        country_iso2="CI;GN;LR",
        site_code="CIV1, GIN1, LIBR1",
        lat="7.545991",
        lon="-8.410721",
    )

    imported(written(tmp_path, nimba))

    made = Site.objects.get()
    assert made.code == "CIV1"
    assert list(made.aliases.values_list("code", flat=True)) == ["GIN1", "LIBR1"]
    assert [row.country_id for row in made.country_rows.all()] == ["CI", "GN", "LR"]


def test_a_site_without_a_code_is_given_one_that_no_row_of_the_file_uses(tmp_path):
    last = row(ESPANOLA, site_code="ECU40")

    reports = imported(written(tmp_path, row(site_code=""), last))

    assert Site.objects.get(name="Isla Floreana").code == "ECU41"
    assert Site.objects.get(name="Isla Española").code == "ECU40"
    assert "was given ECU41" in doubts(reports)


def test_a_second_import_changes_nothing(tmp_path):
    rows = [
        FLOREANA,
        row(ESPANOLA, site_code="", aze2005_site="Hood"),
        row(site="Mount Nimba", site_code="CIV1 GIN1", country_iso2="CI;GN"),
    ]
    path = written(tmp_path, *rows)
    imported(path)
    before = counts()

    reports = imported(path)

    assert verdicts(reports) == ["unchanged"] * 3
    assert counts() == before


def test_an_import_that_was_interrupted_goes_on_where_it_stopped(tmp_path):
    run = imported(written(tmp_path, FLOREANA, name="first.csv"))
    path = written(tmp_path, FLOREANA, ESPANOLA)

    reports = imported(path)

    assert verdicts(run) == ["created"]
    assert verdicts(reports) == ["unchanged", "created"]


def test_a_site_that_cannot_be_written_leaves_nothing_and_the_others_are_imported(tmp_path, monkeypatch):
    def fail(at, **arguments):
        if at.code == "ECU15":
            raise status.StatusError("It cannot be.")
        return confirm(at, **arguments)

    confirm = status.confirm
    monkeypatch.setattr(status, "confirm", fail)

    reports = imported(written(tmp_path, FLOREANA, ESPANOLA))

    assert verdicts(reports) == ["skipped", "created"]
    assert reports[2].reason == "It cannot be."
    assert list(Site.objects.values_list("code", flat=True)) == ["ECU14"]
    assert not Species.objects.filter(scientific_name="Camarhynchus pauper").exists()


def test_a_dry_run_tells_the_same_and_leaves_nothing(tmp_path):
    path = written(tmp_path, FLOREANA, row(species="Mimus trifasciatus", iucn_taxon_id=""), ESPANOLA)

    told = imported(path, dry_run=True)

    assert not Site.objects.exists() and not Species.objects.exists() and not PublishedSite.objects.exists()
    assert told == imported(path)


def test_a_new_species_of_a_known_site_is_added_and_evaluated(tmp_path):
    imported(written(tmp_path, FLOREANA))

    reports = imported(written(tmp_path, FLOREANA, row(species="Mimus trifasciatus", iucn_taxon_id="")))

    assert verdicts(reports) == ["unchanged", "updated"]
    made = Site.objects.get()
    assert [one["species"] for one in made.evaluation.result["claims"]] == [
        "Camarhynchus pauper",
        "Mimus trifasciatus",
    ]


def test_a_row_matches_by_name_and_first_country_where_its_code_is_new(tmp_path):
    known = site("ECU90", name="isla  FLOREANA", boundary=None)

    reports = imported(written(tmp_path, FLOREANA))

    assert verdicts(reports) == ["updated"]
    assert Site.objects.get() == known
    assert list(known.aliases.values_list("code", flat=True)) == ["ECU15"]
    assert "Matched by name" in doubts(reports)


def test_the_same_name_in_another_country_is_another_site(tmp_path):
    site("PER1", name="Isla Floreana", countries=["PE"], boundary=None)

    imported(written(tmp_path, FLOREANA))

    assert Site.objects.count() == 2


def test_a_synonym_or_a_sis_id_on_file_leads_to_the_species(tmp_path):
    finch, frog = species("Geospiza pauper", category=""), species("Philoria nova", category="", sis_id=16997)
    SpeciesName.objects.create(species=finch, name="Camarhynchus pauper", kind="synonym")
    rows = [FLOREANA, row(species="Philoria frosti", iucn_taxon_id="16997")]

    reports = imported(written(tmp_path, *rows))

    assert {claimed.species for claimed in Claim.objects.all()} == {finch, frog}
    assert "is a synonym of Geospiza pauper" in doubts(reports)
    assert "SIS id 16997 is that of Philoria nova" in doubts(reports)


def test_a_species_that_is_claimed_elsewhere_is_told(tmp_path):
    claim(site("CAN2", claims=[], boundary=None), species="Camarhynchus pauper")

    reports = imported(written(tmp_path, FLOREANA))

    assert "claimed at Site CAN2 (CAN2) too" in doubts(reports)
    assert Site.objects.get(code="ECU15").evaluation.irreplaceability == "undetermined"
