"""PURE. Mail addresses: which ones we write to, and how often.

The rule is narrower than RFC 5321, so that nothing typed can become a second recipient, a display name or a header line: one address of
letters, digits and the signs .!#$%&'*+/=?^_`{|}~- before the @ (64 at most, ASCII, no quotes), then a host name of two labels or more, in
any script that IDNA 2003 can write; no address of a machine in brackets; 254 characters in all. What follows a plus sign belongs to the
address, but not to whom it is: `ana+aze@example.org` and `ana@example.org` are one mailbox where mails are counted."""

import re
from datetime import timedelta

LONGEST = 254  # RFC 5321 4.5.3.1.3, without its angle brackets
LONGEST_LOCAL = 64
SIGNS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{SIGNS}(?:\.{SIGNS})*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
LIMITS = ((2, timedelta(hours=1)), (5, timedelta(days=1)))
LONGEST_PERIOD = max(period for _most, period in LIMITS)


def is_mailbox(typed):
    """Whether we write to this address."""
    local, _at, host = typed.rpartition("@")
    if len(typed) > LONGEST or len(local) > LONGEST_LOCAL or not LOCAL.fullmatch(local):
        return False
    try:
        labels = host.encode("idna").decode().split(".")
    except UnicodeError:
        return False
    return len(labels) > 1 and all(map(LABEL.fullmatch, labels)) and not labels[-1].isdecimal()


def owner_of(mailbox):
    """The same text for every way to write to one mailbox."""
    local, _at, host = mailbox.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{host}"


def free_from(taken, now):
    """The first moment, now or later, at which one more mail keeps to the LIMITS. `taken`: the moments of the mails of the LONGEST_PERIOD
    until now, and of those that already wait for theirs."""
    taken = sorted(taken)
    due = [now, *taken[-1:]]
    due += [taken[-most] + period for most, period in LIMITS if len(taken) >= most]
    return max(due)
