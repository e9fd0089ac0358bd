"""The ruling that two sites whose boundaries overlap are distinct all the same (criteria.md 5, `D_DUPLICATE`)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import DistinctSites, Overlap
from .touched import evaluating

PERMISSION = "aze_sites.decide"


class RulingError(Exception):
    """The ruling cannot be made or taken back; the message says why."""


def rule_distinct(site, other, *, by, reason):
    """Records that the two overlapping sites are distinct, and judges both again."""
    _may_decide(by)
    if not reason.strip():
        raise RulingError(_("Say why the two sites are distinct."))
    first, second = sorted((site.pk, other.pk))
    with evaluating(by=by, reason=reason) as touched:
        if not Overlap.objects.filter(first=first, second=second).exists():
            raise RulingError(_("The boundaries of the two sites do not overlap; there is nothing to rule."))
        ruling, made = DistinctSites.objects.get_or_create(
            first_id=first, second_id=second, defaults={"reason": reason.strip(), "by": by}
        )
        if not made:
            raise RulingError(_("The two sites were ruled distinct before; nothing was changed."))
        touched.sites |= {first, second}
    return ruling


def withdraw_ruling(ruling, *, by):
    """Takes a ruling back and judges both sites again."""
    _may_decide(by)
    with evaluating(by=by) as touched:
        touched.sites |= {ruling.first_id, ruling.second_id}
        ruling.delete()


def overlapping(site):
    """[(the other Site, percent of the smaller area, DistinctSites or None)]: the sites whose boundaries share ground with this one."""
    of_this = Q(first=site) | Q(second=site)
    rulings = {
        (row.first_id, row.second_id): row
        for row in DistinctSites.objects.filter(of_this).select_related("by")
    }
    pairs = (
        Overlap.objects.filter(of_this)
        .select_related("first", "second")
        .order_by("-percent_of_smaller", "pk")
    )
    return [
        (
            pair.second if pair.first_id == site.pk else pair.first,
            pair.percent_of_smaller,
            rulings.get((pair.first_id, pair.second_id)),
        )
        for pair in pairs
    ]


def _may_decide(by):
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Your account may not rule sites distinct."))
