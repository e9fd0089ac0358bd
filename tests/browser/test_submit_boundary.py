"""The boundary of a submission, as people give it: by file, by hand, by keys, on a phone, without a script and on a bad line."""

import json
import uuid

import pytest
from axe import barriers
from boundary_part import CORNERS, CROSSING, WKT, collection, zipped_shapefile
from factories import SQUARE, country, site, square

from sites import geometry
from submissions import base, drafts
from submissions.models import ProposedBoundary

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 320, "height": 640}
RING = [[-90.5, -1.4], [-90.3, -1.4], [-90.3, -1.2], [-90.5, -1.2], [-90.5, -1.4]]
SLOW = {"latency": 300, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8}
SHORT_OF_TIME = 120_000  # milliseconds


def new_draft(**place):
    country("EC")
    typed = {"place": {"name": ["Isla"], "countries": ["EC"]} | place}
    submission, token = drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)
    return submission, f"/submissions/{token}/edit/boundary/"


def new_update():
    site("ECU15", name="Floreana", boundary=SQUARE)
    found, snapshot, version = base.seen("ECU15")
    facts = {"site": found, "about": ["boundary"], "base": snapshot, "base_version": version, "typed": {}}
    submission, token = drafts.begin(kind="update", key=uuid.uuid4(), **facts)
    return submission, f"/submissions/{token}/edit/boundary/"


def press(page, label):
    """Presses a button and waits for the page that it leads to."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name=label, exact=True).click()


def choose_file(page, name, content):
    page.get_by_label("The file").set_input_files({"name": name, "mimeType": "", "buffer": content})


def standing(submission):
    return ProposedBoundary.objects.get(submission=submission)


def shape(submission):
    return geometry.read_geojson(json.loads(standing(submission).geojson)).geometry


def open_map(page, label="Open the map"):
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(300)


def click_on_map(page, *shares):
    """Clicks at these shares of the map's width and height."""
    page.locator("#boundary-map").scroll_into_view_if_needed()
    box = page.locator("#boundary-map").bounding_box()
    for across, down in shares:
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(350)  # faster ones are a double click, which brings the map nearer


def drag(page, marker, right, down):
    """Drags a marker of the map by so many pixels."""
    marker.scroll_into_view_if_needed()
    box = marker.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def test_a_boundary_with_a_hole_is_drawn_and_taken(opened):
    submission, address = new_draft(locality=["-1.3, -90.43"])
    page = opened(address)
    open_map(page)

    page.get_by_role("button", name="Draw an area").click()
    click_on_map(page, (0.3, 0.2), (0.7, 0.2), (0.7, 0.8), (0.3, 0.8))
    page.get_by_role("button", name="Close the outline").click()
    page.get_by_role("button", name="Draw a hole").click()
    click_on_map(page, (0.4, 0.4), (0.6, 0.4), (0.5, 0.6), (0.4, 0.4))
    assert "Parts: 1. Holes: 1. Corners: 7." in page.locator("[data-status]").inner_text()
    press(page, "Take what is drawn")

    (part,) = shape(submission).geoms
    assert len(part.interiors) == 1 and standing(submission).how == "drawn"
    assert page.locator(".boundary-facts").get_by_text("Corners: 7. Parts: 1. Holes: 1.").is_visible()
    assert standing(submission).notices == []


def test_a_hole_outside_is_refused_and_its_corners_can_be_taken_back(opened):
    _submission, address = new_draft(locality=["-1.3, -90.43"])
    page = opened(address)
    open_map(page)
    page.get_by_role("button", name="Draw an area").click()
    click_on_map(page, (0.3, 0.3), (0.6, 0.3), (0.6, 0.7))
    page.get_by_role("button", name="Close the outline").click()

    page.get_by_role("button", name="Draw a hole").click()
    click_on_map(page, (0.1, 0.9), (0.2, 0.9), (0.2, 0.8))
    page.get_by_role("button", name="Close the outline").click()
    assert "A hole lies inside an area" in page.locator("[data-pen-status]").inner_text()
    for _corner in range(3):
        page.get_by_role("button", name="Take back the last corner").click()
    assert page.locator("[data-pen-status]").inner_text() == "Corners: 0."
    page.get_by_role("button", name="Stop", exact=True).click()

    assert "Holes: 0." in page.locator("[data-status]").inner_text()


