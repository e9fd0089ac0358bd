"""The private page of a submission in a browser: answered and withdrawn by keys, without JavaScript, on a phone, in both schemes."""

import pytest
from axe import AXE, barriers
from contributions import PERSON, decided, draft, sent
from factories import staff
from playwright.sync_api import expect

from sites import countries
from submissions import drafts, links, review
from submissions.models import Submission

pytestmark = pytest.mark.django_db(transaction=True)
# it would copy the style sheets of the admin inline
RUN_AXE = "() => axe.run(document, {preload: false, resultTypes: ['violations']})"
PHONE = {"width": 320, "height": 640}
PROPOSAL = {
    "site": {"name": "Isla Floreana", "countries": ["EC"], "description": "An island ringed by sea."},
    "boundary": {
        "geojson": {
            "type": "Polygon",
            "coordinates": [[[-90.5, -1.4], [-90.3, -1.4], [-90.3, -1.2], [-90.5, -1.2], [-90.5, -1.4]]],
        },
        "how": "drawn",
        "area_km2": 493.2,
    },
    "pins": [{"lon": -90.4, "lat": -1.3, "text": "The quarry is outside."}],
    "claims": [{"species": "Mimus trifasciatus", "basis": "sole_area"}],
}


@pytest.fixture
def reviewer():
    countries.ensure()
    return staff("reviewer")


@pytest.fixture
def asked(reviewer):
    """A submission about which the secretariat has a question, and its token."""
    submission, token = sent(proposal=PROPOSAL)
    return review.ask(
        submission, "Which survey found it there?\nSee https://example.org/a.", by=reviewer
    ), token


def press_until(page, locator, key="Tab"):
    """Presses a key until what is looked for has the focus."""
    for _step in range(80):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
    pytest.fail("it is not reached by keys")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_question_is_answered_and_the_submission_withdrawn_by_keys_alone(new_page, asked, javascript):
    submission, token = asked
    page = new_page(viewport=PHONE, javascript=javascript)
    page.goto(f"/submissions/{token}/")
    expect(page.get_by_role("heading", name="The secretariat has a question for you")).to_be_visible()

    press_until(page, page.get_by_label("Your answer"))
    page.keyboard.type("Ours, of March 2024.")
    press_until(page, page.get_by_role("button", name="Send the answer"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/#conversation")

    expect(page.get_by_text("Ours, of March 2024.")).to_be_visible()
    expect(page.get_by_role("heading", name="It has arrived")).to_be_visible()
    press_until(page, page.get_by_role("link", name="Withdraw it"))
    page.keyboard.press("Enter")
    press_until(page, page.get_by_role("button", name="Yes, withdraw it"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Withdrawn")).to_be_visible()
    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert [message.text for message in submission.messages.all()][1:] == ["Ours, of March 2024."]


def test_an_empty_answer_leads_from_its_summary_to_the_field(page, asked):
    page.goto(f"/submissions/{asked[1]}/")

    page.get_by_role("button", name="Send the answer").click()

    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Write your message first.").click()
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.faults = [fault for fault in page.faults if "status of 422" not in fault]


def test_the_private_link_is_copied(new_page, asked, live_server, settings):
    settings.SITE_URL = live_server.url
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/submissions/{asked[1]}/")

    page.get_by_role("button", name="Copy the link").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_who_comes_by_the_link_of_a_mail_confirms_the_mailbox(new_page, javascript):
    submission, _token = sent()
    token = drafts.new_link(submission, sent_to=PERSON["email"])
    page = new_page(javascript=javascript)
    page.goto(f"/submissions/{token}/")

    if javascript:
        expect(page.get_by_text("your mailbox is confirmed")).to_be_visible()
    else:
        page.get_by_role("button", name="Yes, it reached me").click()
        expect(page.get_by_text("Is this mailbox yours?")).to_have_count(0)

    assert links.is_confirmed(submission, PERSON["email"])


def test_what_was_sent_can_be_read_again(page, asked):
    page.goto(f"/submissions/{asked[1]}/")

    page.get_by_text("Read it again").click()

    expect(page.get_by_role("img", name="The proposed boundary on the land around it")).to_be_visible()
    expect(page.get_by_text("The quarry is outside.")).to_be_visible()


def test_leaving_by_a_link_tells_the_other_side_nothing(page, asked, live_server):
    submission, token = asked
    review.answer(submission, f"See {live_server.url}/about/ for it.")
    page.goto(f"/submissions/{token}/")

    page.get_by_role("link", name="/about/", exact=False).last.click()
    page.wait_for_url("**/about/")

    assert page.evaluate("() => document.referrer") == ""


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(None, "light"), (PHONE, "dark")], ids=["wide light", "narrow dark"]
)
def test_no_state_of_the_page_has_a_barrier_or_is_too_wide(new_page, asked, reviewer, viewport, scheme):
    closed, closed_token = sent(proposal=PROPOSAL, email="")
    decided(closed, by=reviewer, text="No source.\nhttps://example.org/" + "long" * 60)
    to_confirm = drafts.new_link(Submission.objects.get(pk=asked[0].pk), sent_to=PERSON["email"])
    page = new_page(scheme=scheme, javascript=True, **({"viewport": viewport} if viewport else {}))
    addresses = [
        f"{draft()[1]}/",
        f"{asked[1]}/",
        f"{closed_token}/",
        f"{to_confirm}/",
        f"{asked[1]}/withdraw",
        f"{asked[1]}/erase",
        f"{draft()[1]}/erase",
    ]

    found, wide = {}, {}
    for number, address in enumerate(addresses):
        page.goto(f"/submissions/{address}", wait_until="load")
        for detail in page.locator("details.what-was-sent").all():
            detail.evaluate("element => { element.open = true; }")
        if told := barriers(page):
            found[number] = told
        width = page.evaluate("() => document.documentElement.scrollWidth")
        if width > page.viewport_size["width"]:
            wide[number] = width

    assert found == {}
    assert wide == {}


@pytest.mark.parametrize(
    ("viewport", "scheme"), [(None, "light"), (PHONE, "dark")], ids=["wide light", "narrow dark"]
)
def test_the_pages_of_the_secretariat_have_none_either(
    new_page, client, reviewer, asked, live_server, viewport, scheme
):
    client.force_login(reviewer)
    submission, _token = asked
    held, _other = sent(hold=True, flags=["trap"], proposal=PROPOSAL, email="")
    page = new_page(scheme=scheme, **({"viewport": viewport} if viewport else {}))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    base = "/admin/submissions/submission/"

    found, wide = {}, {}
    for address in (
        base,
        f"{base}{submission.pk}/change/",
        f"{base}{held.pk}/change/",
        f"{base}{submission.pk}/move/decline/",
        f"{base}{held.pk}/move/ask/",
    ):
        page.goto(address, wait_until="load")
        page.evaluate(AXE)
        if violations := page.evaluate(RUN_AXE)["violations"]:
            found[address] = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in violations]
        width = page.evaluate("() => document.documentElement.scrollWidth")
        if width > page.viewport_size["width"]:
            wide[address] = width

    assert found == {}
    assert wide == {}
    page.faults = [fault for fault in page.faults if "status of 409" not in fault]
