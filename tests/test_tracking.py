"""The private page of a submission: what it tells, and what its author does there."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
from contributions import PROPOSAL, confirmed, decided, draft, sent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factories import staff
from post_office.models import Email
from pseudo import pseudo_language, untranslated
from reading import Page

from submissions import files, review, vault, waiting
from submissions.models import Event, Message, Revision, Submission

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\n<img src=x onerror=alert(1)> {{7*7}}\njavascript:alert(1) https://example.org/a?b=1&c=2."


@pytest.fixture
def reviewer():
    return staff("reviewer")


@pytest.fixture
def files_kept(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    vault.prepare(settings.PRIVATE_FILES)


def text(client, token, page=""):
    answer = client.get(f"/submissions/{token}/{page}")
    assert answer.status_code == 200
    return Page(answer).text


def looked_at(client, token, page):
    answer = client.get(f"/submissions/{token}/{page}")
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def everything():
    """How many rows there are of what an act may leave behind."""
    rows = (Submission, Revision, Event, Message, Email)
    return [model.objects.count() for model in rows], list(Submission.objects.values_list("version", "state"))


def held_pages(reviewer):
    """Every state of a submission: (name, token)."""
    yield "draft", draft()[1]
    yield "submitted", sent()[1]
    yield "held", sent(hold=True, flags=["links"])[1]
    submission, token = sent()
    review.ask(submission, "Where?", by=reviewer)
    yield "changes_requested", token
    submission, token = sent()
    decided(submission, by=reviewer)
    yield "declined", token
    submission, token = sent()
    review.withdraw(submission)
    yield "withdrawn", token


def test_every_state_says_how_it_stands_and_who_acts_next(client, reviewer):
    told = {name: text(client, token) for name, token in held_pages(reviewer)}

    assert "A draft, not sent yet" in told["draft"] and "Continue" in told["draft"]
    assert "It has arrived" in told["submitted"] and "Who acts next The secretariat" in told["submitted"]
    assert (
        "has a question for you" in told["changes_requested"]
        and "Who acts next You" in told["changes_requested"]
    )
    assert "Declined" in told["declined"] and "Nobody: this is closed" in told["declined"]
    assert "Withdrawn" in told["withdrawn"]


def test_nobody_is_told_that_their_submission_is_held(client):
    _submission, token = sent(hold=True, flags=["links"])
    _other, other_token = sent()

    page, other = (client.get(f"/submissions/{each}/").content.decode() for each in (token, other_token))
    packed = zipfile.ZipFile(
        io.BytesIO(b"".join(client.get(f"/submissions/{token}/export").streaming_content))
    )

    assert "held" not in page.casefold() and "spam" not in page.casefold()
    assert len(page) == len(other)
    assert "held" not in packed.read("submission.json").decode()
    assert "flags" not in packed.read("submission.json").decode()


def test_looking_changes_nothing(client, reviewer):
    pages = ["", "answer", "withdraw", "erase", "export"]
    tokens = [token for _name, token in held_pages(reviewer)]
    before = everything()

    for token in tokens:
        for page in pages:
            assert looked_at(client, token, page).status_code in (200, 302), page
        assert client.get(f"/submissions/{token}/confirm").status_code == 405

    assert everything() == before


def test_a_wrong_link_opens_nothing(client):
    _submission, token = sent()
    wrong = [token[:-1], token.swapcase(), token + "x"]

    for page in ("", "answer", "withdraw", "erase", "confirm", "export"):
        for each in wrong:
            assert client.post(f"/submissions/{each}/{page}").status_code == 404
    assert everything()[1] == [(1, "submitted")]


def test_its_pages_are_kept_by_nobody_and_tell_no_other_site(client):
    _submission, token = sent()

    for page in ("", "withdraw", "erase", "export"):
        answer = looked_at(client, token, page)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
    assert 'rel="canonical"' not in client.get(f"/submissions/{token}/").content.decode()


def test_without_a_mailbox_the_link_is_said_to_be_the_only_way_back(client):
    _submission, token = sent(email="")
    _other, mailed = sent()

    assert "only way back" in text(client, token)
    assert "only way back" not in text(client, mailed)
    assert f"http://127.0.0.1:8000/submissions/{token}/" in text(client, token)


def test_the_usual_waiting_time_is_told_from_the_tenth_decision_on(
    client, reviewer, django_assert_num_queries
):
    _waiting, token = sent()
    for number in range(10):
        assert waiting.usual_days() is None
        submission = decided(sent()[0], by=reviewer)
        Submission.objects.filter(pk=submission.pk).update(
            sent_at=timezone.now() - timedelta(days=number + 0.5), decided_at=timezone.now()
        )
    decided(sent()[0], by=reviewer, reason="spam")

    assert waiting.usual_days() == 5  # the median of 0.5 to 9.5 days
    assert "5 days from sending to the decision" in text(client, token)
    with django_assert_num_queries(1):
        waiting.usual_days()


def test_an_answer_is_said_once_however_often_it_is_sent(client, reviewer):
    submission, token = sent()
    review.ask(submission, "Where?", by=reviewer)
    form = client.get(f"/submissions/{token}/").context["form"]
    typed = {"key": str(form["key"].value()), "text": "There.\r\nhttps://example.org"}

    answers = [client.post(f"/submissions/{token}/answer", typed) for _time in range(3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, f"/submissions/{token}/#conversation")
    }
    assert [message.text for message in submission.messages.all()] == [
        "Where?",
        "There.\nhttps://example.org",
    ]
    submission.refresh_from_db()
    assert submission.state == "submitted"


def test_an_answer_without_a_readable_key_is_kept_too(client):
    submission, token = sent()

    for key in ("", "not a key"):
        client.post(f"/submissions/{token}/answer", {"key": key, "text": "More."})

    assert submission.messages.count() == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write your message first"),
        ("x" * 20_001, "longer than 20,000"),
        ("a\0b", "cannot be shown"),
        ("\u3164", "Write your message first"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_said_so_with_its_text(client, typed, says):
    submission, token = sent()

    answer = client.post(f"/submissions/{token}/answer", {"text": typed})

    assert answer.status_code == 422
    page = Page(answer)
    assert says in page.text
    assert "<title>Error:" in answer.content.decode()
    assert answer.context["form"]["text"].value() == typed
    assert not submission.messages.exists()


def test_an_answer_after_the_decision_is_given_back(client, reviewer):
    submission, token = sent()
    decided(submission, by=reviewer)

    answer = client.post(f"/submissions/{token}/answer", {"text": "Wait, there is more."})

    assert answer.status_code == 409
    assert "Wait, there is more." in Page(answer).text
    assert "The secretariat decided on" in Page(answer).text
    assert not submission.messages.exists()


def test_who_writes_without_end_has_to_wait(client):
    submission, token = sent()

    answers = [client.post(f"/submissions/{token}/answer", {"text": f"{number}"}) for number in range(22)]

    assert [answer.status_code for answer in answers] == [302] * 20 + [429] * 2
    assert "Please wait" in Page(answers[-1]).text
    assert submission.messages.count() == 20


def test_what_people_write_is_shown_as_text(client, reviewer):
    submission, token = sent(proposal={"site": {"name": HOSTILE}})
    review.ask(submission, HOSTILE, by=reviewer)
    client.post(f"/submissions/{token}/answer", {"text": HOSTILE})
    submission.refresh_from_db()
    decided(submission, by=reviewer, text=HOSTILE)

    page = Page(client.get(f"/submissions/{token}/"))

    assert page.inline_scripts == page.all("img") == []
    assert "{{7*7}}" in page.text
    links = [found for found in page.all("a") if "example.org" in found.get("href", "")]
    assert [found["href"] for found in links] == ["https://example.org/a?b=1&c=2"] * 4
    assert all(found["rel"] == "nofollow ugc noopener noreferrer" for found in links)
    assert not [found for found in page.all("a") if found.get("href", "").startswith("javascript")]


def test_a_withdrawal_is_asked_for_and_done_once(client):
    submission, token = sent()
    assert "Withdraw what you sent?" in text(client, token, "withdraw")

    answers = [client.post(f"/submissions/{token}/withdraw") for _time in range(3)]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, f"/submissions/{token}/")
    }
    submission.refresh_from_db()
    assert submission.state == "withdrawn"
    assert [event.kind for event in submission.events.all()] == ["begun", "sent", "withdrawn"]
    assert Email.objects.filter(subject__endswith="withdrawn").count() == 1


def test_a_withdrawal_after_the_decision_is_told_who_was_first(client, reviewer):
    submission, token = sent()
    decided(submission, by=reviewer)

    answer = client.post(f"/submissions/{token}/withdraw")

    assert answer.status_code == 409
    assert "It was not withdrawn" in Page(answer).text
    assert "The secretariat decided on" in Page(answer).text
    submission.refresh_from_db()
    assert submission.state == "declined"


def test_the_decision_is_told_with_its_reason(client, reviewer):
    submission, token = sent()
    decided(submission, by=reviewer, reason="no_evidence", text="No source.\nPlease name one.")

    page = text(client, token)
    assert "The evidence is missing or cannot be checked" in page
    assert "No source.\nPlease name one." in client.get(f"/submissions/{token}/").content.decode()
    assert "reviewer" not in page


def test_changes_that_were_not_sent_are_pointed_out(client):
    submission, token = sent()
    assert "have not sent the changes" not in text(client, token)

    Submission.objects.filter(pk=submission.pk).update(saved_at=timezone.now() + timedelta(seconds=1))

    assert "have not sent the changes" in text(client, token)


def test_ones_data_are_taken_along_whole(client, reviewer, files_kept):
    begun, token = draft({"place": {"name": ["Isla"]}})
    upload = SimpleUploadedFile("../../Notes: field.txt", b"Seen on 3 May.", content_type="text/plain")
    files.keep(begun, upload, purpose="evidence", key="a2c4ff4e-1111-4222-8333-444455556666")
    submission = review.send(
        begun, proposal=PROPOSAL, person={"name": "Ana Ríos", "email": "ana@example.org"}
    )
    review.ask(submission, "Where?", by=reviewer)

    answer = client.get(f"/submissions/{token}/export")

    assert answer["Content-Disposition"] == f'attachment; filename="{submission.reference}.zip"'
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    told = json.loads(packed.read("submission.json"))
    (name,) = [name for name in packed.namelist() if name.startswith("files/")]
    assert packed.read(name) == b"Seen on 3 May."
    assert ".." not in name and name.count("/") == 1
    assert told["person"]["name"] == "Ana Ríos"
    assert told["proposal"] == told["revisions"][0]["proposal"] == PROPOSAL
    assert told["typed"] == {"place": {"name": ["Isla"]}}
    assert [message["text"] for message in told["messages"]] == ["Where?"]
    assert told["files"][0]["file"] == name
    assert "reviewer" not in packed.read("submission.json").decode()


def test_files_that_cannot_be_reached_are_no_error_of_the_visitor(client, files_kept, settings):
    begun, token = draft()
    upload = SimpleUploadedFile("notes.txt", b"Seen.", content_type="text/plain")
    files.keep(begun, upload, purpose="evidence", key="a2c4ff4e-1111-4222-8333-444455556666")
    settings.PRIVATE_FILES = settings.PRIVATE_FILES / "gone"

    answer = client.get(f"/submissions/{token}/export")

    assert answer.status_code == 503
    assert "Nothing is lost" in Page(answer).text


def test_a_draft_is_deleted_when_its_author_says_so(
    client, files_kept, settings, django_capture_on_commit_callbacks
):
    begun, token = draft()
    upload = SimpleUploadedFile("notes.txt", b"Seen.", content_type="text/plain")
    kept = files.keep(begun, upload, purpose="evidence", key="a2c4ff4e-1111-4222-8333-444455556666")
    assert client.get(f"/submissions/{token}/withdraw")["Location"] == f"/submissions/{token}/erase"
    assert "Delete this draft?" in text(client, token, "erase")

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/submissions/{token}/erase")

    assert "The draft is deleted" in Page(answer).text
    assert not vault.holds(kept.stored_as)
    assert not Submission.objects.exists()
    assert client.get(f"/submissions/{token}/").status_code == 404


def test_with_a_mailbox_on_file_its_owner_confirms_the_erasure(client, settings):
    submission, token = sent(typed={"you": {"name": ["Ana Ríos"], "email": ["ana@example.org"]}})
    confirmed(submission)

    assert "Look into your mailbox" in Page(client.post(f"/submissions/{token}/erase")).text
    submission.refresh_from_db()
    assert submission.name == "Ana Ríos"

    (mail,) = Email.objects.filter(subject__contains="erase")
    (address,) = [line for line in mail.message.splitlines() if "/submissions/" in line]
    answer = client.post(address.removeprefix(settings.SITE_URL))
    assert answer.status_code == 302
    submission.refresh_from_db()
    assert (submission.name, submission.email, submission.affiliation) == ("", "", "")
    assert "No personal data are on file" in text(client, token, "erase")
    assert submission.state == "submitted"


def test_every_page_is_translated(client, reviewer):
    with pseudo_language():
        for _name, token in held_pages(reviewer):
            for page in ("", "erase", "withdraw"):
                answer = client.get(f"/submissions/{token}/{page}", follow=True)
                main = (
                    answer.content.decode().partition("<main ")[2].partition(">")[2].partition("</main>")[0]
                )
                told = [
                    each
                    for each in untranslated(main)
                    if not re.match("AZE-|Isla Floreana|Where|It says|Ecuador", each)
                ]
                assert told == [], page
