"""The place: its names, countries and description."""

from django.utils.translation import gettext_lazy as _

from sites import inputs

from . import base


class Form(base.PartForm):
    part = "place"
    name = inputs.LineField(label=_("Name of the place"), max_length=200)

    def proposal(self):
        return {"site": {"name": self.cleaned_data.get("name", "")}}
