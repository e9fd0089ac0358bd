"""Which species a typed name means: the one on file of this name, or nothing, and then what may be meant is offered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import site, species

from sites.models import SpeciesName
from sites.touched import evaluating
from submissions.named_species import meant

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known():
    site("ECU15", claims=["Mimus trifasciatus", "Mimus melanotis"])
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        for name in ("Mimus trifasciatus", "Mimus melanotis"):
            SpeciesName.objects.create(species=species(name), name="Mockingbird", kind="common")


def test_the_scientific_name_on_file_means_its_species_however_it_is_written():
    found = meant(["Mimus trifasciatus", "MIMUS  trifasciatus"])

    assert {name: row.species for name, row in found.items()} == {
        "Mimus trifasciatus": species(),
        "MIMUS  trifasciatus": species(),
    }


def test_a_synonym_means_nothing_and_offers_its_species():
    row = meant(["Nesomimus trifasciatus"])["Nesomimus trifasciatus"]

    assert (row.species, row.offered, row.why) == (None, ("Mimus trifasciatus",), "Nesomimus trifasciatus")


def test_a_common_name_of_several_species_offers_all_of_them():
    assert set(meant(["mockingbird"])["mockingbird"].offered) == {"Mimus trifasciatus", "Mimus melanotis"}


def test_a_slip_offers_what_is_near_and_a_wholly_other_name_nothing():
    found = meant(["Mimus trifaciatus", "Quercus robur", "", "Ö" * 200])

    assert found["Mimus trifaciatus"].offered == ("Mimus trifasciatus",)
    assert found["Mimus trifaciatus"].why == ""
    assert found["Quercus robur"].offered == found["Ö" * 200].offered == ()
    assert "" not in found


def test_the_number_of_queries_does_not_grow_with_the_names():
    meant(["Mimus trifasciatus"])
    with CaptureQueriesContext(connection) as few:
        meant(["Mimus trifasciatus"])

    with CaptureQueriesContext(connection) as many:
        meant(["Mimus trifasciatus", "Mimus melanotis", *(f"Aus bus{number}" for number in range(30))])

    assert len(few) == len(many) <= 3
