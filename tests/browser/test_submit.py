"""Submitting a site in a browser: by keys alone, without JavaScript, with a server that is away, with a co-author, on a phone."""

import re
import uuid

import pytest
from axe import barriers
from django.urls import reverse
from playwright.sync_api import expect

from submissions import drafts
from submissions.models import ProposedBoundary, Submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PHONE = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
PLACE = {"name": ["Cerro Hoya"], "countries": ["PA"], "endangers": ["no"]}
BAD = {"name": ["Cerro Hoya"], "coverage_percent": ["much"], "protection_as_of": ["2999"]}
SAVED = re.compile("Saved at")


@pytest.fixture
def draft():
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Cerro Hoya"]}})


def address(token, part="place"):
    return reverse("submission-part", args=[token, part])


def typed(submission, field, part="place"):
    submission.refresh_from_db()
    return submission.typed.get(part, {}).get(field, [""])


def forgive(page, *statuses):
    """Takes the browser's own notes of these answers off the page's faults."""
    noted = [f"status of {status}" for status in statuses] + ["ERR_INTERNET_DISCONNECTED"]
    page.faults = [fault for fault in page.faults if not any(note in fault for note in noted)]


def reach(page, name, key="Tab"):
    """Presses a key until what is so named has the focus."""
    for _press in range(120):
        page.keyboard.press(key)
        focused = page.evaluate(
            "() => { const it = document.activeElement; return (it.labels?.[0] ?? it).textContent.trim() }"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"{name} was not reached")


def test_the_place_is_filled_in_and_saved_by_keys_alone(page):
    page.goto("/submit/")
    reach(page, "Which species?")
    page.keyboard.type("Rana ignota")
    reach(page, "See what is on file")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/?species=*")
    reach(page, "Begin a new site")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/place/?begun")

    reach(page, "Name of the place")
    page.keyboard.type("Cerro Hoya")
    page.keyboard.press("Tab")
    page.keyboard.type("بلد")
    reach(page, "Language of that name")
    page.keyboard.type("Arabic")
    page.keyboard.press("Tab")
    page.keyboard.type("Panama")
    reach(page, "A point in the place")
    page.keyboard.type("7.3, -80.7")
    reach(page, "What the place is like")
    page.keyboard.type("Wet.")
    page.keyboard.press("Enter")
    page.keyboard.type("Steep.")
    reach(page, "Forest")
    page.keyboard.press("Space")
    reach(page, "Yes")
    reach(page, "Yes")
    page.keyboard.press("ArrowDown")
    reach(page, "Save and go on")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/boundary/")

    kept = Submission.objects.get().typed["place"]
    assert kept["name"] == ["Cerro Hoya"]
    assert kept["national_name"] == ["بلد"]
    assert kept["countries"][0] == "PA"
    assert kept["description"] == ["Wet.\nSteep."]
    assert (kept["habitats"], kept["endangers"]) == (["1"], ["no"])
    expect(page.get_by_role("button", name="The place")).to_contain_text("ready")


def test_a_suggested_species_is_filled_in_and_leads_nowhere(page):
    page.goto("/submit/")
    page.get_by_label("Which species?").fill("trifasc")
    expect(page.locator(".suggestion")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Which species?")).to_have_value("Mimus trifasciatus")
    assert page.url.endswith("/submit/")


def test_enter_in_a_field_saves_and_stays(page, draft):
    submission, token = draft
    page.goto(address(token))
    page.get_by_label("Name of the place").fill("Cerro")

    with page.expect_navigation():
        page.get_by_label("Name of the place").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("The place")
    assert typed(submission, "name") == ["Cerro"]


def test_what_is_typed_is_saved_while_it_is_typed(page, draft):
    submission, token = draft
    page.goto(address(token))

    page.get_by_label("What the place is like").fill("Wet.")

    expect(page.locator(".saved")).to_have_text(SAVED)
    assert typed(submission, "description") == ["Wet."]


def test_a_server_that_is_away_costs_no_text_and_is_asked_again(page, draft):
    submission, token = draft
    page.goto(address(token))
    page.context.set_offline(True)

    page.get_by_label("What the place is like").fill("Wet.")
    expect(page.locator(".saved")).to_contain_text("the registry cannot be reached")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_timeout(500)
    expect(page.get_by_label("What the place is like")).to_have_value("Wet.")
    page.context.set_offline(False)

    expect(page.locator(".saved")).to_have_text(SAVED)
    forgive(page)
    assert typed(submission, "description") == ["Wet."]


@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_error_of_the_server_costs_no_text_and_is_tried_again(page, draft, status):
    submission, token = draft
    page.goto(address(token))
    page.route(f"**{address(token)}", lambda route: route.fulfill(status=status), times=1)

    page.get_by_label("What the place is like").fill("Wet.")

    expect(page.locator(".saved")).to_contain_text("tries again")
    expect(page.locator(".saved")).to_have_text(SAVED)
    forgive(page, status)
    assert typed(submission, "description") == ["Wet."]


def test_text_that_never_arrived_is_offered_on_the_next_visit(new_page, draft):
    submission, token = draft
    lost = new_page()
    lost.goto(address(token))
    lost.context.set_offline(True)
    lost.get_by_label("What the place is like").fill("Wet.")
    expect(lost.locator(".saved")).to_contain_text("the registry cannot be reached")
    kept = lost.evaluate("() => ({ ...localStorage })")
    lost.close()
    forgive(lost)

    page = new_page()
    page.goto(address(token))
    page.evaluate("(kept) => Object.assign(localStorage, kept)", kept)
    page.reload()
    expect(page.get_by_label("What the place is like")).to_have_value("")
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("What the place is like")).to_have_value("Wet.")
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    assert typed(submission, "description") == ["Wet."]


