"""The countries of a place, in their order: one list to choose from for each, and always one more than is filled in."""

from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sites import countries

MOST = 12


class CountrySelects(forms.Widget):
    template_name = "submissions/widgets/countries.html"
    use_fieldset = True

    def value_from_datadict(self, data, files, name):
        return [value for value in data.getlist(name) if value]

    def id_for_label(self, id_, index=None):
        return f"{id_}_0"

    def get_context(self, name, value, attrs):
        chosen = list(value or [])[:MOST]
        shown = [*chosen, ""] if len(chosen) < MOST else chosen
        told = {"chosen": shown, "countries": listed(), "is_invalid": bool((attrs or {}).get("aria-invalid"))}
        return super().get_context(name, value, attrs) | told


class CountriesField(forms.MultipleChoiceField):
    widget = CountrySelects
    default_error_messages = {
        "required": _("Say in which country the place lies."),
        "invalid_choice": _("“%(value)s” is not in the list of countries."),
        "too_many": _("A place lies in at most %(most)d countries."),
    }

    def __init__(self, **kwargs):
        super().__init__(choices=listed, **kwargs)

    def to_python(self, value):
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST})


@cache
def listed():
    """[(code, name)] of all countries, by name."""
    return [(row.iso2, row.name) for row in countries.rows()]
