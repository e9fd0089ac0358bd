"""The map as a visitor meets it: signs, popups, boundaries and the list, by pointer and by key, in light and dark, with and without data."""

import re

import pytest
from factories import site, species, square
from playwright.sync_api import expect

from sites.deltas import differences, encode

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 320, "height": 640}
READY = "html[data-ready]"
FLOREANA = "#9/-1.3/-90.43"
ACROSS = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[179.9, -18.1], [180, -18.1], [180, -17.9], [179.9, -17.9], [179.9, -18.1]]],
        [[[-180, -18.1], [-179.8, -18.1], [-179.8, -17.9], [-180, -17.9], [-180, -18.1]]],
    ],
}
MIDDLE_OF = """(pane) => {
  const map = document.querySelector(".map").getBoundingClientRect();
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const at = [map.left + map.width / 2 - box.left, map.top + map.height / 2 - box.top].map((value) => value * scale);
  const copy = document.createElement("canvas").getContext("2d");
  copy.drawImage(canvas, ...at, 1, 1, 0, 0, 1, 1);
  return [...copy.getImageData(0, 0, 1, 1).data];
}"""


def visit(page, address):
    page.goto(address)
    page.wait_for_selector(READY)


def click_middle(page):
    box = page.locator(".map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def middle(page, pane):
    """[red, green, blue, alpha] in the middle of the map on one of its canvases: "base" or "signs"."""
    return page.evaluate(MIDDLE_OF, pane)


def attribute(page, name):
    return page.locator(".map").get_attribute(name)


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


def test_a_row_shows_its_site_by_key_and_gets_the_focus_back(page, demo):
    visit(page, "/sites/map/")
    button = page.get_by_role("button", name="Locate Teraina on the map")

    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup").get_by_role("link", name="Teraina")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(button).to_be_focused()


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
    site("FJI1", name="Gau", countries=("FJ",), boundary=ACROSS)

    visit(page, "/sites/map/#9/-18/180")

    expect(page.locator('.map[data-outlines="1"]')).to_be_visible()
    expect(page.get_by_role("link", name="Gau")).to_be_visible()
    visit(page, "/sites/FJI1/")
    assert attribute(page, "data-shown") == "boundary"
    assert float(page.locator(".leaflet-control-scale-line").text_content().split()[0]) < 50


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


def test_the_view_stands_in_the_address(page, demo):
    visit(page, "/sites/map/#6/-1/-90.5")

    page.get_by_role("button", name="Nearer").click()

    page.wait_for_function("() => location.hash.startsWith('#7.00/-1.')")
    page.reload()
    page.wait_for_selector(READY)
    assert page.evaluate("() => location.hash").startswith("#7.00/-1.")


def test_the_map_is_moved_by_the_keys_of_the_arrows(page, demo):
    visit(page, "/sites/map/#6/-1/-90.5")

    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")

    page.wait_for_function("() => Number(location.hash.split('/')[2]) > -90")
    expect(page.locator(".map > [role=status]")).to_contain_text("middle: 1.0")


def test_enter_opens_the_site_nearest_to_the_middle_and_escape_gives_the_map_back(page, demo):
    visit(page, "/sites/map/#9/4.712/-160.405")

    page.locator(".map").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup").get_by_role("link", name="Teraina")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map")).to_be_focused()


def test_the_wheel_scrolls_the_list_and_zooms_the_map_once_it_was_touched(page, demo):
    visit(page, "/sites/")
    box = page.locator(".map").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)

    page.mouse.wheel(0, 120)
    page.wait_for_function("() => scrollY > 0")

    assert page.evaluate("() => location.hash") == ""


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


def test_the_sea_is_dark_in_the_dark(new_page, demo):
    light, dark = new_page(), new_page(scheme="dark")
    for page in (light, dark):
        visit(page, "/sites/map/#4/-10/-120")

    assert min(middle(light, "base")[:3]) > 180
    assert max(middle(dark, "base")[:3]) < 80


def test_colours_follow_when_the_scheme_changes(page, demo):
    visit(page, "/sites/map/#4/-10/-120")

    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)

    assert max(middle(page, "base")[:3]) < 80


