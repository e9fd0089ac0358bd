"""The mails about a submission: plain text, put into the outbox within the transaction of what they tell of.

None holds a word of its sender before the mailbox is confirmed, by using a private link that was mailed to it: whoever names somebody
else's mailbox cannot write to them through us. Mails to one mailbox are counted (see `mailbox`); beyond that, those that the secretariat
owes wait for their turn, and others are not written. Subjects and headers hold nothing that anybody typed."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email

from . import links, mailbox
from .drafts import new_link
from .models import Submission

QUOTED = 200  # characters of what the sender typed
TOLD = 4000  # characters of what the secretariat wrote; the page has it whole


def receipt(submission, *, first):
    """That it arrived, with its reference and a private link."""
    _mail(submission, "receipt", first=first)


def withdrawn(submission):
    """That it was taken back."""
    _mail(submission, "withdrawn")


def question(submission, text):
    """What the secretariat asks."""
    _mail(submission, "question", owed=True, lines=_lines(text))


def declined(submission):
    """The decision, with its reason; none for what was no contribution."""
    if submission.decision_reason != Submission.Reason.SPAM:
        _mail(submission, "declined", owed=True, lines=_lines(submission.decision_text))


def erasing(submission):
    """The link by which the owner of the mailbox lets their data be erased."""
    _mail(submission, "erasing", page="submission-erase")


def reminder(submission, *, to, deleted_on):
    """That a draft will be deleted. `to`: the mailbox that was typed into it."""
    _mail(submission, "reminder", to=to, owed=True, deleted_on=deleted_on)


def about(submission):
    """The mails about a submission that are still in the outbox, sent or not."""
    return Email.objects.filter(message_id__startswith=f"<{submission.reference}.")


def _mail(submission, kind, *, to="", owed=False, page="submission", **context):
    to = to or submission.email
    if not mailbox.is_mailbox(to):
        return
    owner, now = mailbox.owner_of(to), timezone.now()
    _one_at_a_time(owner)
    confirmed = links.is_confirmed(submission, to)
    at = mailbox.free_from(_moments(owner, now), now)
    if at > now and not (owed or confirmed):
        return
    context |= {
        "submission": submission,
        "confirmed": confirmed,
        "title": _quoted(submission.title),
        "link": links.address_of(new_link(submission, sent_to=to), page),
        "site": settings.SITE_URL,
    }
    subject = render_to_string(f"submissions/mail/{kind}_subject.txt", context)
    email = Email(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=" ".join(subject.split()),
        message=render_to_string(f"submissions/mail/{kind}.txt", context),
        message_id=_message_id(submission, kind),
        headers={"Auto-Submitted": "auto-generated"},
        priority=PRIORITY.medium,
        status=STATUS.queued,
        scheduled_time=at if at > now else None,
    )
    # not `mail.send`, which takes the text for a template, and so what somebody typed for instructions
    Email.objects.bulk_create([email])


def _message_id(submission, kind):
    """The same for the same event, however often its mail is sent."""
    latest = submission.events.order_by("pk").values_list("pk", flat=True).last()
    return f"<{submission.reference}.{latest}.{kind}@{urlsplit(settings.SITE_URL).hostname}>"


def _moments(owner, now):
    """When mails went, or will go, to a mailbox."""
    sent = Email.objects.filter(to__iendswith="@" + owner.rpartition("@")[2])
    sent = sent.filter(created__gt=now - mailbox.LONGEST_PERIOD) | sent.filter(
        scheduled_time__gt=now - mailbox.LONGEST_PERIOD
    )
    return [
        scheduled or created
        for to, created, scheduled in sent.values_list("to", "created", "scheduled_time")
        if owner in map(mailbox.owner_of, to)
    ]


def _one_at_a_time(owner):
    """Holds a second mail to this mailbox until the transaction with the first has ended; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(owner.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _lines(text):
    """What the secretariat wrote, line by line, to be marked as a quotation."""
    return (text if len(text) <= TOLD else f"{text[:TOLD]}…").splitlines()


def _quoted(text):
    """What somebody typed, as one line of a mail."""
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"
