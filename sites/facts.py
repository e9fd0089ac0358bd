"""PURE. The facts that the criteria judge: frozen, exact, and able to travel as JSON so that an evaluation can be repeated.

As JSON they are what `told` leaves of them: what has its default (criteria.md 7) is left out, which halves the time to compare them."""

from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction

from .numbers import plain

RANKS = ("species", "subspecies", "variety", "subpopulation")
BASES = ("sole_area", "population_share", "earlier_listing", "reintroduction_site")
SEGMENTS = ("resident", "breeding", "non_breeding", "passage", "other")
PRESENCES = ("extant", "possibly_extinct", "uncertain", "extinct")
ORIGINS = ("native", "reintroduced", "introduced", "vagrant", "captive")
BOUNDS = ("min", "best", "max")
PARAMETERS = ("mature_individuals", "area_of_occupancy", "extent_of_suitable_habitat", "range", "localities")


class InvalidFacts(ValueError):
    """Facts that contradict themselves. `problems`: (path, code) of every one of them."""

    def __init__(self, problems):
        super().__init__(", ".join(f"{path}: {code}" for path, code in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Estimate:
    """A figure for a population, or for the proxy that `parameter` names; `year` is the year it holds for."""

    min: Decimal | None = None
    best: Decimal | None = None
    max: Decimal | None = None
    parameter: str = "mature_individuals"
    year: int | None = None

    @property
    def known(self):
        return not (self.min is None and self.best is None and self.max is None)


@dataclass(frozen=True)
class ClaimFacts:
    """One species and one life-history segment at the site, with the species' global Red List record (criteria.md 2)."""

    species: str
    basis: str
    rank: str = "species"
    category: str | None = None
    possibly_extinct: bool = False
    possibly_extinct_in_the_wild: bool = False
    assessment_year: int | None = None
    segment: str = "resident"
    site: Estimate = Estimate()
    worldwide: Estimate = Estimate()
    percent: Decimal | None = None
    presence: str = "extant"
    origin: str = "native"
    last_confirmed: int | None = None
    reintroduction_confirmed: bool = False


@dataclass(frozen=True)
class Record:
    """A claim of the same species at another candidate or confirmed site; `percent` is what it claims of the whole."""

    site: str
    species: str
    basis: str
    segment: str = "resident"
    percent: Fraction | Decimal | None = None
    presence: str = "extant"
    origin: str = "native"

    @property
    def order(self):
        return (
            self.species,
            self.site,
            self.segment,
            self.basis,
            self.presence,
            self.origin,
            str(self.percent),
        )


@dataclass(frozen=True)
class BoundaryFacts:
    """What criterion 3 asks of a boundary; `fault` is (lon, lat) of the place where it is not valid."""

    valid: bool
    area_km2: float
    fault: tuple | None = None
    fault_code: str | None = None


@dataclass(frozen=True)
class Overlap:
    """Ground shared with another site: percent of the smaller of the two areas. `distinct`: a reviewer ruled them distinct."""

    site: str
    percent_of_smaller: float
    distinct: bool = False


@dataclass(frozen=True)
class SiteFacts:
    """All that an evaluation reads. `year` is the year of the evaluation day."""

    claims: tuple
    year: int
    elsewhere: tuple = ()
    boundary: BoundaryFacts | None = None
    has_point: bool = False
    countries: tuple = ()
    rationale: bool = False
    confirmed: bool = False
    overlaps: tuple = ()

    def check(self):
        """Raises InvalidFacts when an estimate contradicts itself, or a species and segment are given twice."""
        problems = [
            (f"claims.{index}.{path}", code)
            for index, claim in enumerate(self.claims)
            for path, code in invalid_estimates(claim)
        ]
        seen = set()
        for index, claim in enumerate(self.claims):
            if (claim.species, claim.segment) in seen:
                problems.append((f"claims.{index}.species", "TWICE"))
            seen.add((claim.species, claim.segment))
        if problems:
            raise InvalidFacts(problems)

    @classmethod
    def from_json(cls, told):
        """The facts that `as_json` told."""
        boundary = told.get("boundary")
        return cls(
            **told
            | {
                "claims": tuple(claim_from_json(claim) for claim in told["claims"]),
                "elsewhere": tuple(
                    Record(**record | _read(record, "percent", Fraction))
                    for record in told.get("elsewhere", ())
                ),
                "boundary": boundary and BoundaryFacts(**boundary | _read(boundary, "fault", tuple)),
                "countries": tuple(told.get("countries", ())),
                "overlaps": tuple(Overlap(**overlap) for overlap in told.get("overlaps", ())),
            }
        )


_FIELDS = {
    kind: [(field.name, field.default) for field in fields(kind)]
    for kind in (Estimate, ClaimFacts, Record, BoundaryFacts, Overlap, SiteFacts)
}


def told(kind, values):
    """{name: value} of what differs from its default, from the values of all fields of facts of this kind in their order."""
    return {
        name: value for (name, default), value in zip(_FIELDS[kind], values, strict=True) if value != default
    }


def as_json(facts):
    """Facts of any kind, JSON-ready and exact: numbers as strings."""
    values = [getattr(facts, name) for name, _default in _FIELDS[type(facts)]]
    return {name: _json(value) for name, value in told(type(facts), values).items()}


def invalid_estimates(claim):
    """(path, code) of each figure that cannot be, whatever the basis: paths are `site.min` … `global.max`, `percent`; the codes
    I_INVALID_NUMBER, I_INVALID_NEGATIVE, I_INVALID_ORDER and I_INVALID_PERCENT stand for criteria.md's `I_INVALID`."""
    problems = _impossible("site", claim.site) + _impossible("global", claim.worldwide)
    if claim.percent is not None and not (claim.percent.is_finite() and 0 <= claim.percent <= 100):
        problems.append(("percent", "I_INVALID_PERCENT"))
    return problems


def _impossible(side, estimate):
    figures = {name: value for name in BOUNDS if (value := getattr(estimate, name)) is not None}
    problems = [
        (f"{side}.{name}", "I_INVALID_NEGATIVE" if value.is_finite() else "I_INVALID_NUMBER")
        for name, value in figures.items()
        if not (value.is_finite() and value >= 0)
    ]
    ordered = [(name, value) for name, value in figures.items() if value.is_finite()]
    problems += [
        (f"{side}.{name}", "I_INVALID_ORDER")
        for index, (name, value) in enumerate(ordered)
        if any(value > higher for _name, higher in ordered[index + 1 :])
    ]
    return problems


def _json(value):
    if isinstance(value, tuple):
        return [_json(each) for each in value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Fraction):
        return str(value)
    return as_json(value) if is_dataclass(value) else value


def claim_from_json(told):
    """The ClaimFacts that `as_json` told."""
    estimates = {side: _estimate(told[side]) for side in ("site", "worldwide") if side in told}
    return ClaimFacts(**told | estimates | _read(told, "percent", Decimal))


def _estimate(told):
    return Estimate(**told | {name: Decimal(told[name]) for name in BOUNDS if name in told})


def _read(told, name, read):
    return {name: read(told[name])} if name in told else {}
