"""The status of a site is moved by buttons: which moves are open, what each asks for, and that the text is kept."""

import pytest
from factories import site, square
from secretariat_pages import WHY, decision_page, page_of, with_rights

from sites.models import PublishedSite, Site, StatusChange

pytestmark = pytest.mark.django_db


def buttons(client, of):
    return [verb for verb, _label in client.get(page_of(of)).context["moves"]]


def status_of(of):
    return Site.objects.get(pk=of.pk).status


@pytest.mark.parametrize(
    ("before", "verbs"),
    [
        ("draft", ["nominate", "confirm"]),
        ("candidate", ["confirm", "delist", "supersede"]),
        ("confirmed", ["delist", "supersede"]),
        ("delisted", ["restore", "supersede"]),
        ("superseded", ["restore"]),
    ],
)
def test_the_buttons_are_the_moves_that_are_open_and_each_leads_to_a_page(client, secretariat, before, verbs):
    floreana = site("ECU15", status=before)

    assert buttons(client, floreana) == verbs
    for verb in verbs:
        assert client.get(decision_page(floreana, f"move/{verb}")).status_code == 200


def test_a_draft_is_published_confirmed_delisted_and_restored_by_buttons(client, secretariat):
    draft = site(None, status="draft", name="Floreana")

    for verb, after in [("nominate", "candidate"), ("confirm", "confirmed"), ("restore", "candidate")]:
        if verb == "restore":
            client.post(decision_page(draft, "move/delist"), WHY | {"override": "on"})
            assert status_of(draft) == "delisted"
        answer = client.post(decision_page(draft, f"move/{verb}"), WHY)
        assert answer.headers["Location"] == page_of(draft)
        assert status_of(draft) == after

    last = StatusChange.objects.latest("pk")
    assert (last.by, last.reason, last.text) == (secretariat, "better_knowledge", "Field work of 2026")
    assert client.get(f"/sites/{Site.objects.get().code}/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \u3164 "}, "text"),
        ({"text": "a\0b"}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"reason": ""}, "reason"),
        ({"reason": "because"}, "reason"),
    ],
)
def test_a_move_without_its_reasons_is_refused_with_what_was_typed(client, secretariat, typed, field):
    floreana = site("ECU15", boundary=None)

    answer = client.post(decision_page(floreana, "move/delist"), WHY | typed)

    assert field in answer.context["form"].errors
    assert "<title>Error:" in answer.content.decode()
    kept = (WHY | typed)["text"] if field == "reason" else (WHY | typed)["reason"]
    assert kept in answer.content.decode()
    assert status_of(floreana) == "confirmed"


def test_a_move_against_the_evidence_takes_a_stated_override_and_keeps_the_text(client, secretariat):
    candidate = site("ECU15", status="candidate", boundary=None)

    refused = client.post(decision_page(candidate, "move/confirm"), WHY)
    page = refused.content.decode()
    assert "override" in refused.context["form"].errors
    assert "Field work of 2026" in page and "stated override" in page
    assert status_of(candidate) == "candidate"

    client.post(decision_page(candidate, "move/confirm"), WHY | {"override": "on"})
    assert status_of(candidate) == "confirmed"
    assert StatusChange.objects.get().overridden


def test_a_site_is_superseded_by_the_one_whose_code_is_typed(client, secretariat):
    old, new = site("ECU15"), site("ECU16", claims=["Camarhynchus pauper"], boundary=None)

    for code, says in [
        ("ECU99", "No site has this code"),
        ("ECU15", "successor must be another"),
        ("", "required"),
    ]:
        answer = client.post(decision_page(old, "move/supersede"), WHY | {"successor": code})
        assert says in answer.content.decode()
    client.post(decision_page(old, "move/supersede"), WHY | {"successor": " ECU16 "})

    assert Site.objects.get(code="ECU15").successor == new
    assert PublishedSite.objects.get(code="ECU15").successor_code == "ECU16"


def test_the_second_of_two_who_move_is_told_and_keeps_the_text(client, secretariat):
    floreana = site("ECU15", boundary=None)
    client.post(decision_page(floreana, "move/delist"), WHY)

    answer = client.post(decision_page(floreana, "move/delist"), WHY | {"text": "My own words"})

    page = answer.content.decode()
    assert "de-listed by now" in page and "My own words" in page
    assert StatusChange.objects.count() == 1


def test_a_move_tells_how_other_sites_are_judged_now(client, secretariat):
    first, second = site("ECU15", name="Floreana"), site("ECU16", boundary=square(10, 10))
    assert first.outcome == "qualifies"

    answer = client.post(decision_page(second, "move/delist"), WHY, follow=True)

    told = [str(message) for message in answer.context["messages"]]
    assert any(
        "Floreana (ECU15): evidence under review → all three criteria shown" in message for message in told
    )


def test_staff_who_may_not_decide_see_no_button_and_move_nothing(client):
    floreana = site("ECU15")
    client.force_login(with_rights("view_site", "change_site"))

    assert buttons(client, floreana) == []
    for page in ["move/delist", "unconfirm", f"distinct/{floreana.pk}", f"distinct/{floreana.pk}/withdraw"]:
        assert client.get(decision_page(floreana, page)).status_code == 403
        assert (
            client.post(decision_page(floreana, page), WHY | {"override": "on", "why": "x"}).status_code
            == 403
        )
    assert status_of(floreana) == "confirmed"


@pytest.mark.parametrize("page", ["move/_move", "move/moves_from", "move/next_code", "move/x"])
def test_no_other_function_can_be_called_by_an_address(client, secretariat, page):
    assert client.post(decision_page(site("ECU15"), page), WHY).status_code == 404


def test_a_decision_about_no_site_is_not_found(client, secretariat):
    assert client.get("/admin/aze_sites/site/9999999999999999999/move/delist/").status_code == 404
    assert client.get("/admin/aze_sites/site/4711/move/delist/").status_code == 404
