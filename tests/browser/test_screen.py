"""Screening a place in a browser: by a click, by keys, without JavaScript, and on paper."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READY = "html[data-ready]"
FLOREANA = "/screen/?near=-90.43,-1.3&km=100"


def test_a_click_on_the_map_chooses_the_place(page):
    page.goto("/screen/")
    page.wait_for_selector(READY)
    box = page.locator(".map").bounding_box()

    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lat, lon = (float(part) for part in page.get_by_label("Latitude, longitude").input_value().split(","))
    page.get_by_role("button", name="Screen this place").click()

    assert lat == pytest.approx(12, abs=2)
    assert lon == pytest.approx(11, abs=2)
    page.wait_for_url(f"**/screen/?near={lon:g},{lat:g}&km=50")


def test_the_middle_of_the_map_is_taken_by_key(page):
    page.goto(FLOREANA)
    page.wait_for_selector(READY)

    page.get_by_role("button", name="Take the middle of the map").focus()
    page.keyboard.press("Enter")

    field = page.get_by_label("Latitude, longitude")
    expect(field).to_be_focused()
    assert field.input_value().startswith("-1.3")


def test_the_place_is_asked_of_nothing_whose_answer_may_be_kept(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(FLOREANA)
    page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")

    assert [address for address in asked if "near=" in address or "km=" in address] == [page.url]
    assert page.locator(".map").get_attribute("data-outlines") != "0"
    for box in re.findall(r"bbox=([^&]+)", unquote(" ".join(asked))):
        west, south, east, north = map(float, box.split(","))
        assert (west + east, south + north) != pytest.approx((2 * -90.43, 2 * -1.3), abs=0.02)


def test_an_answer_is_had_without_javascript(new_page):
    page = new_page(javascript=False)
    page.goto("/screen/")

    page.get_by_label("Latitude, longitude").fill("1°18′ S 90°26′ W")
    page.get_by_label("Distance in kilometres").fill("100 km")
    page.get_by_role("button", name="Screen this place").click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("3 sites within 100 km")
    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_faults_have_the_focus_and_lead_to_their_fields(page):
    page.goto("/screen/?place=here&km=-1")
    page.wait_for_selector(READY)

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Distance in kilometres").click()

    expect(page.get_by_label("Distance in kilometres")).to_be_focused()
    page.faults = [fault for fault in page.faults if "status of 400" not in fault]


def test_the_file_of_an_answer_is_saved(page):
    page.goto(FLOREANA)

    with page.expect_download() as saved:
        page.get_by_role("link", name="Take it as CSV").click()

    assert saved.value.suggested_filename == "aze-screening.csv"


def test_a_printed_answer_holds_its_rows_and_limits_and_no_tools(page):
    page.goto(FLOREANA)
    page.wait_for_selector(READY)

    page.emulate_media(media="print")

    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.get_by_text("A place without a site near it is not cleared")).to_be_visible()
    expect(page.get_by_role("button", name="Screen this place")).to_be_hidden()
