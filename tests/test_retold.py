"""What a change of a claim or a species tells the public is told at every site that it concerns, with the moment of the change."""

import pytest
from factories import site, species

from sites.models import Claim, Listing, PublishedSite, PublishedSpecies, Species

pytestmark = pytest.mark.django_db


def changed(row, **fields):
    """The moment of the public row before, having saved these fields."""
    before = PublishedSite.objects.get().updated_at
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return before


def test_a_new_citation_of_a_claim_moves_the_moment_of_its_site():
    site("ECU15")

    before = changed(Claim.objects.get(), citation="Ortiz-Catedral 2018")

    assert PublishedSpecies.objects.get().claim["citation"] == "Ortiz-Catedral 2018"
    assert PublishedSite.objects.get().updated_at > before


def test_another_group_of_a_species_moves_the_moment_of_its_site():
    site("ECU15")

    before = changed(Species.objects.get(), group="reptiles")

    assert PublishedSpecies.objects.get().group == "reptiles"
    assert PublishedSite.objects.get().updated_at > before


def test_notes_for_the_secretariat_leave_public_rows_as_they_are():
    site("ECU15")
    rows = PublishedSite.objects.values().get(), PublishedSpecies.objects.values().get()

    changed(Claim.objects.get(), notes="Ask again in spring.")

    assert (PublishedSite.objects.values().get(), PublishedSpecies.objects.values().get()) == rows


def test_a_species_that_a_site_only_lists_is_renamed_there_too():
    floreana, listed = site("ECU15"), species("Nesomimus trifasciatus")
    Listing.objects.create(site=floreana, species=listed, year=2010, source="AZE-2010")

    changed(listed, scientific_name="Mimus melanotis")

    told = PublishedSite.objects.get().facts["listings"]
    assert [listing["species"] for listing in told] == ["Mimus melanotis"]
