"""What the registry has in public of a species and a place, for whoever thinks of proposing a site: asked before anything is stored."""

from dataclasses import dataclass
from functools import cached_property

from sites.models import Country, PublishedSite
from sites.places import Neighbourhood

from .named_species import Meant, meant
from .prospects import COUNTS, UNKNOWN, prospect

NEAR_KM = 25
MOST_SITES = 12
REPLACED = "superseded"
WORDY = ("facts", "findings", "history", "search_text")


@dataclass(frozen=True)
class Outset:
    """`species`: its name as typed, `category`: what its author says the Red List has, `country`: a code, `point`: a coordinates.Place; each
    may be empty."""

    species: str = ""
    category: str = ""
    country: str = ""
    point: tuple | None = None

    @cached_property
    def meant(self):
        return meant([self.species]).get(self.species, Meant())

    @property
    def on_file(self):
        return self.meant.species

    @property
    def prospect(self):
        """How the species stands (see `prospects`): by what is on file, else by what was said of it."""
        if not self.species:
            return ""
        rank, category = (self.on_file.rank, self.on_file.category) if self.on_file else ("", "")
        return prospect(self.species, rank, category or self.category)

    @property
    def can_count(self):
        """Whether nothing said so far speaks against a site for the species."""
        return self.prospect in {"", UNKNOWN, *COUNTS.values()}

    @property
    def differs(self):
        """Whether somebody names another category than the one on file."""
        return bool(self.on_file and self.category and self.category != self.on_file.category)

    @cached_property
    def with_species(self):
        """The public sites that hold the species."""
        if not self.on_file:
            return []
        found = _sites().filter(pk__in=self.on_file.published.values("site"))
        return list(found[:MOST_SITES])

    @cached_property
    def nearby(self):
        """The public sites around the point, near to far, by what the public may see of them."""
        if not self.point:
            return []
        known = {site.pk for site in self.with_species}
        near = Neighbourhood(_sites(), self.point, NEAR_KM).nearest(0, MOST_SITES)
        return [site for site in near if site.pk not in known]

    @cached_property
    def in_country(self):
        """(the country, how many public sites it has), None where no country is named."""
        found = Country.objects.filter(pk=self.country).first() if self.country else None
        return found and (found, _sites().filter(countries__country=found).count())


def _sites():
    return PublishedSite.objects.public().exclude(status=REPLACED).defer(*WORDY)
