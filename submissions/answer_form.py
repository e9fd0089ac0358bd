"""What an author writes to the secretariat."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from sites import inputs

LONGEST = 20_000  # characters (reliability, Limits)


class AnswerForm(forms.Form):
    """`key`: that of this form; sent again, it is the same message. One that cannot be read is as good as a new one."""

    use_required_attribute = False
    text = inputs.TextField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(
            attrs={"rows": 6, "class": "form-control", "dir": "auto", "aria-describedby": "text-help"}
        ),
        error_messages={
            "required": _("Write your message first."),
            "max_length": _("This message is longer than 20,000 characters. Send it in two."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, is_question=False, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)
        if is_question:
            self.fields["text"].label = _("Your answer")

    def clean(self):
        self.errors.pop("key", None)
        return super().clean() | {"key": self.cleaned_data.get("key")}
