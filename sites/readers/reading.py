"""PURE. What comes of reading a boundary file or text, and how it is written for another process.

Codes are those of `sites.geojson` and `sites.strict_json` and the F_ (problems), N_ (notices) and A_ (what is asked) codes of the
readers; `sites.wording` has their sentences."""

import json
from dataclasses import dataclass, field, replace

import shapely

from .. import geometry

LARGEST = 20 * 1024 * 1024  # bytes of a file (reliability.md, limits)
LONGEST_NAME = 200  # characters of what a file calls its parts and features


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: `part` is the file in an archive or the table or layer, `feature` its number there, from 1, `name` what the
    file calls it, `line` that of a text; `polygon`, `ring` (the first is the outline, the others are holes) and `position` count from 1;
    `path` is the place in the geometry as GeoJSON counts it, `lon` and `lat` the place on Earth."""

    code: str
    facts: dict = field(default_factory=dict)
    part: str = ""
    feature: int | None = None
    name: str = ""
    line: int | None = None
    polygon: int | None = None
    ring: int | None = None
    position: int | None = None
    path: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class Notice:
    """What was changed or left out on the way, or what somebody should look at."""

    code: str
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """One answer to what is asked: give `answer` with the same file again. `before`: lines of positions as the file has them; `after`: the
    boundary that it would make (MultiPolygon); either may be missing."""

    answer: str
    code: str
    facts: dict = field(default_factory=dict)
    area_km2: float | None = None
    before: tuple = ()
    after: shapely.MultiPolygon | None = None


@dataclass(frozen=True)
class Repair:
    """A valid boundary that would take the place of one that is not: applied only when `answer` is given with the same file again."""

    answer: str
    before_km2: float
    after_km2: float
    after: shapely.MultiPolygon

    @property
    def change_km2(self):
        return self.after_km2 - self.before_km2

    @property
    def change_percent(self):
        """Of the area before; None where that was nothing."""
        return 100 * self.change_km2 / self.before_km2 if self.before_km2 else None


@dataclass(frozen=True)
class Point:
    """A place with the radius in metres within which it is, where that was told."""

    lon: float
    lat: float
    uncertainty_m: float | None = None


@dataclass(frozen=True)
class Reading:
    """A boundary with what is to be told of it, or what is to be asked first (`choices`), or why there is none (`problems`).

    `format`: what the content was found to be, "" where that could not be told. `point`: where there was one place and no area."""

    format: str = ""
    boundary: shapely.MultiPolygon | None = None
    area_km2: float | None = None
    valid: bool = False
    point: Point | None = None
    problems: tuple = ()
    notices: tuple = ()
    choices: tuple = ()
    repair: Repair | None = None

    @property
    def refused(self):
        """Nothing can be done with it as it is."""
        return self.boundary is None and bool(self.problems)


class Refused(Exception):
    """The content gives no boundary; `problems` say why. `choices` may help; `point` is the one place that was found instead."""

    def __init__(self, *problems, choices=(), point=None):
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems, self.choices, self.point = problems, tuple(choices), point


class Asked(Exception):
    """The content can be read in several ways; `choices` are the answers."""

    def __init__(self, choices):
        self.choices = tuple(choices)
        super().__init__(", ".join(choice.answer for choice in self.choices))


def refuse(code, **facts):
    """Raises Refused with one problem of the whole file."""
    raise Refused(Problem(code, facts))


def to_json(told):
    """A Reading, or what is offered with it, as one line of text."""
    return json.dumps(_plain(told), separators=(",", ":"))


def from_json(text):
    """The Reading in such a text, every boundary in it read anew; without what is offered with it, which comes by itself. Raises
    ValueError, LookupError, TypeError or AttributeError for what is none."""
    told = json.loads(text)
    point = told["point"]
    boundary = _boundary(told["boundary"])
    return Reading(
        format=str(told["format"]),
        boundary=boundary,
        area_km2=boundary and geometry.area_km2(boundary),
        valid=boundary is not None and geometry.fault(boundary) is None,
        point=point and Point(**point),
        problems=tuple(Problem(**one) for one in told["problems"]),
        notices=tuple(Notice(**one) for one in told["notices"]),
        choices=tuple(map(_choice, told["choices"])),
    )


def with_offer(reading, text):
    """The Reading with the Repair or the Choice that stands in such a text, if one does. Raises as `from_json` does."""
    told = json.loads(text)
    if told is None:
        return reading
    after = _boundary(told["after"])
    if geometry.fault(after):
        raise ValueError("an offer that is not valid")
    if "code" in told:
        return replace(reading, choices=(*reading.choices, _choice(told)))
    answer, before_km2 = str(told["answer"]), float(told["before_km2"])
    return replace(reading, repair=Repair(answer, before_km2, geometry.area_km2(after), after))


def _choice(told):
    return Choice(**told | {"before": _lines(told["before"]), "after": _boundary(told["after"])})


def _plain(value):
    if isinstance(value, shapely.MultiPolygon):
        return geometry.to_geojson(value)
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value


def _boundary(text):
    """A canonical boundary: what reading it anew would change was not canonical. Of rings that cross themselves no direction can be told."""
    if text is None:
        return None
    reading = geometry.read_geojson(json.loads(text))
    if set(reading.notices) - {"N_REWOUND"}:
        raise ValueError(f"not canonical: {reading.notices}")
    return reading.geometry


def _lines(lines):
    return tuple(tuple((float(lon), float(lat)) for lon, lat in line) for line in lines)
