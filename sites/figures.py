"""Figures of the whole registry, counted from published rows."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q

from .models import PublishedCountry, PublishedSite, PublishedSpecies, Site


@dataclass(frozen=True)
class Figures:
    """Confirmed sites, their species and countries; `unprotected` of the `assessed` confirmed sites have no protection."""

    sites: int
    candidates: int
    species: int
    countries: int
    assessed: int
    unprotected: int

    @property
    def unprotected_percent(self):
        return round(100 * self.unprotected / self.assessed) if self.assessed else None


def count(stamp):
    """The Figures of this RegistryStamp, counted once for each in three queries."""
    return _count(stamp.number, stamp.changed_at)


@lru_cache(maxsize=1)
def _count(number, changed_at):
    confirmed = Q(status=Site.Status.CONFIRMED)
    assessed = confirmed & ~Q(protection=Site.Protection.NOT_ASSESSED)
    here = {"site__status": Site.Status.CONFIRMED}
    return Figures(
        **PublishedSite.objects.aggregate(
            sites=Count("pk", filter=confirmed),
            candidates=Count("pk", filter=Q(status=Site.Status.CANDIDATE)),
            assessed=Count("pk", filter=assessed),
            unprotected=Count("pk", filter=confirmed & Q(protection=Site.Protection.NONE)),
        ),
        species=PublishedSpecies.objects.filter(**here)
        .exclude(standing="noted")
        .aggregate(n=Count("species", distinct=True))["n"],
        countries=PublishedCountry.objects.filter(**here).aggregate(n=Count("country", distinct=True))["n"],
    )
