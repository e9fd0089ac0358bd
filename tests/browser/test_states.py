"""The pages in their states, which nobody sees who only opens them: no barrier that axe can find, light and dark, wide and narrow."""

import re

import pytest
from axe import barriers
from map_page import READY, visit
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

SCREENS = {
    "light": {"viewport": {"width": 1280, "height": 800}},
    "dark phone": {"viewport": {"width": 320, "height": 640}, "scheme": "dark"},
    "light phone": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "scheme": "dark"},
}
LEAST_CONTRAST, LEAST_OF_AN_EDGE = 4.5, 3
SEEN_COLOURS = """(wanted) => [...document.querySelectorAll(wanted)].filter((found) => found.checkVisibility()).map((found) => {
  const { color, backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(found);
  return [found.outerHTML.slice(0, 80), color, backgroundColor, borderTopColor, borderTopWidth];
})"""


@pytest.fixture(params=SCREENS.values(), ids=SCREENS)
def screen(request, new_page):
    return new_page(**request.param)


def test_the_map_with_everything_open_has_no_barrier(screen):
    visit(screen, "/sites/map/?limit=12")

    screen.get_by_text("Filters").click()
    screen.locator("#map-legend summary").click()
    assert barriers(screen) == []

    screen.get_by_role("combobox", name="Name, code").press_sequentially("isla flor")
    expect(screen.get_by_role("option").first).to_be_visible()
    screen.keyboard.press("ArrowDown")
    assert barriers(screen) == []

    screen.keyboard.press("Enter")
    expect(screen.locator(".leaflet-popup").get_by_text("Confirmed")).to_be_visible()
    assert barriers(screen) == []
    assert screen.evaluate("() => document.documentElement.scrollWidth") <= screen.viewport_size["width"]


def test_the_unfolded_menu_has_no_barrier(screen):
    screen.goto("/sites/?country=EC&limit=12")

    if screen.viewport_size["width"] < 600:
        screen.get_by_text("Menu").click()
    screen.get_by_role("navigation", name="Main").get_by_text("For you").click()

    expect(
        screen.get_by_role("navigation", name="Main").get_by_role("link", name="Policy makers")
    ).to_be_visible()
    assert barriers(screen) == []


def test_the_unfolded_reasons_and_citations_have_no_barrier(screen):
    visit(screen, "/sites/MEX51/")

    screen.evaluate("() => document.querySelectorAll('main details').forEach((found) => (found.open = true))")

    assert barriers(screen) == []
    assert screen.evaluate("() => document.documentElement.scrollWidth") <= screen.viewport_size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["/", "/sites/map/?country=EC", "/sites/ECU15/", "/screen/?near=-90.43,-1.3&km=100"]
)
def test_forced_colours_keep_text_and_edges_apart_from_the_ground(new_page, address, scheme):
    page = new_page(scheme=scheme, forced_colors="active")
    page.goto(address)
    if "map" in address:
        page.wait_for_selector(READY)

    wanted = ".btn, .chip, .filter-chip, .nav-submit a, .map-button, .door, .cite-copies button"
    told = page.evaluate(SEEN_COLOURS, wanted)

    assert len(told) > 3
    ground = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    canvas = (
        ground
        if "0)" not in ground
        else page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    )
    for html, text, back, edge, width in told:
        under = canvas if back.endswith(" 0)") else back
        assert contrast(text, under) >= LEAST_CONTRAST, html
        assert width != "0px" and contrast(edge, canvas) >= LEAST_OF_AN_EDGE, html
    assert barriers(page) == []


def contrast(one, other):
    """The contrast of two opaque colours, as WCAG measures it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
