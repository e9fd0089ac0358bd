"""The body of `POST /api/check` (criteria.md 7), read strictly: everything that is wrong is listed at once, nothing is guessed.

Limits: 500 claims, 5 000 records elsewhere, 300 countries; 200 characters of a name, 20 of a code or category, 20 000 of the
rationale. Of what is wrong the first 100 are listed, and how many more there are."""

from dataclasses import dataclass
from datetime import date

import pycountry
import shapely
from django.utils.translation import gettext as _

from . import criteria, facts, geometry, strict_json, wording
from .check_values import Values, is_number

KEYS = ("site", "claims", "elsewhere", "boundary", "point", "countries", "rationale", "confirmed", "today")
CLAIM_KEYS = (
    *("species", "rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year"),
    *("basis", "segment", "site", "global", "percent", "presence", "origin", "last_confirmed"),
    "reintroduction_confirmed",
)
ELSEWHERE_KEYS = ("site", "species", "basis", "segment", "percent", "presence", "origin")
ESTIMATE_KEYS = ("min", "best", "max", "parameter", "year")
MOST = {"claims": 500, "elsewhere": 5000, "countries": 300}
LONGEST_NAME, LONGEST_CODE, LONGEST_CATEGORY, LONGEST_TEXT = 200, 20, 20, 20_000


