"""The secretariat's pages in a browser: nothing that the policy refuses, no barrier that axe finds, nothing lost on a narrow screen."""

from pathlib import Path

import pytest
from factories import site, square, staff

from sites.models import Site

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 320, "height": 640}
AXE = (Path(__file__).parent / "axe-core" / "axe.min.js").read_text()
RUN_AXE = "() => axe.run(document, {preload: false, resultTypes: ['violations']})"  # it would copy style sheets inline


@pytest.fixture
def floreana():
    site("ECU16", name="Twin", claims=["Camarhynchus pauper"])
    site("PER1", name="Without boundary", claims=["Bolitoglossa x"], boundary=None)
    return site("ECU15", name="Floreana")


@pytest.fixture
def opened(new_page, client, live_server):
    """Opens an address, logged in as the secretariat."""
    client.force_login(staff())

    def open_page(address, *, logged_in=True, **options):
        page = new_page(**options)
        if logged_in:
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(address, wait_until="load")
        page.wait_for_timeout(200)
        return page

    return open_page


def pages(of):
    other = Site.objects.get(code="ECU16")
    species = of.claims.get().species_id
    row = f"/admin/aze_sites/site/{of.pk}/"
    return [
        "/admin/",
        "/admin/aze_sites/site/",
        "/admin/aze_sites/site/?status=confirmed&outcome=unsupported",
        f"{row}change/",
        f"{row}history/",
        f"{row}move/delist/",
        f"{row}distinct/{other.pk}/",
        "/admin/aze_sites/site/add/",
        "/admin/aze_sites/species/",
        f"/admin/aze_sites/species/{species}/change/",
        "/admin/aze_sites/country/",
        "/admin/aze_sites/evaluation/",
        f"/admin/aze_sites/evaluation/{of.evaluation_id}/change/",
        "/admin/auth/user/add/",
        "/admin/password_change/",
    ]


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(None, "light"), (PHONE, "dark")], ids=["wide light", "narrow dark"]
)
def test_axe_finds_no_barrier(opened, floreana, viewport, scheme):
    page = opened("/admin/", scheme=scheme, **({"viewport": viewport} if viewport else {}))
    found = {}
    for address in pages(floreana):
        page.goto(address, wait_until="load")
        page.wait_for_timeout(200)
        page.evaluate(AXE)
        violations = page.evaluate(RUN_AXE)["violations"]
        found |= {
            (address, rule["id"]): [node["html"][:200] for node in rule["nodes"]] for rule in violations
        }

    assert found == {}


def test_nothing_is_wider_than_a_narrow_screen(opened, floreana):
    page = opened("/admin/", viewport=PHONE)
    wide = {}
    for address in pages(floreana):
        page.goto(address, wait_until="load")
        width = page.evaluate("() => document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide[address] = width

    assert wide == {}


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/admin/account/passphrase/", "/admin/account/passphrase/sent/"]
)
def test_the_doors_have_no_barrier_either(opened, address):
    page = opened(address, logged_in=False, viewport=PHONE)

    page.evaluate(AXE)

    assert page.evaluate(RUN_AXE)["violations"] == []


def test_the_secretariat_changes_a_species_and_sees_what_it_does(opened, floreana):
    page = opened(f"/admin/aze_sites/species/{floreana.claims.get().species_id}/change/")

    page.get_by_label("Red List category").select_option("VU")
    page.get_by_label("Why this edit").fill("Assessment of 2026")
    page.get_by_role("button", name="Save", exact=True).click()

    told = page.locator(".messagelist").inner_text()
    assert "Floreana (ECU15)" in told and "does not support the listing" in told
    page.goto("/sites/ECU15/")
    assert "does not support the listing" in page.locator("main").inner_text()


def test_a_claim_is_added_with_a_suggested_species(opened, floreana):
    site("ECU20", claims=["Nesomimus parvulus"], boundary=square(30, 0))
    page = opened(f"/admin/aze_sites/site/{floreana.pk}/change/")

    page.get_by_text("A further species").first.click()
    page.locator("#id_claims-1-species").press_sequentially("parvul", delay=20)
    page.wait_for_selector("#species-suggested option", state="attached")
    assert page.locator("#species-suggested option").get_attribute("value") == "Nesomimus parvulus"
    page.locator("#id_claims-1-species").fill("Nesomimus parvulus")
    page.locator("#id_claims-1-basis").select_option("sole_area")
    page.get_by_label("Why this edit").fill("Seen there too")
    page.get_by_role("button", name="Save", exact=True).click()

    assert floreana.claims.count() == 2


def test_a_further_claim_form_is_opened_by_its_button(opened, floreana):
    page = opened(f"/admin/aze_sites/site/{floreana.pk}/change/")
    before = page.locator("#claims-group .inline-related:not(.empty-form)").count()

    page.get_by_role("button", name="Add another claim").click()

    assert page.locator("#claims-group .inline-related:not(.empty-form)").count() == before + 1
    assert page.locator(f"#id_claims-{before}-species").is_visible()


def test_a_refused_form_leads_from_its_summary_to_the_field(opened, floreana):
    page = opened(f"/admin/aze_sites/site/{floreana.pk}/move/delist/")

    page.get_by_role("button", name="De-list").click()

    page.get_by_role("link", name="Explanation").click()
    assert page.evaluate("() => document.activeElement.name") == "text"
    assert page.title().startswith("Error:")


def test_a_decision_is_made_without_javascript(opened, floreana):
    page = opened(f"/admin/aze_sites/site/{floreana.pk}/change/", javascript=False)

    page.get_by_role("link", name="De-list").click()
    page.get_by_label("Reason", exact=False).first.select_option("error")
    page.get_by_label("Explanation").fill("Listed by mistake")
    page.get_by_label("Decide against the evidence on file").check()
    page.get_by_role("button", name="De-list").click()

    assert Site.objects.get(code="ECU15").status == "delisted"
