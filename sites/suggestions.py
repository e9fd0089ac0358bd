"""What is offered while a reader types a search: public sites, their species and countries, by any of their names and codes.

The names are folded in the process, anew whenever the registry's stamp moved: databases fold differently."""

from collections import defaultdict, namedtuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from . import suggesting
from .catalogue import public_species
from .models import Country, PublishedCountry, PublishedSite, SpeciesName

Known = namedtuple("Known", "stamp entries details")
_known = Known(None, suggesting.by_kind([]), {})


def suggest(typed, stamp, kind=None):
    """Up to ten suggestions, of one `kind` or of all, as dicts: `kind` and its `word`, `label`, `detail`, `page` (the address of its page)
    and `query` (the filter that shows its sites; "" for a single site, which has a `code`)."""
    known = _current(stamp)
    entries = known.entries if kind is None else suggesting.by_kind(known.entries[kind])
    return [_told(hit, known.details[hit.kind, hit.key]) for hit in suggesting.best(entries, typed)]


def species(stamp):
    """The public species as Entries, with all names by which each is known."""
    return _current(stamp).entries["species"]


def _told(hit, detail):
    words = {"country": _("country"), "species": _("species"), "site": _("site")}
    return {
        "kind": hit.kind,
        "word": words[hit.kind],
        "label": hit.label,
        "detail": " · ".join(dict.fromkeys(filter(None, [hit.matched, detail]))),
        "page": reverse(f"{hit.kind}-detail", args=[hit.key]),
        "query": _query(hit),
        "code": hit.key if hit.kind == "site" else "",
    }


def _query(hit):
    return "" if hit.kind == "site" else urlencode({hit.kind: hit.key})


def _current(stamp):
    global _known
    known, named = _known, (stamp.number, stamp.changed_at)
    if known.stamp != named or stamp.changed_at is None:
        rows = [*_countries(), *_species(), *_sites()]
        details = {(entry.kind, entry.key): detail for entry, detail in rows}
        _known = known = Known(named, suggesting.by_kind(entry for entry, _detail in rows), details)
    return known


def _countries():
    holding = PublishedCountry.objects.values("country")
    for iso2, iso3, name in Country.objects.filter(pk__in=holding).values_list("iso2", "iso3", "name"):
        yield suggesting.named("country", iso2, name, (iso2, iso3)), ""


def _species():
    found = list(public_species().values_list("pk", "slug", "scientific_name", "common_name"))
    names = defaultdict(list)
    if found:
        rows = SpeciesName.objects.filter(species__in=public_species().values("pk"))
        for pk, name in rows.order_by("pk").values_list("species", "name"):
            names[pk].append(name)
    for pk, slug, name, common_name in found:
        yield suggesting.named("species", slug, name, (common_name, *names[pk])), common_name


def _sites():
    rows = PublishedSite.objects.order_by().values_list(
        "code", "name", "national_name", "country_names", "facts__aliases"
    )
    for code, name, national_name, countries, aliases in rows:
        entry = suggesting.named("site", code, name, (code, national_name, *(aliases or ())))
        yield entry, " · ".join(filter(None, [countries, code]))
