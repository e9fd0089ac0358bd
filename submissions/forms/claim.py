"""One claim: a species, a part of its life, and the ground on which the site holds it. The ground decides what else is asked."""

from collections import namedtuple

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sites import criteria, inputs, wording
from sites.categories import OLDER_CODES
from sites.models import Claim
from sites.numbers import plain

from .. import grounds, rows
from ..named_species import Meant
from . import base
from .claim_fields import ClaimFields

GROUP = rows.CLAIM
# `anchor`: the id of the control to which it leads. `is_missing`: nothing was typed there, rather than something wrong.
Fault = namedtuple("Fault", "anchor label sentence is_missing")
OLDER = [(code, format_lazy(gettext_lazy("the code {}"), code)) for code in OLDER_CODES]
GROUNDS = {
    grounds.SOLE_AREA: gettext_lazy("All that are known live here and nowhere else. No number is needed."),
    grounds.POPULATION_SHARE: gettext_lazy(
        "It lives elsewhere too, but more than 95 % of all that are known are here, all year or in one season. "
        "Asks for figures, or for a percentage that a source states."
    ),
    grounds.REINTRODUCTION_SITE: gettext_lazy(
        "It is Extinct in the Wild, and this is the best place to bring it back."
    ),
    grounds.EARLIER_LISTING: gettext_lazy(
        "AZE accepted the site for it before, and the figures of that time are not on record."
    ),
}
RED_LIST_FIELDS = ("red_list_url", "category", "assessment_year")
SUPPOSED = ("rank", "possibly_extinct", "possibly_extinct_in_the_wild", "reintroduction_confirmed")
DEFAULTS = {
    name: str(Claim._meta.get_field(name).default)
    for name in ("segment", "presence", "origin", "site_parameter", "global_parameter")
}


