"""The list beside the map: it follows the view, shows its sites on the map, and stays when the map cannot be loaded."""

import pytest
from map_page import visit
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_row_shows_its_site_by_key_and_gets_the_focus_back(page, demo):
    visit(page, "/sites/map/")
    button = page.get_by_role("button", name="Locate Teraina on the map")

    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup").get_by_role("link", name="Teraina")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_list_follows_the_map_and_says_so(page, demo):
    visit(page, "/sites/map/")
    rows = page.locator(".site-row:visible")
    assert rows.count() == 50

    visit(page, "/sites/map/#7/-1/-90.5")

    assert rows.count() == 3
    expect(page.locator(".map-count")).to_have_text("3 in view")
    visit(page, "/sites/map/#7/40/-40")
    expect(page.locator(".map-count")).to_contain_text("none in view")


def test_a_list_of_a_part_asks_for_the_sites_in_view(page, demo):
    visit(page, "/sites/map/?limit=12#7/-1/-90.5")

    rows = page.locator(".site-row")
    expect(rows).to_have_count(3)
    expect(rows.first).to_have_attribute("data-code", "ECU10")
    expect(page.locator(".map-count")).to_have_text("3 in view")
    expect(page.get_by_role("button", name="Locate Isla Floreana on the map")).to_be_visible()


def test_a_row_with_the_focus_stays_while_the_list_follows(page, demo):
    visit(page, "/sites/map/?limit=12#7/-1/-90.5")
    expect(page.locator(".site-row")).to_have_count(3)
    page.get_by_role("link", name="Isla Floreana").focus()

    page.evaluate("() => (location.hash = '#7/4.7/-160.4')")

    expect(page.locator('.site-row[data-code="KIR1"]')).to_be_visible()
    expect(page.get_by_role("link", name="Isla Floreana")).to_be_focused()


def test_the_wheel_scrolls_the_list_and_zooms_the_map_once_it_was_touched(page, demo):
    visit(page, "/sites/#4/-10/-120")
    box = page.locator(".map").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)

    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")
    assert page.evaluate("() => location.hash").startswith("#4/")

    page.mouse.down()
    page.mouse.up()
    page.mouse.wheel(0, -120)
    page.wait_for_function("() => Number(location.hash.slice(1).split('/')[0]) > 4")


@pytest.mark.parametrize(
    ("refused", "says"),
    [("map.json", "could not be loaded into the map"), ("world-110m.json", "land could not")],
)
def test_what_cannot_be_loaded_is_said_and_the_list_stays(page, demo, refused, says):
    page.route(f"**/{refused}", lambda route: route.abort())

    visit(page, "/sites/map/")

    expect(page.locator(".map-note")).to_contain_text(says)
    expect(page.get_by_role("link", name="Teraina")).to_be_visible()
    assert all("Failed to load resource" in fault for fault in page.faults)
    page.faults.clear()
