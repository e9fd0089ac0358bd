"""The place: its names and countries, where and what it is, who cares for it, what threatens it, and whether it may be shown."""

import re

import pycountry
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import coverage, inputs
from sites.forms import HALF_EQUATOR_M
from sites.models.site import PARTIAL_DATE, Site
from sites.screen_form import TypedPlaceField

from .. import kinds
from ..models import Submission
from . import base
from .codes import CodesField
from .countries import CountriesField

LINE, NOTES = 500, 20_000
METRES = re.compile(
    r"([0-9]{1,9}(?:[.,][0-9]{1,3})?)\s*(m|metres?|meters?|km|kilometres?|kilometers?)?", re.ASCII | re.I
)
YES_NO_UNSURE = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("unsure", gettext_lazy("I am not sure")),
]
PROTECTION = [
    (Site.Protection.COMPLETE, gettext_lazy("All of it, or nearly so (98 % or more)")),
    (Site.Protection.PARTIAL, gettext_lazy("Some of it")),
    (Site.Protection.NONE, gettext_lazy("None of it, or next to none (2 % or less)")),
    (Site.Protection.NOT_ASSESSED, gettext_lazy("Nobody has measured it, or I do not know")),
]


def text(rows, **kwargs):
    return inputs.TextField(
        required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class LanguageField(inputs.LineField):
    """A language by its English name or its code, kept as the code."""

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            known = pycountry.languages.lookup(typed)
        except LookupError as error:
            raise ValidationError(
                _(
                    "“%(typed)s” is not a language that ISO 639 names. Write its English name or its code, such as Spanish or es; "
                    "or leave this empty and name the language in the description."
                )
                % {"typed": typed[:60]},
                code="invalid",
            ) from error
        return getattr(known, "alpha_2", None) or known.alpha_3


class MetresField(inputs.LineField):
    """A distance in metres, typed in metres or kilometres."""

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return None
        found = METRES.fullmatch(typed)
        metres = float(found[1].replace(",", ".")) if found else -1
        if found and (found[2] or "").lower().startswith("k"):
            metres *= 1000
        if not 0 <= metres <= HALF_EQUATOR_M:
            raise ValidationError(_("Write a distance such as 500 m or 2 km."), code="invalid")
        return round(metres)

    def run_validators(self, value):
        """What could be read as a distance is not too long."""


class Form(base.PartForm):
    part = "place"

    name = inputs.LineField(
        label=gettext_lazy("Name of the place"),
        max_length=200,
        help_text=gettext_lazy("As it is known internationally, such as Floreana Island."),
        error_messages={base.REQUIRED: gettext_lazy("Give the place a name.")},
    )
    national_name = inputs.LineField(
        label=gettext_lazy("Name in the language of the country"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In its own script."),
    )
    national_language = LanguageField(
        label=gettext_lazy("Language of that name"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Its English name or its code: Spanish, or es."),
    )
    countries = CountriesField(label=gettext_lazy("Countries"))

    locality = TypedPlaceField(
        label=gettext_lazy("A point in the place"),
        required=False,
        help_text=gettext_lazy("Latitude, then longitude: -1.30, -90.43 or 1°18′ S 90°26′ W."),
    )
    locality_uncertainty_m = MetresField(
        label=gettext_lazy("How far off may that point be?"),
        required=False,
        help_text=gettext_lazy("Such as 500 m or 2 km."),
    )

    description = text(
        6,
        label=gettext_lazy("What the place is like"),
        help_text=gettext_lazy("Land and water, climate, what grows and lives there."),
    )
    rationale = text(
        5,
        label=gettext_lazy("Why these are its limits"),
        help_text=gettext_lazy(
            "What sets the inside apart from what surrounds it: a coast, the edge of a forest, the rim of a lake, another way of looking after it. This is the third criterion."
        ),
    )
    habitats = CodesField("habitats", label=gettext_lazy("Habitats"), required=False)

    protection = forms.ChoiceField(
        label=gettext_lazy("How much of it lies in protected areas?"),
        choices=PROTECTION,
        required=False,
        widget=forms.RadioSelect,
    )
    coverage_percent = inputs.PercentField(
        label=gettext_lazy("Share in protected areas, per cent, if somebody has measured it"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
    )
    protection_as_of = inputs.LineField(
        label=gettext_lazy("As of when?"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("A year, a month or a day: 2026, 2026-10 or 2026-10-31."),
    )
    protection_source = inputs.LineField(
        label=gettext_lazy("Which protected areas, and who says so?"), required=False, max_length=LINE
    )
    ownership = text(
        3,
        label=gettext_lazy("Who owns the land or water, and who looks after it?"),
        help_text=gettext_lazy("State, private, communal, and under which rules it is used."),
    )
    indigenous = forms.ChoiceField(
        label=gettext_lazy(
            "Is it land or water of an Indigenous people, or are there customary rights to use it?"
        ),
        choices=YES_NO_UNSURE,
        required=False,
        widget=forms.RadioSelect,
    )
    indigenous_who = text(
        2,
        label=gettext_lazy("Whose, and do they know of this proposal?"),
        help_text=gettext_lazy("Please talk to them before you send it."),
    )

    threats = CodesField("threats", label=gettext_lazy("What threatens it?"), required=False)
    threats_text = text(3, label=gettext_lazy("The threats in your own words"))
    actions = CodesField("actions", label=gettext_lazy("What is done for it, or is needed?"), required=False)
    actions_text = text(3, label=gettext_lazy("What is under way, what is missing, and who does it?"))

    endangers = forms.ChoiceField(
        label=gettext_lazy("Would showing the exact place endanger the species?"),
        choices=YES_NO_UNSURE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Collectors, poachers, or visitors who do harm without meaning to."),
        error_messages={base.REQUIRED: gettext_lazy("Say whether the exact place may be shown.")},
    )
    endangers_why = text(3, label=gettext_lazy("Why?"))

    def __init__(self, typed=None, **kwargs):
        super().__init__(typed, **kwargs)
        for name in ("threats", "actions", "habitats"):
            self.fields[name].offer(self.typed.get(name, ()))
        if self.submission.kind == Submission.Kind.UPDATE:
            shown = kinds.fields_of(self.submission.about)
            self.fields = {name: field for name, field in self.fields.items() if name in shown}

    def clean_protection_as_of(self):
        day = self.cleaned_data["protection_as_of"]
        if day and not day.isascii():
            raise ValidationError(_("Write the date in plain digits."))
        if day:
            PARTIAL_DATE(day)
        if day and not "1800" <= day <= timezone.now().date().isoformat():
            raise ValidationError(_("This date lies in the future, or before 1800."))
        return day

    def clean(self):
        told = super().clean()
        self._clean_protection(told)
        if told.get("locality_uncertainty_m") is not None and "locality" in told and not told["locality"]:
            self.add_error("locality", _("Give the point that may be off by so much."))
        if told.get("indigenous") == "yes" and not told.get("indigenous_who"):
            self._lacks("indigenous_who", _("Say whose land, water or rights these are."))
        if told.get("endangers") == "yes" and not told.get("endangers_why"):
            self._lacks("endangers_why", _("Say why showing the exact place would endanger the species."))
        return told

    def _clean_protection(self, told):
        percent, chosen = told.get("coverage_percent"), told.get("protection")
        if percent is not None:
            follows = coverage.protection_of(percent)
            if chosen in ("", Site.Protection.NOT_ASSESSED, None):
                told["protection"] = chosen = follows
            elif chosen != follows:
                self.add_error(
                    "coverage_percent",
                    _("This share is “%(share)s”, and you chose “%(chosen)s”: change one of the two.")
                    % {"share": dict(PROTECTION)[follows], "chosen": dict(PROTECTION)[chosen]},
                )
        if (
            chosen
            and chosen != Site.Protection.NOT_ASSESSED
            and not self.data.get("protection_as_of", "").strip()
        ):
            self._lacks("protection_as_of", _("Say as of when this holds; a year is enough."))

    def _lacks(self, field, sentence):
        self.add_error(field, ValidationError(sentence, code=base.REQUIRED))

    def proposal(self):
        told = self.cleaned
        share, point = told.get("coverage_percent"), told.get("locality")
        site = {name: told.get(name) or "" for name in TEXTS}
        site |= {name: told.get(name) or [] for name in ("countries", "threats", "actions", "habitats")}
        site |= {
            "protection": told.get("protection") or Site.Protection.NOT_ASSESSED.value,
            "coverage_percent": None if share is None else str(share),
            "indigenous": {"answer": told.get("indigenous") or "", "who": told.get("indigenous_who") or ""},
            "locality": [point.lon, point.lat] if point else None,
            "locality_uncertainty_m": told.get("locality_uncertainty_m") if point else None,
        }
        endangers = {"answer": told.get("endangers") or "", "why": told.get("endangers_why") or ""}
        return {"site": site, "endangers": endangers}


TEXTS = (
    *("name", "national_name", "national_language", "description", "rationale"),
    *("protection_as_of", "protection_source", "ownership", "threats_text", "actions_text"),
)


def begun_with(*, country="", point=""):
    """What is typed into this part of a draft that begins with these answers."""
    answers = {"countries": country, "locality": point}
    return {name: [value] for name, value in answers.items() if value}
