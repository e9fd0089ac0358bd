"""The sites nearest to a site, told from the public places alone: one that is withheld is nobody's neighbour and has none."""

from dataclasses import dataclass

from django.db.models import Q

from . import geometry
from .models import PublishedSite, Site

AROUND_KM = 200
MOST_SHOWN = 4
NAMED = ("code", "name", "status", "lon", "lat")


@dataclass(frozen=True)
class Neighbour:
    """`km`: from the middle of one public place to the middle of the other."""

    code: str
    name: str
    status: str
    km: float

    @property
    def status_word(self):
        return Site.Status(self.status).label


def around(site, codes):
    """(the names of the public sites with these codes, the Neighbours of this PublishedSite from near to far), in one query."""
    asked = PublishedSite.objects.order_by()
    near = PublishedSite.objects.none()
    if site.lon is not None:
        near = asked.touching(geometry.box_around(site.lon, site.lat, AROUND_KM)).exclude(
            Q(pk=site.pk) | Q(lon=None) | Q(status=Site.Status.SUPERSEDED)
        )
    rows = list(near.values_list(*NAMED).union(asked.filter(code__in=codes).values_list(*NAMED)))
    names = {code: name for code, name, *_place in rows if code in codes}
    return names, _nearest(site, rows) if site.lon is not None else []


def _nearest(site, rows):
    found = [
        Neighbour(code, name, status, geometry.distance_between_km(site.lon, site.lat, lon, lat))
        for code, name, status, lon, lat in rows
        if code != site.code and lon is not None and status != Site.Status.SUPERSEDED
    ]
    near = [neighbour for neighbour in found if neighbour.km <= AROUND_KM]
    return sorted(near, key=lambda neighbour: (neighbour.km, neighbour.code))[:MOST_SHOWN]
