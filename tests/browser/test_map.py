"""The map as a visitor meets it: signs, popups, boundaries and the list, by pointer and by key, in light and dark, with and without data."""

import pytest
from factories import site, species, square
from playwright.sync_api import expect

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
    expect(page.get_by_role("status")).to_have_text("3 in view")
    visit(page, "/sites/map/#7/40/-40")
    expect(page.get_by_role("status")).to_contain_text("none in view")


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
