"""What the form of every part of a draft has in common."""

from collections import namedtuple

from django import forms
from django.utils.datastructures import MultiValueDict

# `field`: a name in the part's form, or "" for the part as a whole. `missing`: nothing was typed there, rather than something wrong.
Problem = namedtuple("Problem", "part field sentence missing")


class PartForm(forms.Form):
    """The form of one part, filled in with {field: [values]} as a browser sent them, whether or not they can be used.

    `Form(None, submission=…)` is not filled in and has no problems; `Form({}, submission=…)` lacks everything that is needed."""

    part = ""
    use_required_attribute = False

    def __init__(self, typed=None, *, submission, **kwargs):
        self.submission = submission
        super().__init__(None if typed is None else MultiValueDict(typed), **kwargs)

    def proposal(self):
        """This part's share of the proposal: {key: value}, of what can be used. Never raises."""
        return {}

    def problems(self):
        """Everything in the way of sending this part, as Problems, in the order of the page."""
        found = self.errors.as_data()
        order = [name for name in (*self.fields, forms.forms.NON_FIELD_ERRORS) if name in found]
        return [
            Problem(
                self.part,
                "" if name == forms.forms.NON_FIELD_ERRORS else name,
                sentence,
                error.code == "required",
            )
            for name in order
            for error in found[name]
            for sentence in error.messages
        ]

    def anchor(self, field):
        """The id of the control to which a problem of `field` leads."""
        bound = self[field] if field in self.fields else None
        return (bound.id_for_label or bound.auto_id) if bound else "fields"

    def respond(self, request, token, go):
        """What a button of this part alone answers once what was typed is saved; None for the buttons that every part has."""
        return
