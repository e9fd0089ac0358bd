"""The secretariat's forms for rows of the registry: they clean what was typed; the verbs decide."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import geometry, inputs, past, wording
from .categories import CATEGORY_NAMES, OLDER_CODES
from .models import Boundary, Claim, Site, SiteCode, Species, SpeciesName
from .widgets import BoundaryWidget, SpeciesInput

LARGEST_KM2, SMALLEST_KM2 = (
    5_000_000,
    0.0001,
)  # beyond these a boundary is a slip; /api/check judges them all the same
HALF_EQUATOR_M = 20_037_600
NOTES = 20_000
SHORT = forms.Textarea(attrs={"rows": 4, "cols": 60})


class ReasonedForm(forms.ModelForm):
    """Asks why an edit is made; the answer goes to the history of every row that it changes."""

    reason_of_edit = inputs.LineField(
        label=_("Why this edit"),
        max_length=500,
        required=False,
        help_text=_(
            "Kept in the history beside what changed: the source, the request, the mistake put right."
        ),
        widget=forms.TextInput(attrs={"size": 60}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason_of_edit"].required = not self.instance._state.adding


class GuardedForm(ReasonedForm):
    """Refused when someone else saved the row since the page was opened; `saved_since` then tells what."""

    loaded_version = forms.CharField(required=False, widget=forms.HiddenInput)
    loaded_at = forms.CharField(required=False, widget=forms.HiddenInput)
    saved_since = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["loaded_at"] = timezone.now().isoformat()
        if not self.instance._state.adding:
            self.initial["loaded_version"] = past.version(self.instance)

    def clean(self):
        cleaned = super().clean()
        if not self.instance._state.adding:
            self._refuse_what_moved()
        return cleaned

    def _refuse_what_moved(self):
        version = past.version(self.instance)
        if self.cleaned_data.get("loaded_version") == version:
            return
        hidden = getattr(self.instance, "is_sensitive", False)
        self.saved_since = past.saves(self.instance, since=self._loaded_at(), see_places=not hidden)
        self.data = self.data.copy()
        self.data[self.add_prefix("loaded_version")] = version
        self.data[self.add_prefix("loaded_at")] = timezone.now().isoformat()
        raise ValidationError(
            _(
                "This was changed since you opened the page; nothing was saved. What you typed is still here: compare it with what "
                "changed, shown above, and save again."
            ),
            code="moved",
        )

    def _loaded_at(self):
        try:
            moment = parse_datetime(self.cleaned_data.get("loaded_at") or "")
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None


class SiteForm(GuardedForm):
    """A site's own fields."""

    threats = inputs.CodesField(
        label=_("Threats"), required=False, help_text=_("Codes of the IUCN threats scheme, one a line.")
    )
    habitats = inputs.CodesField(
        label=_("Habitats"), required=False, help_text=_("Codes of the IUCN habitats scheme, one a line.")
    )
    actions = inputs.CodesField(
        label=_("Conservation actions"),
        required=False,
        help_text=_("Codes of the IUCN actions scheme, one a line."),
    )

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code and SiteCode.objects.filter(code=code).exists():
            raise ValidationError(_("Another site is known by this code already."))
        return code or None

    def clean_locality_uncertainty_m(self):
        metres = self.cleaned_data["locality_uncertainty_m"]
        if metres is not None and metres > HALF_EQUATOR_M:
            raise ValidationError(_("This is more than half the equator."))
        return metres

    def clean_protection_as_of(self):
        day = self.cleaned_data["protection_as_of"]
        if not day.isascii():
            raise ValidationError(_("Write the date in plain digits."))
        if day and not "1800" <= day <= timezone.now().date().isoformat():
            raise ValidationError(_("This date lies in the future, or before 1800."))
        return day


class SpeciesField(forms.ModelChoiceField):
    """A species on file by its scientific name."""

    widget = SpeciesInput
    default_error_messages = {
        "invalid_choice": _(
            "No species on file has this scientific name. Add it under Species first, or check the spelling."
        )
    }

    def __init__(self, **kwargs):
        super().__init__(queryset=Species.objects.all(), to_field_name="scientific_name", **kwargs)

    def to_python(self, value):
        name = inputs.LineField(required=False).clean(value) if isinstance(value, str) else value
        return super().to_python(name)


