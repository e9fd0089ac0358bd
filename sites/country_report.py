"""A country's sites, species, protection and changes, told from published rows: what its page shows and prints. It counts all of them
and shows those of one page, so that a country of thousands of sites costs little more than one of few."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KeyTextTransform

from . import charts
from .categories import CATEGORY_NAMES
from .changes_since import since
from .country_figures import CLASSES
from .listing import one_a_species
from .models import PublishedCountry, PublishedSite, PublishedSpecies, Site, Species
from .numbers import plain
from .wording import advice
from .wording.sayable import area

SITES_A_PAGE, SPECIES_SHOWN, RETIRED_SHOWN = 100, 100, 50
LISTED = (Site.Status.CONFIRMED, Site.Status.CANDIDATE)
SHOWN = (
    *("site", "code", "name", "national_name", "national_language", "status", "outcome"),
    *("category", "protection", "area_km2"),
)


@dataclass(frozen=True)
class Counted:
    """One row of a small table with its bar: `bar` is a length, "" for nothing."""

    code: str
    word: str
    count: int
    bar: str
    kind: str


@dataclass(frozen=True)
class Coverage:
    """The mean of the percentages of the confirmed sites of which one is on file; `mean` is None where there is none."""

    mean: str | None
    known: int


@dataclass(frozen=True)
class Carried:
    """A species with the sites of the country that depend on it."""

    species: object
    category: str
    sites: list = field(default_factory=list)


class Brief(NamedTuple):
    """Of a site as much as is counted. `shared`: whether it lies in other countries too; `coverage`: a percentage as text, or None."""

    pk: int
    code: str
    name: str
    status: str
    successor_code: str
    category: str
    protection: str
    lon: float
    lat: float
    coverage: str
    shared: bool

    @property
    def status_word(self):
        return Site.Status(self.status).label

    def get_absolute_url(self):
        return f"/sites/{self.code}/"


class CountryReport:
    """`day`: changes since then are told; `offset`: how many of the listed sites come before those of this page. Nine queries. A site
    that lies in several countries counts in each of them."""

    def __init__(self, country, day, offset=0):
        self.country, self.day, self.offset = country, day, offset
        self.sites = self._sites()
        self.by_status = defaultdict(list)
        for site in self.sites:
            self.by_status[site.status].append(site)
        self.confirmed = self.by_status[Site.Status.CONFIRMED]
        self.candidates = self.by_status[Site.Status.CANDIDATE]
        self.delisted = self.by_status[Site.Status.DELISTED]
        self.superseded = self.by_status[Site.Status.SUPERSEDED]

    # --- Counted --------------------------------------------------------------------------------------------------------
    @property
    def listed(self):
        """The confirmed sites and the candidates: what the table of sites holds."""
        return self.confirmed + self.candidates

    @property
    def retired(self):
        return self.delisted + self.superseded

    @property
    def shared(self):
        """How many of the confirmed sites lie in other countries too."""
        return sum(1 for site in self.confirmed if site.shared)

    @property
    def sites_by_category(self):
        return _by_category(site.category for site in self.confirmed)

    @cached_property
    def categories_of_species(self):
        """The Red List category of each species of the confirmed sites: those only noted there are none of them."""
        return list(self._carrying().values_list("species", "category").distinct().order_by())

    @property
    def species_count(self):
        return len(self.categories_of_species)

    @property
    def species_by_category(self):
        return _by_category(category for _species, category in self.categories_of_species)

    @property
    def protection(self):
        counts = Counter(site.protection for site in self.confirmed)
        most = max(counts.values(), default=0)
        return [
            Counted(
                one.value, one.label, counts[one], charts.bar(counts[one], most), f"protection-{one.value}"
            )
            for one in CLASSES
        ]

    @property
    def assessed(self):
        return sum(1 for site in self.confirmed if site.protection != Site.Protection.NOT_ASSESSED)

    @property
    def unprotected(self):
        return sum(1 for site in self.confirmed if site.protection == Site.Protection.NONE)

    @property
    def coverage(self):
        known = [Decimal(site.coverage) for site in self.confirmed if site.coverage]
        mean = plain(round(sum(known) / len(known), 1)) if known else None
        return Coverage(mean, len(known))

    # --- Shown ----------------------------------------------------------------------------------------------------------
    @cached_property
    def rows(self):
        """The PublishedSite rows of this page of the table, each with its species, the words of its state and the other countries in
        which it lies."""
        ids = [site.pk for site in self.listed[self.offset : self.offset + SITES_A_PAGE]]
        brief = {site.pk: site for site in self.sites}
        found = PublishedSite.objects.only(*SHOWN).in_bulk(ids)
        elsewhere, species = self._elsewhere(ids), one_a_species(self._claims(ids))
        for pk, site in found.items():
            site.coverage = brief[pk].coverage
            site.elsewhere = elsewhere[pk]
            site.named = species[pk]
            site.area = area(site.area_km2)
            site.state = advice.STATES.get(site.outcome, site.outcome)
        return [found[pk] for pk in ids]

    @cached_property
    def species(self):
        """The first of the Carried species of the confirmed sites, by name."""
        named = Species.objects.filter(pk__in=self._carrying().order_by().values("species"))
        shown = list(named.order_by("scientific_name")[:SPECIES_SHOWN])
        brief = {site.pk: site for site in self.confirmed}
        at = defaultdict(dict)
        claims = self._carrying().filter(species__in=shown).order_by("site__name", "site__code")
        for species, category, site in claims.values_list("species", "category", "site"):
            at[species][brief[site]] = category
        return [Carried(one, next(iter(at[one.pk].values())), list(at[one.pk])) for one in shown]

    @property
    def more_species(self):
        return self.species_count - len(self.species)

    @property
    def retired_shown(self):
        return self.retired[:RETIRED_SHOWN]

    @property
    def more_retired(self):
        return max(0, len(self.retired) - RETIRED_SHOWN)

    @cached_property
    def changes(self):
        """The Happenings at its sites since the day, newest first."""
        brief = {site.pk: site for site in self.sites}
        later = Q(moved_on__gte=self.day) | Q(evaluated_on__gte=self.day)
        told = PublishedSite.objects.filter(later, pk__in=self._here()).order_by("name", "code")
        return since(((brief[pk], history) for pk, history in told.values_list("pk", "history")), self.day)

    # --- Read -----------------------------------------------------------------------------------------------------------
    def _here(self):
        return PublishedCountry.objects.filter(country=self.country).values("site")

    def _others(self):
        return PublishedCountry.objects.exclude(country=self.country)

    def _sites(self):
        rows = PublishedSite.objects.filter(pk__in=self._here()).order_by("name", "code")
        rows = rows.annotate(
            coverage=KeyTextTransform("coverage_percent", "facts"),
            shared=Exists(self._others().filter(site=OuterRef("pk"))),
        )
        found = [Brief(*row) for row in rows.values_list(*Brief._fields)]
        return [site._replace(coverage=None) if site.coverage == "null" else site for site in found]  # SQLite

    def _carrying(self):
        here = PublishedSpecies.objects.filter(site__in=self._here(), site__status=Site.Status.CONFIRMED)
        return here.exclude(standing="noted")

    def _claims(self, ids):
        claims = PublishedSpecies.objects.filter(site__in=ids)
        return claims.only("site", "scientific_name", "category", "standing").order_by(
            "scientific_name", "segment"
        )

    def _elsewhere(self, ids):
        found = defaultdict(list)
        others = self._others().filter(site__in=ids).order_by("position")
        for site, name in others.values_list("site", "country__name"):
            found[site].append(name)
        return found


def _by_category(categories):
    counts = Counter(categories)
    most = max(counts.values(), default=0)
    known = [code for code in CATEGORY_NAMES if counts[code]]
    return [
        Counted(
            code,
            CATEGORY_NAMES.get(code, ""),
            counts[code],
            charts.bar(counts[code], most),
            f"category-{code.lower() or 'none'}",
        )
        for code in [*known, *sorted(counts.keys() - set(known))]
    ]
