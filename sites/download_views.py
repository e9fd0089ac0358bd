"""Files of all that a list shows, their sidecars, and the page that explains them."""

from http import HTTPStatus

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from . import browsing, downloads, reuse, sidecar
from .claim_filter import ClaimFilter
from .data_dictionary import FILES, SITES, SPECIES
from .download_slots import MOST_IN_ALL, MOST_OF_ONE
from .file_answers import file, refused, sent
from .filters import SiteFilter
from .freshness import fresh
from .models import PublishedSite
from .open_data import READING, open_data

CSV, GEOJSON, JSON = "text/csv; charset=utf-8", "application/geo+json", "application/csvm+json"


@open_data(*READING)
@file
def sites_csv(request):
    return _file(request, SiteFilter, downloads.sites_csv, "sites", "csv", CSV)


@open_data(*READING)
@file
def sites_geojson(request):
    return _file(request, SiteFilter, downloads.sites_geojson, "sites", "geojson", GEOJSON)


@open_data(*READING)
@file
def species_csv(request):
    return _file(request, ClaimFilter, downloads.species_csv, "species", "csv", CSV)


@open_data(*READING)
@file
def sites_csv_metadata(request):
    return _metadata(request, SiteFilter, SITES, "sites-csv")


@open_data(*READING)
@file
def species_csv_metadata(request):
    return _metadata(request, ClaimFilter, SPECIES, "species-csv")


@fresh
def explained(request):
    """Every file with its columns; the filters of a list choose what the links hold."""
    asked, problems = SiteFilter.read(request.GET, PublishedSite.objects.all())
    typed = SiteFilter(request.GET, PublishedSite.objects.all()).form if problems else asked.form
    told = {
        "files": FILES,
        "problems": problems,
        "q": typed.data.get("q", ""),
        "controls": browsing.controls(typed),
        "kept": browsing.kept(typed),
        "chips": browsing.chips(asked.form, request.path),
        "query": browsing.query(asked.form),
        "query_of_claims": browsing.query(_without_words(asked).form),
        "matched": asked.everything().count(),
        "licence": reuse.licence(request.stamp),
        "citation": reuse.citation(request.stamp),
        "most_in_all": MOST_IN_ALL,
        "most_of_one": MOST_OF_ONE,
    }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return render(request, "downloads/explained.html", told, status=status)


def _without_words(asked):
    """The same filters but for `q`, which looks in other words where claims are asked for."""
    given = asked.form.data.copy()
    given.pop("q", None)
    return SiteFilter(given, asked.queryset)


def _file(request, filter_set, pieces_of, name, kind, content_type):
    """The answer that sends a file, written by `pieces_of(asked)`."""
    asked, problems = _read(filter_set, request)
    if problems:
        return refused(request, problems)
    response = sent(request, pieces_of(asked), content_type)
    if response.status_code == HTTPStatus.OK:
        response["Content-Disposition"] = f'attachment; filename="{_file_name(request, asked, name, kind)}"'
        response["Link"] = ", ".join(_links(request, name, kind))
    return response


def _read(filter_set, request):
    asked, problems = filter_set.read(request.GET, PublishedSite.objects.public())
    whole = _("A file holds everything that matches: leave this away.")
    return asked, problems + [(page, whole) for page in ("limit", "offset") if page in request.GET]


def _metadata(request, filter_set, table, of):
    asked, problems = _read(filter_set, request)
    if problems:
        return refused(request, problems)
    address = settings.SITE_URL + reverse(of) + _query(request)
    told = sidecar.of(table, request.stamp, address, asked.everything().count())
    return JsonResponse(told, content_type=JSON, json_dumps_params={"ensure_ascii": False})


def _links(request, name, kind):
    yield f'<{settings.SITE_URL}{reverse("downloads")}>; rel="license"'
    if kind == "csv":
        beside = settings.SITE_URL + reverse(f"{name}-csv-metadata") + _query(request)
        yield f'<{beside}>; rel="describedby"; type="{JSON}"'


def _query(request):
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _file_name(request, asked, name, kind):
    parts = ["aze", name, asked.asked["country"], downloads.as_of(request.stamp)]
    return f"{'-'.join(filter(None, parts))}.{kind}"
