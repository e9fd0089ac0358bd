"""The question of a screening as people type it: a place and a distance, forgiving in how they are written, strict in what they mean."""

import re
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import coordinates
from .filters import PlaceField
from .screening import MOST_KM

KILOMETRES = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*(?:km|kilometres?|kilometers?)?", re.ASCII | re.I)
USUAL_KM = "50"


def sentence(code):
    """Why a place cannot be read, and what to do about it."""
    return {
        "form": _("Write latitude and longitude, such as -1.30, -90.43 or 1°18′ S 90°26′ W."),
        "letters": _("Give one latitude (N or S) and one longitude (E or W), or no letters at all."),
        "sign": _("Give a minus sign or a letter, not both: -1.30 or 1.30 S."),
        "minutes": _("Minutes and seconds stay below 60, and only the last number may have decimals."),
        "latitude": _("A latitude lies between 90° S and 90° N."),
        "longitude": _("A longitude lies between 180° W and 180° E."),
        "swapped": _(
            "Latitude comes first, and lies between -90 and 90. Exchange the two numbers, or add letters."
        ),
    }[code]


class TypedPlaceField(forms.CharField):
    """A place in any usual writing: a coordinates.Place."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return coordinates.read(text)
        except coordinates.Unreadable as unreadable:
            raise ValidationError(sentence(unreadable.code)) from unreadable


class TypedKilometresField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        found = KILOMETRES.fullmatch(text)
        number = float(found[1].replace(",", ".")) if found else 0
        if not 0 < number <= MOST_KM:
            raise ValidationError(
                _("Write a distance in kilometres above 0 and up to %(most)d, such as 50 or 2.5.")
                % {"most": MOST_KM}
            )
        return number


class ScreenForm(forms.Form):
    place = TypedPlaceField(
        label=gettext_lazy("Latitude, longitude"),
        error_messages={
            "required": gettext_lazy("Say which place: type its coordinates, or click on the map.")
        },
    )
    km = TypedKilometresField(
        label=gettext_lazy("Distance in kilometres"),
        error_messages={"required": gettext_lazy("Say within how many kilometres of the place.")},
    )

    def address(self):
        """The question in the words of the filters (`near` and `km`), which list, map and API read too."""
        place, km = self.cleaned_data["place"], self.cleaned_data["km"]
        near = f"{coordinates.plain(place.lon)},{coordinates.plain(place.lat)}"
        return urlencode({"near": near, "km": f"{km:.10g}"}, safe=",")


def read(query):
    """(the form, whether anything was asked). `near` (longitude, latitude, as the filters have it) stands for a typed `place`."""
    known = {name: query[name] for name in ("place", "near", "km") if name in query}
    if not known:
        return ScreenForm(initial={"km": USUAL_KM}), False
    data = {"place": known.get("place", ""), "km": known.get("km", "")}
    fault = None
    if "near" in known and "place" not in known:
        data["place"], fault = _typed(known["near"])
    form = ScreenForm(data)
    if fault:
        form.errors["place"] = form.error_class([fault])
    return form, True


def _typed(near):
    """(a place of the filters as one would type it, why it cannot be read)."""
    try:
        place = PlaceField(required=False).clean(near)
    except ValidationError as error:
        return near, " ".join(error.messages)
    return (", ".join(map(coordinates.plain, reversed(place))), None) if place else ("", None)
