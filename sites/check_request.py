"""The body of `POST /api/check` (criteria.md 7), read strictly: everything that is wrong is listed at once, nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pycountry
import shapely
from django.utils.translation import gettext as _

from . import criteria, facts, geometry, strict_json, text, wording
from .fields import NOT_EXACT
from .numbers import NotExact, exact, within_limits

KEYS = ("site", "claims", "elsewhere", "boundary", "point", "countries", "rationale", "confirmed", "today")
CLAIM_KEYS = (
    *("species", "rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year"),
    *("basis", "segment", "site", "global", "percent", "presence", "origin", "last_confirmed"),
    "reintroduction_confirmed",
)
ELSEWHERE_KEYS = ("site", "species", "basis", "segment", "percent", "presence", "origin")
ESTIMATE_KEYS = ("min", "best", "max", "parameter", "year")
FIRST_YEAR = 1800
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
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
        raise BadRequest(reader.problems)
    return request


class _Reader:
    """Takes values out of the JSON; a value that cannot be read is noted in `problems` and stands as its default."""

    def __init__(self, default_today):
        self.problems, self.today = [], default_today

    def wrong(self, path, sentence):
        self.problems.append((path, sentence))

    def request(self, told):
        self._known(told, KEYS, "")
        self.today = self._day(told, "today")
        if "claims" not in told:
            self.wrong("claims", _("This is required: a list, which may be empty."))
        claims = [self._claim(item, path) for item, path in self._items(told, "claims")]
        self._check_twice(claims)
        elsewhere = told.get("elsewhere")
        return Request(
            site=self._text(told, "site", "site", LONGEST_CODE),
            claims=tuple(claims),
            on_file=frozenset(
                index
                for index, (item, _path) in enumerate(self._items(told, "claims", quiet=True))
                if isinstance(item, dict) and "category" not in item
            ),
            elsewhere=None
            if elsewhere is None
            else tuple(self._record(item, path) for item, path in self._items(told, "elsewhere")),
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
        if not isinstance(value, list) or len(value) != 2 or not all(map(_is_number, value)):
            self.wrong("point", _("A point is a list of two numbers: longitude, latitude."))
        elif not (-180 <= value[0] <= 180 and -90 <= value[1] <= 90):
            self.wrong(
                "point", _("Longitude lies within ±180 and latitude within ±90 degrees; longitude first.")
            )
        return True

    def _countries(self, told):
        known = []
        for code, path in self._items(told, "countries"):
            if code == "ABNJ" or isinstance(code, str) and len(code) == 2 and _is_country(code):
                known.append(code)
            else:
                self.wrong(
                    path, _("Write the two capital letters of an ISO 3166-1 code, such as EC, or ABNJ.")
                )
        return tuple(dict.fromkeys(known))

    def _known(self, item, keys, at):
        for key in item:
            if key not in keys:
                self.wrong(
                    f"{at}{key[:60]}",
                    _("There is no such key. Known here are: %(keys)s.") % {"keys": ", ".join(keys)},
                )

    def _object(self, item, path, keys):
        if not isinstance(item, dict):
            self.wrong(path, _("This must be an object."))
            return False
        self._known(item, keys, path + ".")
        return True

    def _items(self, told, name, *, quiet=False):
        """[(item, path)] of the list `name`; none where it is absent, or null and not required."""
        value = told.get(name)
        if isinstance(value, list):
            return [(item, f"{name}.{index}") for index, item in enumerate(value)]
        if name in told and not quiet and (value is not None or name == "claims"):
            self.wrong(name, _("This must be a list."))
        return []

    def _required_text(self, item, key, at, longest):
        if item.get(key) is None:
            self.wrong(at + key, _("This is required."))
            return ""
        return self._text(item, key, at + key, longest, empty=False) or ""

    def _text(self, item, key, path, longest, *, empty=True, lines=False):
        value = item.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(path, _("This must be text."))
            return None
        if len(value) > longest:
            return self._too_long(path, longest)
        try:
            value = (text.lines if lines else text.one_line)(value)
        except text.NotText:
            self.wrong(path, _("This text holds characters that cannot be kept."))
            return None
        if not value and not empty:
            self.wrong(path, _("This must not be empty."))
        if len(value) > longest:  # in NFC a few characters become two
            return self._too_long(path, longest)
        return value

    def _too_long(self, path, longest):
        self.wrong(
            path, _("This is too long: at most %(longest)d characters are kept.") % {"longest": longest}
        )

    def _choice(self, item, key, at, values, *, required=False):
        if key not in item and not required:
            return values[0]
        value = item.get(key)
        if isinstance(value, str) and value in values:
            return value
        self.wrong(at + key, _("Choose one of: %(values)s.") % {"values": ", ".join(values)})
        return values[0]

    def _flag(self, item, key, path):
        value = item.get(key, False)
        if not isinstance(value, bool):
            self.wrong(path, _("This must be true or false."))
        return value is True

    def _number(self, item, key, at):
        value = item.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str):
                return exact(value)
            if _is_number(value):
                return within_limits(Decimal(value))
        except NotExact as error:
            self.wrong(at + key, str(NOT_EXACT[error.code]))
            return None
        self.wrong(at + key, _("Write a number, or a number in quotes."))
        return None

    def _year(self, item, key, at):
        number = self._number(item, key, at)
        if number is None:
            return None
        if number != int(number) or not FIRST_YEAR <= number <= self.today.year:
            self.wrong(
                at + key,
                _("Write a year from %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": self.today.year},
            )
            return None
        return int(number)

    def _day(self, told, key):
        value = told.get(key)
        if value is None:
            return self.today
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.wrong(key, _("Write a day as year-month-day, such as 2026-11-22."))
        return self.today


def _is_number(value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _is_country(code):
    return code.isascii() and code.isupper() and pycountry.countries.get(alpha_2=code) is not None
