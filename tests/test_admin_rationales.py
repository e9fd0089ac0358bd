"""Rationales are confirmed by many at once, with a source, a day and a reason, and taken back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from factories import BOWTIE, site, square
from secretariat_pages import decision_page, page_of, with_rights

from sites.confirming import ConfirmingError, confirm_rationales, withdraw_confirmation
from sites.models import Site

pytestmark = pytest.mark.django_db


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
    assert button in client.get(page_of(ready)).content.decode()

    answer = confirm(client, [ready])

    assert answer.redirect_chain == [(page_of(ready), 302)]
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
    user = with_rights("view_site", "change_site")
    client.force_login(user)

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

    assert client.post(decision_page(floreana, "unconfirm"), {"why": " "}).context["form"].errors
    client.post(decision_page(floreana, "unconfirm"), {"why": "The meeting did not take place"})

    taken_back = Site.objects.get()
    assert (taken_back.outcome, taken_back.discreteness_confirmed_at) == ("needs_review", None)
    assert Site.history.latest().history_change_reason == "The meeting did not take place"
    with pytest.raises(ConfirmingError):
        withdraw_confirmation(taken_back, by=secretariat, reason="again")
