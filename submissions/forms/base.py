"""What the form of every part of a draft has in common."""

from collections import namedtuple

from django import forms
from django.forms.forms import NON_FIELD_ERRORS
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sites import inputs

# `field`: a name in the part's form, or "" for the part as a whole. `missing`: nothing was typed there, rather than something wrong.
Problem = namedtuple("Problem", "part field sentence missing")
# Why a file that came with a form was not kept: `field` is the control it was chosen with, `status` that of the answer.
Fault = namedtuple("Fault", "field sentence status")
# What a field holds, in words. `is_long`: a text with lines of its own. `was`: what the author of an update found there, in words; else None.
Told = namedtuple("Told", "field label values is_long was", defaults=[None])
REQUIRED = "required"


class PartForm(forms.Form):
    """The form of one part, filled in with {field: [values]} as a browser sent them, whether or not they can be used.

    `Form(None, submission=…)` is not filled in and has no problems; `Form({}, submission=…)` lacks everything that is needed."""

    part = ""
    on_file = {}  # {field: [values]} that stood in it from the start, in an update
    use_required_attribute = False  # a draft may be saved with anything missing

    def __init__(self, typed=None, *, submission, **kwargs):
        self.submission = submission
        super().__init__(None if typed is None else MultiValueDict(typed), **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop(
                "maxlength", None
            )  # with it a browser cuts what is pasted, and says nothing
            if isinstance(field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
                field.widget.attrs["class"] = "form-check-input"
            if isinstance(field, inputs.TextField):
                field.widget.attrs.setdefault("dir", "auto")

    @property
    def typed(self):
        """{field: [values]} as they were sent."""
        return dict(self.data.lists()) if self.is_bound else {}

    @property
    def is_begun(self):
        """Whether anything stands in this part yet."""
        return any(value.strip() for values in self.typed.values() for value in values)

    @property
    def cleaned(self):
        """{field: its value}, of the fields that can be used."""
        return self.cleaned_data if self.errors is not None and self.is_bound else {}

    def proposal(self):
        """This part's share of the proposal: {key: value}, of what can be used. Never raises."""
        return {}

    def problems(self):
        """Everything in the way of sending this part, as Problems, in the order of the page."""
        found = self.errors.as_data()
        return [
            Problem(self.part, "" if name == NON_FIELD_ERRORS else name, sentence, error.code == REQUIRED)
            for name in (*self.fields, NON_FIELD_ERRORS)
            for error in found.get(name, ())
            for sentence in error.messages
        ]

    def forgive_missing(self):
        """Shows no problem any more where nothing was typed yet."""
        for name, errors in list(self.errors.items()):
            errors.data = [error for error in errors.as_data() if error.code != REQUIRED]
            if not errors.data:
                del self.errors[name]

    def label_of(self, name):
        """What a field is called in lists: its `short_label` where it has one."""
        field = self.fields.get(name)
        return getattr(field, "short_label", field.label) if field else name

    def anchor(self, field):
        """The id of the control to which a problem of `field` leads."""
        bound = self[field] if field in self.fields else None
        return (bound.id_for_label or bound.auto_id) if bound else "fields"

    @property
    def is_as_on_file(self):
        """Whether nothing in it differs from what the registry has."""
        return bool(self.on_file) and not self._differing()

    def told(self):
        """What stands in this part, field by field, as Told; of what the registry has already, only what differs."""
        if self.on_file:
            return [self._differs(name) for name in self._differing()]
        told = [self.tell(name, self.typed[name]) for name in self.fields if name in self.typed]
        return [each for each in told if each.values]

    def _differing(self):
        shown = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        return [name for name in shown if _filled(self.typed, name) != _filled(self.on_file, name)]

    def _differs(self, name):
        was = self.tell(name, self.on_file.get(name, [])).values
        return self.tell(name, self.typed.get(name, []))._replace(was=was)

    def tell(self, name, values):
        """A Told of what was typed into a field, of this form or of another version of it."""
        field = self.fields.get(name)
        words = dict(_flat(getattr(field, "choices", ())))
        if isinstance(field, forms.BooleanField):
            words = dict.fromkeys(values, _("yes"))
        is_long = isinstance(getattr(field, "widget", None), forms.Textarea)
        shown = [str(words.get(value, value)) for value in values if value.strip()]
        return Told(name, self.label_of(name), shown, is_long)

    def receive(self, request):
        """Keeps the files that came with the form, before anything of its text is judged; Faults of those that cannot be kept."""
        return []

    def saved(self):
        """What else is kept of the part, beside its text, whenever that was saved."""

    def respond(self, request, token, go):
        """What a button of this part alone answers once what was typed is saved; None for the buttons that every part has."""


def _filled(typed, name):
    return [value for value in typed.get(name, ()) if value.strip()]


def _flat(choices):
    for value, label in choices:
        yield from label if isinstance(label, (list, tuple)) else [(value, label)]
