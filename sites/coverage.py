"""How much of each site protected areas cover: read from a table (site, percent, as of, source), with the protection class that follows.

A share that is newer replaces an older one; one that somebody has entered for the same day from another source stays."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .import_report import SKIPPED, UNCHANGED, UPDATED, RowReport
from .models import Site, SiteCode
from .models.site import PARTIAL_DATE
from .numbers import NotExact, exact, plain
from .table import Table
from .touched import evaluating

COLUMNS = ("site", "percent", "as_of", "source")
COMPLETE_PERCENT, NONE_PERCENT = 98, 2
STEP = Decimal("0.001")  # as much as is kept
LONGEST_SOURCE = Site._meta.get_field("protection_source").max_length


class RowRefused(ValueError):
    """The row cannot be taken over; the message says why."""


@dataclass(frozen=True)
class Coverage:
    percent: Decimal
    as_of: str
    source: str

    @property
    def protection(self):
        """At 98 % or more complete, at 2 % or less none, else partial."""
        return protection_of(self.percent)


def protection_of(percent):
    if percent >= COMPLETE_PERCENT:
        return Site.Protection.COMPLETE
    return Site.Protection.NONE if percent <= NONE_PERCENT else Site.Protection.PARTIAL


def import_coverage(path, *, encoding=None):
    """Yields a RowReport for each row of the file. Raises TableError."""
    for row in Table(path, required=COLUMNS, encoding=encoding):
        report = RowReport(row.number, site=row.cells.get("site", ""))
        try:
            if row.problem:
                raise RowRefused(row.problem)
            site, coverage = _site(row.cells["site"]), _coverage(row.cells)
            report.site = str(site)
            report.verdict = _take(site, coverage)
        except RowRefused as refusal:
            report.verdict, report.reason = SKIPPED, str(refusal)
        yield report


def _site(written):
    """The site of a code, or of a name that only one site has."""
    held = Q(code=written) | Q(pk__in=SiteCode.objects.filter(code=written).values("site"))
    found = list(Site.objects.filter(held)[:1]) or list(Site.objects.filter(name=written)[:2])
    if not written or not found:
        raise RowRefused(_("No site here has this code or name."))
    if len(found) > 1:
        raise RowRefused(_("Several sites have this name: write the code."))
    return found[0]


def _coverage(cells):
    if not cells["source"]:
        raise RowRefused(_("It does not say where the share comes from (column source)."))
    if len(cells["source"]) > LONGEST_SOURCE:
        raise RowRefused(_("The source has more than %(longest)d letters.") % {"longest": LONGEST_SOURCE})
    return Coverage(_percent(cells["percent"]), _as_of(cells["as_of"]), cells["source"])


def _percent(written):
    try:
        number = exact(written)
    except NotExact as error:
        raise RowRefused(
            _("percent is “%(percent)s”: write a number between 0 and 100, decimals with a point.")
            % {"percent": written}
        ) from error
    if not 0 <= number <= 100:
        raise RowRefused(_("percent is %(percent)s: it lies between 0 and 100.") % {"percent": plain(number)})
    return _kept(number)


def _kept(number):
    """The number to three decimals, rounded so that its class is still that of the exact one."""
    roundings = (
        number.quantize(STEP, rounding) for rounding in (ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)
    )
    return next(rounded for rounded in roundings if protection_of(rounded) == protection_of(number))


def _as_of(written):
    try:
        PARTIAL_DATE(written)
        first = [*map(int, written.split("-")), 1, 1][:3]
        if date(*first) <= timezone.now().date() and first[0] >= 1900:
            return written
    except (ValidationError, ValueError):
        pass
    raise RowRefused(
        _("as of is “%(day)s”: write a year, a month (2026-10) or a day (2026-10-31) that has come.")
        % {"day": written}
    )


def _take(site, coverage):
    known = Coverage(site.coverage_percent, site.protection_as_of, site.protection_source)
    if known == coverage and site.protection == coverage.protection:
        return UNCHANGED
    if site.protection != Site.Protection.NOT_ASSESSED and known.as_of > coverage.as_of:
        raise RowRefused(
            _("A newer state is on file: %(protection)s as of %(day)s (%(source)s).")
            % {"protection": site.get_protection_display(), "day": known.as_of, "source": known.source}
        )
    if known.percent is not None and known.as_of == coverage.as_of and known.source != coverage.source:
        raise RowRefused(
            _("%(percent)s %% of the same day, from %(source)s, is on file: it stays.")
            % {"percent": plain(known.percent), "source": known.source or _("no stated source")}
        )
    with evaluating(reason=_("Import of coverage: %(source)s") % {"source": coverage.source}):
        site.coverage_percent, site.protection = coverage.percent, coverage.protection
        site.protection_as_of, site.protection_source = coverage.as_of, coverage.source
        site.save()
    return UPDATED
