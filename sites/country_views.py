"""The pages of countries: all that hold a public site, and each of them."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from . import browsing, changes_since, citing, country_figures, reuse
from .country_filter import ORDERS, CountryFilter
from .country_locator import locator
from .country_report import SITES_A_PAGE, CountryReport
from .filters import MAX_OFFSET, WholeField
from .freshness import fresh
from .models import Country

CHANGES_SHOWN = 30


@fresh
def countries(request):
    """All countries with public sites, or those of one region, in the order asked for."""
    asked, problems = CountryFilter.read(request.GET, Country.objects.all())
    region, sort = (asked.asked[name] or "" for name in ("region", "sort"))
    found = sorted(country_figures.by_country(request.stamp, region), key=ORDERS[sort or "name"][1])
    told = {
        "problems": problems,
        "controls": browsing.controls(asked.form, ("region", "sort")),
        "region": region,
        "sort": sort or "name",
        "count": len(found),
        "groups": _by_region(found) if sort in ("", "name") else [("", found)],
        "classes": country_figures.CLASSES,
        "sites": country_figures.sites_in(region).count(),
        "query": urlencode({"region": region}) if region else "",
    }
    return render(request, "countries/list.html", told, status=_status(problems))


@fresh
def country(request, code):
    """One country. Changes are told since the day `since`, else over the year before the registry last changed: so the page stays true
    as long as the registry does."""
    found = _found(code)
    if found.iso2 != code:
        address = browsing.address(reverse("country-detail", args=[found.iso2]), request.GET)
        return redirect(address, permanent=True)
    usual = changes_since.a_year_before(request.stamp.changed_at)
    day, problems = changes_since.read(request.GET, usual, others=("offset",))
    offset, unread = _offset(request.GET)
    problems += unread
    report = CountryReport(found, day, offset)
    told = {
        "country": found,
        "problems": problems,
        "query": f"country={found.iso2}",
        "since": day,
        "since_iso": day.isoformat(),
        "typed": request.GET.get("since", "") if problems else "",
    }
    if not report.sites:
        told["neighbours"] = sorted(
            country_figures.by_country(request.stamp, found.region), key=lambda figures: figures.country.name
        )
        return render(request, "countries/without_sites.html", told, status=_status(problems))
    told |= {
        "report": report,
        "pages": _pages(request, report),
        "locator": locator(report.listed),
        "changes": report.changes[:CHANGES_SHOWN],
        "more_changes": max(0, len(report.changes) - CHANGES_SHOWN),
        "cited": citing.of_country(found, request.stamp.changed_at, reuse.publisher(request.stamp)),
        "licence": reuse.licence(request.stamp),
    }
    return render(request, "countries/country.html", told, status=_status(problems))


def _found(code):
    """The country of a code of two letters, or three, in any case."""
    wanted = code.upper() if code.isascii() and code.isalpha() else ""
    found = Country.objects.filter(iso2=wanted).first() or Country.objects.filter(iso3=wanted).first()
    if found is None:
        raise Http404(_("No country has this code."))
    return found


def _offset(query):
    """(how many sites the table leaves out at its beginning, problems)."""
    try:
        return WholeField(least=0, most=MAX_OFFSET, required=False).clean(query.get("offset", "")) or 0, []
    except ValidationError as error:
        return 0, [("offset", " ".join(error.messages))]


def _pages(request, report):
    given = {name: request.GET[name] for name in ("since",) if request.GET.get(name)}
    shown, matched = len(report.rows), len(report.listed)
    return browsing.pages_around(
        request.path, given, report.offset, SITES_A_PAGE, matched, shown, anchor="#sites"
    )


def _by_region(found):
    groups = {}
    for figures in found:
        groups.setdefault(figures.country.region, []).append(figures)
    return list(groups.items())


def _status(problems):
    return HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
