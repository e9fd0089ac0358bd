"""The signed stamp that a form carries: it says that we made the form and when, and gives it a key, by which a form that is sent twice is
known as one.

A stamp opens nothing and is never asked for: whoever sends none, or one that cannot be read, loses no text by it and is only looked at
more closely (see `submissions.spam`). A page with a stamp is no two people's: it must not be stored by anything in between."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone

GOOD_FOR_S = 48 * 3600
EARLY_S = 60  # how far ahead the clock of another of our machines may be
LONGEST = 200


@dataclass(frozen=True)
class Stamp:
    """`age_s`: seconds since the form was made, 0 where that is not known. `trusted`: whether we made the form, within the last 48 hours.
    `key`: that of the form where it is trusted, else a new one."""

    key: uuid.UUID
    age_s: float
    trusted: bool


def issue(form=""):
    """The stamp of a new form. `form`: what it is for, where a stamp of another form would be out of place there."""
    made = round(timezone.now().timestamp() * 1000)
    return _signer(form).sign(f"{uuid.uuid4().hex}.{made}")


def read(text, form=""):
    """What a stamp tells that came with a form: anything at all, or None. Never raises."""
    try:
        key, made = _signer(form).unsign(str(text or "")[:LONGEST]).split(".")
        age = (
            timezone.now() - datetime.fromtimestamp(int(made) / 1000, timezone.get_default_timezone())
        ).total_seconds()
        if -EARLY_S <= age <= GOOD_FOR_S:
            return Stamp(uuid.UUID(hex=key), max(age, 0.0), trusted=True)
    except (signing.BadSignature, ValueError, OverflowError, OSError):
        pass
    return Stamp(uuid.uuid4(), 0.0, trusted=False)


def _signer(form):
    return signing.Signer(salt=f"submissions.stamps {form}")
