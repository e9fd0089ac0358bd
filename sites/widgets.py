"""Form controls that work as plain HTML; their scripts add to them."""

from django import forms
from django.forms.utils import flatatt
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

NAMES = reverse_lazy("admin:aze_sites_species_names")


class BoundaryWidget(forms.Textarea):
    """A boundary as GeoJSON text, with a map on which it can be drawn. Without a script, or without a mouse, the text is the control.

    What is loaded is saved as it was: the script writes the text only when something is drawn, moved or removed."""

    template_name = "admin/boundary_widget.html"

    class Media:
        js = (Script("js/boundary.js", type="module"),)

    def __init__(self, attrs=None):
        super().__init__(
            {"rows": 8, "cols": 80, "spellcheck": "false", "autocomplete": "off"} | (attrs or {})
        )
        self.fault = None

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"fault": self.fault}


class SpeciesInput(forms.TextInput):
    """A species by its scientific name; the script suggests names while one is typed."""

    class Media:
        js = (Script("js/suggest.js", type="module"),)

    def __init__(self, attrs=None):
        super().__init__(
            {"size": 40, "autocomplete": "off", "spellcheck": "false", "data-suggest": NAMES} | (attrs or {})
        )


class LongSelect(forms.Select):
    """A choice among hundreds: a template for each option would take longer than all the rest of its page."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        options = [option for _name, group, _index in widget["optgroups"] for option in group]
        written = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (option["value"], mark_safe(" selected" if option["selected"] else ""), option["label"])
                for option in options
            ),
        )
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(widget["attrs"]), written)