class ClaimForm(ClaimFields):
    """One row of what was typed into the group `claim`. `number`: its place on the page, from 1. `meant`: what its name means, of
    `named_species`. `supposing`: whether facts may be supposed that else only the registry and its reviewers supply."""

    is_twice = False

    def __init__(self, typed, key="1", number=1, *, meant=None, supposing=False, bases=grounds.OFFERED):
        self.key, self.number, self.supposing = key, number, supposing
        self.meant = meant or Meant()
        data = None if typed is None else MultiValueDict(typed)
        super().__init__(data, prefix=rows.prefix(GROUP, key))
        labels = dict(Claim.Basis.choices)
        self.fields["basis"].choices = [(basis, labels[basis]) for basis in bases]
        if supposing:
            self.fields["category"].choices += [(gettext_lazy("Older and regional codes"), OLDER)]
        else:
            for name in SUPPOSED:
                del self.fields[name]
        if supposing or not self["of"].value():
            del self.fields["gone"], self.fields["gone_why"]
        for field in self.fields.values():
            # with it a browser cuts what is pasted, and says nothing
            field.widget.attrs.pop("maxlength", None)
            if isinstance(field, inputs.TextField):
                field.widget.attrs.setdefault("dir", "auto")

    @property
    def title(self):
        """What this row is called where several are told of."""
        numbered = _("Species %(number)d") % {"number": self.number}
        name = str(self.meant.species or self["species"].value() or "")
        return f"{numbered} ({name[:80]})" if name.strip() else numbered

    @property
    def name(self):
        """The scientific name: as on file, else as typed; "" where there is none that can be used."""
        return self.meant.species.scientific_name if self.meant.species else self.called

    @property
    def grounds(self):
        """(value, label, what it means, whether it is chosen, id) of each ground."""
        bound = self["basis"]
        return [
            (value, label, GROUNDS[value], bound.value() == value, f"{bound.auto_id}_{index}")
            for index, (value, label) in enumerate(self.fields["basis"].choices)
        ]

    @property
    def chosen(self):
        """The ground that is chosen, "" for none."""
        return self["basis"].value() or ""

    @property
    def is_new(self):
        """Whether the registry may have to be told of the species: it has none of this name, or something is said of it already."""
        said = [name for name in (*RED_LIST_FIELDS, *SUPPOSED[:-1]) if name in self.fields]
        return not self.meant.species and bool(self["species"].value()) or any(map(self._typed, said))

    @property
    def is_blank(self):
        """Whether nothing was typed or chosen but what stands there from the start."""
        return not any(self._typed(name) for name in self.fields)

    @cached_property
    def not_sent(self):
        """Names of fields that were filled in and belong to another ground, or to a species that is not on file: kept, and not sent."""
        names = grounds.set_aside(self.chosen) if self.chosen else []
        if self.meant.species and not self.supposing:
            names = [*RED_LIST_FIELDS, *names]
        return [name for name in names if name in self.fields and self._typed(name)]

    @property
    def set_aside(self):
        """Labels of what is not sent."""
        return [str(self.fields[name].label) for name in self.not_sent]

    def clean(self):
        cleaned = super().clean()
        self.called = cleaned.get("species", "")
        if cleaned.get("gone"):
            return self._clean_gone(cleaned)
        for name in grounds.set_aside(cleaned.get("basis")):
            cleaned.pop(name, None)
            self.errors.pop(name, None)
        facts = criteria.ClaimFacts(
            species="",
            basis="",
            site=_estimate(cleaned, "site"),
            worldwide=_estimate(cleaned, "global"),
            percent=cleaned.get("percent"),
        )
        for path, code in criteria.invalid_estimates(facts):
            self.add_error(path.replace(".", "_"), wording.sentence(code, {"path": path}))
        if not self.supposing:
            self._clean_species(cleaned)
        return cleaned

    def _clean_gone(self, cleaned):
        """Of a claim that is to be taken off, nothing else matters than why."""
        for name in [name for name in self.errors if name != "gone_why"]:
            del self.errors[name]
        if not cleaned.get("gone_why") and "gone_why" not in self.errors:
            self.add_error(
                "gone_why", ValidationError(_("Say why it should be taken off."), code=base.REQUIRED)
            )
        return cleaned

    def _clean_species(self, cleaned):
        if self.meant.species:
            for name in RED_LIST_FIELDS:
                self.errors.pop(name, None)
        elif cleaned.get("species") and not cleaned.get("red_list_url") and "red_list_url" not in self.errors:
            code = (
                "invalid" if self.meant.offered else base.REQUIRED
            )  # a new species lacks no more than its page
            self.add_error("species", ValidationError(self.not_on_file, code=code))

    @property
    def not_on_file(self):
        """That the registry knows no such species, and what may be meant, in words."""
        name, offered = self["species"].value(), ", ".join(self.meant.offered)
        if self.meant.why:
            return _("“%(name)s” is another name of %(offered)s: take the scientific name.") % {
                "name": name,
                "offered": offered,
            }
        return _(
            "The registry has no species of this name. Look at its spelling, or give its page on the Red List below."
        )

    @property
    def faults(self):
        """What cannot be used of this row, in the order of the page."""
        return [
            Fault(
                self.anchor(name),
                f"{self.title}: {self.fields[name].label}",
                sentence,
                error.code == "required",
            )
            for name in self.fields
            for error in self.errors.get(name, self.error_class()).as_data()
            for sentence in error.messages
        ]

    def anchor(self, name):
        return f"{self[name].auto_id}_0" if name == "basis" else self[name].auto_id

    def claim(self):
        """What can be used of it, as a claim of a proposal; what is set aside stands as if it had never been filled in."""
        cleaned = self.cleaned_data
        found = self.meant.species
        told = {
            "species": self.name,
            "species_id": found.pk if found else None,
            "red_list_url": "" if found else cleaned.get("red_list_url", ""),
            "basis": cleaned.get("basis", ""),
        }
        told |= {name: cleaned.get(name) or default for name, default in DEFAULTS.items()}
        told |= {name: _plain(cleaned.get(name)) for name in grounds.FIGURES if name not in told}
        told |= {"last_confirmed": cleaned.get("last_confirmed")}
        told |= {name: cleaned.get(name, "") for name in ("citation", "evidence_url", "notes")}
        if cleaned.get("of"):
            told["of"] = cleaned["of"]
            if cleaned.get("gone"):
                told["gone"] = cleaned.get("gone_why", "")
        return told | self._red_list(cleaned, found)

    def _red_list(self, cleaned, found):
        """What is said of the Red List: of a species that is not on file, or supposed."""
        if self.supposing:
            names = ("category", "assessment_year", *SUPPOSED)
        else:
            names = () if found else ("category", "assessment_year")
        return {name: cleaned[name] for name in names if cleaned.get(name) not in (None, "")}

    def _typed(self, name):
        """Whether a field holds something that does not stand there from the start."""
        value = self[name].value()
        return bool(value) and str(value) != DEFAULTS.get(name, "species" if name == "rank" else "")


def _estimate(cleaned, side):
    return criteria.Estimate(**{bound: cleaned.get(f"{side}_{bound}") for bound in ("min", "best", "max")})


def _plain(value):
    return plain(value) if hasattr(value, "as_tuple") else value
