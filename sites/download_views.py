"""Files of all that a list shows, their sidecars, and the page that explains them."""

import zlib
from contextlib import ExitStack
from hashlib import sha256
from http import HTTPStatus
from itertools import chain

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from . import browsing, downloads, reuse, sidecar
from .claim_filter import ClaimFilter
from .data_dictionary import FILES, SITES, SPECIES
from .download_slots import MOST_IN_ALL, MOST_OF_ONE, RETRY_AFTER, Busy, slot
from .filters import SiteFilter
from .freshness import current_stamp, etag_of, fresh, has, takes_gzip
from .models import PublishedSite
from .open_data import READING, open_data
from .problems import parameter_problem, problem

CSV, GEOJSON, JSON = "text/csv; charset=utf-8", "application/geo+json", "application/csvm+json"
POLICY = "default-src 'none'; frame-ancestors 'none'"
GZIP = 16 + zlib.MAX_WBITS  # with the header of a .gz file


@open_data(*READING)
def sites_csv(request):
    return _file(request, SiteFilter, downloads.sites_csv, "sites", "csv", CSV)


@open_data(*READING)
def sites_geojson(request):
    return _file(request, SiteFilter, downloads.sites_geojson, "sites", "geojson", GEOJSON)


@open_data(*READING)
def species_csv(request):
    return _file(request, ClaimFilter, downloads.species_csv, "species", "csv", CSV)


@open_data(*READING)
def sites_csv_metadata(request):
    return _metadata(request, SiteFilter, SITES, "sites-csv")


@open_data(*READING)
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
    """The answer that sends a file: 304, a problem, or the pieces of `pieces_of(asked)`."""
    stamp = current_stamp()
    if has(request, _etag(stamp)):
        return _headed(HttpResponseNotModified(), stamp)
    asked, problems = _read(filter_set, request)
    if problems:
        return _headed(parameter_problem(problems))
    if request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
    else:
        try:
            response = _streamed(request, pieces_of(asked), content_type)
        except Busy:
            return _headed(_busy())
    response["Content-Disposition"] = f'attachment; filename="{_file_name(asked, name, kind, stamp)}"'
    response["Link"] = ", ".join(_links(request, name, kind))
    return _headed(response, stamp)


def _read(filter_set, request):
    asked, problems = filter_set.read(request.GET, PublishedSite.objects.public())
    whole = _("A file holds everything that matches: leave this away.")
    problems += [(page, whole) for page in ("limit", "offset") if page in request.GET]
    return asked, problems


def _streamed(request, pieces, content_type):
    """A response that sends the pieces while they are written. Its place among the files on their way is free again when it is closed."""
    held = ExitStack()
    held.enter_context(slot(get_client_ip_address(request)))
    try:
        sent = _begun(downloads.packets(pieces))
        packed = takes_gzip(request)
        response = StreamingHttpResponse(_packed(sent) if packed else sent, content_type=content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
    except BaseException:
        held.close()
        raise
    response._resource_closers.extend([pieces.close, held.close])
    return response


def _begun(packets):
    """The same packets, of which the first is written already: what fails at the start is then an error and no broken file."""
    return chain([next(packets)], packets)


def _packed(packets):
    packer = zlib.compressobj(1, zlib.DEFLATED, GZIP)
    for packet in packets:
        yield packer.compress(packet)
    yield packer.flush()


def _metadata(request, filter_set, file, of):
    stamp = current_stamp()
    if has(request, _etag(stamp)):
        return _headed(HttpResponseNotModified(), stamp)
    asked, problems = _read(filter_set, request)
    if problems:
        return _headed(parameter_problem(problems))
    address = settings.SITE_URL + reverse(of) + _query(request)
    told = sidecar.of(file, stamp, address, asked.everything().count())
    return _headed(JsonResponse(told, content_type=JSON, json_dumps_params={"ensure_ascii": False}), stamp)


def _links(request, name, kind):
    yield f'<{settings.SITE_URL}{reverse("downloads")}>; rel="license"'
    if kind == "csv":
        beside = settings.SITE_URL + reverse(f"{name}-csv-metadata") + _query(request)
        yield f'<{beside}>; rel="describedby"; type="{JSON}"'


def _query(request):
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _file_name(asked, name, kind, stamp):
    parts = ["aze", name, asked.asked["country"], downloads.as_of(stamp)]
    return f"{'-'.join(filter(None, parts))}.{kind}"


def _etag(stamp):
    """That of every public answer, and the licence, which the secretariat can change alone."""
    terms = sha256(reuse.licence(stamp).encode()).hexdigest()[:8]
    return f'{etag_of(stamp)[:-1]}-{terms}"'


def _headed(response, stamp=None):
    """The response with the headers of a file; one that a browser may keep where `stamp` is the state it is of."""
    response["Content-Security-Policy"] = POLICY
    patch_vary_headers(response, ["Accept-Encoding"])
    if stamp:
        response["ETag"] = _etag(stamp)
        response["Cache-Control"] = "public, max-age=60"
    return response


def _busy():
    sentence = _(
        "As many files as the registry can send at once are on their way. Try again in half a minute; at most %(one)d at a time go to "
        "one address and %(all)d to everybody."
    )
    response = problem(HTTPStatus.TOO_MANY_REQUESTS, sentence % {"one": MOST_OF_ONE, "all": MOST_IN_ALL})
    response["Retry-After"] = str(RETRY_AFTER)
    return response
