"""You: who sends this, how to be reached, and what may be said of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sites import inputs

from .. import mailbox
from . import base


class MailField(inputs.LineField):
    """A mailbox that we write to (see `mailbox`)."""

    widget = forms.EmailInput
    default_error_messages = {
        "invalid": gettext_lazy("Write one plain address such as name@example.org, without a name beside it.")
    }

    def to_python(self, value):
        typed = super().to_python(value)
        if typed and not mailbox.is_mailbox(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return typed


class Form(base.PartForm):
    part = "you"

    name = inputs.LineField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={base.REQUIRED: gettext_lazy("Say who you are.")},
    )
    affiliation = inputs.LineField(
        label=gettext_lazy("Organization or affiliation"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = MailField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "For a receipt with the private link, for questions and for the decision; never shown in public. Without it, the private "
            "link is the only way back, and questions and the decision are found there alone."
        ),
    )
    credit = forms.BooleanField(
        label=gettext_lazy("Name me in public as a contributor, with my affiliation, if this is accepted"),
        required=False,
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "I have read this. The registry may keep what I send and use it to identify and conserve sites; facts that are accepted become part of the public registry."
        ),
        error_messages={
            base.REQUIRED: gettext_lazy("Without your consent the registry may not keep what you send.")
        },
    )

    credit.short_label, consent.short_label = gettext_lazy("Credit"), gettext_lazy("Your consent")

    def person(self):
        """The columns of the submission that say who sent it: personal data never stand in the proposal."""
        told = {name: self.cleaned.get(name) or "" for name in ("name", "affiliation", "email")}
        return told | {
            "credit": bool(self.cleaned.get("credit")),
            "consented_at": self.submission.consented_at or timezone.now(),
        }
