"""A country's sites, species, protection and changes, told from published rows: what its page shows and prints."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.fields.json import KeyTextTransform
from django.utils.functional import cached_property

from . import charts
from .categories import CATEGORY_NAMES
from .changes_since import since
from .country_figures import CLASSES
from .listing import one_a_species
from .models import PublishedCountry, PublishedSite, PublishedSpecies, Site
from .numbers import plain
from .wording import advice
from .wording.sayable import area

SHOWN = (
    *("site", "code", "name", "national_name", "national_language", "status", "successor_code", "outcome"),
    *("category", "protection", "area_km2", "lon", "lat", "history"),
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
    by_code: dict

    @property
    def sites(self):
        return list(self.by_code.values())


class CountryReport:
    """Three queries. `day`: changes since then are told. A site that lies in several countries counts in each of them."""

    def __init__(self, country, day):
        self.country = country
        self.sites = self._sites()
        self.by_status = defaultdict(list)
        for site in self.sites:
            self.by_status[site.status].append(site)
        self.confirmed = self.by_status[Site.Status.CONFIRMED]
        self.candidates = self.by_status[Site.Status.CANDIDATE]
        self.delisted = self.by_status[Site.Status.DELISTED]
        self.superseded = self.by_status[Site.Status.SUPERSEDED]
        self.claims = self._claims()
        self._share_out()
        self.changes = since(self.sites, day)

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
        return sum(1 for site in self.confirmed if site.elsewhere)

    @cached_property
    def species(self):
        """The Carried species of the confirmed sites, by name: those only noted there are none of them."""
        found = {}
        for claim in self.claims:
            if claim.standing != "noted" and claim.at.status == Site.Status.CONFIRMED:
                carried = found.setdefault(claim.species_id, Carried(claim.species, claim.category, {}))
                carried.by_code[claim.at.code] = claim.at
        return list(found.values())

    @property
    def sites_by_category(self):
        return _by_category(site.category for site in self.confirmed)

    @property
    def species_by_category(self):
        return _by_category(claim.category for claim in self.species)

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

    def _sites(self):
        here = PublishedCountry.objects.filter(country=self.country).values("site")
        sites = PublishedSite.objects.filter(pk__in=here).order_by("name", "code").only(*SHOWN)
        found = list(sites.annotate(coverage=KeyTextTransform("coverage_percent", "facts")))
        for site in found:
            site.coverage = None if site.coverage == "null" else site.coverage  # as SQLite has it
        return found

    def _claims(self):
        claims = PublishedSpecies.objects.filter(site__countries__country=self.country).select_related(
            "species"
        )
        wanted = ("site", "scientific_name", "category", "standing", "segment")
        of_species = ("species__scientific_name", "species__slug", "species__common_name", "species__group")
        return list(claims.only(*wanted, *of_species).order_by("scientific_name", "segment"))

    def _share_out(self):
        """Gives every site its species, the words of its state, and the other countries in which it lies."""
        elsewhere, species = defaultdict(list), one_a_species(self.claims)
        others = PublishedCountry.objects.filter(site__countries__country=self.country).exclude(
            country=self.country
        )
        for site, name in others.order_by("position").values_list("site", "country__name"):
            elsewhere[site].append(name)
        by_id = {site.pk: site for site in self.sites}
        for claim in self.claims:
            claim.at = by_id[claim.site_id]
        for site in self.sites:
            site.elsewhere = elsewhere[site.pk]
            site.named = species[site.pk]
            site.area = area(site.area_km2)
            site.state = advice.STATES.get(site.outcome, site.outcome)


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
