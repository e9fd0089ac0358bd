"""Sites on file that a proposed one may be the same as: by name, by place, or by the species that they rest on.

Read from published rows. By place only those that are shown openly: nothing here tells more of a sensitive place than its page does."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

import shapely
from django.db.models import Q
from django.utils.translation import gettext as _

from . import geometry, likeness, places
from .models import PublishedCountry, PublishedSite, PublishedSpecies, Site

COMPARED = (Site.Status.CONFIRMED, Site.Status.CANDIDATE, Site.Status.DELISTED)
NEAR_KM = 5  # of a point: about what a place read off a map is out by
MOST_SHOWN, MOST_NAMES = 6, 500
NAME, PLACE, SPECIES = "name", "place", "species"


@dataclass(frozen=True)
class Alike:
    """`reasons`: of NAME, PLACE and SPECIES those that hold."""

    code: str
    name: str
    status: str
    country_names: str
    reasons: tuple

    @property
    def status_word(self):
        return Site.Status(self.status).label

    @property
    def why(self):
        """The reasons in words."""
        words = {NAME: _("a similar name"), PLACE: _("the same place"), SPECIES: _("the same species")}
        return [words[reason] for reason in self.reasons]


def alike(*, name="", countries=(), species=(), boundary=None, point=None, overlapping=()):
    """The Alikes of a proposal, those with most reasons first, in at most four queries. `boundary`: a canonical MultiPolygon; `point`:
    (lon, lat); `overlapping`: codes of the sites that the check found to share its ground."""
    compared = PublishedSite.objects.filter(status__in=COMPARED)
    reasons = {}
    for reason, codes in (
        (NAME, _by_name(compared, name, countries)),
        (PLACE, {*overlapping, *_by_place(compared, boundary, point)}),
        (SPECIES, _by_species(species)),
    ):
        for code in codes:
            reasons.setdefault(code, []).append(reason)
    rows = (
        compared.filter(code__in=reasons)
        .order_by("code")
        .values_list("code", "name", "status", "country_names")
    )
    found = [Alike(*row, tuple(reasons[row[0]])) for row in rows] if reasons else []
    return sorted(found, key=lambda each: -len(each.reasons))[:MOST_SHOWN]


def _by_name(compared, name, countries):
    telling = sorted(likeness.words(name))
    if not telling:
        return []
    rows = compared.filter(reduce(or_, (Q(search_text__contains=word) for word in telling)))
    if countries:
        rows = rows.filter(pk__in=PublishedCountry.objects.filter(country__in=countries).values("site"))
    named = rows.order_by("code").values_list("code", "name", "national_name")[:MOST_NAMES]
    return [code for code, *names in named if any(likeness.alike(name, other) for other in names if other)]


def _by_place(compared, boundary, point):
    """Codes of openly shown sites near a point, and of those without a boundary whose point a boundary holds."""
    shown = compared.filter(facts__grid_degrees=None, facts__withheld=False)
    if boundary is not None and boundary.is_valid:
        points = shown.filter(has_boundary=False).touching(geometry.bounds(boundary))
        shapely.prepare(boundary)
        return [
            code
            for code, lon, lat in points.values_list("code", "lon", "lat")
            if boundary.intersects(shapely.Point(lon, lat))
        ]
    if point is None:
        return []
    near = places.Neighbourhood(shown, point, NEAR_KM)
    return shown.filter(pk__in=near.ids).values_list("code", flat=True) if near.ids else []


def _by_species(species):
    """Codes of the sites that rest on one of these species, exactly so named."""
    claims = PublishedSpecies.objects.filter(scientific_name__in=species).exclude(standing="noted")
    return set(claims.values_list("site__code", flat=True)) if species else set()
