"""The codes of a site in its form: others lead to it, none is given twice, a public one stays."""

import pytest
from factories import site
from secretariat_pages import assert_each_refused, errors, page_of, save

from sites.models import Site, SiteCode

pytestmark = pytest.mark.django_db


def test_an_added_code_redirects_and_can_be_found_at_once(client, floreana):
    save(client, floreana, **{"aliases-0-code": "ECU99", "aliases-0-source": "An older list"})

    assert client.get("/sites/ECU99/").status_code in (301, 302)
    assert SiteCode.objects.get().code == "ECU99"
    assert "Floreana" in client.get(page_of(floreana, "changelist") + "?q=ecu99").content.decode()


def test_a_code_is_never_given_twice(client, floreana):
    other = site("ECU16", claims=["Camarhynchus pauper"], boundary=None)
    SiteCode.objects.create(site=other, code="ECU99")

    assert "code of a site" in errors(save(client, floreana, **{"aliases-0-code": "ECU16"}))
    assert "already exists" in errors(save(client, floreana, **{"aliases-0-code": "ECU99"}))


def test_the_code_of_a_public_site_cannot_be_changed_by_its_form(client, floreana):
    save(client, floreana, code="ECU77")

    assert Site.objects.get().code == "ECU15"


def test_another_code_looks_like_a_code(client, rf, floreana):
    for_none = ["ECU²", "ecu17", "Isla Floreana", "ECU1234567"]
    cases = [("aliases-0-code", code, "three letters and a number") for code in for_none]
    assert_each_refused(client, rf, floreana, cases)

    save(client, floreana, **{"aliases-0-code": "ECU17"})
    assert SiteCode.objects.get().code == "ECU17"
