"""Hypothesis strategies: any facts that a site can have."""

from decimal import Decimal

from hypothesis import strategies as st

from sites.criteria import BoundaryFacts, ClaimFacts, Estimate, Overlap, Record, SiteFacts
from sites.facts import BASES, ORIGINS, PARAMETERS, PRESENCES, RANKS, SEGMENTS

SPECIES = ("Mimus trifasciatus", "Grus americana", "Corvus hawaiiensis", "Zenaida graysoni")
CATEGORIES = (None, "EN", "CR", "EW", "EX", "VU", "NT", "LC", "DD", "NE", "RE", "LR/cd", "Ex?")
YEARS = st.integers(1900, 2026)
FIGURES = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "1", "19", "20", "95", "100", "0.285", "0.3", "1E+3")]),
    st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
)
PERCENTAGES = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "50", "95", "95.0001", "100")]),
    st.decimals(min_value=0, max_value=100, places=4, allow_nan=False, allow_infinity=False),
)


@st.composite
def estimates(draw, parameters):
    """An estimate in order, of which any part may be missing."""
    low, best, high = sorted(draw(st.tuples(FIGURES, FIGURES, FIGURES)))
    known = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    kept = (value if is_known else None for value, is_known in zip((low, best, high), known, strict=True))
    return Estimate(*kept, parameter=draw(parameters), year=draw(st.none() | YEARS))


def claims(**parts):
    """One claim; `parts` replace a strategy."""
    likely_alike = st.just("mature_individuals") | st.sampled_from(PARAMETERS)
    return st.builds(
        ClaimFacts,
        **{
            "species": st.sampled_from(SPECIES),
            "basis": st.sampled_from(BASES),
            "rank": st.just("species") | st.sampled_from(RANKS),
            "category": st.sampled_from(("EN", "CR")) | st.sampled_from(CATEGORIES),
            "possibly_extinct": st.booleans(),
            "possibly_extinct_in_the_wild": st.booleans(),
            "assessment_year": st.none() | YEARS,
            "segment": st.sampled_from(SEGMENTS),
            "site": estimates(likely_alike),
            "worldwide": estimates(likely_alike),
            "percent": st.none() | PERCENTAGES,
            "presence": st.just("extant") | st.sampled_from(PRESENCES),
            "origin": st.just("native") | st.sampled_from(ORIGINS),
            "last_confirmed": st.none() | YEARS,
            "reintroduction_confirmed": st.booleans(),
        }
        | parts,
    )


def records():
    return st.builds(
        Record,
        site=st.sampled_from(("ECU9", "ECU10", "MEX1")),
        species=st.sampled_from(SPECIES),
        basis=st.sampled_from(BASES),
        segment=st.sampled_from(SEGMENTS),
        percent=st.none() | PERCENTAGES,
        presence=st.sampled_from(PRESENCES),
        origin=st.sampled_from(ORIGINS),
    )


def boundaries():
    areas = st.sampled_from((0.0, 1e-7, 1e-6, 50_000.0, 50_000.1)) | st.floats(0, 1e6)
    valid = st.builds(BoundaryFacts, valid=st.just(True), area_km2=areas)
    places = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
    invalid = st.builds(
        BoundaryFacts, valid=st.just(False), area_km2=areas, fault=places, fault_code=st.just("CROSSES")
    )
    return st.none() | valid | valid | invalid


def overlaps():
    percent = st.sampled_from((1.0, 1.1, 99.9, 100.0)) | st.floats(0, 100)
    one = st.builds(
        Overlap, site=st.sampled_from(("ECU9", "ECU10")), percent_of_smaller=percent, distinct=st.booleans()
    )
    return st.lists(one, max_size=2, unique_by=lambda overlap: overlap.site).map(tuple)


def sites(of=None):
    """Facts of one site; `of`: a strategy for one claim."""
    one = claims() if of is None else of
    several = st.lists(one, max_size=3, unique_by=lambda claim: (claim.species, claim.segment))
    return st.builds(
        SiteFacts,
        claims=several.map(tuple),
        year=st.just(2026),
        elsewhere=st.lists(records(), max_size=2).map(tuple),
        boundary=boundaries(),
        has_point=st.booleans(),
        countries=st.lists(st.sampled_from(("EC", "PE", "ABNJ")), max_size=3).map(tuple),
        rationale=st.booleans(),
        confirmed=st.booleans(),
        overlaps=overlaps(),
    )
