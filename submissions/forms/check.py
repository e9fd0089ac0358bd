"""The question of the page for checks: claims, a place, and what else the registry and its reviewers would supply."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import geometry, inputs, intake, wording
from sites.addresses import Moved, public_site
from sites.fields import ExactDecimalFormField
from sites.models import Claim
from sites.models.published import PublishedBoundary
from sites.screen_form import TypedPlaceField
from sites.wording import intake as intake_wording

from .. import grounds, question, rows
from ..retyped import OTHER, REGISTRY, SUPPOSED
from .claim import DEFAULTS, ClaimForm, Fault
from .countries import CountriesField
from .species import check_together, claim_forms, told

LONGEST_TEXT = 5 * 1024 * 1024  # characters, as many as `/api/check` takes bytes
LONGEST_SHOWN = 500_000  # characters of a boundary that a page holds again
OTHERS = (
    (REGISTRY, gettext_lazy("Compare with the sites of the registry")),
    (SUPPOSED, gettext_lazy("Suppose these records instead, or none")),
)


class OtherForm(forms.Form):
    """A record of a species at another place, which is supposed."""

    use_required_attribute = False

    site = inputs.LineField(label=gettext_lazy("Name of the other place"), max_length=200)
    species = inputs.LineField(label=gettext_lazy("Species there"), max_length=200)
    basis = forms.ChoiceField(label=gettext_lazy("Its ground there"), choices=Claim.Basis.choices)
    segment = forms.ChoiceField(
        label=gettext_lazy("Life-history segment there"), choices=Claim.Segment.choices, required=False
    )
    percent = ExactDecimalFormField(label=gettext_lazy("Share that it claims, %"), required=False)
    presence = forms.ChoiceField(
        label=gettext_lazy("Presence there"), choices=Claim.Presence.choices, required=False
    )
    origin = forms.ChoiceField(
        label=gettext_lazy("Origin there"), choices=Claim.Origin.choices, required=False
    )

    def __init__(self, typed, key="1"):
        self.key = key
        super().__init__(None if typed is None else MultiValueDict(typed), prefix=rows.prefix(OTHER, key))

    @property
    def is_blank(self):
        return not any(self[name].value() for name in ("site", "species", "percent"))

    def clean_percent(self):
        percent = self.cleaned_data["percent"]
        if percent is not None and not 0 <= percent <= 100:
            raise ValidationError(wording.sentence("I_INVALID_PERCENT", {}))
        return percent

    def record(self):
        """As `elsewhere` of criteria.md 7 has it."""
        cleaned = self.cleaned_data
        percent = cleaned["percent"]
        choices = {name: cleaned[name] or DEFAULTS[name] for name in ("segment", "presence", "origin")}
        told = {"site": cleaned["site"], "species": cleaned["species"], "basis": cleaned["basis"]}
        return told | choices | {"percent": None if percent is None else str(percent)}


class CheckForm(forms.Form):
    """`typed`: {field: [values]}, or None for an empty form. `file`: an uploaded boundary file, or None."""

    use_required_attribute = False

    site = inputs.LineField(required=False, max_length=20, widget=forms.HiddenInput)
    name = inputs.LineField(
        label=gettext_lazy("Name of the place"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only to look for sites of a like name."),
    )
    countries = CountriesField(label=gettext_lazy("Country"), required=False)
    published = forms.BooleanField(
        label=gettext_lazy("Keep the boundary that the registry shows for it"), required=False
    )
    file = forms.FileField(
        label=gettext_lazy("Boundary file"),
        required=False,
        help_text=gettext_lazy(
            "GeoJSON, KML, KMZ, GPX, GeoPackage or zipped shapefile. It is read and not kept."
        ),
    )
    boundary = forms.CharField(
        label=gettext_lazy("Or the boundary as text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("GeoJSON, well-known text, or the corners one a line, latitude first."),
    )
    point = TypedPlaceField(
        label=gettext_lazy("Or only a point"),
        required=False,
        help_text=gettext_lazy(
            "Latitude and longitude, such as -1.30, -90.43 or 1°18′ S 90°26′ W. A point is no boundary, but it helps to find sites near it."
        ),
    )
    rationale = inputs.TextField(
        label=gettext_lazy("Why is this one place?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy(
            "What sets the inside apart from what lies around it: a coast, the edge of a forest, a rim, one management."
        ),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("Suppose that a reviewer has confirmed this reason"), required=False
    )
    others = forms.ChoiceField(
        label=gettext_lazy("What is on file of the species elsewhere?"),
        choices=OTHERS,
        initial=REGISTRY,
        widget=forms.RadioSelect({"class": "form-check-input"}),
        required=False,
    )

    def __init__(self, typed=None, file=None):
        files = {} if file is None else {"file": file}
        super().__init__(None if typed is None else MultiValueDict(typed), files)
        del self.fields["boundary"].widget.attrs[
            "maxlength"
        ]  # with it a browser cuts what is pasted, and says nothing
        self.claims = claim_forms(typed, supposing=True, bases=tuple(grounds.ASKED))
        self.records = [OtherForm(typed, key) for key in rows.keys(typed or {}, OTHER)]
        self.notices, self.ways = [], []

    @cached_property
    def of(self):
        """The PublishedSite that this is about, or None."""
        code = self["site"].value()
        try:
            return public_site(code) if code else None
        except (Http404, Moved):
            return None

    @property
    def may_grow(self):
        return len(self.claims) < rows.MOST

    @property
    def blank_claim(self):
        return ClaimForm(None, "__key__", 0, supposing=True, bases=tuple(grounds.ASKED))

    @property
    def supposes(self):
        """Whether anything is supposed that stands folded away."""
        return bool(self["confirmed"].value() or self["others"].value() == SUPPOSED)

    def full_clean(self):
        super().full_clean()
        if self.is_bound:
            for claim in self.claims:
                claim.full_clean()
            check_together(self.claims)

    def clean(self):
        cleaned = super().clean()
        cleaned["area"], given = None, [name for name in ("file", "boundary") if cleaned.get(name)]
        if len(given) == 2:
            self.add_error(
                "boundary", _("Give the boundary once: as a file or as text, and clear the other.")
            )
        elif given:
            self._read(given[0], cleaned)
        return cleaned

    def is_valid(self):
        return super().is_valid() and not self.faults

    @cached_property
    def faults(self):
        """Everything that cannot be read, in the order of the page."""
        found = [fault for claim in self.claims for fault in claim.faults]
        found += [
            Fault(self[name].id_for_label or self[name].auto_id, self.fields[name].label, sentence, False)
            for name in self.fields
            for sentence in self.errors.get(name, ())
        ]
        return found + [
            Fault(f"id_{record.add_prefix(name)}", record.fields[name].label, sentence, False)
            for record in self._supposed
            for name, errors in record.errors.items()
            for sentence in errors
        ]

    @property
    def left_out(self):
        """How many things were typed that cannot be read."""
        return len([fault for fault in self.faults if not fault.is_missing])

    @property
    def _supposed(self):
        """The records elsewhere that count."""
        if self.cleaned_data.get("others") != SUPPOSED:
            return []
        return [record for record in self.records if not record.is_blank]

    def question(self):
        """(the request but for its boundary, the text of its boundary, the name of the place), of what can be read."""
        cleaned = self.cleaned_data if self.errors is not None else {}
        point = cleaned.get("point")
        place = {
            "countries": cleaned.get("countries", []),
            "rationale": cleaned.get("rationale", ""),
            "locality": list(point) if point else None,
        }
        supposed = cleaned.get("others") == SUPPOSED
        asked = question.asked(
            told(self.claims),
            place,
            site=self.of and self.of.code,
            confirmed=cleaned.get("confirmed", False),
            elsewhere=[record.record() for record in self._supposed if record.is_valid()]
            if supposed
            else None,
        )
        return asked, self._boundary(), cleaned.get("name", "")

    @cached_property
    def area_text(self):
        """The canonical text of the boundary that was given, "" for none."""
        area = self.cleaned_data.get("area")
        return "" if area is None else geometry.to_geojson(area)

    def differs(self, name):
        """Whether a field of the place says something else than the registry does of the site that this is about."""
        said = self.of.facts["request"]
        name, now = (
            ("point", self.cleaned_data["point"]) if name == "locality" else (name, self.cleaned_data[name])
        )
        was = self.of.name if name == "name" else said[name]
        return (list(now) if isinstance(now, tuple) else now) != was

    def _boundary(self):
        """The text of the boundary that is asked about: the one given, else the one that the registry shows."""
        if self.area_text:
            return self.area_text
        if not (self.of and self.cleaned_data.get("published")):
            return ""
        shown = PublishedBoundary.objects.get(site=self.of.pk)
        return shown.geojson or shown.invalid

    def _read(self, field, cleaned):
        """Takes the boundary out of a text or a file. GeoJSON is read as `/api/check` reads it, anything else where it can do no harm."""
        if field == "boundary":
            try:
                cleaned["area"] = geometry.parse(cleaned[field]).geometry
                return
            except geometry.BadGeometry:
                pass
        try:
            reading = intake.read(cleaned[field] if field == "boundary" else cleaned[field].read())
        except intake.Busy:
            self.add_error(field, _("Many files are being read at the moment. Try again in a few seconds."))
            return
        cleaned["area"] = reading.boundary
        self.notices = [intake_wording.text(notice) for notice in reading.notices]
        self.ways = [intake_wording.text(choice) for choice in reading.choices]
        if reading.boundary is None:
            for sentence in map(intake_wording.problem_text, reading.problems):
                self.add_error(field, sentence)
            if self.ways and not reading.problems:
                self.add_error(
                    field, _("This can be read in several ways; a draft of a submission asks which.")
                )
