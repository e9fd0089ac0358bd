"""How people get and keep an account: the first administrator by a link printed once, all others by an invitation in their mailbox.

Nobody ever types or sees another person's passphrase; every link is built from SITE_URL, never from the Host of a request."""

import secrets
from datetime import timedelta

from axes.utils import reset as unlock
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from post_office import mail
from post_office.models import Email

FIRST_LINK_LASTS = timedelta(hours=24)
MAILS_AN_HOUR = 2


class LinkSpent(Exception):
    """The link to set up the first administrator does not work (any more)."""


def administrator_exists():
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()


def first_administrator_link():
    """The address at which the first administrator is set up within a day; "" when there is one already."""
    if administrator_exists():
        return ""
    return settings.SITE_URL + reverse(
        "first-administrator", args=[_signer().sign(secrets.token_urlsafe(16))]
    )


def check_first_link(token):
    """Raises LinkSpent unless `token` is fresh and there is no administrator yet."""
    try:
        _signer().unsign(token, max_age=FIRST_LINK_LASTS)
    except signing.BadSignature as error:
        raise LinkSpent from error
    if administrator_exists():
        raise LinkSpent


@transaction.atomic
def create_first_administrator(form, *, token):
    """Saves the valid `form` as the first administrator. Raises LinkSpent for the second of two who use one link."""
    _lock_accounts()
    check_first_link(token)
    user = form.save(commit=False)
    user.is_staff = user.is_superuser = True
    user.save()
    return user


@transaction.atomic
def invite(user, *, by):
    """Makes `user` (not saved yet) a member of staff and mails a link by which to choose a passphrase."""
    _only_administrators(by)
    user.is_staff = True
    user.set_unusable_password()
    user.save()
    _send_link(user, "invitation", by=by)


@transaction.atomic
def send_new_link(user, *, by):
    """Mails the link by which a person chooses a new passphrase; the old one works until then."""
    _only_administrators(by)
    _send_link(user, "invitation" if not user.has_usable_password() else "password_reset", by=by)


def send_reset_link(user):
    """Mails the link that someone asked for who may not be the owner: at most two an hour to one mailbox."""
    recent = Email.objects.filter(to=user.email, created__gt=timezone.now() - timedelta(hours=1))
    if recent.count() < MAILS_AN_HOUR:
        _send_link(user, "password_reset")


def passphrase_chosen(user):
    """Lets the owner of a fresh passphrase in, whatever was guessed before."""
    unlock(username=user.get_username())


def _send_link(user, kind, *, by=None):
    path = reverse(
        "password_reset_confirm",
        args=[urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)],
    )
    context = {
        "user": user,
        "by": by,
        "link": settings.SITE_URL + path,
        "site": settings.SITE_URL,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    subject = render_to_string(f"registration/{kind}_subject.txt", context)
    mail.send(
        user.email,
        settings.DEFAULT_FROM_EMAIL,
        subject=" ".join(subject.split()),
        message=render_to_string(f"registration/{kind}_email.txt", context),
    )


def _only_administrators(by):
    if not (by.is_active and by.is_superuser):
        raise PermissionDenied(_("Only administrators may invite people and send them links."))


def _signer():
    """Bound to the number of accounts: a link from before any account was made is spent."""
    return signing.TimestampSigner(salt=f"first administrator {get_user_model().objects.count()}")


def _lock_accounts():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {get_user_model()._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