class BadRequest(ValueError):
    """What was sent is no request; `problems`: (path, sentence) of everything that is wrong."""

    def __init__(self, problems):
        super().__init__("; ".join(f"{path}: {sentence}" for path, sentence in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Request:
    """What is to be judged. `on_file`: indexes of the claims whose Red List record is to be the registry's own. `elsewhere`: Records,
    or None where the registry's own are asked for. `boundary`: canonical MultiPolygon or None."""

    site: str | None
    claims: tuple
    on_file: frozenset
    elsewhere: tuple | None
    boundary: shapely.MultiPolygon | None
    has_point: bool
    countries: tuple
    rationale: bool
    confirmed: bool
    today: date


def read_request(body, *, default_today):
    """The Request in the bytes of a body. Raises BadRequest."""
    try:
        told = strict_json.loads(body)
    except strict_json.NotJson as error:
        raise BadRequest([("", wording.sentence(error.code, error.facts))]) from error
    if not isinstance(told, dict):
        raise BadRequest([("", _("The body must be one JSON object."))])
    reader = _Reader(default_today)
    request = reader.request(told)
    if reader.problems:
        raise BadRequest(reader.told_problems())
    return request


class _Reader(Values):
    """Takes a Request out of the JSON."""

    def request(self, told):
        self._known(told, KEYS, "")
        self.today = self._day(told, "today")
        if "claims" not in told:
            self.wrong("claims", _("This is required: a list, which may be empty."))
        claims = [self._claim(item, path) for item, path in self._items(told, "claims", MOST["claims"])]
        self._check_twice(claims)
        elsewhere = told.get("elsewhere")
        return Request(
            site=self._text(told, "site", "site", LONGEST_CODE),
            claims=tuple(claims),
            on_file=frozenset(
                index
                for index, (item, _path) in enumerate(self._items(told, "claims", MOST["claims"], quiet=True))
                if isinstance(item, dict) and "category" not in item
            ),
            elsewhere=None
            if elsewhere is None
            else tuple(
                self._record(item, path) for item, path in self._items(told, "elsewhere", MOST["elsewhere"])
            ),
            boundary=self._boundary(told.get("boundary")),
            has_point=self._point(told.get("point")),
            countries=self._countries(told),
            rationale=bool(self._text(told, "rationale", "rationale", LONGEST_TEXT, lines=True)),
            confirmed=self._flag(told, "confirmed", "confirmed"),
            today=self.today,
        )

    def _claim(self, item, path):
        if not self._object(item, path, CLAIM_KEYS):
            return facts.ClaimFacts(species="", basis=facts.BASES[0])
        at = path + "."
        claim = facts.ClaimFacts(
            species=self._required_text(item, "species", at, LONGEST_NAME),
            basis=self._choice(item, "basis", at, facts.BASES, required=True),
            rank=self._choice(item, "rank", at, facts.RANKS),
            category=self._text(item, "category", at + "category", LONGEST_CATEGORY, empty=False),
            possibly_extinct=self._flag(item, "possibly_extinct", at + "possibly_extinct"),
            possibly_extinct_in_the_wild=self._flag(
                item, "possibly_extinct_in_the_wild", at + "possibly_extinct_in_the_wild"
            ),
            assessment_year=self._year(item, "assessment_year", at),
            segment=self._choice(item, "segment", at, facts.SEGMENTS),
            site=self._estimate(item.get("site"), at + "site"),
            worldwide=self._estimate(item.get("global"), at + "global"),
            percent=self._number(item, "percent", at),
            presence=self._choice(item, "presence", at, facts.PRESENCES),
            origin=self._choice(item, "origin", at, facts.ORIGINS),
            last_confirmed=self._year(item, "last_confirmed", at),
            reintroduction_confirmed=self._flag(
                item, "reintroduction_confirmed", at + "reintroduction_confirmed"
            ),
        )
        for figure, code in criteria.invalid_estimates(claim):
            self.wrong(at + figure, wording.sentence(code, {"path": figure}))
        return claim

    def _check_twice(self, claims):
        seen = set()
        for index, claim in enumerate(claims):
            if claim.species and (claim.species, claim.segment) in seen:
                facts_of = {"species": claim.species, "segment": claim.segment}
                self.wrong(f"claims.{index}.species", wording.sentence("TWICE", facts_of))
            seen.add((claim.species, claim.segment))

    def _record(self, item, path):
        if not self._object(item, path, ELSEWHERE_KEYS):
            return None
        at = path + "."
        percent = self._number(item, "percent", at)
        if percent is not None and not 0 <= percent <= 100:
            self.wrong(at + "percent", wording.sentence("I_INVALID_PERCENT", {"path": "percent"}))
        return facts.Record(
            site=self._required_text(item, "site", at, LONGEST_NAME),
            species=self._required_text(item, "species", at, LONGEST_NAME),
            basis=self._choice(item, "basis", at, facts.BASES, required=True),
            segment=self._choice(item, "segment", at, facts.SEGMENTS),
            percent=percent,
            presence=self._choice(item, "presence", at, facts.PRESENCES),
            origin=self._choice(item, "origin", at, facts.ORIGINS),
        )

    def _estimate(self, item, path):
        if item is None or not self._object(item, path, ESTIMATE_KEYS):
            return facts.Estimate()
        at = path + "."
        return facts.Estimate(
            **{name: self._number(item, name, at) for name in ("min", "best", "max")},
            parameter=self._choice(item, "parameter", at, facts.PARAMETERS),
            year=self._year(item, "year", at),
        )

    def _boundary(self, value):
        if value is None:
            return None
        try:
            return geometry.read_geojson(value, path="boundary").geometry
        except geometry.BadGeometry as error:
            for problem in error.problems:
                self.wrong(problem.path, wording.sentence(problem.code, problem.facts))

    def _point(self, value):
        if value is None:
            return False
        if not isinstance(value, list) or len(value) != 2 or not all(map(is_number, value)):
            self.wrong("point", _("A point is a list of two numbers: longitude, latitude."))
        elif not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
            self.wrong(
                "point", _("Longitude lies within ±180 and latitude within ±90 degrees; longitude first.")
            )
        return True

    def _countries(self, told):
        known = []
        for code, path in self._items(told, "countries", MOST["countries"]):
            if code == "ABNJ" or isinstance(code, str) and len(code) == 2 and _is_country(code):
                known.append(code)
            else:
                self.wrong(
                    path, _("Write the two capital letters of an ISO 3166-1 code, such as EC, or ABNJ.")
                )
        return tuple(dict.fromkeys(known))


def _is_country(code):
    return code.isascii() and code.isupper() and pycountry.countries.get(alpha_2=code) is not None