def test_saved_text_is_not_offered_again(page, draft):
    _submission, token = draft
    page.goto(address(token))
    page.get_by_label("What the place is like").fill("Wet.")
    page.locator("#id_countries_0").select_option("PA")
    expect(page.locator(".saved")).to_have_text(SAVED)

    page.goto(address(token))

    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    assert page.evaluate("() => localStorage.length") == 0


def test_leaving_in_mid_word_keeps_the_word(page, draft):
    submission, token = draft
    page.goto(address(token))
    page.get_by_label("What the place is like").fill("We")

    page.goto("/sites/")
    page.goto(address(token))

    expect(page.get_by_label("What the place is like")).to_have_value("We")
    assert typed(submission, "description") == ["We"]


def test_co_authors_see_both_versions_and_choose(page, draft):
    submission, token = draft
    page.goto(address(token))
    mark = drafts.parts.mark(submission.typed["place"])
    drafts.save(submission, "place", {"name": ["Cerro Hoya"], "description": ["Dry."]}, loaded=mark)

    page.get_by_label("What the place is like").fill("Wet.")
    page.get_by_role("button", name="Show both versions").click()

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("row", name="What the place is like")).to_contain_text("Dry.")
    assert typed(submission, "description") == ["Dry."]
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/edit/boundary/")
    assert typed(submission, "description") == ["Wet."]
    page.goto(address(token))
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    forgive(page, 409)


def test_a_version_that_was_not_chosen_yet_is_neither_sent_by_itself_nor_forgotten(page, draft):
    submission, token = draft
    _with_a_co_author(page, token, submission)

    page.get_by_label("What the place is like").fill("Wet and steep.")
    page.wait_for_timeout(2500)
    assert typed(submission, "description") == ["Dry.\nFlat."]
    page.goto(address(token))
    expect(page.get_by_label("What the place is like")).to_have_value("Dry.\nFlat.")
    page.get_by_role("button", name="Put it back").click()

    expect(page.get_by_label("What the place is like")).to_have_value("Wet and steep.")
    page.reload()
    expect(page.get_by_role("button", name="Put it back")).to_be_hidden()
    forgive(page, 409)


def test_an_expired_session_costs_nothing(page, draft):
    submission, token = draft
    page.goto(address(token))
    page.get_by_label("What the place is like").fill("Wet.")
    page.context.clear_cookies()

    page.get_by_role("button", name="Save and go on").click()

    page.wait_for_url("**/edit/boundary/")
    assert typed(submission, "description") == ["Wet."]
    assert page.context.cookies() == []


def test_faults_have_the_focus_and_lead_to_their_fields(page, draft):
    _submission, token = draft
    page.goto(address(token))
    page.get_by_label("Share in protected areas").fill("much")
    page.get_by_role("button", name="Save and go on").click()

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    assert page.title().startswith("Error:")
    alert.get_by_role("link", name="Share in protected areas").click()

    field = page.get_by_label("Share in protected areas")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("plain digits"))
    forgive(page, 422)


def test_a_draft_is_begun_saved_and_sent_without_javascript(new_page):
    page = new_page(javascript=False)
    page.goto("/submit/")
    page.get_by_label("Which species?").fill("Rana ignota")
    page.get_by_role("button", name="See what is on file").click()
    page.get_by_role("button", name="Begin a new site").click()
    page.get_by_label("Name of the place").fill("Cerro Hoya")
    page.get_by_label("Country", exact=True).select_option("Panama")
    page.get_by_role("group", name="Would showing the exact place").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save and continue later").click()
    link = page.locator("#private-link").text_content()
    submission = Submission.objects.get()
    expect(page.get_by_role("button", name="Copy the link")).to_be_hidden()

    token = link.rstrip("/").rpartition("/")[2]
    _complete(submission)
    page.goto(address(token, "summary"))
    page.get_by_role("button", name="Send it to the secretariat").click()
    alert = page.get_by_role("alert")
    alert.get_by_role("link", name="Your name").click()
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Check and send").click()
    page.get_by_role("button", name="Send it to the secretariat").click()

    page.wait_for_url(f"**/submissions/{token}/")
    submission.refresh_from_db()
    assert submission.state != Submission.State.DRAFT
    forgive(page, 422)