class ClaimForm(forms.ModelForm):
    species = SpeciesField(
        label=_("Species"),
        help_text=_("Scientific name as on file. A species that is missing is added under Species first."),
    )

    class Meta:
        model = Claim
        fields = ["species", "segment", "basis"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.species_id:
            self.initial["species"] = self.instance.species.scientific_name


class BoundaryForm(forms.ModelForm):
    """The boundary as pasted or drawn. One that can be read but is not valid is kept, and its fault shown."""

    drawn = forms.CharField(
        label=_("Boundary"),
        widget=BoundaryWidget,
        strip=True,
        help_text=_(
            "GeoJSON in WGS 84, longitude before latitude: a Polygon or MultiPolygon, or one feature that holds it."
        ),
    )

    class Meta:
        model = Boundary
        fields = ["source", "source_date", "licence"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["drawn"] = self.instance.geojson
            self._show_fault(self.instance.fault_code, self.instance.fault_lon, self.instance.fault_lat)

    def clean_drawn(self):
        typed = self.cleaned_data["drawn"]
        if "drawn" not in self.changed_data:
            return None
        try:
            reading = geometry.parse(typed)
        except geometry.BadGeometry as error:
            self._show_fault("", None, None)
            raise ValidationError([_sentence(problem) for problem in error.problems]) from error
        self._measure(reading.geometry)
        return reading

    def save(self, commit=True):
        if reading := self.cleaned_data.get("drawn"):
            self.instance.place(reading.geometry)
        return super().save(commit)

    def _measure(self, multipolygon):
        fault = geometry.fault(multipolygon)
        self._show_fault(*(fault or ("", None, None)))
        area = geometry.area_km2(multipolygon)
        if area > LARGEST_KM2:
            raise ValidationError(
                _(
                    "The boundary encloses more than 5,000,000 km², which no site does. Check the order of the coordinates."
                )
            )
        if fault is None and area < SMALLEST_KM2:
            raise ValidationError(
                _("The boundary encloses less than 0.0001 km² (100 m²), most likely a slip of the drawing.")
            )

    def _show_fault(self, code, lon, lat):
        text = wording.sentence("D_INVALID", {"fault": code, "lon": lon, "lat": lat}) if code else ""
        self.fields["drawn"].widget.fault = {"lon": lon, "lat": lat, "text": text} if code else None


def _sentence(problem):
    said = wording.sentence(problem.code, problem.facts)
    return f"{problem.path}: {said}" if problem.path else said


class SiteCodeForm(forms.ModelForm):
    class Meta:
        model = SiteCode
        fields = ["code", "source"]

    def clean_code(self):
        code = self.cleaned_data["code"]
        for validate in Site._meta.get_field("code").validators:
            validate(code)
        if Site.objects.filter(code=code).exists():
            raise ValidationError(_("This is the code of a site."))
        return code


class SpeciesForm(GuardedForm):
    """A species with its Red List record. A code that came from a list and stands in no choice is one where it is on file."""

    category = forms.ChoiceField(
        label=_("Red List category"),
        required=False,
        choices=[
            ("", _("none on file")),
            *((code, format_lazy("{} ({})", name, code)) for code, name in CATEGORY_NAMES.items()),
            (_("Codes of older and regional lists"), [(code, code) for code in OLDER_CODES]),
        ],
        help_text=_("Of the global assessment of the IUCN Red List."),
        error_messages={"invalid_choice": _("Choose one of the codes of the Red List.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = self.instance.category
        if kept and not self.fields["category"].valid_value(kept):
            self.fields["category"].choices += [
                (kept, format_lazy(_("{code}, as it came from outside"), code=kept))
            ]


class SpeciesNameForm(forms.ModelForm):
    class Meta:
        model = SpeciesName
        fields = ["name", "kind", "language", "source"]
