"""You: who sends this, and what may be said of it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites import inputs

from . import base


class Form(base.PartForm):
    part = "you"
    name = inputs.LineField(label=_("Your name"), max_length=200)
    affiliation = inputs.LineField(label=_("Affiliation"), max_length=500, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=320, required=False)
    credit = forms.BooleanField(label=_("Name me as a contributor"), required=False)
    consent = forms.BooleanField(label=_("I agree"))

    def person(self):
        """The columns of the submission that say who sent it: personal data never stand in the proposal."""
        told = {name: self.cleaned_data.get(name) or "" for name in ("name", "affiliation", "email")}
        return told | {
            "credit": bool(self.cleaned_data.get("credit")),
            "consented_at": self.submission.consented_at or timezone.now(),
        }