def _complete(submission):
    """Fills in the parts that this test is not about."""
    species = {
        "red_list_url": "https://www.iucnredlist.org/species/22724695/",
        "category": "EN",
        "basis": "sole_area",
        "last_confirmed": "2024",
        "citation": "Ruiz 2024",
    }
    row = {f"claim1-{name}": [value] for name, value in species.items()}
    submission.refresh_from_db()
    submission.typed["species"] = submission.typed["species"] | row
    submission.typed["evidence"] = {"sources": ["Ruiz 2024"]}
    submission.save()
    ProposedBoundary.objects.create(submission=submission, how=ProposedBoundary.How.SECRETARIAT)


def test_the_private_link_is_copied(page, draft):
    _submission, token = draft
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address(token)}?begun")

    page.get_by_role("button", name="Copy the link").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()").endswith(f"/submissions/{token}/")


def _opened(page, token, _submission):
    page.goto(f"{address(token)}?begun")


def _first_empty(page, _token, _submission):
    page.goto("/submit/")


def _first_answered(page, _token, _submission):
    page.goto("/submit/?species=Mimus+trifasciatus&category=EN&country=EC&point=-1.3,-90.43")


def _first_for_others(page, _token, _submission):
    page.goto("/submit/?species=Rana+ignota+minor&category=VU")


def _with_faults(page, token, submission):
    Submission.objects.filter(pk=submission.pk).update(typed={"place": BAD})
    page.goto(f"{address(token)}?check")


def _with_a_co_author(page, token, submission):
    page.goto(address(token))
    theirs = {"name": ["Cerro Hoya"], "description": ["Dry.\nFlat."]}
    Submission.objects.filter(pk=submission.pk).update(typed={"place": theirs})
    page.get_by_label("What the place is like").fill("Wet.")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="Someone else saved this part").wait_for()


def _while_away(page, token, _submission):
    page.goto(address(token))
    page.context.set_offline(True)
    page.get_by_label("What the place is like").fill("Wet.")
    page.get_by_text("cannot be reached").wait_for()


def _with_unsent_text(page, token, _submission):
    page.goto(address(token))
    page.evaluate(
        "() => localStorage.setItem(`unsent ${location.href}`, JSON.stringify({ at: 0, typed: 'description=Wet.' }))"
    )
    page.goto(address(token))
    page.get_by_role("button", name="Put it back").wait_for()


def _taken_up(page, token, submission):
    page.goto(address(token))
    page.get_by_label("What the place is like").fill("Wet.")
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="It can no longer be changed").wait_for()


def _too_much(page, token, _submission):
    page.goto(address(token))
    page.get_by_label("What the place is like").fill("x" * 200_001)
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="Nothing of this page was saved").wait_for()


def _you(page, token, _submission):
    page.goto(f"{address(token, 'you')}?check")


def _for_later(page, token, _submission):
    page.goto(reverse("submission-later", args=[token]))


def _summary(page, token, submission):
    Submission.objects.filter(pk=submission.pk).update(
        typed={"place": PLACE | {"description": ["Wet.\n\nSteep."]}}
    )
    page.goto(address(token, "summary"))


def _not_sent(page, token, submission):
    _summary(page, token, submission)
    page.get_by_role("button", name="Send it to the secretariat").click()
    page.get_by_role("heading", name="It was not sent yet").wait_for()


def _no_such_link(page, token, _submission):
    page.goto(f"/submissions/{token}x/")


STATES = [
    *(
        _first_empty,
        _first_answered,
        _first_for_others,
        _opened,
        _with_faults,
        _with_a_co_author,
        _while_away,
    ),
    *(_with_unsent_text, _taken_up, _too_much, _you, _for_later, _summary, _not_sent, _no_such_link),
]


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "narrow"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__.strip("_"))
def test_no_page_in_any_state_has_a_barrier_or_runs_over_a_phone(new_page, draft, state, viewport, scheme):
    submission, token = draft
    page = new_page(viewport=viewport, scheme=scheme)

    state(page, token, submission)
    page.wait_for_timeout(200)

    assert barriers(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]
    page.close()
    forgive(page, 404, 409, 413, 422)
