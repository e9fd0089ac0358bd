"""The mails about a submission: what they say, to whom, how often, and that nothing which somebody typed does more than be read."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from contributions import confirmed, draft, sent
from django.core import mail as sending
from django.utils import timezone
from factories import staff
from post_office.models import Email
from pseudo import pseudo_language, untranslated

from aze import outbox
from submissions import drafts, links, mailbox, notices, review
from submissions.models import Link

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {{ 191|add:191 }} {% debug %} \nBcc: z@z.org"


@pytest.fixture(autouse=True)
def mails_are_kept(settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }


@pytest.fixture
def reviewer():
    return staff("reviewer")


def texts(**filters):
    return [mail.message for mail in Email.objects.filter(**filters).order_by("pk")]


def subjects():
    return list(Email.objects.order_by("pk").values_list("subject", flat=True))


def test_the_first_mail_asks_to_confirm_and_holds_nothing_of_what_was_typed():
    submission, _token = sent(proposal={"site": {"name": "Buy pills"}}, name="Pills", affiliation="Pills Ltd")

    (text,) = texts()
    assert subjects() == [f"Please confirm: {submission.reference}"]
    assert submission.reference in text
    assert "confirm that the mailbox is yours" in text
    assert "ills" not in text


def test_the_link_of_a_mail_opens_the_submission_and_confirms_the_mailbox(client, settings):
    settings.SITE_URL = "https://registry.example.org"
    submission, shown = sent()
    (text,) = texts()
    (address,) = [
        line for line in text.splitlines() if line.startswith("https://registry.example.org/submissions/")
    ]
    token = address.split("/")[-2]

    assert drafts.opened_by(token) == submission
    client.get(f"/submissions/{token}/")
    assert not links.is_confirmed(submission, "ana@example.org")
    client.post(f"/submissions/{shown}/confirm")
    assert not links.is_confirmed(submission, "ana@example.org")
    assert client.post(f"/submissions/{token}/confirm").status_code == 302
    assert links.is_confirmed(submission, "ana@example.org")


def test_a_confirmed_mailbox_is_told_what_it_is_about_cut_and_quoted(reviewer):
    submission = confirmed(sent(proposal={"site": {"name": "Ñ" * 900}})[0])

    review.send(submission, proposal={"site": {"name": "ñ" * 900}}, person={})

    assert f"> {'ñ' * 199}…\n" in texts()[1]


def test_a_question_is_told_whole_to_a_confirmed_mailbox_alone(reviewer):
    confirmed_one = confirmed(sent(email="ana@example.org")[0])
    other, _token = sent(email="bea@example.org")

    for submission in (confirmed_one, other):
        review.ask(submission, "Where was it seen?\nBy whom?", by=reviewer)

    told, untold = texts(subject__contains="question")
    assert "> Where was it seen?\n> By whom?\n" in told
    assert "seen" not in untold


def test_a_decision_is_told_with_its_reason_but_not_to_spam(reviewer):
    submission = confirmed(sent()[0])
    spam, _token = sent(email="spam@example.org")

    review.decline(submission, by=reviewer, reason="no_evidence", text="No source is named.")
    review.decline(spam, by=reviewer, reason="spam", text="Spam.")

    (text,) = texts(subject__contains="decision")
    assert "Reason: the evidence is missing or cannot be checked." in text
    assert "> No source is named." in text


@pytest.mark.parametrize("kind", ["withdrawn", "erasing", "question", "declined", "receipt"])
def test_what_was_typed_is_neither_run_nor_read_as_a_header(kind):
    submission, _token = sent(proposal={"site": {"name": HOSTILE}})
    submission.decision_text = HOSTILE
    confirmed(submission)
    extra = {"question": [HOSTILE], "receipt": []}.get(kind, [])
    Email.objects.all().delete()

    getattr(notices, kind)(submission, *extra, **({"first": False} if kind == "receipt" else {}))
    outbox.send_due()

    (message,) = sending.outbox
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    assert parsed.get_content_type() == "text/plain"
    assert parsed["To"] == "ana@example.org"
    assert parsed["Bcc"] is None
    assert "382" not in parsed.get_content()
    assert "\n" not in parsed["Subject"]


@pytest.mark.parametrize("typed", ["a@b.c\nBcc: z@z.org", "a@[127.0.0.1]", "x <y@z.org>", "a b", "é@z.org"])
def test_a_mailbox_that_is_none_never_stops_a_sending(typed):
    submission, _token = sent(email=typed)

    assert submission.state == "submitted"
    assert not Email.objects.exists()


def test_the_message_id_is_that_of_the_event():
    submission, _token = sent()

    (mail,) = Email.objects.all()
    event = submission.events.last()
    assert mail.message_id == f"<{submission.reference}.{event.pk}.receipt@127.0.0.1>"
    assert mail.email_message().message()["Message-ID"] == mail.message_id


def test_a_stranger_gets_no_more_than_two_mails_an_hour_and_five_a_day():
    for number in range(100):
        sent(email=f"Victim+{number}@example.org")
    assert Email.objects.count() == 2

    for _hour in range(30):
        Email.objects.update(created=timezone.now() - timedelta(hours=2))
        sent(email="victim@example.org")
    assert Email.objects.count() == 5


def test_what_the_secretariat_owes_waits_for_its_turn(reviewer):
    for _number in range(4):
        submission, _token = sent(email="ana@example.org")
        review.ask(submission, "Where?", by=reviewer)

    waits = [
        mail.scheduled_time - mail.created for mail in Email.objects.filter(scheduled_time__isnull=False)
    ]
    assert Email.objects.count() == 5
    assert [round(wait / timedelta(hours=1)) for wait in waits] == [1, 2, 3] or len(waits) == 3


def test_the_host_of_a_request_is_in_no_mail(client):
    begun, token = draft()
    submission, _token = sent()

    client.post(f"/submissions/{token}/erase", headers={"host": "localhost"})
    client.post(
        f"/submissions/{_token}/erase", headers={"host": "localhost", "x-forwarded-host": "evil.example"}
    )

    assert all("http://127.0.0.1:8000/submissions/" in text for text in texts())
    assert not any("localhost" in text or "evil" in text for text in texts())


def test_a_link_knows_the_mailbox_it_went_to():
    submission, _token = sent()

    assert set(Link.objects.filter(submission=submission).values_list("sent_to", flat=True)) == {
        "",
        "ana@example.org",
    }


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_every_mail_is_translated(reviewer, is_confirmed, monkeypatch):
    monkeypatch.setattr(mailbox, "LIMITS", ())
    with pseudo_language():
        for number, end in enumerate(
            (
                lambda one: review.withdraw(one),
                lambda one: review.decline(one, by=reviewer, reason="other", text="1"),
            )
        ):
            submission, token = sent(email=f"p{number}@example.org", proposal={"site": {"name": "1"}})
            if is_confirmed:
                confirmed(submission)
            end(review.ask(submission, "1", by=reviewer))
            notices.receipt(submission, first=False)
            notices.erasing(submission)
        notices.reminder(draft()[0], to="p3@example.org", deleted_on=timezone.now())

    said = [f"{mail.subject}\n{mail.message}" for mail in Email.objects.all()]
    assert len(said) == 11
    for text in said:
        bare = untranslated(re.sub(r"https?://\S+|AZE-[0-9A-Z-]+", "", text))
        assert bare == [], text