def test_a_site_shows_its_boundary_among_its_neighbours(page, demo):
    visit(page, "/sites/ECU15/")

    assert attribute(page, "data-shown") == "boundary"
    expect(page.locator('.map[data-outlines="1"]')).to_be_visible()
    expect(page.locator(".map-locator canvas")).to_be_visible()


def test_a_site_without_a_boundary_says_that_it_is_a_point(page):
    site("ECU15", boundary=None, locality_lon=-90.43, locality_lat=-1.3, locality_uncertainty_m=1500)

    visit(page, "/sites/ECU15/")

    assert attribute(page, "data-shown") == "point"
    expect(page.locator(".map-note")).to_have_text("A point, good to 1,500 m: no boundary is on file")


def test_a_sensitive_site_shows_cells_and_says_so(page):
    site("ECU15", sensitivity="high", sensitivity_reason="Collectors")

    visit(page, "/sites/ECU15/")

    expect(page.locator(".map-note")).to_have_text("Cells of a grid: the exact place is withheld")


def test_the_map_fits_a_phone(new_page, demo):
    page = new_page(viewport=PHONE)

    for address in ("/sites/map/", "/sites/", "/sites/ECU15/"):
        visit(page, address)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_legend_opens_by_key(page, demo):
    visit(page, "/sites/map/")

    page.locator("#map-legend summary").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("de-listed or superseded")).to_be_visible()


def test_the_place_under_the_pointer_is_told_and_else_that_of_the_middle(page, demo):
    visit(page, "/sites/map/#6/-1/-90.5")
    told = page.locator(".map-place")
    expect(told).to_have_text("middle: 1.00° S, 90.50° W")
    box = page.locator(".map").bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(told).to_have_text(re.compile(r"^1\.0\d° S, 90\.5\d° W$"))

    page.mouse.move(5, 5)
    expect(told).to_contain_text("middle")


def test_a_popup_leads_to_the_place_in_other_programs_and_loads_nothing_from_there(page, demo):
    visit(page, "/sites/map/#9/4.712/-160.405")

    click_middle(page)

    links = page.locator(".map-card-elsewhere")
    expect(links.get_by_role("link", name="OpenStreetMap")).to_have_attribute(
        "href", re.compile(r"^https://www\.openstreetmap\.org/#map=11/4\.\d+/-160\.\d+$")
    )
    expect(links.get_by_role("link", name="KML")).to_have_attribute("href", "/sites/KIR1/place.kml")


def test_the_link_to_a_view_is_copied_with_its_filters(new_page, demo):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    visit(page, "/sites/map/?country=EC#7/-1/-90.5")
    page.get_by_role("button", name="Nearer").click()
    page.wait_for_function("() => location.hash.startsWith('#8.00/')")

    page.get_by_role("button", name="Copy the link to this view").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "/sites/map/?country=EC#8.00/-1.0" in copied
    expect(page.get_by_role("link", name="This view at OpenStreetMap")).to_have_attribute(
        "href", re.compile("#map=8/-1.0")
    )


def test_the_position_is_asked_for_on_a_click_only_and_shown(new_page, demo):
    page = new_page(permissions=["geolocation"], geolocation={"latitude": -1.3, "longitude": -90.43})
    visit(page, "/sites/map/")
    assert attribute(page, "data-position") is None

    page.get_by_role("button", name="Show my position").click()

    expect(page.locator('.map[data-position="shown"]')).to_be_visible()
    expect(page.locator(".map-note")).to_contain_text("sent nowhere")
    page.wait_for_function("() => location.hash.startsWith('#8.00/-1.3')")


def test_a_refused_position_is_said(page, demo):
    visit(page, "/sites/map/")

    page.get_by_role("button", name="Show my position").click()

    expect(page.locator(".map-note")).to_have_text("Your browser was not allowed to tell your position.")


def test_sites_near_a_place_are_shown_within_their_circle(page, demo):
    visit(page, "/sites/map/?near=-90.43,-1.3&km=100")

    assert attribute(page, "data-sites") == "3"
    expect(page.get_by_role("link", name="Near: within 100 km of 1.3000° S, 90.4300° W")).to_be_visible()
    assert float(page.evaluate("() => location.hash").split("/")[0][1:] or 0) > 6


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