def test_corners_are_moved_by_hand_and_what_was_done_is_undone(opened):
    submission, address = new_draft()
    page = opened(address)
    page.get_by_text("As pasted text").click()
    page.get_by_label("GeoJSON or well-known text").fill(WKT)
    press(page, "Read the text")
    open_map(page)

    click_on_map(page, (0.5, 0.5))
    drag(page, page.locator(".corner-handle.is-chosen"), -20, 40)
    moved = page.locator("#id_drawn").input_value()
    drag(page, page.locator(".corner-handle.is-between").first, 30, 20)
    assert "Corners: 5." in page.locator("[data-status]").inner_text()
    page.get_by_role("button", name="Undo").click()
    assert page.locator("#id_drawn").input_value() == moved
    press(page, "Take what is drawn")

    assert standing(submission).how == "drawn" and standing(submission).waiting is None
    assert geometry.count_vertices(shape(submission)) == 5
    assert json.loads(standing(submission).geojson) == json.loads(moved)


def test_a_boundary_is_drawn_by_keys_alone(opened):
    submission, address = new_draft(locality=["-1.3, -90.43"])
    page = opened(address)
    page.get_by_role("button", name="Open the map").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready]", state="attached")

    page.get_by_role("button", name="Draw an area").focus()
    page.keyboard.press("Enter")
    for way in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press("Enter")
        page.keyboard.press(way)
        page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    assert page.locator("[data-pen-status]").inner_text() == "Corners: 4."
    page.get_by_role("button", name="Close the outline").focus()
    page.keyboard.press("Enter")
    page.locator("[data-corners] summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".boundary-corner-mark", state="attached")  # opened, with the corner's own numbers
    page.get_by_label("Longitude", exact=True).fill("-90.5")
    page.get_by_role("button", name="Move the corner there").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take what is drawn").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert standing(submission).valid and -90.5 in [
        lon for lon, _lat in shape(submission).geoms[0].exterior.coords
    ]


def test_a_drawing_that_was_not_taken_is_still_there(opened, new_page):
    submission, address = new_draft(locality=["-1.3, -90.43"])
    page = opened(address)
    open_map(page)
    page.get_by_role("button", name="Draw an area").click()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        click_on_map(page, (0.3, 0.3), (0.6, 0.3), (0.6, 0.7))
        page.get_by_role("button", name="Close the outline").click()
        page.wait_for_timeout(2000)

    again = opened(address)
    open_map(again)

    assert "Corners: 3." in again.locator("[data-status]").inner_text()
    assert not ProposedBoundary.objects.filter(submission=submission).exists()


