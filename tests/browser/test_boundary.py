"""The boundary field: drawn by hand or by numbers, holes kept, untouched text saved to the letter."""

import json

import pytest
from factories import draw, site, staff

from sites import geometry
from sites.models import Boundary

pytestmark = pytest.mark.django_db(transaction=True)

OUTLINE = [[-90.5, -1.4], [-90.3, -1.4], [-90.3, -1.2], [-90.5, -1.2], [-90.5, -1.4]]
HOLE = [[-90.45, -1.35], [-90.45, -1.3], [-90.4, -1.3], [-90.4, -1.35], [-90.45, -1.35]]
ISLET = [[-90.2000001, -1.4], [-90.1, -1.4], [-90.1, -1.3], [-90.2000001, -1.3], [-90.2000001, -1.4]]
ATOLL = {"type": "MultiPolygon", "coordinates": [[OUTLINE, HOLE], [ISLET]]}
TEXT = "#id_boundary-0-drawn"


@pytest.fixture
def floreana():
    return site("ECU15", boundary=ATOLL)


@pytest.fixture
def opened(new_page, client, live_server):
    """Opens the form of a site, logged in."""
    client.force_login(staff())

    def open_page(of, **options):
        page = new_page(**options)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page.goto(f"/admin/aze_sites/site/{of.pk}/change/", wait_until="load")
        page.wait_for_timeout(300)
        return page

    return open_page


def parts(page):
    return json.loads(page.locator(TEXT).input_value())["coordinates"]


def save(page):
    page.get_by_label("Why this edit").fill("Drawn again")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/aze_sites/site/")


def click_on_map(page, *shares):
    """Clicks at these shares of the map's width and height, one after the other, no faster than a hand."""
    box = page.locator(".boundary-map").bounding_box()
    for across, down in shares:
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        page.mouse.move(x - 3, y - 3)
        page.wait_for_timeout(100)
        page.mouse.move(x, y)
        page.wait_for_timeout(100)
        page.mouse.click(x, y)
        page.wait_for_timeout(250)


def draw_triangle(page):
    page.locator(".boundary-map").scroll_into_view_if_needed()
    page.get_by_role("link", name="Draw a polygon").click()
    click_on_map(page, (0.3, 0.06), (0.6, 0.06), (0.45, 0.25), (0.3, 0.06))


def test_a_boundary_that_is_not_touched_is_saved_to_the_letter(opened, floreana):
    before = Boundary.objects.get().geojson
    page = opened(floreana)
    assert page.locator(TEXT).input_value() == before

    page.get_by_label("Name:", exact=True).fill("Floreana Island")
    save(page)

    assert Boundary.objects.get().geojson == before
    assert Boundary.history.count() == 1


def test_a_part_drawn_on_the_map_leaves_holes_and_other_parts_as_they_were(opened, floreana):
    page = opened(floreana)

    draw_triangle(page)

    drawn = parts(page)
    assert len(drawn) == 3 and len(drawn[2][0]) == 4
    assert drawn[:2] == json.loads(Boundary.objects.get().geojson)["coordinates"]
    assert "Parts: 3. Holes: 1." in page.locator("[data-status]").inner_text()
    save(page)
    kept = Boundary.objects.get().geometry()
    assert len(kept.geoms) == 3 and sum(len(part.interiors) for part in kept.geoms) == 1


def draw_rectangle(page):
    page.locator(".boundary-map").scroll_into_view_if_needed()
    page.get_by_role("link", name="Draw a rectangle").click()
    box = page.locator(".boundary-map").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 90, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("draw_area", [draw_triangle, draw_rectangle])
def test_an_area_drawn_in_whichever_direction_is_saved_to_the_letter(opened, floreana, draw_area):
    page = opened(floreana)

    draw_area(page)

    drawn = page.locator(TEXT).input_value()
    assert len(json.loads(drawn)["coordinates"]) == 3
    save(page)
    assert "direction of rings" not in page.locator(".messagelist").inner_text()
    assert Boundary.objects.get().geojson == drawn


def test_an_outline_moved_on_the_map_keeps_its_hole(opened, floreana):
    page = opened(floreana)
    before = parts(page)

    page.locator(".boundary-map").scroll_into_view_if_needed()
    page.locator(".leaflet-draw-edit-edit").click()
    handle = page.locator(".leaflet-editing-icon").first
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] - 30, box["y"] + 30, steps=4)
    page.mouse.up()
    page.get_by_role("link", name="Save", exact=True).click()

    after = parts(page)
    assert after != before
    assert len(after) == 2
    assert [part[1:] for part in after] == [part[1:] for part in before]
    assert sum(mine != theirs for mine, theirs in zip(after, before, strict=True)) == 1
    save(page)
    assert sum(len(part.interiors) for part in Boundary.objects.get().geometry().geoms) == 1


