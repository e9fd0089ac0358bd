"""How people get an account by an invitation, and the pages on which administrators alone keep accounts."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from factories import staff
from invited import PASSPHRASE, choose_passphrase, invite, link_in_the_last_mail, path_of
from post_office.models import Email

from aze import accounts

pytestmark = pytest.mark.django_db


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
