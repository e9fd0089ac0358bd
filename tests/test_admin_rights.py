"""Who may what on the secretariat's pages."""

from datetime import date

import pytest
from factories import species
from secretariat_pages import page_of, with_rights
from typed import values

from sites.models import Claim, Site

pytestmark = pytest.mark.django_db


def test_staff_who_may_only_look_see_forms_that_send_nothing(client, floreana):
    client.force_login(
        with_rights(
            "view_site", "view_claim", "view_boundary", "view_sitecountry", "view_sitecode", "view_species"
        )
    )

    for row in (floreana, species()):
        page = client.get(page_of(row))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert client.post(page_of(row), {"name": "Mine"}).status_code == 403
    assert Site.objects.get().name == "Floreana"


def test_years_are_read_without_a_thousands_mark_by_those_who_only_look(client, floreana):
    client.force_login(with_rights("view_site", "view_claim", "view_species"))
    year = date.today().year - 1

    assert f">{year}<" in client.get(page_of(floreana)).content.decode()


def test_staff_without_any_right_see_nothing(client, floreana):
    client.force_login(with_rights())

    for address in [
        page_of(floreana),
        page_of(floreana, "changelist"),
        page_of(floreana, "history"),
        "/admin/aze_sites/species/names/?q=x",
    ]:
        assert client.get(address).status_code == 403, address
    assert "worklist" not in client.get("/admin/").content.decode()


def test_what_belongs_to_a_site_takes_rights_of_its_own(client, floreana):
    client.force_login(with_rights("view_site", "change_site", "view_claim"))
    typed = values(client.get(page_of(floreana)), "site_form")

    client.post(
        page_of(floreana),
        typed | {"reason_of_edit": "x", "name": "Mine", "claims-0-notes": "Mine", "claims-0-DELETE": "on"},
    )

    assert Site.objects.get().name == "Mine"
    assert Claim.objects.get().notes == ""
