"""What a proposal says, in labelled words, for whoever reads it. It may have been sent to an older release: what is not known any more is
told under the name that it had."""

import json
from dataclasses import dataclass, field

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import geometry
from sites.geojson import BadGeometry
from sites.models import Claim, Country, Site
from sites.wording import schemes
from sites.wording.sayable import area

from . import kinds, pictures
from .models import ProposedBoundary

SCHEMES = {"threats": schemes.THREATS, "actions": schemes.ACTIONS, "habitats": schemes.HABITATS}
APART = {"site", "fields", "claims", "boundary", "pins", "files", "endangers", "about", "evidence"}
TELLING_PLACE = {"locality", "locality_uncertainty_m"}
INTERNAL = {"species_id", "of", "gone"}
NOT_MODELLED = {
    "countries": gettext_lazy("countries"),
    "ownership": gettext_lazy("ownership"),
    "indigenous": gettext_lazy("land or water of an Indigenous people"),
    "indigenous_who": gettext_lazy("whose"),
    "threats_text": gettext_lazy("threats in words"),
    "actions_text": gettext_lazy("actions in words"),
    "locality": gettext_lazy("a point in the place"),
    "red_list_url": gettext_lazy("page on the Red List"),
    "category": gettext_lazy("Red List category"),
    "sources": gettext_lazy("sources"),
    "links": gettext_lazy("links"),
    "note": gettext_lazy("note"),
    "answer": gettext_lazy("would showing the place do harm"),
    "why": gettext_lazy("why"),
}


@dataclass(frozen=True)
class Line:
    """`before`: what the registry had when its author looked; None where nothing is compared."""

    label: str
    value: str
    before: str | None = None


@dataclass(frozen=True)
class Group:
    """Lines under one title."""

    title: str
    lines: list = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """The proposed boundary. `how`: in which way it was given; `area`: in km², in words; `picture`: a pictures.Picture or None; `pins`: (sign, place, what was said)."""

    how: str
    source: str
    area: str
    picture: object
    pins: list
    geojson: str


def groups(proposal, *, with_place=True):
    """The Groups of a proposal but for its boundary and files. `with_place`: whether what tells the exact place is among them."""
    names = dict(Country.objects.values_list("iso2", "name")) if proposal else {}
    told = [
        Group(
            _("What it is about"),
            [Line(_("Kinds"), ", ".join(_kind(kind) for kind in proposal.get("about", [])))],
        ),
        Group(_("The place"), _values(proposal.get("site"), Site, names, with_place)),
        Group(_("The place: changes"), _changes(proposal.get("fields"), Site, names, with_place)),
        *_claims(proposal.get("claims"), names),
        Group(_("The evidence"), _values(proposal.get("evidence"), None, names)),
        Group(_("Whether the place may be shown"), _values(proposal.get("endangers"), None, names)),
        *(
            Group(_kind(name), _values(value if isinstance(value, dict) else {name: value}, None, names))
            for name, value in proposal.items()
            if name not in APART
        ),
    ]
    return [group for group in told if any(line.value or line.before for line in group.lines)]


def outline(proposal):
    """The Outline of a proposal, None where it says nothing of a boundary."""
    told, pins = proposal.get("boundary") or {}, proposal.get("pins") or []
    if not (told or pins):
        return None
    boundary = _geometry(told.get("geojson"))
    signed = [(str(number), (pin["lon"], pin["lat"]), pin["text"]) for number, pin in enumerate(pins, 1)]
    return Outline(
        how=dict(ProposedBoundary.How.choices).get(told.get("how"), told.get("how") or ""),
        source=told.get("source") or "",
        area=area(told["area_km2"]) if isinstance(told.get("area_km2"), int | float) else "",
        picture=pictures.drawn(boundary, pins=[(sign, place) for sign, place, _text in signed]),
        pins=signed,
        geojson=json.dumps(told["geojson"]) if told.get("geojson") else "",
    )


def _claims(claims, names):
    if isinstance(claims, dict):
        for claim in claims.get("added", []):
            yield Group(
                _("A species to add: %(name)s") % {"name": claim.get("species")}, _values(claim, Claim, names)
            )
        for change in claims.get("changed", []):
            title = _("Changes of %(name)s") % {"name": change.get("of") or change.get("id")}
            yield Group(title, _changes(change.get("fields"), Claim, names))
        for removed in claims.get("removed", []):
            title = _("To take off the list: %(name)s") % {"name": removed.get("of") or removed.get("id")}
            yield Group(title, [Line(_("Why"), removed.get("why", ""))])
        return
    for number, claim in enumerate(claims or [], 1):
        title = _("Species %(number)d: %(name)s") % {"number": number, "name": claim.get("species") or "–"}
        yield Group(title, _values(claim, Claim, names))


def _values(told, model, names, with_place=True):
    return [
        Line(_label(name, model), text)
        for name, value in (told or {}).items()
        if name not in INTERNAL and (with_place or name not in TELLING_PLACE)
        for text in [_text(name, value, model, names)]
        if text
    ]


def _changes(fields, model, names, with_place=True):
    return [
        Line(
            _label(name, model),
            *(_text(name, change.get(side), model, names) for side in ("proposed", "base")),
        )
        for name, change in (fields or {}).items()
        if name not in INTERNAL and (with_place or name not in TELLING_PLACE)
    ]


def _kind(name):
    return str(kinds.KINDS[name].label) if name in kinds.KINDS else capfirst(name.replace("_", " "))


def _label(name, model):
    column = _column(name, model)
    told = column.verbose_name if column is not None else NOT_MODELLED.get(name, name.replace("_", " "))
    return capfirst(str(told))


def _column(name, model):
    try:
        return model._meta.get_field(name) if model and name not in NOT_MODELLED else None
    except FieldDoesNotExist:
        return None


def _text(name, value, model, names):
    """A value as somebody would write it: codes and choices by their words."""
    if value in (None, "", [], {}):
        return ""
    if name in SCHEMES and isinstance(value, list):
        return "\n".join(
            f"{words} ({', '.join(codes)})"
            for words, codes in schemes.in_words(SCHEMES[name], map(str, value))
        )
    if name == "countries" and isinstance(value, list):
        return ", ".join(names.get(code, str(code)) for code in value)
    if name == "locality" and isinstance(value, list):
        lon, lat = value
        return _("latitude %(lat)s, longitude %(lon)s") % {"lat": lat, "lon": lon}
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "\n".join(
            each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value
        )
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    column = _column(name, model)
    return (
        str(dict(column.flatchoices).get(value, value))
        if column is not None and column.choices
        else str(value)
    )


def _geometry(told):
    try:
        return geometry.read_geojson(told).geometry if told else None
    except BadGeometry:
        return None
