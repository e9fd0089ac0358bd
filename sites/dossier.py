"""One site as the secretariat sees it: its stored evaluation in sentences that name every site, public or not."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import wording
from .factsheet import Factsheet
from .models import Evaluation, Site
from .naming import codes_named
from .withheld import evaluations_told, hidden_in, without

PLACE = ("lon", "lat")


class Dossier(Factsheet):
    """A Site by its latest evaluation, or by an earlier one. `see_places`: whether the reader may see where sensitive sites are, this
    one or those that it overlaps."""

    def __init__(self, site, evaluation=None, *, see_places=True):
        self.site, self.evaluation, self.see_places = site, evaluation or site.evaluation, see_places
        self.result = self.evaluation.result
        if not see_places:
            self.result = _told(self.result, site, hidden_in([self.result]))
        self.hides_places = site.is_sensitive and not see_places
        others = Site.objects.filter(code__in=codes_named(self.result)).order_by("code")
        self.others = list(others.only("pk", "code", "name", "status"))
        self.names = {other.code: other.name for other in self.others}

    @property
    def claims_in_words(self):
        """Each claim with its standing and its sentences, in the order of the claims on file."""
        return [
            {
                "species": claim["species"],
                "standing": wording.standing_word(claim["standing"]),
                "share": claim["share"],
                "sentences": [self.sentence(finding) for finding in claim["findings"]],
                "decides": index == self.result["deciding_claim"],
            }
            for index, claim in enumerate(self.result["claims"])
        ]

    @cached_property
    def since(self):
        """The evaluation that was the first to tell the reader what this one tells: its day and cause are told."""
        if self.see_places:
            return self.evaluation
        until = Evaluation.objects.filter(site=self.site, pk__lte=self.evaluation.pk)
        return evaluations_told(until, see_places=False).latest("pk")

    def sentence(self, finding):
        facts = finding["facts"]
        if self.hides_places:
            facts = {name: value for name, value in facts.items() if name not in PLACE}
        return wording.sentence(finding["code"], facts, self.names)


@dataclass(frozen=True)
class Turn:
    """That a site's evaluation changed: the state of the evidence before ("" for its first one) and after."""

    site: Site
    before: str
    after: str
    lines: tuple

    @property
    def is_other_state(self):
        return self.before != self.after


def latest_evaluation_id():
    return Evaluation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def turns_since(evaluation_id, *, see_places):
    """What the evaluations recorded after this one changed in the findings that the reader may see, one Turn a site; the newest counts."""
    newest = {
        row.site_id: row
        for row in Evaluation.objects.filter(pk__gt=evaluation_id)
        .select_related("site", "site__evaluation")
        .order_by("pk")
    }
    earlier = Evaluation.objects.filter(pk__lte=evaluation_id, site__in=newest).order_by("pk")
    before = {row.site_id: row.result for row in earlier.defer("facts")}
    after = {site_id: row.result for site_id, row in newest.items()}
    if not see_places:
        hidden = hidden_in([*before.values(), *after.values()])
        before, after = (
            {site_id: _told(result, newest[site_id].site, hidden) for site_id, result in results.items()}
            for results in (before, after)
        )
    return [
        _turn(row.site, before.get(site_id), after[site_id])
        for site_id, row in newest.items()
        if before.get(site_id) != after[site_id]
    ]


def _turn(site, before, after):
    lines = tuple(
        _("%(number)s. %(name)s %(word)s: %(line)s")
        % {"number": verdict.number, "name": verdict.name, "word": verdict.word, "line": verdict.line}
        for verdict in Dossier(site, see_places=False).verdicts
    )
    return Turn(site, wording.evidence_state(before) if before else "", wording.evidence_state(after), lines)


def _told(result, site, hidden):
    return without(result, is_sensitive=site.is_sensitive, hidden=hidden)