def test_a_part_is_removed_on_the_map(opened, floreana):
    page = opened(floreana)

    page.locator(".boundary-map").scroll_into_view_if_needed()
    page.locator(".leaflet-draw-edit-remove").click()
    page.locator("path.boundary-part").nth(1).click()
    page.get_by_role("link", name="Save", exact=True).click()

    assert parts(page) == json.loads(Boundary.objects.get().geojson)["coordinates"][:1]


def test_every_corner_of_a_hole_too_is_moved_added_and_removed_without_a_mouse(opened, floreana):
    page = opened(floreana)
    page.locator("[data-corners] summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Ring").select_option(label="Part 1, hole 1")
    assert page.get_by_label("Longitude", exact=True).input_value() in {"-90.45", "-90.4"}
    before = parts(page)[0][1]

    page.get_by_label("Longitude", exact=True).fill("-90.46")
    page.get_by_label("Latitude", exact=True).fill("-1.36")
    page.keyboard.press("Enter")
    moved = parts(page)[0][1]
    assert moved[0] == moved[-1] == [-90.46, -1.36] and moved[1:-1] == before[1:-1]

    page.get_by_label("Longitude", exact=True).fill("-90.47")
    page.get_by_role("button", name="Insert a corner after it there").press("Enter")
    assert parts(page)[0][1][1] == [-90.47, -1.36] and len(parts(page)[0][1]) == len(before) + 1

    page.get_by_role("button", name="Remove the corner").press("Enter")
    assert parts(page)[0][1] == moved
    assert parts(page)[1] == json.loads(Boundary.objects.get().geojson)["coordinates"][1]


def test_numbers_that_are_none_and_rings_that_would_be_lines_are_refused_at_once(opened, floreana):
    page = opened(floreana)
    page.locator("[data-corners] summary").click()
    before = parts(page)

    page.get_by_label("Longitude", exact=True).fill("181")
    page.get_by_role("button", name="Move the corner there").click()
    assert "within ±180" in page.locator("[data-corner-status]").inner_text()
    for _corner in range(4):
        page.get_by_role("button", name="Remove the corner").click()

    assert "at least three corners" in page.locator("[data-corner-status]").inner_text()
    assert len(parts(page)[0][0]) == 4
    assert parts(page)[1:] == before[1:]


def test_a_pasted_boundary_is_drawn_and_text_that_is_none_is_left_alone(opened, floreana):
    page = opened(floreana)

    page.locator(TEXT).fill(
        json.dumps(
            {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ISLET]}}
        )
    )
    assert page.locator("path.boundary-part").count() == 1
    page.locator(TEXT).fill('{"type": "Polygon", "coordinates": [[[0, 0], [1')

    assert "cannot be drawn" in page.locator("[data-status]").inner_text()
    assert page.locator(".leaflet-draw").count() == 0
    assert page.locator(TEXT).input_value() == '{"type": "Polygon", "coordinates": [[[0, 0], [1'


def test_the_place_of_a_fault_is_shown(opened, floreana):
    draw(floreana, {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]})

    page = opened(floreana)

    assert page.locator("path.boundary-fault-mark").count() == 1
    assert "not valid" in page.locator(".boundary-fault").inner_text()


def test_a_boundary_across_the_antimeridian_is_shown_in_one_piece_and_kept(opened):
    across = {
        "type": "Polygon",
        "coordinates": [[[179.5, -17], [-179.5, -17], [-179.5, -16], [179.5, -16], [179.5, -17]]],
    }
    taveuni = site("FJI1", boundary=across, countries=["FJ"])
    before = Boundary.objects.get().geojson
    page = opened(taveuni)

    boxes = [page.locator("path.boundary-part").nth(index).bounding_box() for index in range(2)]
    assert abs(boxes[0]["x"] - boxes[1]["x"]) < 600
    assert page.locator(TEXT).input_value() == before
    draw_triangle(page)

    drawn = geometry.parse(page.locator(TEXT).input_value()).geometry
    assert len(drawn.geoms) >= 3
    assert all(-180 <= lon <= 180 for part in parts(page) for ring in part for lon, _lat in ring)


def test_without_javascript_the_text_is_the_field(opened, floreana):
    page = opened(floreana, javascript=False)
    assert not page.locator(".boundary-map").is_visible()

    page.locator(TEXT).fill(json.dumps({"type": "Polygon", "coordinates": [ISLET]}))
    page.get_by_label("Why this edit").fill("Pasted")
    page.get_by_role("button", name="Save", exact=True).click()

    assert len(Boundary.objects.get().geometry().geoms) == 1
