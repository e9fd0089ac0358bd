"""The files of one site: its row as CSV, its place as KML, and the picture that a shared link of its page shows."""

from functools import lru_cache, wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language

from . import downloads, features, kml, share_picture
from .addresses import Moved, public_site
from .factsheet import opening_text
from .file_answers import POLICY
from .freshness import fresh
from .models import PublishedBoundary, PublishedSite
from .open_data import READING, open_data

PICTURES_KEPT = 64


def _of_a_site(view):
    """A view that takes the PublishedSite of a code; other codes of it lead on."""

    @open_data(*READING)
    @fresh
    @wraps(view)
    def answer(request, code):
        try:
            site = public_site(code)
        except Moved as moved:
            return HttpResponsePermanentRedirect(reverse(request.resolver_match.url_name, args=[moved.to]))
        response = view(request, site)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer


@_of_a_site
def site_csv(request, site):
    text = "".join(downloads.sites_csv(_One(site)))
    return _attached(HttpResponse(text, content_type="text/csv; charset=utf-8"), site, "csv")


@_of_a_site
def site_kml(request, site):
    geojson = PublishedBoundary.objects.values_list("geojson", flat=True).get(site=site.pk)
    if not geojson and site.lon is not None:
        geojson = features.point(site.lon, site.lat)
    address = settings.SITE_URL + site.get_absolute_url()
    told = " ".join(filter(None, (opening_text(site), features.withheld_of(site))))
    text = kml.document(site.name, geojson, told, address)
    return _attached(HttpResponse(text, content_type=kml.MEDIA_TYPE), site, "kml")


@_of_a_site
def site_picture(request, site):
    return HttpResponse(_drawn(site.code, site.updated_at, get_language()), content_type="image/png")


@lru_cache(maxsize=PICTURES_KEPT)
def _drawn(code, _moment, _language):
    site = PublishedSite.objects.get(code=code)
    outline = PublishedBoundary.objects.values_list("outline", flat=True).get(site=site.pk)
    claims = site.species.exclude(standing="noted").order_by("pk")
    names = claims.values_list("scientific_name", flat=True)
    return share_picture.draw(site, outline, list(dict.fromkeys(names)))


class _One:
    """What a filter set would be that chooses one site."""

    def __init__(self, site):
        self.site = site

    def everything(self):
        return PublishedSite.objects.filter(pk=self.site.pk)


def _attached(response, site, kind):
    response["Content-Disposition"] = f'attachment; filename="aze-{site.code}.{kind}"'
    return response
