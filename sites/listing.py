"""The rows of a list of sites, as a reader sees them: each with its species and the state of its evidence."""

from collections import defaultdict

from django.utils.text import capfirst

from . import wording
from .models import PublishedSite, PublishedSpecies, Site

HEAVY = ("facts", "history", "search_text")
SPECIES_SHOWN = 4


def rows():
    """The public sites without the texts that a list does not show."""
    return PublishedSite.objects.public().defer(*HEAVY)


def described(sites):
    """The same rows with `status_word`, `state`, `all_claims` (one a species, those that carry the site before those only
    noted), `claims` (the first of them) and `more_species` (how many are not among these), in one query."""
    species = _species_of(sites)
    status_words = {value: capfirst(word) for value, word in Site.Status.choices}
    for site in sites:
        site.status_word = status_words[site.status]
        site.state = wording.evidence_state(site.findings)
        site.all_claims = species[site.pk]
        site.claims = site.all_claims[:SPECIES_SHOWN]
        site.more_species = len(site.all_claims) - len(site.claims)
    return sites


def _species_of(sites):
    claims = PublishedSpecies.objects.filter(site__in=[site.pk for site in sites])
    return one_a_species(claims.only("site", "scientific_name", "category", "standing"))


def one_a_species(claims):
    """{pk of the site: its claims}, one a species: those that carry the site before those only noted, each by name."""
    found = defaultdict(dict)
    for claim in claims:
        known = found[claim.site_id].setdefault(claim.scientific_name, claim)
        if known.standing == "noted":
            found[claim.site_id][claim.scientific_name] = claim
    return defaultdict(list, {site: sorted(named.values(), key=_order) for site, named in found.items()})


def _order(claim):
    return claim.standing == "noted", claim.scientific_name
