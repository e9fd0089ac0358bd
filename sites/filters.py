"""The filters of list, map and API: declared once, read strictly, with the same names everywhere (design: Addresses).

A parameter that is unknown, repeated or cannot be read is a problem with a sentence, never a guess."""

import re
from decimal import Decimal

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import geometry, places
from .categories import CATEGORY_NAMES
from .models import Country, Evaluation, PublishedCountry, PublishedSite, PublishedSpecies, Site, Species
from .presence import PRESENCES, waiting
from .search import fold

DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET = 100, 1000, 100_000
HALF_CIRCUMFERENCE_KM = 20_037.6  # along the equator: no two places are farther apart
CATEGORY_CHOICES = [(code, format_lazy("{} ({})", name, code)) for code, name in CATEGORY_NAMES.items()]
OF_A_CLAIM = ("species", "group", "category", "presence")
PUBLIC_STATUSES = [choice for choice in Site.Status.choices if choice[0] != Site.Status.DRAFT]

WHOLE = re.compile(r"[0-9]{1,20}", re.ASCII)
NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?", re.ASCII)


class WholeField(forms.CharField):
    """A whole number in ASCII digits: from `least` up; more than `most` is brought down to it where `clamp`."""

    def __init__(self, *, least, most, clamp=False, **kwargs):
        super().__init__(**kwargs)
        self.least, self.most, self.clamp = least, most, clamp

    def to_python(self, value):
        text = super().to_python(value)
        if text == "":
            return None
        number = int(text) if WHOLE.fullmatch(text) else None
        if number is not None and self.clamp:
            number = min(number, self.most)
        if number is None or not self.least <= number <= self.most:
            raise ValidationError(
                _("Write a whole number from %(least)d to %(most)d in plain digits.")
                % {"least": self.least, "most": self.most}
            )
        return number


class NumbersField(forms.CharField):
    """Numbers in plain decimal digits, separated by commas: a list of floats."""

    def to_python(self, value):
        text = super().to_python(value)
        if text == "":
            return None
        parts = [part.strip() for part in text.split(",")]
        if not all(NUMBER.fullmatch(part) for part in parts):
            raise ValidationError(_("Write plain decimal numbers separated by commas, such as -90.5,-1.4."))
        return self.read([float(part) for part in parts])


class BoxField(NumbersField):
    """`bbox`: west,south,east,north in degrees, or with two heights (six numbers), which are ignored. West may exceed east: the box
    then crosses the antimeridian."""

    def read(self, numbers):
        if len(numbers) == 6:
            numbers = numbers[:2] + numbers[3:5]
        if len(numbers) != 4:
            raise ValidationError(
                _("A box has four numbers: west, south, east, north (or six, with heights).")
            )
        west, south, east, north = numbers
        if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
            raise ValidationError(
                _("Longitudes lie within ±180 and latitudes within ±90 degrees; longitude comes first.")
            )
        if south > north:
            raise ValidationError(_("The second number (south) must not exceed the fourth (north)."))
        return geometry.Bounds(west, south, east, north)


class PlaceField(NumbersField):
    """`near`: lon,lat in degrees."""

    def read(self, numbers):
        if len(numbers) != 2:
            raise ValidationError(_("A place has two numbers: longitude, latitude."))
        lon, lat = numbers
        if abs(lon) > 180 or abs(lat) > 90:
            raise ValidationError(
                _("Longitudes lie within ±180 and latitudes within ±90 degrees; longitude comes first.")
            )
        return lon, lat


class KilometresField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if text == "":
            return None
        if not NUMBER.fullmatch(text) or not 0 < Decimal(text) <= Decimal(str(HALF_CIRCUMFERENCE_KM)):
            raise ValidationError(
                _("Write a distance in kilometres above 0 and up to 20037, such as 50 or 2.5.")
            )
        return float(text)


class CountryField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if text and not (text.isprintable() and Country.objects.filter(iso2=text).exists()):
            raise ValidationError(
                _(
                    "Write the two capital letters of a country's ISO 3166 code, such as EC (or ABNJ for the high seas)."
                )
            )
        return text


class RegionField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if text and not (text.isprintable() and Country.objects.filter(region=text).exists()):
            raise ValidationError(
                _("Write the name of a region as the list of countries has it, such as Americas.")
            )
        return text


class SpeciesField(forms.CharField):
    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        named = Q(species__slug=text) | Q(species__old_slugs__slug=text) | Q(scientific_name=text)
        rows = PublishedSpecies.objects.filter(named).values_list("species", flat=True)
        found = rows.first() if text.isprintable() else None
        if found is None:
            raise ValidationError(
                _("No species of the registry has this name. Write it as in its address: mimus-trifasciatus.")
            )
        return found


class Named(django_filters.Filter):
    """A filter with a field of its own; its filter set applies it."""

    def __init__(self, field_class, **kwargs):
        self.field_class = field_class
        super().__init__(**kwargs)

    def filter(self, queryset, value):
        return queryset


class Chosen(django_filters.ChoiceFilter):
    def __init__(self, choices, **kwargs):
        kwargs.setdefault("empty_label", gettext_lazy("any"))
        super().__init__(choices=choices, **kwargs)


