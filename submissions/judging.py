"""A proposal judged as it stands by the function that judges every site (criteria.md 7). Nothing of it is kept.

What the public may not see is not compared with: neither verdicts nor likenesses tell of it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property

from sites import alike, check, wording
from sites.checks import PublishedRegistry
from sites.judgement import Judgement

from . import question

LONGEST_SHOWN = 20_000  # characters of a request
MUCH_SHARED = 50  # percent of the smaller area: above it two boundaries may be meant for one place
CONFLICTS = {
    *("I_SOLE_CONFLICT", "I_SOLE_REINTRODUCED", "I_CONFLICT", "I_RESIDENT_CONFLICT"),
    *("D_OVERLAP", "D_DUPLICATE"),
}


@dataclass(frozen=True)
class Conflict:
    """Another site that stands in the way, in a sentence. `is_public`: whether it has a page; one that was only supposed has none."""

    code: str
    text: str
    is_public: bool


class Judged(Judgement):
    """`alike`: the public sites that it may be the same as. `question`: the bytes that `/api/check` answers alike."""

    def __init__(self, result, names, *, alike, question):
        super().__init__(result, names)
        self.alike, self.question = alike, question

    @property
    def question_text(self):
        """The request for a reader, whose boundary is cut where it is long."""
        text = self.question.decode()
        return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"

    @property
    def missing(self):
        """What stands between this and all three criteria, as short phrases, where `state` does not say so itself."""
        return [] if self.result["outcome"] == "candidate" else wording.missing_parts(self.result)

    @cached_property
    def conflicts(self):
        findings = [
            *(found for claim in self.result["claims"] for found in claim["findings"]),
            *self.result["flags"],
        ]
        told = {}
        for found in findings:
            if found["code"] in CONFLICTS:
                code = found["facts"]["site"]
                told.setdefault(
                    self.sentence(found), Conflict(code, self.sentence(found), bool(self.names.get(code)))
                )
        return list(told.values())

    @property
    def claims(self):
        """Each claim with its standing, its share and its sentences, as the page of a site tells them."""
        return [
            {
                "species": claim["species"],
                "standing": wording.standing_word(claim["standing"]),
                "share": claim["share"],
                "decides": index == self.result["deciding_claim"],
                "reasons": [self.sentence(found) for found in claim["findings"]],
            }
            for index, claim in enumerate(self.result["claims"])
        ]

    def as_json(self):
        """The answer of `/api/check`, and with it the sites that it may be the same as."""
        likely = [
            {"code": each.code, "name": each.name, "reasons": list(each.reasons)} for each in self.alike
        ]
        return check.answer(self.result, self.names) | {"alike": likely}


def judge(asked, boundary="", name=""):
    """The Judged of a request (see `question.asked`). `boundary`: the text of a canonical MultiPolygon; `name`: of the place. Raises
    `check.BadRequest`."""
    body = question.body(asked, boundary)
    request = check.read_request(body, default_today=timezone.now().date())
    result, names = check.judged(request, PublishedRegistry())
    return Judged(result, names, alike=_alike(request, asked, result, name), question=body)


def _alike(request, asked, result, name):
    """The sites that a new one may be the same as; one that is on file is known to be none of them."""
    if request.site:
        return []
    return alike.alike(
        name=name,
        countries=request.countries,
        species={claim.species for claim in request.claims},
        boundary=request.boundary,
        point=asked.get("point"),
        overlapping=_much_shared(result),
    )


def _much_shared(result):
    return {
        flag["facts"]["site"] for flag in result["flags"] if flag["facts"].get("percent", 0) >= MUCH_SHARED
    }
