"""Private links as addresses, and those that were mailed: one that is used shows that whoever sent the submission reads that mailbox."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .models import Link
from .tokens import hash_of


def address_of(token, page="submission"):
    """The whole address of a private page; never made of what a request calls our host."""
    return settings.SITE_URL + reverse(page, args=[token])


def link_of(token):
    """The Link of a token that opened a submission."""
    return Link.objects.get(token_hash=hash_of(token))


def is_confirmed(submission, mailbox):
    """Whether a link to this submission that was mailed there has been used."""
    return submission.links.filter(sent_to=mailbox, confirmed_at__isnull=False).exists()


def confirm(token):
    """Notes that the link was used, not only opened: programs that look after mail open links too."""
    used = Link.objects.filter(token_hash=hash_of(token), confirmed_at__isnull=True)
    used.exclude(sent_to="").update(confirmed_at=timezone.now())


def to_confirm(submission, token):
    """Whether this link was mailed to the submission's mailbox, which nobody has confirmed yet."""
    mailbox = submission.email
    return bool(mailbox) and link_of(token).sent_to == mailbox and not is_confirmed(submission, mailbox)
