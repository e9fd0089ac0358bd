"""An account is asked for, and its owner follows the link that was mailed."""

import re

from post_office.models import Email

PASSPHRASE = "mockingbird on a quiet cactus"


def invite(client, **changed):
    typed = {"username": "jonas", "email": "jonas@example.org", "first_name": "Jonas", "last_name": "Weber"}
    return client.post("/admin/auth/user/add/", typed | changed)


def path_of(link):
    assert link.startswith("http://127.0.0.1:8000/")
    return link.removeprefix("http://127.0.0.1:8000")


def link_in_the_last_mail():
    return re.search(r"^http://\S+$", Email.objects.latest("pk").message, re.M).group()


def choose_passphrase(client, link, passphrase=PASSPHRASE):
    page = client.get(path_of(link), follow=True)
    return client.post(page.request["PATH_INFO"], {"new_password1": passphrase, "new_password2": passphrase})
