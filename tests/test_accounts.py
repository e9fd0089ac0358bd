"""How people get an account and keep it: the one-time link, invitations, reset, lock-out."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from factories import staff
from post_office.models import Email

from aze import accounts

pytestmark = pytest.mark.django_db
PASSPHRASE = "mockingbird on a quiet cactus"


def printed_link():
    out = StringIO()
    call_command("first_admin_link", stdout=out)
    return out.getvalue().strip()


def path_of(link):
    assert link.startswith("http://127.0.0.1:8000/")
    return link.removeprefix("http://127.0.0.1:8000")


def first_account(**changed):
    return {
        "username": "maria",
        "email": "maria@example.org",
        "password1": PASSPHRASE,
        "password2": PASSPHRASE,
    } | changed


def link_in_the_last_mail():
    return re.search(r"^http://\S+$", Email.objects.latest("pk").message, re.M).group()


def choose_passphrase(client, link, passphrase=PASSPHRASE):
    page = client.get(path_of(link), follow=True)
    return client.post(page.request["PATH_INFO"], {"new_password1": passphrase, "new_password2": passphrase})


# --- The first administrator --------------------------------------------------------------------------------------------
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


# --- Invitations --------------------------------------------------------------------------------------------------------
def invite(client, **changed):
    typed = {"username": "jonas", "email": "jonas@example.org", "first_name": "Jonas", "last_name": "Weber"}
    return client.post("/admin/auth/user/add/", typed | changed)


def test_a_member_of_staff_is_invited_by_mail_and_chooses_a_passphrase(client):
    client.force_login(staff())

    invite(client)

    jonas = get_user_model().objects.get(username="jonas")
    mail = Email.objects.get()
    assert jonas.is_staff and not jonas.is_superuser and not jonas.has_usable_password()
    assert mail.to == ["jonas@example.org"] and "jonas" in mail.message
    client.logout()
    assert choose_passphrase(client, link_in_the_last_mail()).headers["Location"] == "/admin/login/"
    client.post("/admin/login/", {"username": "jonas", "password": PASSPHRASE})
    assert client.get("/admin/").status_code == 200


def test_the_link_of_an_invitation_works_once(client):
    client.force_login(staff())
    invite(client)
    client.logout()
    link = link_in_the_last_mail()
    choose_passphrase(client, link)

    page = client.get(path_of(link), follow=True)

    assert page.context["validlink"] is False


def test_two_accounts_never_share_a_mailbox_or_a_name_in_other_case(client):
    client.force_login(staff())
    invite(client)

    answer = invite(client, username="JONAS", email="Jonas@Example.org")

    assert set(answer.context["adminform"].form.errors) == {"username", "email"}
    assert Email.objects.count() == 1


def test_a_new_link_is_mailed_on_request_of_an_administrator(client):
    administrator = staff()
    client.force_login(administrator)
    invite(client)
    jonas = get_user_model().objects.get(username="jonas")

    client.post("/admin/auth/user/", {"action": "send_new_link", "_selected_action": [jonas.pk]})

    assert Email.objects.count() == 2


def test_only_administrators_invite(client):
    reader = staff("reader", superuser=False)

    with pytest.raises(PermissionDenied):
        accounts.invite(get_user_model()(username="x", email="x@example.org"), by=reader)


def test_links_name_the_configured_address_and_never_the_one_asked_for(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    staff()

    client.post(
        "/admin/account/passphrase/", {"email": "secretariat@example.org"}, headers={"host": "evil.example"}
    )

    message = Email.objects.get().message
    assert "evil.example" not in message
    assert "http://127.0.0.1:8000/admin/account/passphrase/" in message


# --- Reset --------------------------------------------------------------------------------------------------------------
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


# --- The pages of accounts ----------------------------------------------------------------------------------------------
def test_accounts_are_kept_by_administrators_alone(client):
    administrator, reader = staff(), staff("reader", superuser=False)
    client.force_login(reader)

    for address in [
        "",
        "add/",
        f"{administrator.pk}/change/",
        f"{reader.pk}/change/",
        f"{reader.pk}/password/",
    ]:
        assert client.get(f"/admin/auth/user/{address}").status_code == 403
    answer = client.post(
        f"/admin/auth/user/{reader.pk}/change/", {"username": "reader", "is_superuser": "on"}
    )
    assert answer.status_code == 403


def test_nobody_sets_the_passphrase_of_another(client):
    administrator, reader = staff(), staff("reader", superuser=False)
    client.force_login(administrator)

    assert client.get(f"/admin/auth/user/{reader.pk}/password/").status_code == 403


def test_accounts_are_made_inactive_and_never_deleted(client):
    administrator, reader = staff(), staff("reader", superuser=False)
    client.force_login(administrator)

    assert client.post(f"/admin/auth/user/{reader.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get("/admin/auth/user/").content.decode()


def test_every_page_of_accounts_opens(client):
    administrator = staff()
    client.force_login(administrator)
    invite(client)
    mail = Email.objects.get()
    client.post("/admin/login/", {"username": "guess", "password": "wrong"})
    client.force_login(administrator)

    for address in [
        "auth/user/",
        "auth/user/add/",
        f"auth/user/{administrator.pk}/change/",
        "auth/group/",
        "auth/group/add/",
        "post_office/email/",
        f"post_office/email/{mail.pk}/change/",
        "axes/accessattempt/",
        "password_change/",
    ]:
        assert client.get(f"/admin/{address}").status_code == 200, address


def test_the_outbox_shows_no_text_of_a_mail_and_sends_failed_ones_again(client):
    client.force_login(staff())
    invite(client)
    Email.objects.update(status=1)
    mail = Email.objects.get()

    page = client.get(f"/admin/post_office/email/{mail.pk}/change/").content.decode()
    client.post("/admin/post_office/email/", {"action": "send_again", "_selected_action": [mail.pk]})

    assert "passphrase/" not in page
    mail.refresh_from_db()
    assert mail.status == 2
