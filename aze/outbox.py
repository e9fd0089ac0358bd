"""The outbox: mails that wait are sent one by one, each at least once and always under the Message-ID that it was given.

A mail that the server refuses waits ever longer, alone. A server that does not answer holds all mails up: one of them is tried in each
round, and all are due within a minute, so that they leave as soon as the server is back. After three days a mail is given up, and the
outbox in the admin shows it. What was sent keeps no text: it may hold the secret of a private link."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from post_office.models import STATUS, Email, Log
from post_office.settings import get_backend

GIVEN_UP_AFTER = timedelta(days=3)
LEAST_TRIES = 10  # a mail that had to wait for its turn is not given up at the first fault
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
A_ROUND = 200
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
NOT_SERVING = 421


@dataclass
class Round:
    """What became of the mails that were due."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def send_due(stopping=None):
    """Sends the mails that are due, the most urgent first; the Round. `stopping` (an Event) ends it between two mails."""
    done, connection = Round(), get_connection(get_backend())
    try:
        for key in _due():
            email = Email.objects.filter(pk=key, status__in=[STATUS.queued, STATUS.requeued]).first()
            if stopping is not None and stopping.is_set():
                break
            if email is None:  # erased meanwhile
                continue
            try:
                connection.open()
                email.dispatch(disconnect_after_delivery=False, commit=False, connection=connection)
            except Exception as fault:
                is_away = _is_away(fault)
                given_up = _put_off(email, fault, PAUSE if is_away else _pause(email))
                done.given_up += given_up
                done.put_off += not given_up
                if is_away:
                    break
            else:
                _was_sent(email)
                done.sent += 1
    finally:
        with suppress(OSError):
            connection.close()
    return done


def _due():
    now = timezone.now()
    waiting = Email.objects.filter(
        Q(scheduled_time=None) | Q(scheduled_time__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        status__in=[STATUS.queued, STATUS.requeued],
    )
    return list(waiting.order_by("-priority", "scheduled_time", "pk").values_list("pk", flat=True)[:A_ROUND])


def _is_away(fault):
    """Whether the fault says nothing of the mail: no server, no connection, no safe one, or it went away."""
    if isinstance(fault, REFUSALS):
        return NOT_SERVING in _codes(fault)
    return isinstance(fault, OSError)


def _pause(email):
    return min(PAUSE * 2 ** min(email.number_of_retries or 0, 10), LONGEST_PAUSE)


@transaction.atomic
def _put_off(email, fault, pause):
    """Whether the mail is given up; else it waits. Its row then tells why: in words that hold no address."""
    now, tries = timezone.now(), (email.number_of_retries or 0) + 1
    given_up = now - email.created > GIVEN_UP_AFTER and tries >= LEAST_TRIES
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.failed if given_up else STATUS.requeued,
        scheduled_time=now + pause,
        number_of_retries=tries,
        last_updated=now,
    )
    Log.objects.filter(email=email).delete()
    Log.objects.create(
        email=email, status=STATUS.failed, exception_type=type(fault).__name__, message=_reason(fault)
    )
    return given_up


def _reason(fault):
    """The code by which a mail server says what is wrong, such as 550; or of the connection."""
    return " ".join(map(str, _codes(fault) or [getattr(fault, "errno", None) or ""]))


def _codes(fault):
    """The codes of a mail server in a fault."""
    said = [getattr(fault, "smtp_code", None)]
    said += [code for code, _text in getattr(fault, "recipients", {}).values()]
    return [code for code in said if code]


def _was_sent(email):
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.sent, message="", html_message="", scheduled_time=None, last_updated=timezone.now()
    )
    Log.objects.filter(email=email).delete()
