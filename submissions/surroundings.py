"""Where a proposed boundary lies: in which countries, and what other sites it overlaps or comes near to.

Of other sites only the openly shown ones are told of. Nothing is asked of one whose place is withheld, so nothing can show: neither the
answer nor how long it takes."""

from dataclasses import dataclass

import numpy as np
import shapely
from django.utils.translation import gettext as _

from sites import geometry, outlines
from sites.checks import PublishedRegistry
from sites.models import Country, PublishedSite
from sites.models.site import OTHER_SITES
from sites.wording.sayable import listed

NEAR_KM = 25
MOST_NEIGHBOURS = 8
SAME_PERCENT = 90  # of the smaller area: then it is most likely the same site
MOST_CORNERS = 1000  # by which distances are measured
SAMPLE = 48  # corners, and about as many places inside, by which the countries are told


@dataclass(frozen=True)
class Neighbour:
    """`percent`: what the two share of the smaller area, None where they only lie near; `km`: from the boundary to the middle of the other."""

    code: str
    name: str
    percent: float | None = None
    km: float | None = None

    @property
    def may_be_the_same(self):
        return self.percent is not None and self.percent >= SAME_PERCENT


def neighbours(boundary, own_code=None):
    """The openly shown sites that a valid boundary overlaps, the largest share first, then those near it, in a few queries. `own_code`: of
    the site that it is proposed for."""
    registry = PublishedRegistry()
    shared = {found.site: found.percent_of_smaller for found in registry.overlaps(boundary, own_code)}
    names = registry.names(set(shared))
    overlapped = [Neighbour(code, names[code], percent) for code, percent in shared.items() if code in names]
    overlapped.sort(key=lambda one: (-one.percent, one.code))
    return overlapped[:MOST_NEIGHBOURS] + _near(boundary, without={own_code, *shared})


def countries(boundary, named):
    """Sentences: in which countries a boundary lies, and how that differs from the ones that its author names (ISO codes)."""
    found = outlines.countries_of(_sample(boundary), named)
    codes = {code for some in found for code in some}
    names = dict(Country.objects.filter(iso2__in=codes).values_list("iso2", "name"))
    owners, strange, missed = ([names.get(code, code) for code in some] for some in found)
    told = [
        _("It lies in %(countries)s.") % {"countries": listed(owners)}
        if owners
        else _("It lies in no country's land, as far as coarse outlines can tell.")
    ]
    if strange:
        told.append(
            _("You did not name %(countries)s: is the boundary in the right place?")
            % {"countries": listed(strange)}
        )
    if missed:
        told.append(_("You named %(countries)s, and none of it lies there.") % {"countries": listed(missed)})
    return told


def _near(boundary, *, without):
    lon, lat = geometry.marker(boundary)
    corners = _thinned(shapely.get_coordinates(boundary), MOST_CORNERS)
    reach = max(geometry.distance_between_km(lon, lat, *corner) for corner in corners)
    around = PublishedSite.objects.filter(status__in=OTHER_SITES, lon__isnull=False).order_by()
    box = geometry.box_around(lon, lat, reach + NEAR_KM)
    places = list(around.touching(box).values_list("pk", "lon", "lat"))
    places.sort(key=lambda row: geometry.distance_between_km(lon, lat, *row[1:]))
    nearest = around.filter(pk__in=[pk for pk, *_place in places[: 4 * MOST_NEIGHBOURS]])
    told = nearest.values_list("code", "name", "lon", "lat", "facts__grid_degrees", "facts__withheld")
    measured = boundary if len(corners) < MOST_CORNERS / 2 else shapely.MultiPoint(corners)
    found = [
        Neighbour(code, name, km=geometry.distance_km(*place, measured))
        for code, name, *place, grid, withheld in told
        if code not in without and not (grid or withheld)
    ]
    found = [one for one in found if one.km <= NEAR_KM]
    return sorted(found, key=lambda one: (one.km, one.code))[:MOST_NEIGHBOURS]


def _thinned(corners, most):
    return corners[:: 1 + len(corners) // most]


def _sample(boundary):
    """Corners, and places inside, spread over a boundary."""
    places = _thinned(shapely.get_coordinates(boundary), SAMPLE).tolist()
    side = round(SAMPLE**0.5)
    for part in sorted(boundary.geoms, key=lambda one: -one.area)[:3] if boundary.is_valid else ():
        west, south, east, north = part.bounds
        xs, ys = np.meshgrid(np.linspace(west, east, side), np.linspace(south, north, side))
        shapely.prepare(part)
        inside = shapely.contains_xy(part, xs, ys)
        places += np.column_stack([xs[inside], ys[inside]]).tolist()
    return [tuple(place) for place in places]
