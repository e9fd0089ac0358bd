"""Worked examples of the criteria: made-up facts, judged when the page is read by the function that judges every site.

Nothing here says what comes out. Species and places are invented, so that no example is taken for a record."""

import json
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from . import check as checking
from . import criteria, wording
from .naming import codes_named

NAMES = (
    ("endangerment", _("Endangerment")),
    ("irreplaceability", _("Irreplaceability")),
    ("discreteness", _("Discreteness")),
)
PLACE = {
    "type": "Polygon",
    "coordinates": [[[-30.2, -10.2], [-30.1, -10.2], [-30.1, -10.1], [-30.2, -10.1], [-30.2, -10.2]]],
}
DRAWN = {"boundary": PLACE, "rationale": "An island ringed by sea.", "confirmed": True}


@dataclass(frozen=True)
class Example:
    """`claim`: what is on file of the one species; `years_ago`: fields of it that are years, counted back from this year; `rest`: the other
    facts of the request."""

    slug: str
    title: str
    story: str
    claim: dict
    rest: dict
    elsewhere: tuple = ()
    last_confirmed: int = 1

    def request(self, today):
        """The body of a `POST /api/check`, which answers what the page shows."""
        years = {"assessment_year": today.year - 3, "last_confirmed": today.year - self.last_confirmed}
        claim = {"species": "Exemplum insulare", "basis": "sole_area"} | years | self.claim
        elsewhere = [record | {"site": str(record["site"])} for record in self.elsewhere]
        return {"claims": [claim], "elsewhere": elsewhere, **self.rest}


@dataclass(frozen=True)
class Case:
    heading: str
    text: str
    examples: tuple


class NothingOnFile:
    """The registry of an example, whose facts are all in its request."""

    def species_on_file(self, names):
        return {}

    def records(self, species_names, leave_out_code):
        return []

    def overlaps(self, multipolygon, leave_out_code):
        return []


class Worked:
    """An Example with the answer of today."""

    def __init__(self, example, today):
        self.example, self.today = example, today

    @cached_property
    def text(self):
        return json.dumps(self.example.request(self.today), indent=1, ensure_ascii=False)

    @cached_property
    def result(self):
        request = checking.read_request(self.text.encode(), default_today=self.today)
        return criteria.evaluate(checking.facts_of(request, NothingOnFile())).as_json()

    @property
    def answer(self):
        return checking.answer(self.result, dict.fromkeys(codes_named(self.result), ""))

    @property
    def state(self):
        return wording.evidence_state(self.result)

    @property
    def verdicts(self):
        """[(name, verdict, its word, sentences)] of the three criteria."""
        told = self.answer["criteria"]
        return [
            (
                name,
                told[key]["verdict"],
                wording.verdict_word(told[key]["verdict"]),
                [each["text"] for each in told[key]["findings"]],
            )
            for key, name in NAMES
        ]

    @property
    def address(self):
        """Where it can be opened as a check: the page for checks where there is one, else the request itself."""
        try:
            return f"{reverse('check')}?example={self.example.slug}"
        except NoReverseMatch:
            return ""


def worked(today):
    """[(Case, its examples as Worked)]."""
    return [(case, [Worked(example, today) for example in case.examples]) for case in CASES]


def named(slug):
    """The Example of this slug; None where there is none."""
    return next((example for case in CASES for example in case.examples if example.slug == slug), None)


def _share(at_site, worldwide):
    return {"basis": "population_share", "site": {"best": at_site}, "global": {"best": worldwide}}


