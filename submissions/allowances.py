"""How often something may be done by one address, one mailbox or one link: buckets in the database, which all processes share and which
a restart does not empty.

A bucket of ten an hour lets ten through at once and fills again by one every six minutes. Call `take` outside of transactions: a taking
that is rolled back was none."""

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sites.household import household

from .models import Allowance

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEPT = timedelta(days=2)  # by then the slowest bucket is full again
EVERYBODY = "everybody"
DRAFTS_PER_HOUR, DRAFTS_PER_DAY = 30, 100  # of one address
ROUNDING = 1e-6
log = logging.getLogger("aze.allowances")


def take(name, owner, *, per_hour=None, per_day=None, otherwise=True):
    """Whether `owner` may do `name` once more, which is then counted; what is refused is not. `otherwise`: what is said where the database
    cannot be asked; True, so that pages stay open, but False for whatever sends mail."""
    sizes = [(f"{name} an hour", per_hour, HOUR), (f"{name} a day", per_day, DAY)]
    sizes = [(bucket, most, period) for bucket, most, period in sizes if most is not None]
    try:
        return _take(owner, sizes)
    except DatabaseError:
        log.exception("allowance not read")
        return otherwise


def take_draft(address):
    """Whether an address of the internet may begin one more draft, which is then counted."""
    return take("draft", of_address(address), per_hour=DRAFTS_PER_HOUR, per_day=DRAFTS_PER_DAY)


def of_address(address):
    """The owner that an address of the internet stands for: an IPv4 address, or the /64 of an IPv6 one."""
    return _hashed("address", household(address))


def of_mailbox(email):
    """The owner that a mail address stands for: without regard to capitals, or to what is added after a plus sign."""
    local, at, host = email.strip().casefold().rpartition("@")
    return _hashed("mailbox", f"{local.partition('+')[0]}{at}{host}")


def of_link(token):
    """The owner that the secret of a private link stands for."""
    return _hashed("link", token)


def forget():
    """Removes the buckets that are full again; the number removed."""
    return Allowance.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def _hashed(kind, what):
    return salted_hmac(f"submissions.allowances {kind}", what, algorithm="sha256").hexdigest()


@transaction.atomic
def _take(owner, sizes):
    now = timezone.now()
    fresh = [Allowance(name=bucket, owner=owner, spent=0, at=now) for bucket, _most, _period in sizes]
    Allowance.objects.bulk_create(fresh, ignore_conflicts=True)
    kept = Allowance.objects.select_for_update().filter(
        name__in=[bucket for bucket, *_ in sizes], owner=owner
    )
    rows = {row.name: row for row in kept.order_by("name")}
    for bucket, most, period in sizes:
        row = rows[bucket]
        passed = max(now - row.at, timedelta())  # a clock that was set back gives nothing and takes nothing
        row.spent, row.at = max(row.spent - most * (passed / period), 0), now
    allowed = all(rows[bucket].spent <= most - 1 + ROUNDING for bucket, most, _period in sizes)
    for row in rows.values() if allowed else ():
        row.spent += 1
    Allowance.objects.bulk_update(rows.values(), ["spent", "at"])
    return allowed
