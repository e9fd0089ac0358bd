"""Figures of every country that holds a public site: counted from published rows in three queries, at any size of the registry."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count

from . import charts
from .models import Country, PublishedCountry, PublishedSite, PublishedSpecies, Site

CLASSES = tuple(Site.Protection)
RETIRED = (Site.Status.DELISTED, Site.Status.SUPERSEDED)


@dataclass
class CountryFigures:
    """`protection`: how many of its confirmed sites are of each class. A site in several countries counts in each."""

    country: Country
    statuses: dict = field(default_factory=lambda: defaultdict(int))
    protection: dict = field(default_factory=lambda: defaultdict(int))
    species: int = 0
    pieces: list = field(default_factory=list)

    @property
    def confirmed(self):
        return self.statuses[Site.Status.CONFIRMED]

    @property
    def candidates(self):
        return self.statuses[Site.Status.CANDIDATE]

    @property
    def retired(self):
        return sum(self.statuses[status] for status in RETIRED)

    @property
    def assessed(self):
        return self.confirmed - self.protection[Site.Protection.NOT_ASSESSED]

    @property
    def unprotected(self):
        return self.protection[Site.Protection.NONE]

    @property
    def unprotected_percent(self):
        """Of the assessed confirmed sites; None where none is."""
        return round(100 * self.unprotected / self.assessed) if self.assessed else None

    @property
    def classes(self):
        """[(class, its word, how many confirmed sites)] of the classes that occur."""
        return [(one, one.label, self.protection[one]) for one in CLASSES if self.protection[one]]


def by_country(stamp, region=""):
    """CountryFigures of the countries with a public site, of one region where it is named, in no order; counted once for each
    RegistryStamp."""
    return _by_country(stamp.number, stamp.changed_at, region)


@lru_cache(maxsize=16)
def _by_country(number, changed_at, region):
    countries = Country.objects.filter(pk__in=PublishedCountry.objects.values("country"))
    if region:
        countries = countries.filter(region=region)
    found = {country.pk: CountryFigures(country) for country in countries}
    _count_sites(found)
    _count_species(found)
    most = max((figures.confirmed for figures in found.values()), default=0)
    for figures in found.values():
        figures.pieces = charts.stacked([(one.value, figures.protection[one]) for one in CLASSES], whole=most)
    return tuple(found.values())


def sites_in(region):
    """The public sites that lie in a country of this region, of any where it is ""; each once."""
    countries = Country.objects.filter(region=region) if region else Country.objects.all()
    there = PublishedCountry.objects.filter(country__in=countries).values("site")
    return PublishedSite.objects.filter(pk__in=there)


def regions():
    """[(region, region)] of those that hold a public site, by name."""
    holding = Country.objects.filter(pk__in=PublishedCountry.objects.values("country"))
    return [(name, name) for name in sorted(set(holding.order_by().values_list("region", flat=True))) if name]


def _count_sites(found):
    rows = PublishedCountry.objects.filter(country__in=found).order_by()
    for country, status, protection, count in rows.values_list(
        "country", "site__status", "site__protection"
    ).annotate(count=Count("site")):
        found[country].statuses[status] += count
        if status == Site.Status.CONFIRMED:
            found[country].protection[protection] += count


def _count_species(found):
    rows = (
        PublishedSpecies.objects.filter(
            site__status=Site.Status.CONFIRMED, site__countries__country__in=found
        )
        .exclude(standing="noted")
        .order_by()
    )
    for country, count in rows.values_list("site__countries__country").annotate(
        count=Count("species", distinct=True)
    ):
        found[country].species = count
