"""The first administrator comes by a link that is printed once, works once and lasts a while."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from factories import staff
from invited import PASSPHRASE, path_of

from aze import accounts

pytestmark = pytest.mark.django_db


def printed_link():
    out = StringIO()
    call_command("first_admin_link", stdout=out)
    return out.getvalue().strip()


def first_account(**changed):
    return {
        "username": "maria",
        "email": "maria@example.org",
        "password1": PASSPHRASE,
        "password2": PASSPHRASE,
    } | changed


def test_the_printed_link_makes_an_administrator_who_can_log_in(client):
    address = path_of(printed_link())
    assert client.get(address).status_code == 200

    answer = client.post(address, first_account())

    assert answer.headers["Location"] == "/admin/login/"
    made = get_user_model().objects.get()
    assert made.is_staff and made.is_superuser and made.email == "maria@example.org"
    client.post("/admin/login/", {"username": "maria", "password": PASSPHRASE})
    assert client.get("/admin/").status_code == 200


def test_the_link_works_once(client):
    address = path_of(printed_link())
    client.post(address, first_account())

    again = client.post(address, first_account(username="mallory", email="mallory@example.org"))

    assert again.status_code == 404
    assert client.get(address).status_code == 404
    assert get_user_model().objects.count() == 1


def test_the_link_stays_spent_when_the_administrator_leaves(client):
    address = path_of(printed_link())
    client.post(address, first_account())
    get_user_model().objects.update(is_active=False)

    assert client.get(address).status_code == 404


def test_nothing_is_printed_while_there_is_an_administrator():
    staff()

    assert printed_link() == ""


def test_the_link_expires(client, monkeypatch):
    address = path_of(printed_link())
    monkeypatch.setattr(accounts, "FIRST_LINK_LASTS", timedelta(seconds=-1))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["guess", "x" * 500, "a:b:c", "%00", "é"])
def test_a_guessed_link_is_not_found(client, token):
    assert client.get(f"/admin/account/first/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password2", "another passphrase altogether"),
        ("email", "not an address"),
        ("email", "a@b.c\nBcc: z@z.z"),
        ("email", f"{'x' * 320}@example.org"),
        ("username", "a b"),
        ("username", "a\0b"),
        ("username", "x" * 151),
        ("username", ""),
    ],
)
def test_a_bad_first_account_is_refused_with_what_was_typed(client, field, value):
    address = path_of(printed_link())

    answer = client.post(address, first_account(**{field: value}))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert "maria" in answer.content.decode()
    assert not get_user_model().objects.exists()


@pytest.mark.parametrize("weak", ["short", "password1234"])
def test_a_weak_passphrase_is_refused(client, weak):
    answer = client.post(path_of(printed_link()), first_account(password1=weak, password2=weak))

    assert "password2" in answer.context["form"].errors


def test_pages_with_a_secret_in_their_address_leak_it_to_nobody(client):
    for address in [
        path_of(printed_link()),
        "/admin/account/passphrase/",
        "/admin/account/passphrase/MQ/x-y/",
    ]:
        answer = client.get(address)

        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