def test_a_zipped_shapefile_in_utm_is_sent_by_keys_with_a_notice_and_a_picture(opened):
    submission, address = new_draft()
    page = opened(address)

    page.get_by_label("The file").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(
        {"name": "reserve.zip", "mimeType": "application/zip", "buffer": zipped_shapefile(RING)}
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Send and read the file"
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") in ("boundary", "")
    assert "UTM zone 15S" in page.locator(".boundary-notices").inner_text()
    assert page.get_by_role("img", name="The boundary on the land around it").is_visible()
    assert standing(submission).file.name == "reserve.zip"
    press(page, "Save and go on")
    assert page.url.endswith("/edit/species/")


def test_a_file_is_sent_again_until_it_has_arrived(new_page):
    submission, address = new_draft()
    page = new_page()
    page.goto(address)
    choose_file(page, "reserve.zip", zipped_shapefile(RING))
    page.get_by_label("Where the boundary comes from").fill("Chart 20")

    page.context.set_offline(True)
    page.get_by_role("button", name="Send and read the file").click()
    page.get_by_text("no connection; tries again").wait_for()
    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Try now").first.click()

    assert standing(submission).file.name == "reserve.zip" and standing(submission).valid
    assert page.get_by_label("Where the boundary comes from").input_value() == "Chart 20"
    page.faults = [fault for fault in page.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_a_file_that_is_refused_says_so_beside_it(new_page):
    submission, address = new_draft()
    page = new_page()
    page.goto(address)
    choose_file(page, "empty.geojson", b"")

    page.get_by_role("button", name="Send and read the file").click()
    page.get_by_text("is empty").first.wait_for()

    assert not submission.attachments.exists()


def test_corners_in_degrees_and_minutes_are_read(opened):
    submission, address = new_draft()
    page = opened(address)

    page.get_by_text("As a list of corners").click()
    page.get_by_label("The corners, one a line").fill(CORNERS)
    press(page, "Read the corners")

    assert "492 km²" in page.locator(".boundary-facts").inner_text()
    assert standing(submission).how == "corners"


def test_a_repair_is_shown_before_and_after_and_left_alone_until_it_is_chosen(opened):
    submission, address = new_draft()
    page = opened(address)
    page.get_by_text("As pasted text").click()
    page.get_by_label("GeoJSON or well-known text").fill(CROSSING)
    press(page, "Read the text")
    assert page.get_by_role("img", name="The boundary before and after the repair").is_visible()

    press(page, "Save and go on")
    assert not standing(submission).valid
    page.goto(address)
    press(page, "Take the repaired boundary")

    assert standing(submission).valid
    assert "The boundary was repaired as chosen" in page.locator(".boundary-notices").inner_text()


def test_everything_works_without_a_script(opened):
    submission, address = new_draft(locality=["-1.3, -90.43"], locality_uncertainty_m=["2 km"])
    page = opened(address, javascript=False)
    assert page.get_by_role("button", name="Open the map").is_hidden()

    choose_file(page, "pieces.geojson", collection(square(0, 0), square(1, 0)).encode())
    press(page, "Send and read the file")
    page.get_by_role("checkbox", name="Feature 2, “Piece 2”").check()
    press(page, "Take this")
    assert standing(submission).how == "file"
    page.get_by_text("As pasted text").click()
    page.get_by_label("GeoJSON or well-known text").fill(WKT)
    press(page, "Read the text")
    press(page, "Take this one")
    assert standing(submission).how == "pasted"
    press(page, "Take yours away")
    press(page, "Put it back")
    page.get_by_text("I have none").click()
    press(page, "Leave it to the secretariat to draw")

    assert "To be drawn by the secretariat." in page.locator("#boundary").inner_text()
    assert standing(submission).how == "secretariat"


def test_remarks_are_typed_without_a_script(opened):
    submission, address = new_update()
    page = opened(address, javascript=False)

    page.get_by_label("Latitude, longitude of A").fill("1°18′ S 90°26′ W")
    page.get_by_label("What is there, or wrong, at A").fill("the quarry is outside")
    press(page, "One more remark")

    assert page.get_by_label("Latitude, longitude of C").is_visible()
    assert page.locator(".bp-pin").count() == 1
    submission.refresh_from_db()
    assert submission.typed["boundary"]["pin_text"][0] == "the quarry is outside"


def test_remarks_are_set_on_the_map_by_mouse_and_by_keys(opened):
    submission, address = new_update()
    page = opened(address)
    open_map(page, "Set remarks on the map")

    page.get_by_role("button", name="Set a remark").click()
    click_on_map(page, (0.5, 0.5))
    assert page.evaluate("document.activeElement.name") == "pin_text"
    page.keyboard.type("the quarry is outside")
    page.get_by_role("button", name="Set a remark").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.keyboard.type("a lagoon")
    page.get_by_role("button", name="One more remark").click()
    assert page.get_by_label("Latitude, longitude of C").count() == 1
    assert page.locator(".remark-pin").all_inner_texts() == ["A", "B"]
    before = page.get_by_label("Latitude, longitude of A").input_value()
    drag(page, page.locator(".remark-pin").first, 60, 10)
    assert page.get_by_label("Latitude, longitude of A").input_value() != before
    press(page, "Save and go on")

    submission.refresh_from_db()
    typed = submission.typed["boundary"]
    assert typed["pin_text"][:2] == ["the quarry is outside", "a lagoon"] and all(typed["pin_place"][:2])


def test_a_correction_begins_from_what_is_published(opened):
    submission, address = new_update()
    page = opened(address)
    open_map(page)
    assert "Corners: 4." in page.locator("[data-status]").inner_text()

    page.locator("[data-corners] summary").click()
    page.wait_for_selector(".boundary-corner-mark", state="attached")
    page.get_by_label("Latitude", exact=True).fill("-1.45")
    page.get_by_role("button", name="Move the corner there").click()
    press(page, "Take what is drawn")

    assert -1.45 in [lat for _lon, lat in shape(submission).geoms[0].exterior.coords]
    assert page.locator(".bp-before").count() == 1


def test_it_fits_a_phone_and_is_drawn_by_taps(opened):
    submission, address = new_draft(locality=["-1.3, -90.43"])
    page = opened(address, viewport=PHONE, has_touch=True, is_mobile=True)
    open_map(page)

    page.get_by_role("button", name="Draw an area").tap()
    page.locator("#boundary-map").scroll_into_view_if_needed()
    box = page.locator("#boundary-map").bounding_box()
    for across, down in ((0.3, 0.3), (0.7, 0.3), (0.5, 0.7)):
        page.touchscreen.tap(box["x"] + across * box["width"], box["y"] + down * box["height"])
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Close the outline").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press(page, "Take what is drawn")

    assert standing(submission).valid
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def states(page, address, update):
    """Leads through the states of the page."""
    page.goto(address)
    yield "empty"
    choose_file(page, "pieces.geojson", collection(square(0, 0), square(1, 0)).encode())
    press(page, "Send and read the file")
    yield "which of several"
    page.get_by_label("All 2 areas together").check()
    press(page, "Take this")
    choose_file(page, "crossing.wkt", CROSSING.encode())
    press(page, "Send and read the file")
    yield "two different ones"
    press(page, "Take this one")
    yield "to be repaired"
    choose_file(page, "notes.txt", b"nothing")
    press(page, "Send and read the file")
    yield "refused"
    page.goto(update)
    page.get_by_label("Latitude, longitude of A").fill("nowhere")
    press(page, "Save and go on")
    yield "remark refused"
    open_map(page)
    page.locator("[data-corners] summary").click()
    page.get_by_role("button", name="Draw an area").click()
    click_on_map(page, (0.3, 0.3), (0.6, 0.3))
    yield "map"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_of_any_state(new_page, scheme):
    _submission, address = new_draft()
    _other, update = new_update()
    page = new_page(scheme=scheme)

    for state in states(page, address, update):
        assert barriers(page) == [], state
    page.faults = [fault for fault in page.faults if "status of 422" not in fault]


def test_a_boundary_is_corrected_with_remarks_on_a_slow_line_that_breaks_three_times(new_page):
    submission, address = new_update()
    page = new_page()
    page.set_default_timeout(SHORT_OF_TIME)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")

    def set_line(offline):
        line.send("Network.emulateNetworkConditions", {"offline": offline, **SLOW})

    set_line(offline=False)
    page.clock.install()
    page.goto(address)
    for number, text in enumerate(("the quarry is outside", "a lagoon", "the road")):
        page.get_by_role("button", name="One more remark").click()
        set_line(offline=True)
        page.locator('[name="pin_place"]').nth(number).fill(f"-1.{30 + number}, -90.4")
        page.locator('[name="pin_text"]').nth(number).fill(text)
        for _quarter in range(4):
            page.clock.fast_forward(15_000)
            page.wait_for_timeout(300)
        assert "Not saved" in page.locator(".saved").inner_text()
        set_line(offline=False)
    press(page, "Save and go on")

    submission.refresh_from_db()
    typed = submission.typed["boundary"]
    assert [text for text in typed["pin_text"] if text] == ["the quarry is outside", "a lagoon", "the road"]
    assert typed["pin_place"][:3] == ["-1.30, -90.4", "-1.31, -90.4", "-1.32, -90.4"]
    page.faults = [fault for fault in page.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
