"""Facts of a site for tests of the criteria: the defaults qualify, each argument changes one thing. No database."""

from decimal import Decimal

from sites.criteria import BoundaryFacts, ClaimFacts, Estimate, Record, SiteFacts, evaluate

YEAR = 2026
MOCKINGBIRD = "Mimus trifasciatus"  # Isla Champion and Isla Gardner, Galápagos
ISLETS = BoundaryFacts(valid=True, area_km2=0.9)


def estimate(best=None, *, low=None, high=None, **more):
    def exact(number):
        return None if number is None else Decimal(number)

    return Estimate(min=exact(low), best=exact(best), max=exact(high), **more)


def claim(species=MOCKINGBIRD, **changes):
    defaults = {"basis": "sole_area", "category": "EN", "assessment_year": 2021, "last_confirmed": 2022}
    return ClaimFacts(species=species, **defaults | changes)


def share(here=None, world=None, **changes):
    """A claim by share of the population; `here` and `world` are Estimates, or best estimates."""
    sides = {
        side: value if isinstance(value, Estimate) else estimate(value)
        for side, value in (("site", here), ("worldwide", world))
    }
    return claim(**{"basis": "population_share"} | sides | changes)


def record(site="ECU16", species=MOCKINGBIRD, basis="sole_area", **changes):
    """A claim of the same species at another site."""
    return Record(site=site, species=species, basis=basis, **changes)


def facts(*claims, **changes):
    """A site of these claims, of one that qualifies where none is given; `claims=()` for a site without any."""
    defaults = {"claims": claims or (claim(),), "year": YEAR, "boundary": ISLETS, "has_point": True}
    defaults |= {"countries": ("EC",), "rationale": True, "confirmed": True}
    return SiteFacts(**defaults | changes)


def judged(*claims, **changes):
    """The result of the only claim, or of the first."""
    return evaluate(facts(*claims, **changes)).claims[0]


def told(findings):
    """{code: verdict}; a flag's is None."""
    return {found.code: found.verdict for found in findings}