CASES = (
    Case(
        _("The plain case"),
        _(
            "Most sites are islands, mountains, lakes or forests that hold the whole of a species. Where a species has been counted, the count decides."
        ),
        (
            Example(
                "only-place",
                _("A rat of one island"),
                _(
                    "An Endangered rat is known from one island and from nowhere else. The coast is the boundary, and a reviewer has confirmed why."
                ),
                {"category": "EN"},
                DRAWN,
            ),
            Example(
                "most-of-them",
                _("A toad that has been counted"),
                _(
                    "Of 412 toads known in the world, 398 live in one valley. The species is Critically Endangered."
                ),
                {"category": "CR", **_share(398, 412)},
                DRAWN,
            ),
        ),
    ),
    Case(
        _("Extinct in the Wild"),
        _(
            "A species that survives only in captivity still has a place: the one where it could best be brought back, if possible within the range it once had. "
            "The secretariat confirms the choice and says why. It need not be the place where the last ones were seen."
        ),
        (
            Example(
                "extinct-in-the-wild",
                _("A snail to be brought back"),
                _(
                    "The snail lives in breeding stations only. The secretariat has confirmed this valley as the best place for its return."
                ),
                {"category": "EW", "basis": "reintroduction_site", "reintroduction_confirmed": True},
                DRAWN,
            ),
            Example(
                "extinct-in-the-wild-open",
                _("The same snail, before the choice"),
                _("The valley has been proposed, and nobody has decided yet."),
                {"category": "EW", "basis": "reintroduction_site"},
                DRAWN,
            ),
        ),
    ),
    Case(
        _("Vulnerable, and what is less threatened"),
        _(
            "Such a species never makes a site. Where one lives at a site that another species makes, it is noted there, since it shows what else the place is worth."
        ),
        (
            Example(
                "vulnerable",
                _("A Vulnerable tree, found nowhere else"),
                _("The whole species grows on one mountain, but the Red List counts it as Vulnerable."),
                {"category": "VU"},
                DRAWN,
            ),
        ),
    ),
    Case(
        _("Data Deficient, and newly described species"),
        _(
            "The Red List decides who is threatened, and this registry does not guess ahead of it. A species that is not assessed, or of which too little is known, waits for its assessment."
        ),
        (
            Example(
                "data-deficient",
                _("A frog of which little is known"),
                _("The frog was found once, on one ridge. The Red List calls it Data Deficient."),
                {"category": "DD"},
                DRAWN,
            ),
        ),
    ),
    Case(
        _("Subspecies and single populations"),
        _(
            "AZE is about whole species. A place that holds a whole subspecies may qualify as a Key Biodiversity Area by another criterion."
        ),
        (
            Example(
                "subspecies",
                _("A finch of one island, one of several subspecies"),
                _(
                    "The Red List assesses this form by itself as Critically Endangered. The species lives on other islands too."
                ),
                {"category": "CR", "rank": "subspecies"},
                DRAWN,
            ),
        ),
    ),
    Case(
        _("Two seasons, two places"),
        _(
            "Some species gather at one place to breed and at another for the winter. Each can be a site, if more than 95 % of the known population is there in that season."
        ),
        (
            Example(
                "two-seasons",
                _("A crane at its only breeding ground"),
                _(
                    "All 300 known cranes breed in one marsh. They winter on a coast that is a site of its own."
                ),
                {"category": "EN", "segment": "breeding", **_share(300, 300)},
                DRAWN,
                elsewhere=(
                    {
                        "site": _("Winter coast"),
                        "species": "Exemplum insulare",
                        "basis": "population_share",
                        "segment": "non_breeding",
                        "percent": 99,
                    },
                ),
            ),
        ),
    ),
    Case(
        _("Candidates: a near miss, or something still missing"),
        _(
            "A place that narrowly misses is not forgotten: from half of the population up it is kept as a candidate, for the day when the figures change. "
            "So is a place whose species qualifies but which has no boundary yet."
        ),
        (
            Example(
                "exactly-95",
                _("Exactly 95 %"),
                _("Of 200 lizards, 190 live at the site. The rule asks for more than 95 %."),
                {"category": "EN", **_share(190, 200)},
                DRAWN,
            ),
            Example(
                "half",
                _("Half of the population"),
                _("A Critically Endangered shrub has 60 of its 120 plants here."),
                {"category": "CR", **_share(60, 120)},
                DRAWN,
            ),
            Example(
                "no-boundary",
                _("A point on the map"),
                _(
                    "The only cave of a Critically Endangered shrimp is known by its coordinates. Nobody has drawn a boundary."
                ),
                {"category": "CR"},
                {"point": [-30.15, -10.15]},
            ),
        ),
    ),
    Case(
        _("De-listing"),
        _(
            "A site leaves the list when the facts no longer hold: the species turned up elsewhere, was split or joined with another, recovered, or has gone. "
            "The rules only raise the question. People decide, and the day and the reason are published. The page, its code and its history stay for ever."
        ),
        (
            Example(
                "found-elsewhere",
                _("Found on a second mountain"),
                _(
                    "A mouse was thought to live on one mountain only. A survey has now found it, alive and native, on another candidate site."
                ),
                {"category": "EN"},
                DRAWN,
                elsewhere=(
                    {"site": _("Second mountain"), "species": "Exemplum insulare", "basis": "sole_area"},
                ),
            ),
            Example(
                "gone",
                _("Not seen for 35 years"),
                _("The last record of a Critically Endangered parrot at its only site is 35 years old."),
                {"category": "CR"},
                DRAWN,
                last_confirmed=35,
            ),
        ),
    ),
)
