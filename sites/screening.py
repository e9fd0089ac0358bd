"""What lies in or near a place: the published sites within a distance of it, near to far, and what such an answer cannot tell.

Nothing of a question is kept: it stands in the address of its answer and nowhere else."""

from dataclasses import dataclass

from django.db.models.fields.json import KeyTransform

from . import listing, places
from .models import PublishedSite, Site

SCREENED = (Site.Status.CONFIRMED, Site.Status.CANDIDATE, Site.Status.DELISTED)
MOST_KM = 500
MOST_ROWS, ROWS_ON_PAGE = 1000, 200
BOUNDARY, CELLS, POINT = "boundary", "cells", "point"


@dataclass(frozen=True)
class Answer:
    """`sites`: PublishedSite rows with `distance_km`, `measured_to` and what `listing.described` adds, the nearest of the `matched`;
    `inside`: how many of them hold the place; `without_place`: how many sites no such answer can ever name."""

    place: tuple
    km: float
    sites: list
    matched: int
    inside: int
    without_place: int


def screen(place, km, most=MOST_ROWS):
    """The Answer for a place (lon, lat) and a distance in kilometres, in a number of queries that does not grow; its sites are at most
    the nearest `most`."""
    screened = PublishedSite.objects.filter(status__in=SCREENED)
    rows = screened.defer(*listing.HEAVY).annotate(grid=KeyTransform("grid_degrees", "facts"))
    found = places.Neighbourhood(rows, place, km)
    sites = listing.described(found.nearest(0, most))
    for site in sites:
        site.measured_to = CELLS if site.grid else BOUNDARY if site.has_boundary else POINT
        site.holds_place = site.measured_to == BOUNDARY and site.distance_km == 0
    return Answer(
        place=place,
        km=km,
        sites=sites,
        matched=len(found.ids),
        inside=sum(site.holds_place for site in sites),
        without_place=screened.filter(lon__isnull=True).count(),
    )
