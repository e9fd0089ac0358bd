"""Two at once, five at once, and a server that dies in between: one wins, one sending is one submission, and nothing is ever half done."""

import random
import subprocess
import sys
import threading
import uuid

import live_registry
import pytest
from contributions import PERSON, confirmed, sent
from django.contrib.auth import get_user_model
from django.db.models import F
from factories import staff
from live_registry import hidden, together
from post_office.models import Email
from test_races import both

from sites import countries
from submissions import drafts, erasing, review, rows
from submissions.forms import species
from submissions.models import Event, Message, ProposedBoundary, Revision, Submission

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 5
SPECIES = {
    "species": ["Pyrrhura eisenmanni"],
    "red_list_url": ["https://www.iucnredlist.org/species/22724695/"],
    "category": ["EN"],
    "basis": ["sole_area"],
    "last_confirmed": ["2024"],
    "citation": ["Montañez 2024"],
}


def complete(number):
    """A draft in which nothing is missing, and its token."""
    typed = {
        "place": {"name": [f"Cerro {number}"], "countries": ["PA"], "endangers": ["no"]},
        "species": rows.of_rows(species.GROUP, [SPECIES]),
        "evidence": {"sources": ["Ruiz 2024"]},
        "you": {"name": ["Ana Ruiz"], "email": [f"p{number}@example.org"], "consent": ["on"]},
    }
    draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)
    ProposedBoundary.objects.create(submission=draft, how=ProposedBoundary.How.SECRETARIAT)
    return draft, token


def staff_once(name):
    return get_user_model().objects.filter(username=name).first() or staff(name)


@pytest.fixture
def registry(tmp_path):
    countries.ensure()
    with live_registry.running(tmp_path) as running:
        yield running


def rows_of(submission):
    """Everything on file about a submission that an act may change, without moments and numbers."""
    found = Submission.objects.filter(pk=submission.pk).values(
        "state", "version", "name", "email", "typed", "proposal", "decision_reason"
    )
    kinds = list(submission.events.values_list("kind", flat=True))
    mails = list(
        Email.objects.filter(message_id__startswith=f"<{submission.reference}.").values_list(
            "subject", flat=True
        )
    )
    counts = [rows.count() for rows in (submission.revisions, submission.messages, submission.links)]
    return list(found), kinds, [subject.replace(submission.reference, "") for subject in mails], counts


def is_whole(submission):
    """Whether what is on file of a submission that was a draft is a draft, or was sent, with all that belongs to it."""
    submission.refresh_from_db()
    sent_events = submission.events.filter(kind="sent").count()
    mails = Email.objects.filter(message_id__startswith=f"<{submission.reference}.").count()
    signs = {
        bool(submission.sent_at),
        submission.state != "draft",
        bool(submission.proposal),
        submission.revisions.count() == 1,
        sent_events == 1,
        mails == 1,
    }
    return len(signs) == 1


# --- Five at once ---------------------------------------------------------------------------------------------------------
def assert_each_is_sent_once(registry, many):
    forms = [complete(number) for number in range(many)]
    client = registry.client()
    typed = {token: hidden(client.get(f"/submissions/{token}/edit/summary/").text) for _draft, token in forms}
    client.close()

    def press(token):
        client = registry.client()
        try:
            return client.post(f"/submissions/{token}/send", typed[token])
        finally:
            client.close()

    answers = {}
    for _draft, token in forms:
        answers[token] = together([lambda token=token: press(token)] * AT_ONCE)

    assert {token: set(each) for token, each in answers.items()} == {
        token: {(302, f"/submissions/{token}/")} for _draft, token in forms
    }
    assert Submission.objects.filter(sent_at__isnull=False).count() == Submission.objects.count() == many
    assert Revision.objects.count() == Event.objects.filter(kind="sent").count() == many
    assert sorted(to for (to,) in Email.objects.values_list("to", flat=True)) == sorted(
        f"p{number}@example.org" for number in range(many)
    )


