"""The list of countries as a reader asks for it: one region or all, in one of a few orders."""

from django import forms
from django.utils.translation import gettext_lazy

from . import country_figures
from .filters import Chosen, StrictFilterSet
from .models import Country

ORDERS = {
    "name": (gettext_lazy("by region and name"), lambda found: (found.country.region, found.country.name)),
    "confirmed": (
        gettext_lazy("most confirmed sites first"),
        lambda found: (-found.confirmed, found.country.name),
    ),
    "candidates": (
        gettext_lazy("most candidates first"),
        lambda found: (-found.candidates, found.country.name),
    ),
    "species": (gettext_lazy("most species first"), lambda found: (-found.species, found.country.name)),
    "unprotected": (
        gettext_lazy("highest share without protection first"),
        lambda found: (
            -(-1 if found.unprotected_percent is None else found.unprotected_percent),
            -found.unprotected,
            found.country.name,
        ),
    ),
}


class CountryForm(forms.Form):
    """Nothing but the filters."""


class CountryFilter(StrictFilterSet):
    """Figures of countries."""

    region = Chosen(country_figures.regions, label=gettext_lazy("Region"))
    sort = Chosen([(key, label) for key, (label, _order) in ORDERS.items()], label=gettext_lazy("Order"))

    class Meta:
        model = Country
        fields = []
        form = CountryForm
