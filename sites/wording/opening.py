"""The plain sentences with which a site introduces itself, made from its claims: what lives there and nowhere else."""

from collections import namedtuple

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from .sayable import listed

Told = namedtuple(
    "Told", "basis segment standing name common"
)  # a claim; `common`: the English name, "" where none is on file

MOST_NAMED = 3
IS, SAID, PROPOSED, WAS = "is", "said", "proposed", "was"
LIVES = {
    "resident": ngettext_lazy("where %(species)s lives", "where %(species)s live", "count"),
    "breeding": ngettext_lazy("where %(species)s breeds", "where %(species)s breed", "count"),
    "non_breeding": ngettext_lazy(
        "where %(species)s spends the months outside its breeding season",
        "where %(species)s spend the months outside their breeding seasons",
        "count",
    ),
    "passage": ngettext_lazy(
        "where %(species)s rests on its migration", "where %(species)s rest on their migrations", "count"
    ),
    "other": ngettext_lazy(
        "where %(species)s spends one part of its life",
        "where %(species)s spend one part of their lives",
        "count",
    ),
}
SENTENCES = {  # %(lives)s is one of the clauses above
    ("sole_area", IS): gettext_lazy("%(place)s is the only known place %(lives)s."),
    ("sole_area", SAID): gettext_lazy(
        "%(place)s is on file as the only place %(lives)s; that has yet to be shown."
    ),
    ("sole_area", PROPOSED): gettext_lazy("%(place)s has been proposed as the only known place %(lives)s."),
    ("sole_area", WAS): gettext_lazy("%(place)s was listed as the only known place %(lives)s."),
    ("population_share", IS): gettext_lazy(
        "%(place)s is the place %(lives)s, with more than 95 %% of all that are known."
    ),
    ("population_share", SAID): gettext_lazy(
        "%(place)s is a place %(lives)s; whether nearly all that are known are here has yet to be shown."
    ),
    ("population_share", PROPOSED): gettext_lazy(
        "%(place)s has been proposed as the place %(lives)s, with nearly all that are known."
    ),
    ("population_share", WAS): gettext_lazy(
        "%(place)s was listed as the place %(lives)s, with nearly all that are known."
    ),
    ("reintroduction_site", IS): gettext_lazy(
        "%(place)s is the place judged best for bringing %(species)s back to the wild."
    ),
    ("reintroduction_site", SAID): gettext_lazy(
        "%(place)s is put forward as the best place for bringing %(species)s back to the wild."
    ),
    ("reintroduction_site", PROPOSED): gettext_lazy(
        "%(place)s has been proposed as the best place for bringing %(species)s back to the wild."
    ),
    ("reintroduction_site", WAS): gettext_lazy(
        "%(place)s was listed as the best place for bringing %(species)s back to the wild."
    ),
    ("earlier_listing", IS): gettext_lazy(
        "%(place)s is listed as the place %(lives)s and almost nowhere else."
    ),
    ("earlier_listing", SAID): gettext_lazy(
        "AZE once accepted %(place)s as the place %(lives)s and almost nowhere else."
    ),
    ("earlier_listing", PROPOSED): gettext_lazy(
        "AZE once accepted %(place)s as the place %(lives)s and almost nowhere else."
    ),
    ("earlier_listing", WAS): gettext_lazy(
        "%(place)s was listed as the place %(lives)s and almost nowhere else."
    ),
}
ENDS = {
    "candidate": gettext_lazy("It is not on the list, or not yet."),
    "delisted": gettext_lazy("It is no longer on the list."),
    "superseded": gettext_lazy("Another site has taken its place."),
}


class Plain:
    """How names stand in plain text."""

    def place(self, name):
        return name

    def species(self, told):
        names = {"common": told.common, "name": told.name}
        return _("the %(common)s (%(name)s)") % names if told.common else told.name


class Marked(Plain):
    """How names stand in a page: each in its own language and direction."""

    def place(self, name):
        return format_html("<bdi>{}</bdi>", name)

    def species(self, told):
        name = format_html('<i lang="la">{}</i>', told.name)
        names = {"common": format_html("{}", told.common), "name": name}
        return _("the %(common)s (%(name)s)") % names if told.common else name


def opening(name, status, claims):
    """The sentences about a site of this name and status as plain text; `claims`: its Told, the deciding one first."""
    return " ".join(_sentences(name, status, claims, Plain()))


def opening_marked(name, status, claims):
    """The same for a page: every name in it is escaped and marked."""
    return mark_safe(" ".join(_sentences(name, status, claims, Marked())))


def _sentences(name, status, claims, written):
    told, place = [], written.place(name)
    for (basis, mode, segment), species in _groups(status, claims).items():
        names = _named(species, written)
        lives = LIVES[segment] % {"count": len(species), "species": names}
        told.append(str(SENTENCES[basis, mode]) % {"place": place, "species": names, "lives": lives})
    if not told:
        told = [_("No species is on file whose survival depends on %(place)s.") % {"place": place}]
    return [*told, str(ENDS[status])] if status in ENDS else told


def _groups(status, claims):
    """The claims that are told in one sentence each, in order; a species is named once."""
    groups, seen = {}, set()
    for claim in claims:
        if claim.standing == "noted" or (claim.name, claim.segment) in seen:
            continue
        seen.add((claim.name, claim.segment))
        groups.setdefault((claim.basis, _mode(status, claim.standing), claim.segment), []).append(claim)
    return groups


def _mode(status, standing):
    if status in ("delisted", "superseded"):
        return WAS
    if status == "candidate":
        return PROPOSED
    return IS if standing == "trigger" else SAID


def _named(species, written):
    names = [written.species(told) for told in species]
    if len(names) > MOST_NAMED + 1:
        more = len(names) - MOST_NAMED
        others = ngettext("%(count)d more species", "%(count)d more species", more) % {"count": more}
        names = [*names[:MOST_NAMED], others]
    return listed(names)
