"""The files of one site: its row as CSV, its place as KML, and the picture that a shared link of its page shows."""

from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language

from . import downloads, features, kml, shared_pictures
from .addresses import Moved, public_site
from .factsheet import opening_text
from .file_answers import POLICY
from .freshness import fresh
from .models import PublishedBoundary, PublishedSite
from .open_data import READING, open_data

ANY_SITE = "img/share.png"  # drawn by scripts/share.py


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
    content = shared_pictures.kept(site, get_language())
    if content is None:
        response = HttpResponseRedirect(static(ANY_SITE))
        response["Cache-Control"] = "no-store"  # in a minute it will be there
        return response
    return HttpResponse(content, content_type="image/png")


class _One:
    """What a filter set would be that chooses one site."""

    def __init__(self, site):
        self.site = site

    def everything(self):
        return PublishedSite.objects.filter(pk=self.site.pk)


def _attached(response, site, kind):
    response["Content-Disposition"] = f'attachment; filename="aze-{site.code}.{kind}"'
    return response
