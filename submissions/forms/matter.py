"""The matter of an update, where it is neither a field of the place nor a claim: what was seen, what should become of the site."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sites import inputs
from sites.models import PublishedSite, StatusChange

from .. import kinds
from . import base

NOTES = 20_000
LOOKED = [
    ("visit", gettext_lazy("I was there")),
    ("record", gettext_lazy("By a camera, a recorder or another record from there")),
    ("literature", gettext_lazy("In a paper or a report")),
    ("told", gettext_lazy("Somebody who was there told me")),
    ("remote", gettext_lazy("From pictures taken from above")),
]
TAXONOMY = [
    ("split", gettext_lazy("It was split into several species")),
    ("lumped", gettext_lazy("It was lumped with another species")),
    ("renamed", gettext_lazy("It has another name now")),
    ("other", gettext_lazy("Something else")),
]
BECOMES = [
    ("merge", gettext_lazy("This and other sites are one")),
    ("split", gettext_lazy("This one is several")),
]
REASONS = {
    StatusChange.Reason.BETTER_KNOWLEDGE: gettext_lazy(
        "It lives elsewhere too, or was never here: we know more than we did"
    ),
    StatusChange.Reason.TAXONOMY: gettext_lazy("Its species was split, lumped or renamed"),
    StatusChange.Reason.IMPROVEMENT: gettext_lazy(
        "Its species is no longer threatened as it was: it has recovered"
    ),
    StatusChange.Reason.DETERIORATION: gettext_lazy("Its species has died out here"),
    StatusChange.Reason.RANGE: gettext_lazy("Its species has spread to other places, or was brought there"),
    StatusChange.Reason.BOUNDARY: gettext_lazy("Its limits do not hold: it is no place of its own"),
    StatusChange.Reason.ERROR: gettext_lazy("It was listed by mistake"),
    StatusChange.Reason.OTHER: gettext_lazy("Another reason"),
}
FIELDS = {
    "nothing": ("seen_on", "looked", "looked_note"),
    "taxonomy": ("taxon", "taxon_change", "taxon_names", "taxon_text"),
    "merge_split": ("becomes", "other_codes", "becomes_text"),
    "delisting": ("delisting_reason", "delisting_text"),
    "other": ("other_text",),
}


def text(label, rows=4, **kwargs):
    return inputs.TextField(
        label=label, max_length=NOTES, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class CodesOfSitesField(inputs.LineField):
    """Codes of public sites, as a list."""

    def to_python(self, value):
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", super().to_python(value).upper().strip())))
        codes = [code for code in codes if code][:50]
        known = set(PublishedSite.objects.filter(code__in=codes).values_list("code", flat=True))
        if missing := [code for code in codes if code not in known]:
            raise ValidationError(
                ngettext(
                    "No site has the code %(codes)s. The code stands in the address of a site’s page.",
                    "No sites have the codes %(codes)s. The code stands in the address of a site’s page.",
                    len(missing),
                )
                % {"codes": ", ".join(missing)[:200]},
                code="invalid",
            )
        return codes


class Form(base.PartForm):
    part = "matter"

    seen_on = inputs.PastDayField(
        label=gettext_lazy("When did you look?"),
        error_messages={
            base.REQUIRED: gettext_lazy("Say on which day you looked; the last one, if on several.")
        },
    )
    looked = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=LOOKED,
        widget=forms.RadioSelect,
        error_messages={base.REQUIRED: gettext_lazy("Say how you looked.")},
    )
    looked_note = text(
        gettext_lazy("Is there anything that others should know?"),
        required=False,
        help_text=gettext_lazy(
            "Which species you saw, where on the site you were, what you could not look at."
        ),
    )

    taxon = inputs.LineField(
        label=gettext_lazy("Which species?"),
        max_length=200,
        help_text=gettext_lazy("Its scientific name as it stands on the page of the site."),
        error_messages={base.REQUIRED: gettext_lazy("Say which species.")},
    )
    taxon_change = forms.ChoiceField(
        label=gettext_lazy("What happened to its name?"),
        choices=TAXONOMY,
        widget=forms.RadioSelect,
        error_messages={base.REQUIRED: gettext_lazy("Say what happened to its name.")},
    )
    taxon_names = text(
        gettext_lazy("Which name or names hold now?"),
        rows=2,
        required=False,
        help_text=gettext_lazy("One a line."),
    )
    taxon_text = text(
        gettext_lazy("Who says so, and what does it mean for this site?"),
        error_messages={base.REQUIRED: gettext_lazy("Name the source: a paper, or the Red List.")},
    )

    becomes = forms.ChoiceField(
        label=gettext_lazy("What should become of the site?"),
        choices=BECOMES,
        widget=forms.RadioSelect,
        error_messages={base.REQUIRED: gettext_lazy("Say whether it is to be merged or split.")},
    )
    other_codes = CodesOfSitesField(
        label=gettext_lazy("Codes of the other sites"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Such as ECU15, PER3; none where one is split."),
    )
    becomes_text = text(
        gettext_lazy("Why, and where do the new limits run?"),
        error_messages={base.REQUIRED: gettext_lazy("Say why.")},
    )

    delisting_reason = forms.ChoiceField(
        label=gettext_lazy("Why should it be de-listed?"),
        choices=REASONS.items(),
        widget=forms.RadioSelect,
        error_messages={base.REQUIRED: gettext_lazy("Choose the reason that comes nearest.")},
    )
    delisting_text = text(
        gettext_lazy("What was found, by whom, and where can it be read?"),
        error_messages={base.REQUIRED: gettext_lazy("Say what was found, and by whom.")},
    )

    other_text = text(
        gettext_lazy("What should change, and how do you know?"),
        rows=8,
        error_messages={base.REQUIRED: gettext_lazy("Say what should change.")},
    )

    def __init__(self, typed=None, **kwargs):
        super().__init__(typed, **kwargs)
        shown = {name for kind in self.submission.about for name in FIELDS.get(kind, ())}
        for name in [name for name in self.fields if name not in shown]:
            del self.fields[name]

    @property
    def sections(self):
        """(heading, fields) of each kind that it holds."""
        about = [kind for kind in kinds.KINDS if kind in FIELDS and kind in self.submission.about]
        return [(kinds.KINDS[kind].label, [self[name] for name in FIELDS[kind]]) for kind in about]

    def clean(self):
        told = super().clean()
        if told.get("becomes") == "merge" and told.get("other_codes") == []:
            self.add_error(
                "other_codes",
                ValidationError(_("Name the other sites with which it is one."), code=base.REQUIRED),
            )
        if told.get("other_codes") and self.submission.site.code in told["other_codes"]:
            self.add_error("other_codes", _("This is the code of the site itself: name the others."))
        return told

    def proposal(self):
        told = self.cleaned
        return {
            kind: {name: _json(told.get(name)) for name in names}
            for kind, names in FIELDS.items()
            if kind in self.submission.about
        }


def _json(value):
    return value.isoformat() if hasattr(value, "isoformat") else value or ""
