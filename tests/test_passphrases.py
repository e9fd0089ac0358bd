"""Who has lost a passphrase, or is locked out by those who guess at it, gets in again by their mailbox and nobody else does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories import staff
from invited import PASSPHRASE, choose_passphrase, link_in_the_last_mail
from post_office.models import Email

pytestmark = pytest.mark.django_db


def test_the_same_answer_for_known_and_unknown_mailboxes(client):
    staff()

    known = client.post("/admin/account/passphrase/", {"email": "secretariat@example.org"})
    unknown = client.post("/admin/account/passphrase/", {"email": "nobody@example.org"})

    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert Email.objects.count() == 1


def test_two_mails_an_hour_reach_a_mailbox_at_most(client):
    staff()

    for _attempt in range(5):
        client.post("/admin/account/passphrase/", {"email": "secretariat@example.org"})
    assert Email.objects.count() == 2

    Email.objects.update(created=timezone.now() - timedelta(hours=2))
    client.post("/admin/account/passphrase/", {"email": "secretariat@example.org"})
    assert Email.objects.count() == 3


def test_the_owner_of_a_mailbox_gets_in_again_after_a_lock_out(client):
    staff()
    for _attempt in range(6):
        answer = client.post("/admin/login/", {"username": "secretariat", "password": "wrong"})
    assert answer.status_code == 429

    client.post("/admin/account/passphrase/", {"email": "secretariat@example.org"})
    choose_passphrase(client, link_in_the_last_mail())
    client.post("/admin/login/", {"username": "secretariat", "password": PASSPHRASE})

    assert client.get("/admin/").status_code == 200


def test_guessing_locks_the_account_at_that_address_only(client):
    staff()
    for _attempt in range(6):
        client.post(
            "/admin/login/", {"username": "secretariat", "password": "wrong"}, REMOTE_ADDR="192.0.2.1"
        )

    right = {"username": "secretariat", "password": "a long enough passphrase"}
    assert client.post("/admin/login/", right, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post("/admin/login/", right, REMOTE_ADDR="192.0.2.2").status_code == 302


@pytest.mark.parametrize(
    "target", ["//evil.example", "https:evil.example", "\\\\evil.example", "/%09/evil.example"]
)
def test_logging_in_leads_nowhere_else(client, target):
    staff()

    answer = client.post(
        "/admin/login/?next=" + target,
        {"username": "secretariat", "password": "a long enough passphrase", "next": target},
    )

    assert answer.headers["Location"] in ("/admin/", "/%09/evil.example")
