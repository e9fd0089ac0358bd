"""The first question of a submission: which species, and where. Everything may be left out."""

from django import forms
from django.utils.translation import gettext_lazy

from sites import inputs
from sites.screen_form import TypedPlaceField

from .claim_fields import TODAY, SpeciesInput
from .countries import listed


class OutsetForm(forms.Form):
    use_required_attribute = False

    species = inputs.LineField(
        label=gettext_lazy("Which species?"),
        max_length=200,
        required=False,
        widget=SpeciesInput,
        help_text=gettext_lazy("Its scientific name, as the Red List writes it."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("What does the global IUCN Red List say of it?"),
        choices=[("", gettext_lazy("I do not know")), *TODAY],
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("In which country?"),
        choices=lambda: [("", gettext_lazy("I do not know, or at sea")), *listed()],
        required=False,
    )
    point = TypedPlaceField(
        label=gettext_lazy("Where, as a point?"),
        required=False,
        help_text=gettext_lazy("If you know it: -1.30, -90.43 or 1°18′ S 90°26′ W."),
    )
