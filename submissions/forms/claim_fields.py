"""What is asked of one species at one site: the fields of a claim, in the order of the page, with their words."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import inputs
from sites.categories import CATEGORY_NAMES
from sites.fields import ExactDecimalFormField
from sites.models import Claim, Species

RED_LIST = "iucnredlist.org"
TODAY = [(code, format_lazy("{} ({})", name, code)) for code, name in CATEGORY_NAMES.items()]


class RedListPageField(inputs.LinkField):
    """The address of a page of the Red List: kept, and never fetched."""

    def validate(self, value):
        super().validate(value)
        if value and not _is_red_list(value):
            raise ValidationError(
                _(
                    "Give the species' page on iucnredlist.org, such as https://www.iucnredlist.org/species/22698640/."
                ),
                code="invalid",
            )


def _is_red_list(address):
    host = urlsplit(address).netloc.lower()  # with any user or port, which such an address does not have
    return "@" not in host and (host == RED_LIST or host.endswith(f".{RED_LIST}"))


def _label(name):
    return capfirst(Claim._meta.get_field(name).verbose_name)


def _figure(name, help_text=""):
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    return ExactDecimalFormField(label=_label(name), required=False, help_text=help_text, widget=widget)


class YearField(inputs.WholeField):
    """A year that has begun, since 1800."""

    def validate(self, value):
        super().validate(value)
        last = timezone.now().year
        if value is not None and not inputs.EARLIEST_YEAR <= value <= last:
            years = {"first": str(inputs.EARLIEST_YEAR), "last": str(last)}
            raise ValidationError(_("Write a year from %(first)s to %(last)s.") % years, code="invalid")


def _year(label, help_text=""):
    return YearField(label=label, required=False, help_text=help_text)


def _choice(name, choices, help_text=""):
    return forms.ChoiceField(label=_label(name), choices=choices, required=False, help_text=help_text)


class SpeciesInput(forms.TextInput):
    """A species by its scientific name; the script suggests names while one is typed."""

    def __init__(self):
        suggested = {
            "data-suggestions": format_lazy("{}?kind=species", reverse_lazy("search-suggest")),
            "data-list-label": gettext_lazy("Species"),
            "data-some": gettext_lazy("Suggestions: {count}. Choose one with the arrow keys."),
            "data-none": gettext_lazy("No suggestion."),
        }
        super().__init__({"autocomplete": "off", "spellcheck": "false"} | suggested)


class ClaimFields(forms.Form):
    """`of` names the claim on file that it is, in an update; `gone` takes that off."""

    use_required_attribute = False

    of = inputs.LineField(max_length=300, required=False, widget=forms.HiddenInput)
    gone = forms.BooleanField(
        label=gettext_lazy("This species should be taken off the list of this site"), required=False
    )
    gone_why = inputs.TextField(
        label=gettext_lazy("Why, and who says so?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "It is gone, was never here, or lives elsewhere too: what was found, and where it can be read."
        ),
    )
    species = inputs.LineField(
        label=_label("species"),
        max_length=200,
        widget=SpeciesInput,
        help_text=gettext_lazy(
            "The scientific name, as the Red List writes it. Older and common names find it too."
        ),
        error_messages={"required": gettext_lazy("Name the species.")},
    )
    red_list_url = RedListPageField(
        label=gettext_lazy("Its page on the IUCN Red List"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Only for a species that the registry does not have yet. The page is noted and never opened by the registry."
        ),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category that this page gives"),
        required=False,
        choices=[("", gettext_lazy("not known, or as on file")), *TODAY],
    )
    assessment_year = _year(gettext_lazy("Year of that assessment"))
    rank = forms.ChoiceField(
        label=gettext_lazy("What the name stands for"), choices=Species.Rank.choices, required=False
    )
    possibly_extinct = forms.BooleanField(label=gettext_lazy("tagged as possibly extinct"), required=False)
    possibly_extinct_in_the_wild = forms.BooleanField(
        label=gettext_lazy("tagged as possibly extinct in the wild"), required=False
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("On what ground does it depend on this place?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the ground: the other questions follow from it.")},
    )
    segment = _choice(
        "segment",
        Claim.Segment.choices,
        gettext_lazy(
            "Resident: it stays all year. For a species that comes for one season only, choose that season; the share then counts for it alone."
        ),
    )
    site_min = _figure("site_min")
    site_best = _figure("site_best")
    site_max = _figure("site_max")
    site_parameter = _choice("site_parameter", Claim.Parameter.choices)
    site_year = _year(_label("site_year"))
    global_min = _figure("global_min")
    global_best = _figure("global_best")
    global_max = _figure("global_max")
    global_parameter = _choice("global_parameter", Claim.Parameter.choices)
    global_year = _year(_label("global_year"))
    percent = _figure(
        "percent",
        gettext_lazy("Only where the source states a percentage and gives no figures, such as 97.5."),
    )
    presence = _choice(
        "presence",
        Claim.Presence.choices,
        gettext_lazy(
            "Extant: known to live here. Possibly extinct: looked for and no longer found. Uncertain: the records are doubtful."
        ),
    )
    origin = _choice(
        "origin",
        Claim.Origin.choices,
        gettext_lazy(
            "Native: it has always been here. Reintroduced: brought back to where it once lived. Introduced, vagrant and captive ones do not count."
        ),
    )
    last_confirmed = _year(
        _label("last_confirmed"), gettext_lazy("The year in which somebody last found it here.")
    )
    reintroduction_confirmed = forms.BooleanField(
        label=gettext_lazy("Suppose that the secretariat has confirmed the choice"), required=False
    )
    citation = inputs.TextField(
        label=_label("citation"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Who says so, and where: a paper, a report, field notes or a person, with the year."
        ),
    )
    evidence_url = inputs.LinkField(
        label=_label("evidence_url"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "A page, a DOI or a record that others can look up. It is noted and never opened by the registry."
        ),
    )
    notes = inputs.TextField(
        label=gettext_lazy("Anything else about this species here"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