def test_20_forms_that_are_each_sent_five_times_at_once_are_20_submissions_and_20_mails(registry):
    assert_each_is_sent_once(registry, 20)


@pytest.mark.soak
def test_100_forms_that_are_each_sent_five_times_at_once_are_100_submissions_and_100_mails(registry):
    assert_each_is_sent_once(registry, 100)


def test_a_first_form_that_is_sent_five_times_at_once_begins_one_draft():
    for _time in range(10):
        key = uuid.uuid4()
        together([lambda key=key: drafts.begin(kind="new", key=key, typed={})] * AT_ONCE)

    assert Submission.objects.count() == Event.objects.count() == 10


def test_without_the_key_each_of_the_five_is_a_submission_of_its_own():
    """The twin of the test above, with the guard off."""
    together([lambda: drafts.begin(kind="new", key=uuid.uuid4(), typed={})] * AT_ONCE)

    assert Submission.objects.count() == AT_ONCE


def test_an_answer_that_is_sent_five_times_at_once_is_said_once():
    reviewer = staff("reviewer")
    submission = review.ask(sent()[0], "Where?", by=reviewer)
    for _time in range(5):
        key = uuid.uuid4()
        together([lambda key=key: review.answer(submission, "There.", key=key)] * AT_ONCE)

    assert Message.objects.filter(side="author").count() == 5


# --- Two at once ----------------------------------------------------------------------------------------------------------
MOVES = {
    "decline": lambda submission, by: review.decline(submission, by=by, reason="known", text="Known."),
    "ask": lambda submission, by: review.ask(submission, "Where?", by=by),
    "hold": lambda submission, by: review.hold(submission, by=by),
    "withdraw": lambda submission, by: review.withdraw(submission),
    "answer": lambda submission, by: review.answer(submission, "There.", key=uuid.uuid4()),
    "revise": lambda submission, by: review.send(
        submission, proposal={"site": {"name": "New"}}, person=PERSON
    ),
    "erase": lambda submission, by: erasing.erase(submission),
}
PAIRS = [
    ("decline", "decline"),
    ("decline", "withdraw"),
    ("decline", "ask"),
    ("decline", "revise"),
    ("decline", "hold"),
    ("ask", "ask"),
    ("revise", "revise"),
    ("withdraw", "revise"),
]


def raced(pair, *, times=6):
    """[(the names of those of the pair that went through, the submission)] of moves that begin with the same page."""
    reviewers = [staff_once("one"), staff_once("two")]
    for number in range(times):
        submission, _token = sent(email=f"p{number}@example.org")
        went = []

        def move(name, by, went=went, submission=submission):
            def work(gate):
                seen = Submission.objects.get(pk=submission.pk)
                gate.wait(timeout=20)
                try:
                    MOVES[name](seen, by)
                    went.append(name)
                except (review.Lost, review.NotNow, drafts.Closed):
                    pass

            return work

        both(*(move(name, by) for name, by in zip(pair, reviewers, strict=True)))
        submission.refresh_from_db()
        yield sorted(went), submission


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_of_two_moves_of_one_submission_one_wins(pair):
    for went, submission in raced(pair):
        moves = [event.kind for event in submission.events.all()][2:]
        # whoever withdraws does so in whatever state it is by then, unless it was decided
        assert len(went) == 1 or (went == ["revise", "withdraw"] and submission.state == "withdrawn")
        assert len(moves) == len(went)
        assert submission.version == 1 + len(went)
        assert not ({"declined", "withdrawn"} <= set(moves))


def test_without_the_condition_both_win(monkeypatch):
    """The twin of the test above, with the guard off: it is the condition on state and version that lets one win."""

    def unconditional(submission, kind, to, *, by=None, facts=None, **columns):
        Submission.objects.filter(pk=submission.pk).update(state=to, version=F("version") + 1, **columns)
        moved = Submission.objects.get(pk=submission.pk)
        review._note(moved, kind, submission.state, by=by, facts=facts)
        return moved

    monkeypatch.setattr(review, "_move", unconditional)

    assert any(len(went) == 2 for went, _submission in raced(("decline", "decline")))


