"""One species as its page shows it: its sites with what is claimed there, its names by language, and how the page is cited."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from . import citing, linked_data, listing
from .factsheet import in_words
from .models import Picture, PublishedCountry, PublishedSpecies, Site, SpeciesName

FIRST = [Site.Status.CONFIRMED, Site.Status.CANDIDATE]
HEAVY = [f"site__{name}" for name in (*listing.HEAVY, "findings")]


class SpeciesSheet:
    """`species`: one of which the public may see a site; `changed_at`: the moment of the last public change. Four queries."""

    def __init__(self, species, changed_at):
        self.species = species
        self.day = timezone.localdate(changed_at) if changed_at else timezone.localdate()
        countries = Prefetch("site__countries", PublishedCountry.objects.select_related("country"))
        claims = PublishedSpecies.objects.filter(species=species).select_related("site").defer(*HEAVY)
        claims = claims.prefetch_related(countries)
        self.rows = sorted(claims.order_by("site__name", "segment"), key=_listed_first)
        self.other_names = list(species.names.all())
        self.pictures = list(Picture.objects.public().filter(species=species))

    @property
    def claims(self):
        """(claim, its codes in words) of every public site, those on the list first."""
        return [(claim, in_words(claim)) for claim in self.rows]

    @property
    def names(self):
        """Synonyms, then common names by language: dicts of `words` and `names`."""
        groups = {}
        for name in self.other_names:
            groups.setdefault(_group(name), []).append(name)
        return [{"words": words, "names": names} for words, names in groups.items()]

    def cited(self, author):
        return citing.of_species(self.species, self.day, author)

    @property
    def linked_data(self):
        sites = {claim.site.pk: claim.site for claim in self.rows}
        return linked_data.of_species(self.species, self.other_names, sites.values())


def _listed_first(claim):
    return FIRST.index(claim.site.status) if claim.site.status in FIRST else len(FIRST)


def _group(name):
    if name.kind == SpeciesName.Kind.SYNONYM:
        return _("Synonyms")
    if not name.language:
        return _("Other common names")
    return _("Names in %(language)s") % {"language": _language(name.language)}


def _language(code):
    """A language's name in the reader's language; its code where no name is known."""
    try:
        return capfirst(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code
