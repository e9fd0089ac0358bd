"""What the secretariat is asked for when it decides: reasons, sources and a successor; the verbs decide."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import inputs
from .forms import NOTES, SHORT
from .models import Site, StatusChange


class MoveForm(forms.Form):
    """The reasons for moving a site's public status. Fields that a verb does not take are left out."""

    successor = inputs.LineField(
        label=_("Code of the successor"),
        max_length=20,
        help_text=_("The code of the site that takes its place, such as ECU16."),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=[("", "---------"), *StatusChange.Reason.choices])
    text = inputs.TextField(
        label=_("Explanation"),
        max_length=NOTES,
        widget=SHORT,
        help_text=_("Published on the site's page with the change: what was found, by whom, and the source."),
    )
    override = forms.BooleanField(
        label=_("Decide against the evidence on file"),
        required=False,
        help_text=_(
            "Only where the evidence does not support the move. The explanation must say why it is made all the same."
        ),
    )

    def __init__(self, *args, takes, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"successor", "override"} - takes:
            del self.fields[name]

    def clean_successor(self):
        found = Site.objects.filter(code=self.cleaned_data["successor"]).first()
        if found is None:
            raise ValidationError(_("No site has this code."))
        return found


class WhyForm(forms.Form):
    """One reason, for the history."""

    why = inputs.TextField(label=_("Why"), max_length=500, widget=SHORT)

    def __init__(self, *args, help_text, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = help_text


class ConfirmForm(forms.Form):
    """What confirms the rationales of the chosen sites."""

    source = inputs.LineField(
        label=_("Source"),
        max_length=500,
        help_text=_("Who confirmed it, or where: a review meeting, a report, a person."),
    )
    day = inputs.PastDayField(label=_("Confirmed on"))
    reason = inputs.LineField(
        label=_("Reason"), max_length=500, help_text=_("Kept in the history of each site.")
    )
