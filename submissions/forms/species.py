"""The species: the claims of a site, as many as there are, each by its ground."""

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sites import wording

from .. import drafts, grounds, parts, rows
from ..models import Submission
from ..named_species import meant
from . import base
from .claim import GROUP, ClaimForm


def begun(name, category=""):
    """What is typed into this part where no more than a species is known, and perhaps its category."""
    return rows.of_rows(GROUP, [{"species": [name]} | ({"category": [category]} if category else {})])


def claim_forms(typed, **kwargs):
    """The ClaimForms of what was typed into the group, at least one; not filled in where `typed` is None."""
    keys = rows.keys(typed or {}, GROUP)
    names = [(typed or {}).get(f"{rows.prefix(GROUP, key)}-species", [""])[-1] for key in keys]
    found = meant(names)
    return [
        ClaimForm(typed, key, number, meant=found.get(name), **kwargs)
        for number, (key, name) in enumerate(zip(keys, names, strict=True), start=1)
    ]


def check_together(claims):
    """Adds what can only be wrong of several claims. A row that is blank has no faults."""
    seen = set()
    for claim in claims:
        if claim.is_blank:
            claim.errors.clear()
            continue
        key = claim.name, claim.claim()["segment"]
        claim.is_twice = bool(claim.name) and key in seen
        if claim.is_twice:
            claim.add_error("species", wording.sentence("TWICE", {"species": claim.name}))
        seen.add(key)


def told(claims):
    """What can be used of checked ClaimForms, as the claims of a proposal."""
    return [claim.claim() for claim in claims if not claim.is_blank and not claim.is_twice]


class Form(base.PartForm):
    """Its fields are those of its claims, each under the name that it has in the page."""

    part = "species"

    def __init__(self, typed=None, *, submission, **kwargs):
        is_update = submission.kind == Submission.Kind.UPDATE
        self.bases = tuple(grounds.ASKED) if is_update else grounds.OFFERED
        self.claims = claim_forms(typed, bases=self.bases)
        super().__init__(typed, submission=submission, **kwargs)
        for claim in self.claims:
            self.fields |= {claim.add_prefix(name): field for name, field in claim.fields.items()}

    def full_clean(self):
        self._errors, self.cleaned_data = ErrorDict(), {}
        if not self.is_bound:
            return
        for claim in self.claims:
            claim.full_clean()
        check_together(self.claims)
        if not self.is_begun:
            nothing = ValidationError(_("Name at least one species."), code=base.REQUIRED)
            self.claims[0].add_error("species", nothing)
        for claim in self.claims:
            self._errors |= {claim.add_prefix(name): errors for name, errors in claim.errors.items()}

    @property
    def is_begun(self):
        return any(not claim.is_blank for claim in self.claims)

    @cached_property
    def may_grow(self):
        return len(self.claims) < rows.MOST

    def proposal(self):
        return {"claims": told(self.claims)} if self.is_bound and self.errors is not None else {}

    def label_of(self, field):
        claim = self._claim_of(field)
        if claim is None:
            return _("Species in the list")
        return f"{claim.title}: {claim.fields[field.removeprefix(f'{claim.prefix}-')].label}"

    @property
    def faults(self):
        """What the list of errors says: each with its species, since several may lack the same."""
        return [fault for claim in self.claims for fault in claim.faults] if self.errors else []

    @property
    def blank_claim(self):
        return ClaimForm(None, "__key__", 0, bases=self.bases)

    def tell(self, name, values):
        if name == GROUP:
            values = [_("Species %(number)s") % {"number": key} for key in values]
        return super().tell(name, values)

    def told_by_claim(self):
        """[(claim, what of it is sent, as Told under its own labels)] of the claims that say something."""
        told, found = {line.field: line for line in self.told()}, []
        for claim in self.claims:
            names = [name for name in claim.fields if name not in claim.not_sent]
            lines = [(name, told[claim.add_prefix(name)]) for name in names if claim.add_prefix(name) in told]
            found.append((claim, [line._replace(label=claim.fields[name].label) for name, line in lines]))
        return [(claim, lines) for claim, lines in found if lines]

    def anchor(self, field):
        claim = self._claim_of(field)
        return claim.anchor(field.removeprefix(f"{claim.prefix}-")) if claim else "claims"

    def respond(self, request, token, go):
        """Adds or removes a claim, or takes a name that was offered."""
        deed, _dash, rest = go.partition(".")
        typed = self._done(deed, *rest.partition(".")[::2])
        if typed is None:
            return None
        try:
            drafts.save(self.submission, self.part, typed, loaded=parts.mark(self.typed))
        except (drafts.Moved, drafts.Closed):  # within the last moment: the page shows how it stands
            return None
        at = rows.prefix(GROUP, rows.keys(typed, GROUP)[-1]) if deed == "add" else "claims"
        return redirect(f"{reverse('submission-part', args=[token, self.part])}#{at}")

    def _done(self, deed, key, name):
        if deed == "add" and self.may_grow:
            return rows.with_row(self.typed, GROUP)
        if deed == "drop":
            return rows.without_row(self.typed, GROUP, key)
        if deed == "take":
            return self.typed | {f"{rows.prefix(GROUP, key)}-species": [name]}
        return None

    def _claim_of(self, field):
        return next((claim for claim in self.claims if field.startswith(f"{claim.prefix}-")), None)
