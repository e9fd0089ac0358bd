"""What surrounds a filtered list: the controls that set the filters, the filters now in force, and the way through the pages."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from .degrees import degrees
from .models import Country, PublishedCountry, Species

SELECTS = ("country", "group", "category", "status", "outcome", "protection", "presence")


@dataclass(frozen=True)
class Control:
    """One select of the filter form; `options` are (value, label)."""

    name: str
    label: str
    value: str
    options: list


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the address of the same list without it."""

    label: str
    value: str
    remove: str


@dataclass(frozen=True)
class Pages:
    """Where this page stands among all that matched; addresses of its neighbours, "" where there is none."""

    first: int
    last: int
    matched: int
    previous: str
    next: str


def controls(form, names=SELECTS):
    """The selects for the filters `names` of `form`, in that order."""
    return [
        Control(name, str(form.fields[name].label), form.data.get(name, ""), _options(form, name))
        for name in names
    ]


def _options(form, name):
    if name == "country":
        return countries()
    return [(value, str(label)) for value, label in form.fields[name].choices if value]


def countries():
    """[(code, name)] of the countries that hold a public site."""
    holding = PublishedCountry.objects.values("country")
    return list(Country.objects.filter(pk__in=holding).values_list("iso2", "name"))


def chips(form, path):
    """The filters in force, each with its value in words."""
    query = {name: form.data[name] for name in form.data if form.data[name].strip()}
    inseparable = {"near": ("near", "km")}
    found = []
    for name, value in query.items():
        if name in ("limit", "offset", "km") or name not in form.fields or name in form.errors:
            continue
        kept = {
            other: given
            for other, given in query.items()
            if other not in inseparable.get(name, (name,)) and other != "offset"
        }
        found.append(Chip(str(form.fields[name].label), _in_words(form, name, value), address(path, kept)))
    return found


def _in_words(form, name, value):
    if name == "species":
        known = (
            Species.objects.filter(pk=form.cleaned_data[name])
            .values_list("scientific_name", flat=True)
            .first()
        )
        return known or value
    if name == "near":
        words = {"km": floatformat(form.cleaned_data["km"], -3), "place": degrees(form.cleaned_data["near"])}
        return _("within %(km)s km of %(place)s") % words
    return dict(_options(form, name)).get(value, value) if name in SELECTS else value


def kept(form, names=SELECTS):
    """[(parameter, value)] of the filters in force that have no control in the form of `names`: it must carry them along."""
    shown = {*names, "q", "offset"}
    return [
        (name, form.data[name])
        for name in form.data
        if name in form.fields and name not in shown and name not in form.errors and form.data[name].strip()
    ]


def query(form):
    """The filters in force as a query string, without the page asked for."""
    return urlencode(
        {
            name: form.data[name]
            for name in form.data
            if name in form.fields and name not in ("limit", "offset") and form.data[name].strip()
        }
    )


def pages(asked, path, matched, shown):
    """The page that a filter set asked for, when it shows `shown` rows of `matched`."""
    form = asked.form
    query = {
        name: form.data[name]
        for name in form.data
        if name in form.fields and name != "offset" and form.data[name]
    }
    return pages_around(path, query, asked.offset, asked.limit, matched, shown)


def pages_around(path, query, offset, limit, matched, shown, *, anchor=""):
    """The page of `shown` rows after the first `offset` of `matched`, where a page holds `limit`; `anchor` ends the addresses."""

    def at(start):
        return address(path, query | ({"offset": str(start)} if start else {})) + anchor

    return Pages(
        first=offset + 1 if shown else 0,
        last=offset + shown,
        matched=matched,
        previous=at(max(0, offset - limit)) if offset else "",
        next=at(offset + limit) if offset + shown < matched else "",
    )


def address(path, query):
    return f"{path}?{urlencode(query)}" if query else path
