"""What happened lately, told from the public history of sites."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .models import PublishedSite, Site


@dataclass(frozen=True)
class Change:
    day: date
    code: str
    name: str
    text: str


def changes(count):
    """The last `count` moves of a status, newest first."""
    moved = PublishedSite.objects.exclude(moved_on=None).order_by("-moved_on", "name", "code")
    rows = moved.values_list("code", "name", "history")[:count]
    found = [
        Change(date.fromisoformat(moment["day"]), code, name, in_words(moment["to"]))
        for code, name, history in rows
        for moment in history
        if moment["kind"] == "status"
    ]
    return sorted(found, key=lambda change: change.day, reverse=True)[:count]


def in_words(status):
    """What happened to a site that came to this status."""
    return {
        Site.Status.CANDIDATE: _("entered as a candidate"),
        Site.Status.CONFIRMED: _("confirmed as an AZE site"),
        Site.Status.DELISTED: _("taken off the list"),
        Site.Status.SUPERSEDED: _("replaced by another site"),
    }.get(status, status)
