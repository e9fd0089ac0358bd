"""The claims of a site in its form: added, removed, named by their species, and refused where they cannot be read."""

import pytest
from factories import species
from secretariat_pages import assert_each_refused, errors, page_of, save

from sites.models import Claim, Site

pytestmark = pytest.mark.django_db


def test_a_claim_is_removed_and_leaves_its_history(client, floreana):
    save(client, floreana, **{"claims-0-DELETE": "on"})

    assert Site.objects.get().outcome == "does_not_qualify"
    assert Claim.history.latest().history_type == "-"
    assert Claim.history.latest().history_change_reason == "Field work of 2026"


BAD_OF_CLAIM = [
    ("species", "Nobody nowhere", "No species on file"),
    ("species", "a\0b", "cannot be shown"),
    ("species", "", "required"),
    ("basis", "hope", "valid choice"),
    ("segment", "holiday", "valid choice"),
    ("last_confirmed", "1799", "1800"),
    ("last_confirmed", "2200", "future"),
    ("last_confirmed", "\u0662\u0660\u0662\u0664", "plain digits"),
    ("last_confirmed", "2_0_2_4", "plain digits"),
    ("site_year", "3000", "future"),
    ("site_best", "1e3", "plain number"),
    ("site_best", "\u0661\u0662", "plain number"),
    ("site_best", "NaN", "plain number"),
    ("site_best", "1.0000000000000000001", "more digits"),
    ("site_best", "1000000000000000000", "too large"),
    ("site_best", "-1", ""),
    ("percent", "101", ""),
    ("evidence_url", "javascript:alert(1)", "https://"),
    ("evidence_url", "file:///etc/passwd", "https://"),
    ("evidence_url", "https://example.org/" + "x" * 500, "at most 500"),
    ("citation", "a\0b", "cannot be shown"),
    ("reintroduction_confirmed", "on", "Say why this is the most viable place"),
]


def test_bad_input_for_a_claim_is_refused(client, rf, floreana):
    cases = [(f"claims-0-{field}", value, says) for field, value, says in BAD_OF_CLAIM]

    assert_each_refused(client, rf, floreana, cases)


def test_a_claim_is_made_once_for_a_species_and_segment(client, floreana):
    twice = {
        "claims-1-species": "Mimus trifasciatus",
        "claims-1-segment": "resident",
        "claims-1-basis": "sole_area",
    }

    assert "duplicate data for species and segment" in errors(save(client, floreana, **twice))
    assert Claim.objects.count() == 1


def test_the_name_of_a_species_is_found_in_any_unicode_form_and_spacing(client, floreana):
    species("Telespiza cantáns")
    decomposed = "  Telespiza   canta\u0301ns "

    save(client, floreana, **{"claims-1-species": decomposed, "claims-1-basis": "sole_area"})

    assert Claim.objects.filter(species__scientific_name="Telespiza cantáns").exists()


def test_the_first_species_of_a_new_site_is_open_to_be_filled_in_and_those_on_file_are_folded(
    client, floreana
):
    new = client.get("/admin/aze_sites/site/add/").content.decode()
    on_file = client.get(page_of(floreana)).content.decode()

    def claim_row(page):
        return page.partition('id="claims-0"')[2].partition("<summary>")[0]

    assert "<details open>" in claim_row(new)
    assert "<details>" in claim_row(on_file)
