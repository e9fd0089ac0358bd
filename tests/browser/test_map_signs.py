"""Signs and boundaries on the map and their popups, by pointer and by key, with and without data."""

import re

import pytest
from factories import site, species, square
from map_page import attribute, click_middle, middle, visit
from playwright.sync_api import expect
from shapes import GAU

from sites.deltas import differences, encode

pytestmark = pytest.mark.django_db(transaction=True)

FLOREANA = "#9/-1.3/-90.43"


def test_all_sites_are_drawn_where_they_lie(page, demo):
    visit(page, "/sites/map/#5/-0.907/-77.5")
    nothing = middle(page, "signs")
    visit(page, "/sites/map/#4/4.7/-160.4")

    assert attribute(page, "data-sites") == "50"
    assert nothing == [0, 0, 0, 0]
    assert middle(page, "signs")[3] == 255


def test_the_filters_choose_what_is_drawn(page, demo):
    visit(page, "/sites/map/?country=EC")

    assert attribute(page, "data-sites") == "3"
    expect(page.locator(".site-row")).to_have_count(3)


def test_a_sign_that_is_clicked_tells_of_its_site(page, demo):
    visit(page, "/sites/map/#9/4.712/-160.405")

    click_middle(page)

    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link", name="Teraina")).to_have_attribute("href", "/sites/KIR1/")
    expect(popup).to_contain_text("Kiribati")
    expect(popup).to_contain_text("Acrocephalus aequinoctialis")
    expect(popup).to_contain_text("Confirmed")
    expect(popup).to_contain_text("all three criteria shown")


def test_a_name_is_never_more_than_a_name(page):
    name = "<img src=x onerror=\"document.body.dataset.broken=''\"> {{7*7}}"
    species("Mimus <b>trifasciatus</b>")
    site("ECU15", name=name, claims=["Mimus <b>trifasciatus</b>"])
    visit(page, f"/sites/map/{FLOREANA}")
    box = page.locator(".map").bounding_box()

    page.get_by_role("button", name="Locate").click()
    popup = page.locator(".leaflet-popup")
    expect(popup).to_contain_text(name)
    expect(popup).to_contain_text("Mimus <b>trifasciatus</b>")
    page.keyboard.press("Escape")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(page.locator(".map-label")).to_contain_text(name)
    assert page.locator(".map img, .map b").count() == 0
    assert page.evaluate("() => 'broken' in document.body.dataset") is False


def test_boundaries_appear_as_one_comes_near(page, demo):
    visit(page, "/sites/map/#5.5/-1/-90.5")
    far = attribute(page, "data-outlines")
    visit(page, "/sites/map/#7/-1/-90.5")

    assert far == "0"
    expect(page.locator('.map[data-outlines="3"]')).to_be_visible()


def test_near_boundaries_keep_to_the_filters(page):
    site("ECU15", name="Floreana")
    site("ECU16", claims=["Oreomystis bairdi"], boundary=square(-90.2, -1.3), status="candidate")

    visit(page, f"/sites/map/?status=candidate{FLOREANA}")

    expect(page.locator('.map[data-outlines="1"]')).to_be_visible()


def test_a_site_across_the_antimeridian_is_one_place_on_the_map(page):
    site("FJI1", name="Gau", countries=("FJ",), boundary=GAU)

    visit(page, "/sites/map/#9/-18/180")

    expect(page.locator('.map[data-outlines="1"]')).to_be_visible()
    expect(page.get_by_role("link", name="Gau")).to_be_visible()
    visit(page, "/sites/FJI1/")
    assert attribute(page, "data-shown") == "boundary"
    assert float(page.locator(".leaflet-control-scale-line").text_content().split()[0]) < 50


def test_enter_opens_the_site_nearest_to_the_middle_and_escape_gives_the_map_back(page, demo):
    visit(page, "/sites/map/#9/4.712/-160.405")

    page.locator(".map").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup").get_by_role("link", name="Teraina")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map")).to_be_focused()


def test_the_legend_opens_by_key(page, demo):
    visit(page, "/sites/map/")

    page.locator("#map-legend summary").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("de-listed or superseded")).to_be_visible()


def test_a_popup_leads_to_the_place_in_other_programs_and_loads_nothing_from_there(page, demo):
    visit(page, "/sites/map/#9/4.712/-160.405")

    click_middle(page)

    links = page.locator(".map-card-elsewhere")
    expect(links.get_by_role("link", name="OpenStreetMap")).to_have_attribute(
        "href", re.compile(r"^https://www\.openstreetmap\.org/#map=11/4\.\d+/-160\.\d+$")
    )
    expect(links.get_by_role("link", name="KML")).to_have_attribute("href", "/sites/KIR1/place.kml")


def test_a_crowd_is_drawn_as_discs_which_open_by_a_click(page, crowd):
    visit(page, "/sites/map/#3/0/0.5")
    assert int(attribute(page, "data-sites")) > 1000
    assert int(attribute(page, "data-discs")) > 0

    click_middle(page)

    page.wait_for_function("() => Number(location.hash.slice(1).split('/')[0]) > 3.5")
    visit(page, "/sites/map/#8/0/0.5")
    assert attribute(page, "data-discs") == "0"


@pytest.fixture
def crowd(page):
    """Many sites in one place, as the map's own columns."""
    number, count = differences([1, *range(2, 1202)]), 1201
    columns = {
        "scale": 1000,
        "codes": [["AZE", encode(number)]],
        "lon": encode(differences([at % 40 * 25 for at in range(count)])),
        "lat": encode(differences([at // 40 * 10 - 150 for at in range(count)])),
        "category": {"values": ["CR"], "letters": "A" * count},
        "status": {"values": ["confirmed"], "letters": "A" * count},
    }
    page.route("**/map.json", lambda route: route.fulfill(json=columns))