def test_whatever_else_happens_an_answer_and_an_erasure_are_whole():
    for pair in (("answer", "decline"), ("erase", "decline"), ("erase", "answer"), ("erase", "erase")):
        for went, submission in raced(pair, times=3):
            answers = submission.messages.filter(side="author").count()
            assert answers == went.count("answer")
            assert submission.events.filter(kind="erased").count() == ("erase" in went)
            if "erase" in went:
                assert (submission.name, submission.email) == ("", "")


# --- Death ----------------------------------------------------------------------------------------------------------------
def prepared(deed):
    """A submission to which `deed` can be done."""
    if deed in {"send", "save"}:
        return drafts.begin(
            kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Old"]}, "you": {"name": ["Ana"]}}
        )[0]
    submission = confirmed(sent(email="ana@example.org")[0])
    if deed == "answer":
        submission = review.ask(submission, "Where?", by=staff_once("reviewer"))
    return submission


@pytest.mark.parametrize("deed", ["send", "save", "answer", "withdraw", "decline", "erase"])
def test_a_process_that_is_killed_between_any_two_writes_leaves_all_or_nothing(deed, tmp_path):
    staff_once("reviewer")
    Email.objects.all().delete()
    submissions = []
    for _number in range(24):
        submissions.append(prepared(deed))
        Email.objects.update(created="2020-01-01T00:00Z")
    before = [rows_of(submission) for submission in submissions]

    done = subprocess.run(
        [sys.executable, "tests/killed.py", deed, *(str(submission.pk) for submission in submissions)],
        cwd=live_registry.ROOT,
        env=live_registry.environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    deaths = int(done.stdout)
    after = [rows_of(submission) for submission in submissions]
    assert deaths >= 3
    # the last of the deaths came after the commit, and the process that lived did it all too
    assert [now == was for now, was in zip(after, before, strict=True)][: deaths + 1] == [True] * (
        deaths - 1
    ) + [False] * 2
    assert after[deaths - 1] == after[deaths]


def kill_while_sending(registry, *, number_of_forms, after_s):
    """Sends forms by eight clients, kills the server meanwhile; the drafts, and the tokens whose sending was acknowledged."""
    registry.start()
    forms = [complete(f"{uuid.uuid4().hex[:8]}") for _number in range(number_of_forms)]
    client = registry.client()
    typed = {token: hidden(client.get(f"/submissions/{token}/edit/summary/").text) for _draft, token in forms}
    client.close()
    waiting, acknowledged = [token for _draft, token in forms], []

    def send():
        client = registry.client()
        while waiting:
            try:
                token = waiting.pop()
            except IndexError:
                break
            answer = client.post(f"/submissions/{token}/send", typed[token])
            if answer is None:
                break
            if answer[0] == 302:
                acknowledged.append(token)
        client.close()

    threads = [threading.Thread(target=send) for _number in range(8)]
    for thread in threads:
        thread.start()
    threading.Event().wait(after_s)
    registry.kill()
    for thread in threads:
        thread.join(timeout=60)
    return forms, acknowledged


def assert_nothing_half_done(registry, times):
    chance = random.Random(times)
    for _time in range(times):
        forms, acknowledged = kill_while_sending(
            registry, number_of_forms=24, after_s=chance.uniform(0.02, 0.6)
        )
        assert [str(draft) for draft, _token in forms if not is_whole(draft)] == []
        sent_ones = {token for draft, token in forms if draft.sent_at}
        assert set(acknowledged) <= sent_ones


def test_a_server_that_is_killed_loses_nothing_that_it_acknowledged_and_leaves_nothing_half_done(tmp_path):
    countries.ensure()
    assert_nothing_half_done(live_registry.Registry(tmp_path), 2)


@pytest.mark.soak
def test_the_same_twenty_times(tmp_path):
    countries.ensure()
    assert_nothing_half_done(live_registry.Registry(tmp_path), 20)
