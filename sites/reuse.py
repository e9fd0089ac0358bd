"""On what terms the data may be used, and how they are cited."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

AZE = "Alliance for Zero Extinction"
_source = {"terms": lambda stamp: ("", "")}


def take_terms_from(function):
    """`function(stamp)` gives (publisher, licence) as the secretariat wrote them, "" for what it has not. The website hands it in: the
    registry does not import it."""
    _source["terms"] = function


def publisher(stamp):
    """Who stands first in a citation."""
    return _source["terms"](stamp)[0] or AZE


def licence(stamp):
    """The terms in sentences, without line breaks."""
    text = " ".join(_source["terms"](stamp)[1].split())
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
    told = {"publisher": publisher(stamp), "what": what, "day": day}
    told["address"] = settings.SITE_URL + (path or reverse("downloads"))
    if not day:
        return _("%(publisher)s, site registry. %(address)s") % told
    if not what:
        return _("%(publisher)s, site registry, as of %(day)s. %(address)s") % told
    return _("%(publisher)s, site registry: %(what)s, as of %(day)s. %(address)s") % told
