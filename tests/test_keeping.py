"""What is kept, for how long, and that nothing of a person is left afterwards."""

import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from contributions import PROPOSAL, confirmed, decided, draft, sent
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories import staff
from post_office.models import STATUS, Email

from submissions import drafts, erasing, files, keeping, links, parts, review, vault
from submissions.models import Attachment, Event, Link, Submission

pytestmark = pytest.mark.django_db
NAME, MAILBOX = "Canaria Pájaro", "canaria@example.org"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def files_kept(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    vault.prepare(settings.PRIVATE_FILES)


@pytest.fixture
def reviewer():
    return staff("reviewer")


def aged(submission, days):
    """The same, as if all of it had happened so many days before."""
    submission.refresh_from_db()
    back = timedelta(days=days)
    for row in [submission, *submission.events.all(), *submission.links.all()]:
        moments = {
            field.attname: getattr(row, field.attname) - back
            for field in row._meta.fields
            if field.get_internal_type() == "DateTimeField" and getattr(row, field.attname)
        }
        type(row).objects.filter(pk=row.pk).update(**moments)
    submission.refresh_from_db()
    return submission


def told():
    """Every row of the database as one text."""
    rows = [str(row) for model in apps.get_models() for row in model.objects.values()]
    return "\n".join(rows)


def person(submission):
    submission.refresh_from_db()
    return (submission.name, submission.email, submission.affiliation)


def test_months_are_those_of_the_calendar():
    leap = datetime(2028, 2, 29, 12, tzinfo=UTC)

    assert keeping.months_before(leap, 12) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert keeping.months_before(leap, -12) == datetime(2029, 2, 28, 12, tzinfo=UTC)
    assert keeping.months_before(datetime(2026, 1, 31, tzinfo=UTC), 2) == datetime(2025, 11, 30, tzinfo=UTC)


def test_a_draft_is_reminded_of_once_30_days_ahead(settings):
    begun, _token = draft({"you": {"email": [" ana@example.org "]}})
    aged(begun, 334)
    assert keeping.remind_of_drafts() == 0

    aged(begun, 2)
    assert [keeping.remind_of_drafts() for _time in range(3)] == [1, 0, 0]

    (mail,) = Email.objects.all()
    assert mail.to == ["ana@example.org"]
    assert "will be deleted on" in mail.message
    assert f"{keeping.deleted_on(begun):%Y}" in mail.message
    assert settings.SITE_URL + "/submissions/" in mail.message
    assert [event.kind for event in begun.events.all()] == ["begun", "reminded"]


@pytest.mark.parametrize("typed", [[], [""], ["no mailbox"], ["a@b.c\nBcc: z@z.org"]])
def test_a_draft_without_a_mailbox_is_noted_too(typed):
    begun, _token = draft({"you": {"email": typed}})
    aged(begun, 340)

    assert keeping.remind_of_drafts() == 1
    assert not Email.objects.exists()


def test_a_draft_that_is_saved_again_counts_anew():
    begun, _token = draft()
    aged(begun, 340)
    keeping.remind_of_drafts()

    drafts.save(begun, "place", {"name": ["Isla"]}, loaded=parts.mark(begun.typed["place"]))

    begun.refresh_from_db()
    assert begun.reminded_at is None
    aged(begun, 340)
    assert (keeping.delete_drafts(), keeping.remind_of_drafts()) == (0, 1)


def test_a_draft_goes_after_12_months_with_its_files_and_never_unreminded(django_capture_on_commit_callbacks):
    begun, _token = draft()
    kept = files.keep(begun, SimpleUploadedFile("notes.txt", b"Seen."), purpose="evidence", key="1" * 32)
    other, _token = draft()
    aged(begun, 400)
    assert keeping.delete_drafts() == 0

    keeping.remind_of_drafts()
    assert keeping.delete_drafts() == 0

    aged(begun, 31)
    with django_capture_on_commit_callbacks(execute=True):
        assert [keeping.delete_drafts() for _time in range(2)] == [1, 0]
    assert list(Submission.objects.all()) == [other]
    assert not Attachment.objects.exists()
    assert not vault.holds(kept.stored_as)


def test_what_was_sent_is_no_draft():
    submission, _token = sent()
    aged(submission, 800)

    assert (keeping.remind_of_drafts(), keeping.delete_drafts()) == (0, 0)
    assert Submission.objects.exists()


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_who_sent_what_was_not_taken_is_forgotten_after_12_months(reviewer, end):
    submission = confirmed(sent(credit=True)[0])
    submission = review.withdraw(submission) if end == "withdrawn" else decided(submission, by=reviewer)
    aged(submission, 364)
    assert keeping.forget_untaken() == 0

    aged(submission, 3)
    assert [keeping.forget_untaken() for _time in range(2)] == [1, 0]

    assert person(submission) == ("", "", "")
    assert submission.proposal == PROPOSAL
    assert submission.events.last().kind == Event.Kind.ERASED


@pytest.mark.parametrize(("credit", "left"), [(False, ""), (True, "Ana Ríos")])
def test_mailbox_and_name_are_forgotten_24_months_after_the_decision(reviewer, credit, left):
    submission = confirmed(sent(credit=credit)[0])
    Submission.objects.filter(pk=submission.pk).update(
        state="accepted", decided_at=timezone.now(), decided_by=reviewer, decision_reason="other"
    )
    submission.refresh_from_db()
    aged(submission, 729)
    assert keeping.forget_the_decided() == 0

    aged(submission, 3)
    assert [keeping.forget_the_decided() for _time in range(2)] == [1, 0]

    name, mailbox, _affiliation = person(submission)
    assert (name, mailbox) == (left, "")


def test_a_mailbox_that_nobody_confirms_is_forgotten_after_30_days():
    silent, _token = sent(email="silent@example.org")
    heard = confirmed(sent(email="heard@example.org")[0])
    for submission in (silent, heard):
        aged(submission, 29)
    assert keeping.forget_unconfirmed() == 0

    for submission in (silent, heard):
        aged(submission, 2)
    assert [keeping.forget_unconfirmed() for _time in range(2)] == [1, 0]

    assert person(silent) == ("Ana Ríos", "", "Universidad Central")
    assert person(heard)[1] == "heard@example.org"
    assert "silent@example.org" not in told()


def test_a_mailbox_that_was_mailed_again_has_30_days_from_then(reviewer):
    submission, _token = sent()
    aged(submission, 31)
    review.ask(submission, "Where?", by=reviewer)

    assert keeping.forget_unconfirmed() == 0


def test_mails_that_went_out_are_not_kept():
    sent(email="a@example.org"), sent(email="b@example.org"), sent(email="c@example.org")
    Email.objects.filter(to="a@example.org").update(
        status=STATUS.sent, last_updated=timezone.now() - 31 * DAY
    )
    Email.objects.filter(to="b@example.org").update(
        status=STATUS.failed, last_updated=timezone.now() - 31 * DAY
    )

    assert keeping.empty_the_outbox() == 1
    assert Email.objects.filter(to="b@example.org").exists()


def test_nothing_of_a_person_is_left_after_erasure(reviewer):
    typed = {
        "place": {"description": [f"Seen by {NAME}."]},
        "you": {"name": [NAME], "email": [MAILBOX], "affiliation": ["Canary Institute"], "consent": ["on"]},
    }
    proposal = PROPOSAL | {"evidence": {"note": f"Ask {NAME.upper()}, {MAILBOX}"}}
    begun, _token = draft(typed)
    upload = SimpleUploadedFile(f"{NAME} notes.txt", b"Seen.")
    kept = files.keep(begun, upload, purpose="evidence", key="1" * 32)
    Attachment.objects.filter(pk=kept.pk).update(credit=NAME, caption=f"Photo: {NAME}")
    who = {
        "name": NAME,
        "email": MAILBOX,
        "affiliation": "Canary Institute",
        "credit": True,
        "consented_at": timezone.now(),
    }
    submission = confirmed(review.send(begun, proposal=proposal, person=who))
    review.ask(submission, "Where?", by=reviewer)
    review.answer(submission, f"There. Regards, {NAME} <{MAILBOX}>")
    assert "canari" in told().casefold()

    submission.refresh_from_db()
    erasing.erase(submission)

    assert "canar" not in told().casefold()
    submission.refresh_from_db()
    assert submission.proposal["site"] == PROPOSAL["site"]
    assert submission.typed["place"] == {"description": ["Seen by a contributor."]}
    assert submission.messages.last().text == "There. Regards, a contributor <a contributor>"
    assert [event.kind for event in submission.events.all()][-1] == "erased"
    assert vault.holds(kept.stored_as)


def test_an_erasure_that_is_repeated_changes_nothing():
    submission, _token = sent()
    erasing.erase(submission)
    before = told()

    erasing.erase(submission)

    assert told() == before


def test_what_was_typed_after_an_erasure_is_erased_too():
    submission, _token = sent(typed={})
    erasing.erase(submission)
    Submission.objects.filter(pk=submission.pk).update(typed={"you": {"name": [NAME]}})

    erasing.erase(submission)

    assert "Canaria" not in told()


def test_a_draft_that_is_erased_takes_its_mails_along():
    begun, _token = draft({"you": {"email": [MAILBOX]}})
    aged(begun, 340)
    keeping.remind_of_drafts()

    assert erasing.erase(begun) is None
    assert erasing.erase(begun) is None

    assert MAILBOX not in told()
    assert not Link.objects.exists()


def test_the_background_process_does_it_all(monkeypatch):
    begun, _token = draft({"you": {"email": ["ana@example.org"]}})
    aged(begun, 340)

    call_command("work", once=True)

    begun.refresh_from_db()
    assert begun.reminded_at is not None


def test_an_error_in_one_step_stops_no_other(monkeypatch):
    def fail():
        raise OSError("disk")

    monkeypatch.setattr(keeping, "STEPS", (fail, keeping.remind_of_drafts))
    begun, _token = draft()
    aged(begun, 340)

    call_command("work", once=True)

    begun.refresh_from_db()
    assert begun.reminded_at is not None


def test_a_step_passes_over_what_changed_meanwhile(monkeypatch):
    """Between the list and the row somebody saved the draft: it is not reminded of."""
    begun, _token = draft()
    aged(begun, 340)
    rows = Submission.objects.filter(pk=begun.pk, state="withdrawn")
    monkeypatch.setattr(type(rows), "values_list", lambda *_args, **_kwargs: [begun.pk])

    assert keeping._each(rows, lambda row: pytest.fail("changed")) == 0


def test_a_link_that_was_mailed_is_confirmed_by_use(client):
    submission, _token = sent()
    mailed = submission.links.get(sent_to="ana@example.org")

    links.confirm("x")

    mailed.refresh_from_db()
    assert mailed.confirmed_at is None


def test_who_has_no_link_any_more_gets_their_data_and_their_erasure_by_command(tmp_path, capsys):
    submission, _token = sent()
    target = tmp_path / "data.zip"

    call_command("personal_data", "export", submission.reference.lower(), str(target))
    with zipfile.ZipFile(target) as packed:
        assert "Ana Ríos" in packed.read("submission.json").decode()
    with pytest.raises(CommandError, match="was not written"):
        call_command("personal_data", "export", submission.reference, str(target))

    call_command("personal_data", "erase", submission.reference)
    assert person(submission) == ("", "", "")
    with pytest.raises(CommandError, match="no submission"):
        call_command("personal_data", "erase", "AZE-XXXX-XXXX")
