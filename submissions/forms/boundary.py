"""The boundary: given in whichever way somebody has it, corrected by remarks at places, or left to the secretariat to draw."""

from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import inputs
from sites.wording.sayable import area as area_text

from .. import boundaries, drafts, files, parts
from ..boundary_buttons import TEXTS, Press, keep_files
from ..boundary_told import Standing, Waiting
from ..models import Attachment, ProposedBoundary
from . import base, pins
from .place import Form as PlaceForm

How = ProposedBoundary.How


def text_area(label, **attrs):
    attrs = {"spellcheck": "false", "autocomplete": "off"} | attrs
    return forms.CharField(label=label, required=False, strip=False, widget=forms.Textarea(attrs=attrs))


class Form(base.PartForm):
    part = "boundary"

    file = forms.FileField(label=gettext_lazy("The file"), required=False)
    pasted = text_area(gettext_lazy("GeoJSON or well-known text"), rows=5)
    corners = text_area(gettext_lazy("The corners, one a line"), rows=7)
    drawn = text_area(gettext_lazy("Drawn on the map"), hidden=True)
    drawn_from = forms.CharField(
        label=gettext_lazy("What the drawing began from"), required=False, widget=forms.HiddenInput
    )
    markup = forms.FileField(label=gettext_lazy("The photo or scan"), required=False)
    pin_place = forms.CharField(label=gettext_lazy("Where a remark is"), required=False)
    pin_text = forms.CharField(label=gettext_lazy("What a remark says"), required=False)
    source = inputs.LineField(
        label=gettext_lazy("Where the boundary comes from"), max_length=500, required=False
    )
    known_km2 = inputs.PercentField(
        label=gettext_lazy("Its area in km², if you know it"), required=False, min_value=0, max_value=10**9
    )

    @cached_property
    def row(self):
        return boundaries.of(self.submission)

    @cached_property
    def sent_files(self):
        """The Attachments of this part, in the order in which they came."""
        return list(files.of(self.submission, files.OF_BOUNDARIES))

    @cached_property
    def place(self):
        """What was typed into the part on the place, as far as it can be read."""
        return PlaceForm(self.submission.typed.get("place", {}), submission=self.submission).cleaned

    @cached_property
    def place_point(self):
        """(lon, lat, metres) of the point in the place that its author gave, None for none."""
        point = self.place.get("locality")
        return point and (point.lon, point.lat, self.place.get("locality_uncertainty_m") or 0)

    @property
    def countries(self):
        """Codes of the countries that the place is said to lie in."""
        seen = (self.submission.base or {}).get("site", {}).get("countries")
        return list(self.place.get("countries") or seen or ())

    @cached_property
    def pins(self):
        return pins.read(self.typed)

    @property
    def pin_rows(self):
        """The rows of remarks, empty ones at the end, each with the ids and faults that its controls show."""
        found = []
        for pin in pins.rows(self.typed):
            told = {"pin": pin}
            for name, fault in ((pins.PLACE, pin.place_fault), (pins.TEXT, pin.text_fault)):
                shown = fault if fault in self.errors.get(name, ()) else ""
                is_first = shown and not any(row[name]["fault"] for row in found)
                told[name] = {"fault": shown, "id": f"id_{name}" if is_first else f"id_{name}_{pin.number}"}
            found.append(told)
        return found

    @cached_property
    def standing(self):
        return Standing(
            self.row,
            named=self.countries,
            known_km2=float(self.cleaned.get("known_km2") or 0) or None,
            point=self.place_point,
            pins=[(pin.sign, pin.place) for pin in self.pins if pin.place],
        )

    @cached_property
    def waiting(self):
        told = self.row.waiting or {}
        file = next((one for one in self.sent_files if one.pk == told.get("file")), None)
        return Waiting(told, file)

    @property
    def is_left_to_secretariat(self):
        return self.row.how == How.SECRETARIAT

    @property
    def is_update(self):
        return bool(self.submission.site_id)

    @property
    def is_begun(self):
        return super().is_begun or self.row.pk is not None

    def clean(self):
        for pin in self.pins:
            for name, fault, typed in (
                (pins.PLACE, pin.place_fault, pin.typed_place),
                (pins.TEXT, pin.text_fault, pin.typed_text),
            ):
                if fault:
                    self.add_error(
                        name, ValidationError(fault, code="invalid" if typed.strip() else base.REQUIRED)
                    )
        return super().clean()

    def unread_files(self):
        """Files that were sent for the boundary and not read yet."""
        last = self.row.taken.get(How.FILE, 0)
        return [
            file for file in self.sent_files if file.purpose == Attachment.Purpose.BOUNDARY and file.pk > last
        ]

    def unread(self):
        """{field: its text} of the texts that were typed and not read yet."""
        texts = {name: self.typed.get(name, [""])[0] for name in TEXTS}
        taken = self.row.taken
        return {
            name: text
            for name, text in texts.items()
            if text.strip() and taken.get(TEXTS[name]) != parts.mark(text)
        }

    def proposal(self):
        return {
            "boundary": self._boundary(),
            "pins": [
                {"lon": pin.place[0], "lat": pin.place[1], "text": pin.text}
                for pin in self.pins
                if pin.is_right
            ],
        }

    def _boundary(self):
        row, source = self.row, self.cleaned.get("source") or ""
        sha256 = row.file.sha256 if row.file else None
        if row.geojson and not self.standing.is_unchanged:
            told = {"geojson": boundaries.as_json(row), "area_km2": row.area_km2}
            return {"how": row.how, "file": sha256, "source": source, **told}
        if self.is_left_to_secretariat:
            return {"how": How.SECRETARIAT.value, "file": sha256, "source": source}
        return None

    def problems(self):
        found = super().problems()
        found += [base.Problem(self.part, name, self._unread_sentence(name), False) for name in self.unread()]
        found += [base.Problem(self.part, "file", self._unread_sentence("file"), False)] * bool(
            self.unread_files()
        )
        found += self._choices_to_make()
        return found

    def _choices_to_make(self):
        if self.waiting.is_open:
            sentence = _("Something is asked of the boundary that you gave: choose an answer.")
        elif self.row.geojson and not self.row.valid:
            sentence = _(
                "The boundary is not valid: give another one, or leave it to the secretariat to draw."
            )
        elif not (self.row.geojson or self.is_left_to_secretariat or self.is_update):
            sentence = _("Give the boundary, or leave it to the secretariat to draw.")
            return [base.Problem(self.part, "", sentence, True)]
        else:
            return []
        return [base.Problem(self.part, "", sentence, False)]

    def _unread_sentence(self, name):
        return _("%(field)s: this was not read yet. Open the part and save it.") % {
            "field": self.label_of(name)
        }

    def anchor(self, field):
        return super().anchor(field) if field else "boundary"

    def receive(self, request):
        return keep_files(self.submission, request)

    def respond(self, request, token, go):
        """Acts on what came, and shows the page again where there is something new to see."""
        press = Press(self, request, token, go)
        try:
            press.act()
        except drafts.Closed:
            return redirect("submission", token)
        self.full_clean()
        for sentence in press.faults:
            self.add_error(None, sentence)
        for read_before in ("row", "sent_files", "waiting", "standing"):
            self.__dict__.pop(read_before, None)
        if press.faults or not press.news:
            return None
        return redirect(f"{reverse('submission-part', args=[token, self.part])}#boundary")

    def told(self):
        found = [
            self.tell(name, self.typed[name])
            for name in ("source", "known_km2")
            if self.typed.get(name, [""])[0].strip()
        ]
        return self._told_boundary() + found + self._told_pins()

    def tell(self, name, values):
        """A drawing in a word: nobody reads it as text."""
        return super().tell(name, [_("a drawing")] if name == "drawn" and any(values) else values)

    def _told_boundary(self):
        words = str(self.row.get_how_display()) if self.row.geojson or self.is_left_to_secretariat else ""
        if self.row.geojson:
            words = f"{words}: {area_text(self.row.area_km2)} km²"
        names = [one.name for one in self.sent_files]
        found = [base.Told("", _("The boundary"), [words], False)] if words else []
        return found + ([base.Told("file", _("Files sent for it"), names, False)] if names else [])

    def _told_pins(self):
        remarks = [f"{pin.sign}: {pin.typed_place}: {pin.typed_text}" for pin in self.pins]
        return [base.Told("", _("Remarks at places"), remarks, False)] if remarks else []
