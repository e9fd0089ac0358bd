"""The map on the page of a site."""

import pytest
from factories import site
from map_page import READY, attribute, visit
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_the_map_is_fetched_when_the_reader_comes_to_it(page, demo):
    page.goto("/sites/ECU15/", wait_until="networkidle")
    assert page.evaluate("() => typeof L") == "undefined"

    page.locator(".map").scroll_into_view_if_needed()

    page.wait_for_selector(READY)
    button = "() => getComputedStyle(document.querySelector('.leaflet-bar a')).fontFamily"
    assert "Source Serif" in page.evaluate(button)  # our styles still come after Leaflet's
