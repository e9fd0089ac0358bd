"""The view of the map: in the address, by the keys, in light and dark, on a phone, at one's position, near a place."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from map_page import READY, attribute, middle, visit
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 320, "height": 640}


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


def test_the_map_fits_a_phone(new_page, demo):
    page = new_page(viewport=PHONE)

    for address in ("/sites/map/", "/sites/", "/sites/ECU15/"):
        visit(page, address)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_place_under_the_pointer_is_told_and_else_that_of_the_middle(page, demo):
    visit(page, "/sites/map/#6/-1/-90.5")
    told = page.locator(".map-place")
    expect(told).to_have_text("middle: 1.00° S, 90.50° W")
    box = page.locator(".map").bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(told).to_have_text(re.compile(r"^1\.0\d° S, 90\.5\d° W$"))

    page.mouse.move(5, 5)
    expect(told).to_contain_text("middle")


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
    expect(page.locator(".map-note")).to_contain_text("It is not sent")
    page.wait_for_function("() => location.hash.startsWith('#8.00/-1.3')")


def test_what_the_map_asks_for_does_not_tell_the_position(new_page, demo):
    page = new_page(permissions=["geolocation"], geolocation={"latitude": -1.31, "longitude": -90.43})
    visit(page, "/sites/map/?limit=12")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Show my position").click()
    page.wait_for_function("() => location.hash.startsWith('#8.00/-1.3')")
    for nearer in range(9, 13):
        page.get_by_role("button", name="Nearer").click()
        page.wait_for_function(f"() => location.hash.startsWith('#{nearer}.00/')")
    page.wait_for_load_state("networkidle")

    boxes = [dict(parse_qsl(urlsplit(address).query)).get("bbox") for address in asked]
    edges = [[float(edge) for edge in box.split(",")] for box in boxes if box]
    assert {urlsplit(address).path for address in asked} >= {"/sites/map/", "/api/collections/sites/items"}
    assert edges
    for west, south, east, north in edges:
        assert all(edge % 0.25 == 0 for edge in (west, south, east, north))
        assert west < -90.43 < east
        assert south < -1.31 < north


def test_a_refused_position_is_said(page, demo):
    visit(page, "/sites/map/")

    page.get_by_role("button", name="Show my position").click()

    expect(page.locator(".map-note")).to_have_text("Your browser was not allowed to tell your position.")


def test_sites_near_a_place_are_shown_within_their_circle(page, demo):
    visit(page, "/sites/map/?near=-90.43,-1.3&km=100")

    assert attribute(page, "data-sites") == "3"
    expect(page.get_by_role("link", name="Near: within 100 km of 1.3000° S, 90.4300° W")).to_be_visible()
    assert float(page.evaluate("() => location.hash").split("/")[0][1:] or 0) > 6
