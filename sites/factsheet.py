"""One site as its page shows it: the stored codes and facts of a published row turned into sentences."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from . import citing, linked_data, wording
from .judgement import Judgement
from .models import Claim, Evaluation, PublishedSpecies, Site, StatusChange
from .naming import codes_named
from .neighbours import around
from .wording import opening, protection, schemes
from .wording.sayable import area


@dataclass(frozen=True)
class Card:
    """A species at the site with how its claim stands."""

    species: object
    claim: PublishedSpecies
    words: dict
    share: dict | None
    figures_of: int | None
    reasons: list
    citation: str
    evidence_url: str
    listed: list
    decides: bool


@dataclass(frozen=True)
class Moment:
    day: date
    text: str
    note: str = ""


class Factsheet(Judgement):
    """`site` is a PublishedSite; reads its species, and in one query the sites that its findings name and those around it."""

    def __init__(self, site):
        self.site, self.facts, self.result = site, site.facts, site.findings
        self.claims = _claims(site)
        self.names, self.neighbours = around(site, self._others())

    @property
    def successor(self):
        code = self.site.successor_code
        return {"code": code, "name": self.names.get(code, code)} if code else None

    @property
    def opening(self):
        """The sentences with which the page begins."""
        return opening.opening_marked(self.site.name, self.site.status, _told(self.site, self.claims))

    @cached_property
    def opening_text(self):
        return _opening_text(self.site, self.claims)

    @property
    def standing_move(self):
        """The Moment in which the site came to its present status; None where it began with it."""
        moves = [
            row for row in self.site.history if row["kind"] == "status" and row["to"] == self.site.status
        ]
        return _moment(moves[-1], self.names) if moves else None

    @property
    def cards(self):
        listed = defaultdict(list)
        for listing in self.facts["listings"]:
            listed[listing["species"]].append(listing)
        decides = self.result["deciding_claim"]
        return [
            self._card(claim, listed[claim.scientific_name], index == decides)
            for index, claim in enumerate(self.claims)
        ]

    @property
    def protection(self):
        facts = self.facts
        return {
            "word": self.site.get_protection_display(),
            "assessed": self.site.protection != Site.Protection.NOT_ASSESSED,
            "percent": facts["coverage_percent"],
            "levels": protection.levels(self.site.protection),
            "as_of": facts["protection_as_of"],
            "source": facts["protection_source"],
        }

    @property
    def schemes(self):
        """Threats, conservation actions and habitats on file, each as [(words, codes)]."""
        known = {"threats": schemes.THREATS, "actions": schemes.ACTIONS, "habitats": schemes.HABITATS}
        return {name: schemes.in_words(scheme, self.facts[name]) for name, scheme in known.items()}

    @property
    def last_confirmed(self):
        """The year in which a species that carries the site was last found there; None where none is on file."""
        carrying = [claim.claim["last_confirmed"] for claim in self.claims if claim.standing != "noted"]
        return max((year for year in carrying if year), default=None)

    def cited(self, author):
        return citing.of_site(self.site, [claim.species for claim in self.claims], author)

    @property
    def linked_data(self):
        species = {claim.species.pk: claim.species for claim in self.claims}
        return linked_data.of_site(self.site, self.opening_text, species.values())

    @property
    def dates(self):
        """The public facts that are days, as dates by name; None where not known."""
        names = ("confirmed_on", "boundary_date", "last_reviewed")
        return {name: date.fromisoformat(self.facts[name]) if self.facts[name] else None for name in names}

    @property
    def area(self):
        return area(self.site.area_km2)

    @property
    def invalid_boundary(self):
        return any(finding["code"] == "D_INVALID" for finding in self.result["discreteness_findings"])

    @property
    def timeline(self):
        """What happened to the site, newest first: status moves, changes in the evidence, listings by AZE updates."""
        moments = [_moment(row, self.names) for row in self.site.history]
        return sorted(moments, key=lambda moment: moment.day)[::-1]  # of one day, the last first

    @property
    def listed_since(self):
        return min((listing["year"] for listing in self.facts["listings"]), default=None)

    def _card(self, claim, listed, decides):
        return Card(
            species=claim.species,
            claim=claim,
            words=in_words(claim),
            share=claim.result["share"],
            figures_of=claim.claim["site"]["year"],
            reasons=[self.sentence(finding) for finding in claim.result["findings"]],
            citation=claim.claim["citation"],
            evidence_url=claim.claim["evidence_url"],
            listed=listed,
            decides=decides,
        )

    def _others(self):
        successors = {self.site.successor_code} | {row.get("successor") for row in self.site.history}
        return codes_named(self.result) | successors - {None, ""}


def opening_text(site):
    """The sentences with which the page of a PublishedSite begins, as text, where nothing else of it is asked for."""
    return _opening_text(site, _claims(site))


def _opening_text(site, claims):
    return opening.opening(site.name, site.status, _told(site, claims))


def _claims(site):
    return list(site.species.select_related("species").order_by("pk"))


def _told(site, claims):
    """The claims as the opening tells them, the deciding one first."""
    decides = site.findings["deciding_claim"]
    ordered = sorted(enumerate(claims), key=lambda each: (each[0] != decides, each[0]))
    return [
        opening.Told(
            claim.basis, claim.segment, claim.standing, claim.scientific_name, claim.species.common_name
        )
        for _index, claim in ordered
    ]


def in_words(claim):
    """What a PublishedSpecies row says by codes, in words by the same names."""
    return {
        "segment": Claim.Segment(claim.segment).label,
        "basis": Claim.Basis(claim.basis).label,
        "presence": Claim.Presence(claim.presence).label,
        "origin": Claim.Origin(claim.origin).label,
        "standing": wording.standing_word(claim.standing),
    }


def _moment(row, names):
    day = date.fromisoformat(row["day"])
    if row["kind"] == "outcome":
        return Moment(
            day, _("State of the evidence: %(state)s") % {"state": Evaluation.Outcome(row["to"]).label}
        )
    text = _("Status: %(status)s") % {"status": Site.Status(row["to"]).label}
    if row["reason"] != StatusChange.Reason.OTHER:  # its explanation says what a code could not
        reason = StatusChange.Reason(row["reason"]).label
        text = _("%(text)s (%(reason)s)") % {"text": text, "reason": reason}
    if row["successor"]:
        text = _("%(text)s, replaced by %(successor)s") % {
            "text": text,
            "successor": names.get(row["successor"], row["successor"]),
        }
    return Moment(day, text, row["text"])