class PageForm(forms.Form):
    """The page asked for, which belongs to no single filter."""

    limit = WholeField(least=1, most=MAX_LIMIT, clamp=True, required=False)
    offset = WholeField(least=0, most=MAX_OFFSET, required=False)


class SiteForm(PageForm):
    def clean(self):
        given = super().clean()
        if not self.errors.keys() & {"near", "km"}:
            if given.get("near") and not given.get("km"):
                self.add_error(
                    "km", _("Say within how many kilometres of the place: near and km go together.")
                )
            if given.get("km") and not given.get("near"):
                self.add_error(
                    "near", _("Say near which place (longitude,latitude): near and km go together.")
                )
        return given


def misnamed(query, known):
    """[(parameter, sentence)] of a query string's parameters that are none of the known ones or are given twice."""
    names = _("There is no such parameter. Known are: %(names)s.") % {"names": ", ".join(sorted(known))}
    twice = _("This parameter is given more than once; give it once.")
    unknown = [(name, names) for name in query if name not in known]
    return unknown + [(name, twice) for name, values in query.lists() if name in known and len(values) > 1]


class StrictFilterSet(django_filters.FilterSet):
    """Rows by the parameters of a query string. Ask for `problems` first; the rest holds only where there are none."""

    default_limit = DEFAULT_LIMIT

    @classmethod
    def read(cls, query, rows):
        """(the filter set, []), or (a filter set that asks for nothing, problems) where the query cannot be read."""
        asked = cls(query, rows)
        return (cls(QueryDict(), rows), asked.problems) if asked.problems else (asked, [])

    @cached_property
    def problems(self):
        """[(parameter, sentence)]: what cannot be read, what is unknown and what is given twice."""
        fields, given = self.form.fields, self.form.data
        unread = [(name, " ".join(sentences)) for name, sentences in self.form.errors.items()]
        return misnamed(given, fields) + unread

    @property
    def asked(self):
        """The cleaned values by parameter."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def limit(self):
        return self.asked["limit"] or self.default_limit

    @property
    def offset(self):
        return self.asked["offset"] or 0


def of_claims(claims, asked):
    """Those of these PublishedSpecies rows for which every filter of a claim holds."""
    claims = claims.filter(**{name: asked[name] for name in ("species", "group", "category") if asked[name]})
    return waiting(claims, asked["presence"]) if asked["presence"] else claims


class SiteFilter(StrictFilterSet):
    """Published sites."""

    country = Named(CountryField, label=gettext_lazy("Country"))
    region = Named(RegionField, max_length=60, label=gettext_lazy("Region"))
    species = Named(SpeciesField, label=gettext_lazy("Species"))
    group = Chosen(Species.Group.choices, label=gettext_lazy("Taxon group"))
    category = Chosen(CATEGORY_CHOICES, label=gettext_lazy("Red List category"))
    status = Chosen(PUBLIC_STATUSES, label=gettext_lazy("Status"))
    outcome = Chosen(Evaluation.Outcome.choices, label=gettext_lazy("State of the evidence"))
    protection = Chosen(Site.Protection.choices, label=gettext_lazy("Protection"))
    presence = Chosen(PRESENCES, label=gettext_lazy("Presence of a species"))
    q = Named(forms.CharField, max_length=200, label=gettext_lazy("Name, code or species"))
    bbox = Named(BoxField, max_length=400, label=gettext_lazy("Within the box"))
    near = Named(PlaceField, max_length=400, label=gettext_lazy("Near"))
    km = Named(KilometresField, label=gettext_lazy("Kilometres"))

    class Meta:
        model = PublishedSite
        fields = []
        form = SiteForm

    def filter_queryset(self, queryset):
        asked = self.asked
        for name in ("status", "outcome", "protection"):
            if asked[name]:
                queryset = queryset.filter(**{name: asked[name]})
        for name, of_country in (("country", "country"), ("region", "country__region")):
            if asked[name]:
                there = PublishedCountry.objects.filter(site=OuterRef("pk"), **{of_country: asked[name]})
                queryset = queryset.filter(Exists(there))
        if any(asked[name] for name in OF_A_CLAIM):
            claims = of_claims(PublishedSpecies.objects.filter(site=OuterRef("pk")), asked)
            queryset = queryset.filter(Exists(claims))
        for word in fold(asked["q"]).split():
            queryset = queryset.filter(search_text__contains=word)
        return places.within(queryset, asked["bbox"]) if asked["bbox"] else queryset

    def page(self):
        """(number of sites matched, the PublishedSite rows of the page asked for): by name, or by distance where `near` is given;
        `distance_km` is then set on each."""
        if self.asked["near"]:
            found = places.Neighbourhood(self.qs, self.asked["near"], self.asked["km"])
            return len(found.ids), found.nearest(self.offset, self.limit)
        return self.qs.count(), list(self.qs[self.offset : self.offset + self.limit])

    def everything(self):
        """All PublishedSite rows that match, within `km` of the place where `near` is given, in the order of the rows."""
        if self.asked["near"]:
            return self.qs.filter(
                pk__in=places.Neighbourhood(self.qs, self.asked["near"], self.asked["km"]).ids
            )
        return self.qs


class MapFilter(SiteFilter):
    """Published sites as the panel beside the map lists them. Where there are more, the list asks for those in view as the map moves."""

    default_limit = 200
