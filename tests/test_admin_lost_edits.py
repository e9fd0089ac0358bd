"""Two people at one form: the second is refused, told what changed, and keeps what was typed."""

import pytest
from factories import species
from secretariat_pages import assert_each_refused, errors, page_of, save
from typed import values

from sites.models import Site, Species

pytestmark = pytest.mark.django_db


def test_a_save_on_a_moved_version_is_refused_with_what_changed_and_what_was_typed(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {"name": "My name", "reason_of_edit": "mine"}
    save(client, floreana, **{"claims-0-notes": "Yours, meanwhile."})

    answer = client.post(page_of(floreana), mine)

    page = answer.content.decode()
    assert "was changed since you opened the page" in errors(answer)
    assert "Yours, meanwhile." in page and "My name" in page
    assert Site.objects.get().name == "Floreana"


def test_what_was_refused_can_be_saved_once_it_was_compared(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {"name": "My name", "reason_of_edit": "mine"}
    save(client, floreana, description="Yours")
    refused = client.post(page_of(floreana), mine)

    assert client.post(page_of(floreana), values(refused, "site_form")).status_code == 302
    assert Site.objects.get().name == "My name"


def test_a_save_without_the_version_it_was_loaded_at_is_refused(client, floreana):
    typed = values(client.get(page_of(floreana)), "site_form") | {
        "loaded_version": "",
        "loaded_at": "never",
        "reason_of_edit": "x",
    }

    assert "was changed since" in errors(client.post(page_of(floreana), typed))


def test_a_moment_that_is_none_breaks_nothing(client, rf, floreana):
    moments = ["never", "", "2026-01-01T00:00:00", "9999-99-99T00:00:00Z", "\u0662\u0660"]

    cases = [("loaded_at", moment, "was changed since") for moment in moments]
    assert_each_refused(client, rf, floreana, cases, loaded_version="0")


def test_two_who_edit_one_species_do_not_overwrite_each_other(client, floreana):
    mockingbird = species()
    mine = values(client.get(page_of(mockingbird)), "species_form") | {
        "category": "VU",
        "reason_of_edit": "mine",
    }
    save(client, mockingbird, **{"names-0-name": "Cucuvé", "names-0-kind": "common"})

    answer = client.post(page_of(mockingbird), mine)

    assert "was changed since" in errors(answer)
    assert "Cucuvé" in answer.content.decode()
    assert Species.objects.get().category == "EN"
    assert client.post(page_of(mockingbird), values(answer, "species_form")).status_code == 302


def test_a_re_evaluation_is_no_change_of_the_site(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {
        "name": "Floreana Island",
        "reason_of_edit": "mine",
    }
    save(client, species(), category="CR")

    assert client.post(page_of(floreana), mine).status_code == 302
