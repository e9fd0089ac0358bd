"""A species in its form: its sites are judged again with it, its names stand once, and bad input is refused."""

import pytest
from factories import species
from secretariat_pages import assert_each_refused, errors, messages, page_of, save

from sites.models import PublishedSite, Species, SpeciesName

pytestmark = pytest.mark.django_db


def test_a_category_changed_in_the_admin_flips_the_public_page_in_the_same_request_and_back(client, floreana):
    mockingbird = species()
    assert "all three criteria shown" in client.get("/sites/ECU15/").content.decode()

    told = save(client, mockingbird, category="VU")
    page = client.get("/sites/ECU15/").content.decode()
    assert told.status_code == 302
    assert "evidence on file does not support the listing" in page
    assert PublishedSite.objects.get().outcome == "does_not_qualify"

    save(client, mockingbird, category="EN")
    assert "all three criteria shown" in client.get("/sites/ECU15/").content.decode()


def test_the_sites_that_a_species_touches_are_named_after_its_save(client, floreana):
    answer = save(client, species(), category="VU")

    assert any("Floreana (ECU15)" in message for message in messages(answer))


BAD_OF_SPECIES = [
    ("scientific_name", "\u200b", "required"),
    ("scientific_name", "x" * 201, "at most 200"),
    ("category", "E\0N", "Choose one of the codes"),
    ("category", "<b>", "Choose one of the codes"),
    ("category", "XX", "Choose one of the codes"),
    ("category_source", "", "decides about listings"),
    ("assessment_year", "1799", "1800"),
    ("assessment_year", "2200", "future"),
    ("assessment_year", "\u0662\u0660\u0662\u0664", "plain digits"),
    ("sis_id", "1e3", "plain digits"),
    ("sis_id", "-1", "0"),
    ("red_list_url", "javascript:alert(1)", "https://"),
    ("red_list_citation", "x" * 2001, "at most 2000"),
    ("group", "dragons", "valid choice"),
]


@pytest.mark.parametrize("code", ["NT", "LR/cd", "Ex?", "Vanishing (old)"])
def test_every_category_on_file_is_shown_and_stays(client, floreana, code):
    Species.objects.update(category=code)
    mockingbird = species()

    assert f'<option value="{code}" selected>' in client.get(page_of(mockingbird)).content.decode()
    save(client, mockingbird, authority="Gould, 1837")

    kept = Species.objects.get(pk=mockingbird.pk)
    assert (kept.category, kept.authority) == (code, "Gould, 1837")


def test_a_category_is_taken_off_the_file(client, floreana):
    save(client, species(), category="")

    assert Species.objects.get(scientific_name="Mimus trifasciatus").category == ""


def test_bad_input_for_a_species_is_refused(client, rf, floreana):
    assert_each_refused(client, rf, species(), BAD_OF_SPECIES)


def test_a_species_is_on_file_once(client, rf, floreana):
    names = ["Mimus trifasciatus", " Mimus   trifasciatus ", "Mimus\u00a0trifasciatus"]

    cases = [("scientific_name", name, "already exists") for name in names]
    assert_each_refused(client, rf, species("Camarhynchus pauper"), cases)


def test_a_name_of_a_species_stands_once_whatever_its_unicode_form(client, floreana):
    mockingbird = species()
    SpeciesName.objects.create(species=mockingbird, name="Cucuvé", kind="common")

    answer = save(client, mockingbird, **{"names-1-name": "Cucuve\u0301", "names-1-kind": "common"})

    assert errors(answer)
    assert SpeciesName.objects.count() == 1


def test_the_editor_of_a_category_is_on_record(client, floreana, secretariat):
    save(client, species(), category="VU", category_source="Letter of 2026")

    assert Species.objects.get().entered_by == secretariat


def test_names_of_species_are_suggested(client, floreana):
    SpeciesName.objects.create(species=species(), name="Cucuvé de Floreana", kind="common")

    answer = client.get("/admin/aze_sites/species/names/?q=cucuve")

    assert answer.json() == {"names": [{"name": "Mimus trifasciatus", "label": ""}]}
    assert client.get("/admin/aze_sites/species/names/?q=%00").json() == {"names": []}
