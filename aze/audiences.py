"""What the registry can tell each audience: live figures and the rows to begin with, read from published rows alone."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, Count, Prefetch, Q, When

from sites import country_figures, listing, presence
from sites.models import Evaluation, PublishedSite, PublishedSpecies, Site
from sites.models.site import OTHER_SITES
from sites.wording import schemes

from .models import Partner, PartnerSite, Resource

SHOWN = 12
CONFIRMED = Q(status=Site.Status.CONFIRMED)
UNDATED = Q(claim__last_confirmed=None)


def told(audience, stamp):
    """What the page of this Audience shows."""
    return {"resources": resources(audience), **_TOLD[audience.slug](stamp)}


def resources(audience):
    return Resource.objects.public().filter(audiences__audience=audience.slug).order_by("order", "title")


# --- Policy makers ----------------------------------------------------------------------------------------------------
def _policy_makers(stamp):
    return {"protection": protection_classes(), "countries": countries(stamp)}


def protection_classes():
    """[(class, word, number of confirmed sites)] of all classes."""
    rows = PublishedSite.objects.filter(CONFIRMED).order_by().values_list("protection").annotate(Count("pk"))
    counted = dict(rows)
    return [(one.value, one.label, counted.get(one, 0)) for one in country_figures.CLASSES]


def countries(stamp):
    """The CountryFigures of the countries of confirmed sites, by name."""
    found = [figures for figures in country_figures.by_country(stamp) if figures.confirmed]
    return sorted(found, key=lambda figures: figures.country.name)


# --- Research scientists ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Search:
    """Where to look for species: how many claims of candidate and confirmed sites, and the first of them, those of no known year last."""

    unconfirmed: int
    long_ago: int
    undated: int
    first: tuple


def _research_scientists(stamp):
    counted = PublishedSite.objects.filter(status__in=OTHER_SITES).aggregate(
        candidates=Count("pk", filter=Q(status=Site.Status.CANDIDATE)),
        under_review=Count("pk", filter=Q(outcome=Evaluation.Outcome.NEEDS_REVIEW)),
        not_yet_shown=Count("pk", filter=Q(outcome=Evaluation.Outcome.CANDIDATE)),
    )
    return counted | {"search": _search(stamp.number, stamp.changed_at)}


@lru_cache(maxsize=1)
def _search(number, changed_at):
    """The Search of this state of the registry: it looks into every finding, so it is made once for each."""
    claims = PublishedSpecies.objects.filter(site__status__in=OTHER_SITES)
    unconfirmed, long_ago = presence.waiting(claims, "unconfirmed"), presence.waiting(claims, "long_ago")
    sought = presence.waiting(claims, "unconfirmed", "long_ago")
    first = sought.order_by(
        Case(When(UNDATED, then=1), default=0), "claim__last_confirmed", "scientific_name", "site__code"
    )
    columns = (
        "site__code",
        "site__name",
        "site__country_names",
        "species__slug",
        "scientific_name",
        "category",
        "claim__last_confirmed",
    )
    return Search(
        unconfirmed=unconfirmed.count(),
        long_ago=long_ago.count(),
        undated=sought.filter(UNDATED).count(),
        first=tuple(first.values(*columns)[:SHOWN]),
    )


# --- Conservation organizations ---------------------------------------------------------------------------------------
def _conservation_organizations(stamp):
    rows = listing.rows().filter(CONFIRMED)
    unprotected = rows.filter(protection=Site.Protection.NONE)
    return {
        "protection": protection_classes(),
        "unprotected": listing.described(list(unprotected[:SHOWN])),
        "pressures": _pressures(stamp.number, stamp.changed_at),
        "worked_at": PartnerSite.objects.public().aggregate(n=Count("site", distinct=True))["n"],
    }


@lru_cache(maxsize=1)
def _pressures(number, changed_at):
    """How many confirmed sites have threats or actions on file, and [(word, sites)] of each, the most frequent first."""
    threats, actions, described = Counter(), Counter(), 0
    told = PublishedSite.objects.filter(CONFIRMED).exclude(facts__threats=[], facts__actions=[])
    for has, needs in told.values_list("facts__threats", "facts__actions"):
        described += 1
        threats.update({schemes.known_class(schemes.THREATS, code) for code in has})
        actions.update({schemes.known_class(schemes.ACTIONS, code) for code in needs})
    return {
        "described": described,
        "threats": _in_words(threats, schemes.THREATS),
        "actions": _in_words(actions, schemes.ACTIONS),
    }


def _in_words(counted, words):
    return [(words.get(code, code), count) for code, count in counted.most_common()]


# --- Individual contributors ------------------------------------------------------------------------------------------
def _individual_contributors(stamp):
    shown = (f"site__published__{name}" for name in ("site", "code", "name", "country_names"))
    works = PartnerSite.objects.public().select_related("site__published")
    works = works.only("partner", "site", *shown).order_by("site__published__name")
    partners = (
        Partner.objects.public()
        .select_related("country")
        .prefetch_related(Prefetch("at_sites", works, "works"))
    )
    by_country, by_site = {}, {}
    for partner in sorted(partners, key=lambda each: (each.country.name if each.country else "", each.name)):
        by_country.setdefault(partner.country, []).append(partner)
    for work in sorted((work for partner in partners for work in partner.works), key=_by_site_and_partner):
        by_site.setdefault(work.site.published, []).append(work)
    return {"by_country": by_country, "by_site": by_site}


def _by_site_and_partner(work):
    return work.site.published.name, work.partner.name


_TOLD = {
    "policy-makers": _policy_makers,
    "research-scientists": _research_scientists,
    "conservation-organizations": _conservation_organizations,
    "individual-contributors": _individual_contributors,
}
