"""Decisions: status moves by buttons, rationales confirmed by many, overlapping sites ruled distinct. Each keeps what was typed."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from factories import BOWTIE, site, square, staff

from sites.confirming import ConfirmingError, confirm_rationales, withdraw_confirmation
from sites.distinct import RulingError, overlapping, rule_distinct
from sites.models import DistinctSites, PublishedSite, Site, StatusChange

pytestmark = pytest.mark.django_db
WHY = {"reason": "better_knowledge", "text": "Field work of 2026"}


@pytest.fixture
def secretariat(client):
    user = staff()
    client.force_login(user)
    return user


def reader(client, *codenames):
    user = staff("reader", superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def address(of, page):
    return f"/admin/aze_sites/site/{of.pk}/{page}/"


def buttons(client, of):
    return [verb for verb, _label in client.get(address(of, "change")).context["moves"]]


def status_of(of):
    return Site.objects.get(pk=of.pk).status


# --- Moving the status ----------------------------------------------------------------------------------------------------
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
        assert client.get(address(floreana, f"move/{verb}")).status_code == 200


def test_a_draft_is_published_confirmed_delisted_and_restored_by_buttons(client, secretariat):
    draft = site(None, status="draft", name="Floreana")

    for verb, after in [("nominate", "candidate"), ("confirm", "confirmed"), ("restore", "candidate")]:
        if verb == "restore":
            client.post(address(draft, "move/delist"), WHY | {"override": "on"})
            assert status_of(draft) == "delisted"
        answer = client.post(address(draft, f"move/{verb}"), WHY)
        assert answer.headers["Location"] == address(draft, "change")
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

    answer = client.post(address(floreana, "move/delist"), WHY | typed)

    assert field in answer.context["form"].errors
    assert "<title>Error:" in answer.content.decode()
    kept = (WHY | typed)["text"] if field == "reason" else (WHY | typed)["reason"]
    assert kept in answer.content.decode()
    assert status_of(floreana) == "confirmed"


def test_a_move_against_the_evidence_takes_a_stated_override_and_keeps_the_text(client, secretariat):
    candidate = site("ECU15", status="candidate", boundary=None)

    refused = client.post(address(candidate, "move/confirm"), WHY)
    page = refused.content.decode()
    assert "override" in refused.context["form"].errors
    assert "Field work of 2026" in page and "stated override" in page
    assert status_of(candidate) == "candidate"

    client.post(address(candidate, "move/confirm"), WHY | {"override": "on"})
    assert status_of(candidate) == "confirmed"
    assert StatusChange.objects.get().overridden


def test_a_site_is_superseded_by_the_one_whose_code_is_typed(client, secretariat):
    old, new = site("ECU15"), site("ECU16", claims=["Camarhynchus pauper"], boundary=None)

    for code, says in [
        ("ECU99", "No site has this code"),
        ("ECU15", "successor must be another"),
        ("", "required"),
    ]:
        answer = client.post(address(old, "move/supersede"), WHY | {"successor": code})
        assert says in answer.content.decode()
    client.post(address(old, "move/supersede"), WHY | {"successor": " ECU16 "})

    assert Site.objects.get(code="ECU15").successor == new
    assert PublishedSite.objects.get(code="ECU15").successor_code == "ECU16"


def test_the_second_of_two_who_move_is_told_and_keeps_the_text(client, secretariat):
    floreana = site("ECU15", boundary=None)
    client.post(address(floreana, "move/delist"), WHY)

    answer = client.post(address(floreana, "move/delist"), WHY | {"text": "My own words"})

    page = answer.content.decode()
    assert "de-listed by now" in page and "My own words" in page
    assert StatusChange.objects.count() == 1


def test_a_move_tells_how_other_sites_are_judged_now(client, secretariat):
    first, second = site("ECU15", name="Floreana"), site("ECU16", boundary=square(10, 10))
    assert first.outcome == "qualifies"

    answer = client.post(address(second, "move/delist"), WHY, follow=True)

    told = [str(message) for message in answer.context["messages"]]
    assert any(
        "Floreana (ECU15): evidence under review → all three criteria shown" in message for message in told
    )


def test_staff_who_may_not_decide_see_no_button_and_move_nothing(client):
    floreana = site("ECU15")
    reader(client, "view_site", "change_site")

    assert buttons(client, floreana) == []
    for page in ["move/delist", "unconfirm", f"distinct/{floreana.pk}", f"distinct/{floreana.pk}/withdraw"]:
        assert client.get(address(floreana, page)).status_code == 403
        assert client.post(address(floreana, page), WHY | {"override": "on", "why": "x"}).status_code == 403
    assert status_of(floreana) == "confirmed"


@pytest.mark.parametrize("page", ["move/_move", "move/moves_from", "move/next_code", "move/x"])
def test_no_other_function_can_be_called_by_an_address(client, secretariat, page):
    assert client.post(address(site("ECU15"), page), WHY).status_code == 404


def test_a_decision_about_no_site_is_not_found(client, secretariat):
    assert client.get("/admin/aze_sites/site/9999999999999999999/move/delist/").status_code == 404
    assert client.get("/admin/aze_sites/site/4711/move/delist/").status_code == 404


# --- Confirming rationales ------------------------------------------------------------------------------------------------
def confirm(client, sites, **changed):
    typed = {"source": "Review meeting", "day": "2026-05-01", "reason": "Reviewed", "apply": "1"} | changed
    chosen = {"action": "confirm_rationales", "_selected_action": [each.pk for each in sites]}
    return client.post("/admin/aze_sites/site/", typed | chosen, follow=True)


def six_sites():
    return [
        site("ECU1", name="Ready", confirmed=False),
        site("ECU2", name="Also ready", claims=["Species two"], boundary=square(20, 0), confirmed=False),
        site("ECU3", name="Without boundary", claims=["Species three"], boundary=None),
        site("ECU4", name="Crossed", claims=["Species four"], boundary=BOWTIE, confirmed=False),
        site(
            "ECU5",
            name="Without rationale",
            claims=["Species five"],
            boundary=square(40, 0),
            rationale="",
            confirmed=False,
        ),
        site("ECU6", name="Confirmed before", claims=["Species six"], boundary=square(50, 0)),
    ]


def test_many_rationales_are_confirmed_at_once_with_one_history_row_each_and_the_others_are_named(
    client, secretariat
):
    sites = six_sites()
    before = Site.history.count()

    answer = confirm(client, sites)

    told = " ".join(str(message) for message in answer.context["messages"])
    for said in [
        "The rationales of 2 sites are confirmed.",
        "Without boundary (ECU3) was left as it is: it has no boundary",
        "Crossed (ECU4) was left as it is: its boundary is not valid",
        "Without rationale (ECU5) was left as it is: it has no rationale",
        "Confirmed before (ECU6) was left as it is: its rationale is confirmed already",
    ]:
        assert said in told
    assert Site.history.count() == before + 2
    ready = Site.objects.get(code="ECU1")
    assert (ready.outcome, ready.discreteness_source) == ("qualifies", "Review meeting")
    assert (ready.discreteness_confirmed_at, ready.discreteness_confirmed_by) == (
        date(2026, 5, 1),
        secretariat,
    )
    latest = Site.history.filter(id=ready.pk).latest()
    assert (latest.history_user, latest.history_change_reason) == (secretariat, "Reviewed")


def test_the_page_of_a_site_leads_to_the_confirmation_of_its_rationale_and_back(client, secretariat):
    ready = site("ECU1", name="Ready", confirmed=False)
    button = '<button class="quiet-button">Confirm the rationale</button>'
    assert button in client.get(address(ready, "change")).content.decode()

    answer = confirm(client, [ready])

    assert answer.redirect_chain == [(address(ready, "change"), 302)]
    assert button not in answer.content.decode()
    assert "Take back the confirmation" in answer.content.decode()


def test_the_sites_are_shown_before_they_are_confirmed(client, secretariat):
    ready = site("ECU1", name="Ready", confirmed=False)

    chosen = {"action": "confirm_rationales", "_selected_action": [ready.pk]}

    page = client.post("/admin/aze_sites/site/", chosen)

    assert "Ready (ECU1)" in page.content.decode()
    assert Site.objects.get().discreteness_confirmed_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("source", " "),
        ("source", "x" * 501),
        ("day", "2200-01-01"),
        ("day", "1799-01-01"),
        ("day", ""),
        ("reason", "\u200b"),
        ("reason", "a\0"),
    ],
)
def test_a_confirmation_without_source_day_or_reason_is_refused(client, secretariat, field, value):
    ready = site("ECU1", confirmed=False)

    answer = confirm(client, [ready], **{field: value})

    assert field in answer.context["form"].errors
    assert Site.objects.get().discreteness_confirmed_at is None


def test_confirming_takes_the_right_to_decide(client):
    ready = site("ECU1", confirmed=False)
    user = reader(client, "view_site", "change_site")

    confirm(client, [ready])

    assert Site.objects.get().discreteness_confirmed_at is None
    with pytest.raises(PermissionDenied):
        confirm_rationales([ready.pk], by=user, source="x", day=date.today(), reason="x")


def test_a_confirmation_names_its_source_whoever_calls(secretariat):
    ready = site("ECU1", confirmed=False)

    with pytest.raises(ConfirmingError):
        confirm_rationales([ready.pk], by=secretariat, source=" ", day=date.today(), reason="x")


def test_a_confirmation_is_taken_back_with_a_reason(client, secretariat):
    floreana = site("ECU15")

    assert client.post(address(floreana, "unconfirm"), {"why": " "}).context["form"].errors
    client.post(address(floreana, "unconfirm"), {"why": "The meeting did not take place"})

    taken_back = Site.objects.get()
    assert (taken_back.outcome, taken_back.discreteness_confirmed_at) == ("needs_review", None)
    assert Site.history.latest().history_change_reason == "The meeting did not take place"
    with pytest.raises(ConfirmingError):
        withdraw_confirmation(taken_back, by=secretariat, reason="again")


# --- Distinct sites -------------------------------------------------------------------------------------------------------
@pytest.fixture
def twins(secretariat):
    return site("ECU15", name="Floreana"), site("ECU16", name="Twin", claims=["Camarhynchus pauper"])


def test_two_sites_in_one_place_are_ruled_distinct_and_both_are_judged_again(client, twins, secretariat):
    first, second = twins
    assert {each.outcome for each in Site.objects.all()} == {"needs_review"}
    assert address(first, f"distinct/{second.pk}") in client.get(address(first, "change")).content.decode()

    client.post(address(first, f"distinct/{second.pk}"), {"why": "One is the crater, the other the coast"})

    assert {each.outcome for each in Site.objects.all()} == {"qualifies"}
    assert DistinctSites.objects.get().by == secretariat
    page = client.get(address(first, "change")).content.decode()
    assert "One is the crater" in page and "withdraw" in page
    assert client.get("/admin/aze_sites/distinctsites/").status_code == 200


def test_a_ruling_is_taken_back_and_both_sites_say_why_in_their_log(client, twins):
    first, second = twins
    client.post(address(second, f"distinct/{first.pk}"), {"why": "Two places"})

    client.post(address(first, f"distinct/{second.pk}/withdraw"), {"why": "One place after all"})

    assert not DistinctSites.objects.exists()
    assert {each.outcome for each in Site.objects.all()} == {"needs_review"}
    logged = LogEntry.objects.filter(change_message__contains="One place after all")
    assert {entry.object_id for entry in logged} == {str(first.pk), str(second.pk)}


def test_a_ruling_needs_a_reason_an_overlap_and_is_made_once(client, twins, secretariat):
    first, second = twins
    apart = site("ECU17", claims=["Species seven"], boundary=square(60, 0))

    assert client.post(address(first, f"distinct/{second.pk}"), {"why": ""}).context["form"].errors
    for site_pair in [(first, apart), (first, first)]:
        with pytest.raises(RulingError):
            rule_distinct(*site_pair, by=secretariat, reason="x")
    rule_distinct(first, second, by=secretariat, reason="x")
    with pytest.raises(RulingError, match="before"):
        rule_distinct(second, first, by=secretariat, reason="x")


def test_the_overlaps_of_a_site_name_the_other_side(twins):
    first, second = twins

    assert [(other, round(percent), ruling) for other, percent, ruling in overlapping(first)] == [
        (second, 100, None)
    ]
    assert [other for other, _percent, _ruling in overlapping(second)] == [first]
