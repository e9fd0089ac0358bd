"""Who changed what of a site or a species, when and why, read from its history; and the verb that brings a version back."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _

from . import geometry
from .models import Boundary, Claim, Picture, Site, SiteCountry, Species, SpeciesName
from .touched import evaluating

ROWS_OF = {
    Site: ((Site, "id"), (SiteCountry, "site"), (Claim, "site"), (Boundary, "site")),
    Species: ((Species, "id"), (SpeciesName, "species")),
    Picture: ((Picture, "id"),),
}
OF_ITS_OWN_VERB = {  # moved by a decision of its own, never by bringing a version back
    "id",
    "status",
    "successor_id",
    "code",
    "discreteness_confirmed_at",
    "discreteness_confirmed_by_id",
    "discreteness_source",
}
PLACES = {"locality_lon", "locality_lat", "locality_uncertainty_m", "geojson"}
NOT_SHOWN = {"id", "site_id", "width", "height"}


@dataclass(frozen=True)
class Value:
    """One field before and after."""

    field: str
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One history row. `kind`: "+" added, "~" changed, "-" removed."""

    record: object
    kind: str
    what: str
    values: tuple
    is_latest: bool

    @property
    def model_name(self):
        return self.record.instance_type._meta.model_name

    @property
    def can_come_back(self):
        """Whether the row differs by now from what this change left, or removed."""
        return self.kind == "-" if self.is_latest else self.kind != "-"


@dataclass(frozen=True)
class Save:
    """What one person changed at once."""

    at: datetime
    by: object
    reason: str
    changes: tuple


def version(of):
    """What changes with every save of a Site or Species, as text: a site counts its edits, of a species the history tells."""
    if isinstance(of, Site):
        return str(Site.objects.values_list("version", flat=True).get(pk=of.pk))
    newest = [
        model.history.filter(**{key: of.pk}).aggregate(Max("history_id")) for model, key in ROWS_OF[type(of)]
    ]
    return ".".join(str(each["history_id__max"] or 0) for each in newest)


def saves(of, *, since=None, see_places=True):
    """What was saved of this Site or Species, newest first; of a site, also of its claims, countries and boundary."""
    changes = [change for model, key in ROWS_OF[type(of)] for change in _changes(model, key, of, see_places)]
    changes = [change for change in changes if since is None or change.record.history_date > since]
    changes.sort(key=lambda change: (change.record.history_date, change.record.pk), reverse=True)
    return [
        Save(first.history_date, first.history_user, first.history_change_reason or "", tuple(together))
        for together in (list(group) for _key, group in groupby(changes, key=_one_save))
        for first in [together[0].record]
    ]


def find(of, model_name, history_id):
    """The history record of this name and number among those of a Site or Species; None where there is none."""
    for model, key in ROWS_OF[type(of)]:
        if model._meta.model_name == model_name:
            return model.history.filter(history_id=history_id, **{key: of.pk}).first()
    return None


def differences(record, *, see_places=True):
    """What bringing a version back would change, as Values; everything in it where its row is gone."""
    now = record.instance_type.objects.filter(pk=record.id).first()
    return [value for value in _values(now, record, see_places) if value.field not in OF_ITS_OWN_VERB]


def bring_back(record, *, by, reason, keep=frozenset()):
    """Saves the row of a history record as it was then, but for the fields named in `keep` and those that have verbs of their own.
    Raises ValidationError where that version can no longer stand."""
    model = record.instance_type
    row = model.objects.filter(pk=record.id).first() or model(pk=record.id)
    codename = get_permission_codename("add" if row._state.adding else "change", model._meta)
    if not by.has_perm(f"{model._meta.app_label}.{codename}"):
        raise PermissionDenied(_("Your account may not bring this version back."))
    with evaluating(by=by, reason=reason):
        for field in record.tracked_fields:
            if field.attname not in OF_ITS_OWN_VERB | keep:
                setattr(row, field.attname, getattr(record, field.attname))
        if model is Boundary:
            row.geojson = ""
            row.place(geometry.read_geojson(json.loads(record.geojson)).geometry)
        row.full_clean(exclude={"id", "wkb"})
        row.save()
    return row


def _changes(model, key, of, see_places):
    related = [field.name for field in model.history.model.tracked_fields if field.is_relation]
    history = model.history.filter(**{key: of.pk}).select_related("history_user", *related)
    history = history.order_by("id", "history_date", "history_id")
    for _id, records in groupby(history, key=lambda record: record.id):
        records = list(records)
        for before, record in zip([None, *records], records, strict=False):
            values = tuple(_values(before, record, see_places)) if record.history_type != "-" else ()
            yield Change(record, record.history_type, _what(record), values, record is records[-1])


def _what(record):
    name = str(record.instance_type._meta.verbose_name)
    if record.instance_type in (Site, Species, Boundary, Picture):
        return name
    return f"{name}: {_text(record, record.instance_type._meta.get_field(_NAMING[record.instance_type]))}"


_NAMING = {Claim: "species", SiteCountry: "country", SpeciesName: "name"}


def _values(before, record, see_places):
    for field in record.tracked_fields:
        after = getattr(record, field.attname)
        earlier = getattr(before, field.attname) if before else None
        if field.attname in NOT_SHOWN or earlier == after or (before is None and after in ("", None, [])):
            continue
        name = str(field.verbose_name)
        if field.attname in PLACES and not see_places:
            yield Value(field.attname, name, _("withheld"), _("withheld"))
        else:
            yield Value(field.attname, name, _text(before, field) if before else "", _text(record, field))


def _text(record, field):
    value = getattr(record, field.attname)
    if value in ("", None, []):
        return ""
    if field.attname == "geojson":
        return _("%(count)s vertices") % {"count": value.count(",") // 2}
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.is_relation:
        return str(getattr(record, field.name))
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 400 else text[:400] + "…"


def _one_save(change):
    record = change.record
    return record.history_user_id, record.history_change_reason, record.history_date.replace(microsecond=0)
