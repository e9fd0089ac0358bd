"""Private links: what opens nothing is told from nothing else, many guesses are slowed, and a database that is away loses no text."""

import threading
import uuid

import pytest
from django.db import connection, connections
from django.test import Client
from reading import Page
from typed import values

from sites import countries
from submissions import drafts


@pytest.fixture
def draft(db):
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Isla"]}})


def wrong(token):
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    return [changed, token[:-1], token.upper(), token + "x", "x", "%00", "\ufffd"]


def told(answer):
    """An answer, without the number of its request."""
    return answer.status_code, answer.content, dict(answer.headers) | {"X-Request-Id": ""}


def test_every_link_that_opens_nothing_is_the_same(client, draft):
    _submission, token = draft

    for page in ("", "edit/place/", "edit/summary/", "later/"):
        first, *others = (client.get(f"/submissions/{guess}/{page}") for guess in wrong(token)[:5])
        assert first.status_code == 404
        assert all(told(other) == told(first) for other in others)


def test_a_revoked_link_opens_nothing(client, draft):
    submission, token = draft
    submission.links.update(revoked_at=submission.saved_at)

    assert client.get(f"/submissions/{token}/").status_code == 404


def test_after_twenty_wrong_links_an_hour_an_address_waits_and_a_right_one_still_opens(client, draft):
    _submission, token = draft

    answers = [client.get(f"/submissions/x{number}/") for number in range(21)]

    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert answers[-1]["Retry-After"] == "180"
    assert client.get(f"/submissions/{token}/").status_code == 200
    assert client.get("/submissions/x/", REMOTE_ADDR="192.0.2.7").status_code == 404


def test_no_page_behind_a_link_is_stored_found_or_told_of(client, draft):
    _submission, token = draft

    for page in ("", "edit/place/", "edit/other/", "edit/summary/", "later/"):
        answer = client.get(f"/submissions/{token}/{page}")
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not Page(answer).all("link", rel="canonical")


def test_a_forger_without_the_link_can_send_nothing_and_its_holder_needs_no_cookie(draft):
    submission, token = draft
    strict = Client(enforce_csrf_checks=True)
    sent = {"name": "Isla Uno", "loaded": drafts.parts.mark(submission.typed["place"])}

    assert strict.post(f"/submissions/{token}/edit/place/", sent).status_code == 302
    assert strict.post("/submissions/x/edit/place/", sent).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_held_by_others_the_text_is_kept_and_sent_again(client, draft):
    submission, token = draft
    address = f"/submissions/{token}/edit/place/"
    loaded = drafts.parts.mark(submission.typed["place"])
    sent = {"name": "Isla Uno", "description": "</textarea>\nline", "loaded": loaded, "go": "on"}

    with held_by_others():
        answer = client.post(address, sent)
        typing = client.post(address, sent, HTTP_ACCEPT="application/json")

    page = Page(answer)
    assert (answer.status_code, typing.status_code) == (503, 503)
    assert answer["Retry-After"] == "15"
    assert answer["Cache-Control"] == "no-store"
    assert "Nothing that you typed is lost" in page.text
    again = client.post(address, values(answer))
    assert again["Location"] == f"/submissions/{token}/edit/boundary/"
    submission.refresh_from_db()
    assert submission.typed["place"] == {"name": ["Isla Uno"], "description": ["</textarea>\nline"]}


class held_by_others:
    """Another connection holds what a save would change; ours gives up after a moment."""

    def __enter__(self):
        countries.ensure()
        self.taken, self.done = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._hold)
        self.thread.start()
        assert self.taken.wait(10)
        self._set_patience(brief=True)

    def __exit__(self, *_error):
        self.done.set()
        self.thread.join()
        self._set_patience(brief=False)

    def _hold(self):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                cursor.execute("BEGIN")
                cursor.execute("LOCK TABLE submissions_submission IN ACCESS EXCLUSIVE MODE")
            self.taken.set()
            self.done.wait(30)
            cursor.execute("ROLLBACK")
        connections.close_all()

    def _set_patience(self, *, brief):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA busy_timeout = {50 if brief else 20_000}")
            else:
                cursor.execute(f"SET lock_timeout = {50 if brief else 10_000}")
