"""The page for checks and the check beside a draft in a browser: by keyboard alone, without JavaScript, on a phone, light and dark."""

import uuid

import pytest
from axe import barriers
from playwright.sync_api import expect

from submissions import drafts, rows
from submissions.models import Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PHONE = {"width": 320, "height": 640}
STATES = {
    "empty": "/check/",
    "answered": "/check/?example=found-elsewhere",
    "of a site": "/check/?site=ECU15",
}
SHARE = {"species": ["Mimus trifasciatus"], "basis": ["population_share"], "site_best": ["200"]}


def begun(*claims):
    typed = {"species": rows.of_rows("claim", list(claims))}
    _draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)
    return f"/submissions/{token}/edit/species/"


def press_to(page, name, key="Tab", most=120):
    """Presses a key until the control of this name has the focus."""
    for _press in range(most):
        if page.evaluate("() => document.activeElement.name ?? ''") == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} is never reached")


def figures(page):
    return page.get_by_role("group", name="At the site")


@pytest.mark.parametrize("address", STATES.values(), ids=STATES)
def test_no_barrier_and_nothing_lost_on_a_wide_light_screen(opened, address):
    assert barriers(opened(address)) == []


@pytest.mark.parametrize("address", STATES.values(), ids=STATES)
def test_no_barrier_and_nothing_lost_on_a_narrow_dark_screen(opened, address):
    page = opened(address, viewport=PHONE, scheme="dark")

    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(("viewport", "scheme"), [(None, "light"), (PHONE, "dark")], ids=["wide", "narrow"])
def test_the_species_of_a_draft_have_no_barrier_with_faults_and_offers(opened, viewport, scheme):
    faulty = {
        "species": ["Mimus trifasciatis"],
        "basis": ["population_share"],
        "site_min": ["5"],
        "site_best": ["2"],
    }
    options = {"viewport": viewport} if viewport else {}

    page = opened(begun(SHARE, faulty), scheme=scheme, **options)

    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_only_the_questions_of_the_ground_are_shown_with_a_script_and_without(new_page):
    for javascript in (True, False):
        page = new_page(javascript=javascript)
        page.goto("/check/")

        expect(figures(page)).to_be_hidden()
        page.get_by_label("Share of the known population").check()
        expect(figures(page)).to_be_visible()
        expect(page.get_by_label("Presence last confirmed in")).to_be_visible()
        page.get_by_label("Most viable site for reintroduction").check()
        expect(figures(page)).to_be_hidden()
        expect(page.get_by_label("Presence last confirmed in")).to_be_hidden()
        expect(page.get_by_role("button", name="Show the questions for this ground")).to_be_hidden()


def test_a_question_is_asked_and_continued_by_keyboard_alone(page):
    page.goto("/check/")

    press_to(page, "claim1-species")
    page.keyboard.type("mimus trif")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.get_by_label("Species", exact=False).first.input_value() == "Mimus trifasciatus"
    press_to(page, "claim1-basis")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")  # the first of the grounds is chosen by coming back to it
    press_to(page, "claim1-last_confirmed")
    page.keyboard.type("2024")
    press_to(page, "point")
    page.keyboard.type("1.3 S 90.4 W")
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    answer = page.get_by_role("region", name="Not yet shown")
    expect(answer).to_be_focused()
    expect(answer).to_contain_text("1. Endangerment: met")
    press_to(page, "go")
    assert page.evaluate("() => document.activeElement.value") == "continue"
    page.keyboard.press("Enter")
    page.wait_for_url("**/submissions/*/edit/place/**")
    assert Submission.objects.get().typed["species"]["claim1-last_confirmed"] == ["2024"]


