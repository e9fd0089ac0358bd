"""What happened to some sites since a day, told from their public history."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from .filters import misnamed
from .recent import in_words
from .wording import advice

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Happening:
    day: date
    site: object
    text: str


def since(histories, day):
    """The Happenings on and after `day` of these (site, its public history), newest first. That the evidence was judged for the first
    time is none."""
    found = [
        Happening(date.fromisoformat(row["day"]), site, _told(row))
        for site, history in histories
        for row in history
        if row["day"] >= day.isoformat() and (row["kind"] == "status" or row["from"] is not None)
    ]
    return sorted(found, key=lambda happening: happening.day, reverse=True)


def _told(row):
    if row["kind"] == "status":
        return in_words(row["to"])
    return _("state of the evidence now: %(state)s") % {"state": advice.STATES.get(row["to"], row["to"])}


def a_year_before(moment):
    return (moment or timezone.now()).date() - YEAR


def read(query, default, *, others=()):
    """(the day that `since` names, problems as the filters tell them); the default where it names none that can be read. `others`: what
    else the address may name."""
    problems = misnamed(query, {"since", *others})
    text = query.get("since", "").strip()
    try:
        day = _day(text) if text else default
    except ValueError:
        day = default
        problems.append(("since", _("Write a day as year-month-day, such as 2025-11-25.")))
    return (default if problems else day), problems


def _day(text):
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
