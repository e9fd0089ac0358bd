"""The verbs that move a site's public status. Each is one transaction that names who decided, why, and on what evidence."""

import re

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from . import withheld
from .models import CodeCounter, Country, Site, SiteCode, StatusChange
from .touched import evaluating

STATUS = Site.Status
NUMBER = re.compile("[0-9]{1,6}")  # as in Site.code; lists know sites by other codes too


class StatusError(Exception):
    """The status cannot be moved so; the message says why and what would help."""


class EvidenceDisagrees(StatusError):
    """The evaluation on file does not support the move; it takes an explicit override."""


def nominate(site, *, by, reason, text):
    """Publishes a draft as a candidate and gives it its code."""
    return _move(site, STATUS.CANDIDATE, {STATUS.DRAFT}, by=by, reason=reason, text=text)


def confirm(site, *, by, reason, text, override=False):
    """Lists a draft or candidate as a confirmed AZE site. Raises EvidenceDisagrees unless its outcome is `qualifies`."""
    return _move(
        site,
        STATUS.CONFIRMED,
        {STATUS.DRAFT, STATUS.CANDIDATE},
        by=by,
        reason=reason,
        text=text,
        override=override,
    )


def delist(site, *, by, reason, text, override=False):
    """Takes a site off the list; its page and address stay. Raises EvidenceDisagrees while its outcome is `qualifies`."""
    return _move(
        site,
        STATUS.DELISTED,
        {STATUS.CANDIDATE, STATUS.CONFIRMED},
        by=by,
        reason=reason,
        text=text,
        override=override,
    )


def supersede(site, *, successor, by, reason, text):
    """Replaces a site by another public one: its page stays and points there."""
    from_any = {STATUS.CANDIDATE, STATUS.CONFIRMED, STATUS.DELISTED}
    return _move(site, STATUS.SUPERSEDED, from_any, by=by, reason=reason, text=text, successor=successor)


def restore(site, *, by, reason, text):
    """Makes a de-listed or superseded site a candidate again."""
    return _move(
        site, STATUS.CANDIDATE, {STATUS.DELISTED, STATUS.SUPERSEDED}, by=by, reason=reason, text=text
    )


def moves_from(status):
    """Names of the verbs that are open to a site of this status."""
    return {
        STATUS.DRAFT: ["nominate", "confirm"],
        STATUS.CANDIDATE: ["confirm", "delist", "supersede"],
        STATUS.CONFIRMED: ["delist", "supersede"],
        STATUS.DELISTED: ["restore", "supersede"],
        STATUS.SUPERSEDED: ["restore"],
    }[status]


def _move(site, to_status, from_statuses, *, by, reason, text, override=False, successor=None):
    if by is not None and not by.has_perm("aze_sites.decide"):
        raise PermissionDenied(_("Your account may not move the status of a site."))
    if reason not in StatusChange.Reason.values or not text.strip():
        raise StatusError(_("A reason code and an explanation are needed: both are published."))
    with evaluating(by=by, reason=text):
        current = Site.objects.select_for_update(of=("self",)).select_related("evaluation").get(pk=site.pk)
        if current.status not in from_statuses:
            raise StatusError(
                _("The site is %(status)s by now; nothing was changed.")
                % {"status": current.get_status_display()}
            )
        if successor is not None:
            _refuse_as_successor(successor.pk, of=current)
        if not override:
            _refuse_against_evidence(current, to_status, by)
        change = StatusChange.objects.create(
            site=current,
            from_status=current.status,
            to_status=to_status,
            reason=reason,
            text=text.strip(),
            overridden=StatusChange.is_against(to_status, current.outcome),
            successor=successor,
            evaluation=current.evaluation,
            by=by,
        )
        current.status, current.successor = to_status, successor
        if not current.code:
            current.code = next_code(current)
        current.save()
    site.refresh_from_db()
    return change


def _refuse_as_successor(successor_id, *, of):
    """By what is on file inside the lock: the successor that was read before it may have moved since."""
    status = Site.objects.values_list("status", flat=True).get(pk=successor_id)
    if successor_id == of.pk or status not in {STATUS.CANDIDATE, STATUS.CONFIRMED}:
        raise StatusError(_("The successor must be another site that is a candidate or confirmed."))


def _refuse_against_evidence(site, to_status, by):
    """By the evidence as the one who decides is told it: the refusal would tell of what is withheld."""
    if by is not None and site.evaluation:
        withheld.tell([(site, site.evaluation)], see_places=withheld.sees_places(by))
    if not StatusChange.is_against(to_status, site.evaluation.outcome if site.evaluation else ""):
        return
    if to_status == STATUS.CONFIRMED:
        raise EvidenceDisagrees(
            _("The evidence on file does not show all three criteria. Confirming needs a stated override.")
        )
    raise EvidenceDisagrees(
        _("The evidence on file shows all three criteria. De-listing needs a stated override.")
    )


def next_code(site):
    """The next code of the site's first country, never used before. Raises StatusError for a site without a country."""
    country = (
        Country.objects.filter(site_rows__site=site).order_by("site_rows__position", "site_rows__pk").first()
    )
    if country is None:
        raise StatusError(
            _("A site needs a country before it is published: its code begins with the country's letters.")
        )
    counter, _made = CodeCounter.objects.select_for_update().get_or_create(iso3=country.iso3)
    counter.last = max(counter.last, highest_number(country.iso3)) + 1
    counter.save()
    return f"{country.iso3}{counter.last}"


def highest_number(iso3):
    """The highest number in any code or alias of this country, 0 without one."""
    codes = [
        *Site.objects.filter(code__startswith=iso3).values_list("code", flat=True),
        *SiteCode.objects.filter(code__startswith=iso3).values_list("code", flat=True),
    ]
    return max((int(code[len(iso3) :]) for code in codes if NUMBER.fullmatch(code[len(iso3) :])), default=0)
