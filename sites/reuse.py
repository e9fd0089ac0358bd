"""On what terms the data may be used, and how they are cited."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

_source = {"licence": lambda: ""}


def take_licence_from(function):
    """`function()` gives the secretariat's text, "" where it has written none. The website hands it in: the registry does not import it."""
    _source["licence"] = function


def licence(stamp):
    """The terms in sentences, without line breaks."""
    text = " ".join(str(_source["licence"]() or "").split())
    parts = [
        text
        or _(
            "The secretariat has not named a licence yet: ask before you publish or sell anything made from these data."
        )
    ]
    if stamp.demonstration:
        parts.append(
            _(
                "These are demonstration data: the AZE list of 2010, from which they come, names no licence, and the outlines have licences "
                "of their own, named for each site."
            )
        )
    return " ".join(parts)


def citation(stamp, what="", path=""):
    """How to cite the registry, or `what` of it, which is found at `path`."""
    day = date_format(stamp.changed_at) if stamp.changed_at else ""
    told = {"what": what, "day": day, "address": settings.SITE_URL + (path or reverse("downloads"))}
    if not day:
        return _("Alliance for Zero Extinction, site registry. %(address)s") % told
    if not what:
        return _("Alliance for Zero Extinction, site registry, as of %(day)s. %(address)s") % told
    return _("Alliance for Zero Extinction, site registry: %(what)s, as of %(day)s. %(address)s") % told
