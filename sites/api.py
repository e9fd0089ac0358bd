"""The registry's JSON: map points, GeoJSON items, and the check of a proposal."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from . import browsing, features
from . import check as checking
from .addresses import Moved, public_site
from .checks import PublishedRegistry
from .filters import SiteFilter
from .freshness import fresh, takes_gzip
from .map_points import all_columns, columns
from .models import PublishedSite
from .open_data import READING, open_data
from .problems import parameter_problem, problem

GEOJSON = "application/geo+json"
LARGEST_REQUEST = 5 * 1024 * 1024  # bytes (criteria.md 7)


@open_data(*READING)
@fresh
def map_points(request):
    """The columns of `map_points`, of all public sites or of those that the filters choose."""
    if request.GET:
        asked, problems = SiteFilter.read(request.GET, PublishedSite.objects.all())
        if problems:
            return parameter_problem(problems)
        return HttpResponse(columns(asked.everything()), content_type="application/json")
    ready = all_columns(request.stamp)
    if takes_gzip(request):
        packed = {"Content-Encoding": "gzip"}
        return HttpResponse(ready.packed, content_type="application/json", headers=packed)
    return HttpResponse(ready.plain, content_type="application/json")


@open_data(*READING)
@fresh
def items(request):
    """The features of the sites that the filters choose, a page at a time, with links to the pages beside it."""
    return _collection(request, features.features)


@open_data(*READING)
@fresh
def map_outlines(request):
    """The same for the map: boundaries with no more vertices than it can show."""
    return _collection(request, features.outlines)


@open_data(*READING)
@fresh
def item(request, code):
    """One site with its verdicts, and the request that gives them again at `/api/check`."""
    if request.GET:
        known = _("One site takes no parameters.")
        return parameter_problem([(name, known) for name in request.GET])
    try:
        site = public_site(code)
    except Moved as moved:
        return HttpResponsePermanentRedirect(reverse("api-item", args=[moved.to]))
    return HttpResponse(features.full_feature(site), content_type=GEOJSON)


@open_data("POST")
def check(request):
    """The verdicts on a proposal (criteria.md 7). Nothing of it is kept."""
    try:
        response = _judged(_body(request))
    except _TooLarge:
        response = problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("A request may have at most 5 MB (5 242 880 bytes).")
        )
    except checking.BadRequest as bad:
        errors = [{"path": path, "message": sentence} for path, sentence in bad.problems]
        response = problem(HTTPStatus.BAD_REQUEST, _("The request cannot be read."), errors=errors)
    response["Cache-Control"] = "no-store"
    return response


class _TooLarge(Exception):
    """The body is longer than anyone needs."""


def _body(request):
    """The bytes sent, of which no more than the limit are read."""
    try:
        body = request.read(LARGEST_REQUEST + 1)
    except UnreadablePostError as broken:
        raise checking.BadRequest([("", _("The request broke off."))]) from broken
    if len(body) > LARGEST_REQUEST:
        raise _TooLarge
    return body


def _judged(body):
    asked = checking.read_request(body, default_today=timezone.now().date())
    return JsonResponse(checking.check(asked, PublishedRegistry()))


def _collection(request, texts_of):
    """A page of the sites that the filters choose, as the features that `texts_of` makes of them."""
    asked, problems = SiteFilter.read(request.GET, PublishedSite.objects.public().defer(*features.LIGHT))
    if problems:
        return parameter_problem(problems)
    matched, sites = asked.page()
    head = {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(sites),
        "links": _links(request, browsing.pages(asked, request.path, matched, len(sites))),
    }
    body = f'{features.dumps(head)[:-1]},"features":[{",".join(texts_of(sites))}]}}'
    return HttpResponse(body, content_type=GEOJSON)


def _links(request, pages):
    """The addresses of this page and of its neighbours."""
    found = [("self", request.get_full_path()), ("prev", pages.previous), ("next", pages.next)]
    return [{"rel": rel, "href": settings.SITE_URL + path, "type": GEOJSON} for rel, path in found if path]