def test_a_question_is_asked_changed_and_continued_without_javascript(new_page):
    page = new_page(javascript=False)
    page.goto("/check/?example=exactly-95")

    expect(page.get_by_role("heading", level=2).first).to_contain_text("Not yet shown: a share above 95 %")
    page.locator("[name=claim1-site_best]").fill("191")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("All three criteria shown")
    page.get_by_role("button", name="Add another species").click()
    expect(page.get_by_role("group", name="Species 2")).to_be_visible()
    page.get_by_role("button", name="Remove species 2").click()
    expect(page.get_by_role("group", name="Species 2")).to_have_count(0)
    page.get_by_role("button", name="Check", exact=True).last.click()
    page.get_by_role("button", name="Continue as a submission").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The place")


def test_the_check_follows_what_is_typed_and_tells_it_once(page):
    page.goto("/check/")
    rail = page.get_by_role("region", name="The check, as it stands")

    page.locator("[name=claim1-species]").fill("Mimus trifasciatus")
    page.get_by_label("Sole area of occurrence").check()

    expect(rail).to_contain_text("Endangerment: met")
    expect(rail).to_contain_text("In conflict with other sites")
    expect(rail.get_by_role("status")).to_contain_text("State of the evidence")
    page.locator("[name=claim1-last_confirmed]").fill("3000")
    expect(rail).to_contain_text("1 thing that you typed cannot be read yet")


def test_rows_are_added_and_removed_at_once_and_the_focus_follows(page):
    page.goto("/check/?example=only-place")

    page.get_by_role("button", name="Add another species").click()
    second = page.get_by_role("group", name="Species 2")
    expect(second.locator("[name=claim2-species]")).to_be_focused()
    page.keyboard.type("mimus")
    expect(second.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Remove species 1").click()

    expect(page.get_by_role("group", name="Species 2")).to_have_count(0)
    expect(page.locator("[name=claim2-species]")).to_be_focused()
    assert "/check/" in page.url
    page.get_by_role("button", name="Remove species 1").click()
    expect(page.locator("[name=claim3-species]")).to_have_value("")


def test_the_check_beside_a_draft_follows_and_a_button_asks_without_a_script(new_page):
    address = begun(SHARE)
    page = new_page()
    page.goto(address)
    rail = page.get_by_role("region", name="The check, as it stands")

    expect(rail).to_contain_text("No figure for the population of the whole world")
    page.locator("[name=claim1-global_best]").fill("205")
    expect(rail).to_contain_text("both claims cannot be right")
    expect(rail.get_by_role("button", name="Save and check again")).to_have_count(0)
    expect(page.locator(".saved")).to_contain_text("Saved")

    plain = new_page(javascript=False)
    plain.goto(address)
    plain.locator("[name=claim1-global_best]").fill("400")
    plain.get_by_role("button", name="Save and check again").click()
    expect(plain.get_by_role("region", name="The check, as it stands")).to_contain_text("50 %")


def test_a_check_that_does_not_answer_says_so_and_is_asked_again(page):
    page.goto(begun(SHARE))
    rail = page.get_by_role("region", name="The check, as it stands")
    page.route("**/check?part=species", lambda route: route.abort())

    page.locator("[name=claim1-global_best]").fill("205")
    expect(rail).to_contain_text("The check did not answer")
    page.unroute("**/check?part=species")
    page.locator("[name=claim1-global_best]").fill("206")
    expect(rail).to_contain_text("both claims cannot be right")
    page.faults = [fault for fault in page.faults if "ERR_FAILED" not in fault]


def test_the_offered_name_is_taken_at_once(page):
    page.goto(begun(SHARE | {"species": ["Mimus trifasciatis"]}))

    page.get_by_role("button", name="Take Mimus trifasciatus").click()

    expect(page.locator("[name=claim1-species]")).to_have_value("Mimus trifasciatus")
    expect(page.get_by_role("button", name="Take Mimus trifasciatus")).to_have_count(0)


def test_a_fault_has_the_focus_and_leads_to_its_field(page):
    page.goto("/check/")
    page.locator("[name=claim1-species]").fill("Aus bus")

    page.get_by_role("button", name="Check", exact=True).last.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error:")
    summary.get_by_role("link", name="On what ground").click()

    expect(page.get_by_label("Sole area of occurrence")).to_be_focused()
    page.faults = [fault for fault in page.faults if "status of 400" not in fault]
