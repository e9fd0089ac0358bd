"""The verb by which a reviewer confirms the rationales for discreteness of sites (criteria.md 5), and the one that takes it back."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .models import Site
from .touched import evaluating

PERMISSION = "aze_sites.decide"


class ConfirmingError(Exception):
    """The confirmation cannot be recorded; the message says why."""


@dataclass(frozen=True)
class Confirmed:
    """`refused` pairs each site that was left as it is with the sentence that says why."""

    sites: tuple
    refused: tuple


def confirm_rationales(site_ids, *, by, source, day, reason):
    """Records that `source` of `day` confirms the rationale of each of these sites, in one transaction with one history row each.
    Sites that lack what is to be confirmed, or are confirmed already, are left as they are and named."""
    _may_decide(by)
    if not source.strip() or not reason.strip():
        raise ConfirmingError(_("A confirmation names its source and its reason."))
    sites, refused = [], []
    with evaluating(by=by, reason=reason):
        for site in Site.objects.select_related("boundary").filter(pk__in=site_ids).order_by("name", "pk"):
            if obstacle := _obstacle(site):
                refused.append((site, obstacle))
                continue
            site.discreteness_confirmed_at, site.discreteness_confirmed_by = day, by
            site.discreteness_source = source.strip()
            site.save()
            sites.append(site)
    return Confirmed(tuple(sites), tuple(refused))


def withdraw_confirmation(site, *, by, reason):
    """Takes the confirmation of a site's rationale back. Raises ConfirmingError where there is none."""
    _may_decide(by)
    if not reason.strip():
        raise ConfirmingError(_("Say why the confirmation is taken back."))
    with evaluating(by=by, reason=reason):
        current = Site.objects.select_for_update().get(pk=site.pk)
        if not current.discreteness_confirmed_at:
            raise ConfirmingError(
                _("The rationale of this site is not confirmed by now; nothing was changed.")
            )
        current.lapse_confirmation()
        current.save()


def _obstacle(site):
    boundary = getattr(site, "boundary", None)
    if boundary is None:
        return _("it has no boundary")
    if not boundary.valid:
        return _("its boundary is not valid")
    if not site.rationale.strip():
        return _("it has no rationale")
    if site.discreteness_confirmed_at:
        return _("its rationale is confirmed already")
    return ""


def _may_decide(by):
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(_("Your account may not confirm rationales."))
