"""The pages in a browser: no barrier that axe can find, nothing lost on a narrow screen, by keyboard or without JavaScript."""

import pytest
from axe import barriers
from public_pages import PAGES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PHONE = {"width": 320, "height": 640}
SMALLEST_TARGET = 24  # CSS pixels, WCAG 2.2, 2.5.8
SMALL_TARGETS = """(least) => [...document.querySelectorAll('main a, main button, main summary, header a, header summary')]
  .filter((found) => found.checkVisibility() && !found.matches('.visually-hidden') && getComputedStyle(found).display !== 'inline')
  .map((found) => [found.outerHTML.slice(0, 120), found.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < least || box.width < least) && box.right > 0 && box.bottom > 0)
  .map(([html]) => html)"""


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_wide_light_screen_has_no_barrier(opened, address):
    page = opened(address)

    assert barriers(page) == []


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_a_narrow_dark_screen_has_no_barrier_and_loses_nothing(opened, address):
    page = opened(address, viewport=PHONE, scheme="dark")

    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []


def test_the_menu_of_a_narrow_screen_opens_without_javascript(opened):
    page = opened("/", viewport=PHONE, javascript=False)

    page.get_by_text("Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Species").click()

    assert page.url.endswith("/species/")


def test_a_site_is_found_and_read_without_javascript(opened):
    page = opened("/", javascript=False)

    page.get_by_role("link", name="or browse the list of sites").click()
    page.get_by_label("Name, code, country or species").fill("floreana")
    page.get_by_label("Country", exact=True).select_option("Ecuador")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Isla Floreana").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Isla Floreana"
    page.get_by_text("1. Endangerment").click()
    assert page.locator(".verdict[open] > ul li").first.is_visible()


def test_a_site_is_found_and_read_by_keyboard_alone(opened):
    page = opened("/sites/")

    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _press in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.name") == "q":
            break
    page.keyboard.type("floreana")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=floreana**")
    link = page.get_by_role("link", name="Isla Floreana")
    link.focus()
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/sites/ECU15/")


def test_the_error_summary_leads_to_its_field(opened):
    page = opened("/sites/?status=bad&foo=1")

    assert page.title().startswith("Error:")
    page.get_by_role("alert").get_by_role("link", name="status").click()

    assert page.evaluate("() => document.activeElement.id || location.hash") in (
        "filter-status",
        "#filter-status",
    )


def test_text_may_be_spaced_wide_and_zoomed_to_four_times_its_size(opened):
    page = opened("/sites/ECU15/", viewport=PHONE)
    spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"

    page.evaluate(
        "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }",
        spacing,
    )

    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_print_unfolds_the_reasons_and_leaves_the_tools_out(opened):
    page = opened("/sites/ECU15/")

    page.emulate_media(media="print")

    assert page.locator(".verdict ul li").first.is_visible()
    assert not page.get_by_role("navigation", name="Main").first.is_visible()


def test_forced_colours_leave_status_and_chips_with_an_edge(opened):
    page = opened("/sites/", forced_colors="active")

    widths = page.evaluate(
        "() => [...document.querySelectorAll('.chip')].map((chip) => getComputedStyle(chip).borderTopWidth)"
    )

    assert set(widths) == {"1px"}
