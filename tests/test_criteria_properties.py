"""What never changes the outcome (criteria.md 6), and what holds of every evaluation."""

import json
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from any_facts import FIGURES, boundaries, claims, estimates, sites
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from site_facts import ISLETS, claim, facts, share
from test_worked_cases import NothingOnFile

from sites import check
from sites.criteria import (
    ClaimFacts,
    Estimate,
    InvalidFacts,
    SiteFacts,
    evaluate,
    in_the_way,
    invalid_estimates,
    shown_percent,
    with_flags,
)
from sites.facts import as_json
from sites.percentages import THRESHOLD
from sites.shares import share_of

thoroughly = settings(max_examples=120, deadline=None)
VERDICTS = ("not_met", "undetermined", "met")


def judgement(evaluation):
    return evaluation.outcome, evaluation.endangerment, evaluation.irreplaceability, evaluation.discreteness


@thoroughly
@given(sites(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_on_file_does_not_matter(site, random):
    def shuffled(rows):
        return tuple(random.sample(rows, len(rows)))

    order = ("claims", "elsewhere", "countries", "overlaps")
    other = replace(site, **{name: shuffled(getattr(site, name)) for name in order})
    first, second = evaluate(site), evaluate(other)

    assert judgement(second) == judgement(first)
    assert second.flags == first.flags
    by_claim = [
        {(one.species, one.segment): one for one in evaluation.claims} for evaluation in (first, second)
    ]
    assert by_claim[0] == by_claim[1]
    decided = [
        evaluation.claims and evaluation.claims[evaluation.deciding_claim] for evaluation in (first, second)
    ]
    assert decided[0] == decided[1]


@thoroughly
@given(
    sites(),
    claims(
        species=st.just("Ursus arctos"), category=st.sampled_from(("VU", "DD", "LC")), rank=st.just("species")
    ),
)
def test_adding_a_species_that_is_not_endangered_changes_no_outcome(site, one):
    more = replace(site, claims=(*site.claims, one))

    assert evaluate(more).outcome == evaluate(site).outcome


@thoroughly
@given(sites(claims(basis=st.just("population_share"))), st.decimals("0.001", "1000", places=3))
def test_scaling_both_sides_by_one_factor_changes_nothing(site, factor):
    def scaled(estimate):
        figures = {name: getattr(estimate, name) for name in ("min", "best", "max")}
        return replace(
            estimate, **{name: value * factor for name, value in figures.items() if value is not None}
        )

    bigger = tuple(
        replace(one, site=scaled(one.site), worldwide=scaled(one.worldwide)) for one in site.claims
    )

    first, second = evaluate(site), evaluate(replace(site, claims=bigger))

    assert judgement(second) == judgement(first)
    assert [(one.share, one.near, one.standing) for one in second.claims] == [
        (one.share, one.near, one.standing) for one in first.claims
    ]


@thoroughly
@given(claims(basis=st.just("population_share"), percent=st.none()), FIGURES)
def test_raising_the_figures_of_the_site_never_turns_met_into_not_met(one, more):
    here = replace(
        one.site,
        **{
            name: value + more
            for name in ("min", "best", "max")
            if (value := getattr(one.site, name)) is not None
        },
    )
    raised = replace(one, site=here)

    before = evaluate(facts(one)).irreplaceability
    after = evaluate(facts(raised)).irreplaceability

    assert not (before == "met" and after == "not_met")


@thoroughly
@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 9))
def test_a_share_is_met_exactly_when_a_hundred_times_s_is_more_than_ninety_five_times_g(
    here, world, decimals
):
    assume(here <= world)
    unit = Decimal(1).scaleb(-decimals)

    verdict = evaluate(facts(share(here * unit, world * unit))).irreplaceability

    assert verdict == ("met" if 100 * here > 95 * world else "not_met")


@thoroughly
@given(sites())
def test_a_site_qualifies_only_when_all_three_verdicts_are_met_and_nothing_blocks(site):
    evaluation = evaluate(site)

    if evaluation.outcome == "qualifies":
        assert judgement(evaluation)[1:] == ("met", "met", "met")
        assert not any(found.blocking for found in evaluation.flags)
        assert evaluation.claims[evaluation.deciding_claim].standing == "trigger"
    assert (in_the_way(evaluation.as_json()) == []) == (evaluation.outcome == "qualifies")


@thoroughly
@given(sites())
def test_leaving_out_overlaps_afterwards_is_the_same_as_never_having_known_of_them(site):
    result, alone = evaluate(site).as_json(), evaluate(replace(site, overlaps=())).as_json()

    assert with_flags(result, alone["flags"]) == alone
    assert with_flags(alone, result["flags"]) == result


@thoroughly
@given(sites())
def test_a_verdict_is_the_lowest_of_its_findings(site):
    for one in evaluate(site).claims:
        for verdict, findings in (
            (one.endangerment, one.findings_endangerment),
            (one.irreplaceability, one.findings_irreplaceability),
        ):
            given_verdicts = [found.verdict for found in findings if found.verdict]
            assert verdict == min(given_verdicts, key=VERDICTS.index, default="met")
            assert findings
            assert not any(found.blocking and found.verdict for found in findings)
        assert not one.near or one.irreplaceability == "not_met"


@thoroughly
@given(sites())
def test_facts_come_back_from_json_and_give_an_equal_evaluation(site):
    told = json.loads(json.dumps(as_json(site)))
    back = SiteFacts.from_json(told)

    assert back == site
    assert evaluate(back).as_json() == evaluate(site).as_json()
    assert json.loads(json.dumps(evaluate(site).as_json())) == evaluate(site).as_json()


ANY_FIGURE = st.none() | FIGURES | st.decimals()
ANY_ESTIMATE = st.builds(Estimate, min=ANY_FIGURE, best=ANY_FIGURE, max=ANY_FIGURE)


@thoroughly
@given(
    st.lists(claims(site=ANY_ESTIMATE, worldwide=ANY_ESTIMATE, percent=st.none() | st.decimals()), max_size=3)
)
def test_figures_are_judged_or_refused_by_name_and_nothing_else_is_raised(several):
    site = facts(claims=tuple(several))
    unjudgeable = any(invalid_estimates(one) for one in several)
    twice = len({(one.species, one.segment) for one in several}) < len(several)

    with pytest.raises(InvalidFacts) if unjudgeable or twice else nullcontext() as refused:
        evaluate(site)

    assert not refused or all(path.startswith("claims.") for path, _code in refused.value.problems)


@thoroughly
@given(estimates(st.just("range")), estimates(st.just("range")))
def test_a_shown_share_lies_on_the_side_of_the_threshold_where_the_share_lies(here, world):
    held = share_of(ClaimFacts("Mimus trifasciatus", "population_share", site=here, worldwide=world))
    known = [value for value in (held.best, held.low, held.high) if value is not None] if held else []

    for value in known:
        shown = Fraction(shown_percent(value))
        for mark in (0, 50, THRESHOLD):
            assert (shown > mark, shown < mark) == (value > mark, value < mark)
        assert abs(shown - value) <= Fraction(1, 200)


@thoroughly
@given(boundaries(), st.booleans(), st.booleans())
def test_no_species_alone_makes_up_for_a_boundary_and_no_boundary_for_a_species(
    boundary, rationale, confirmed
):
    around = {"boundary": boundary, "rationale": rationale, "confirmed": confirmed}

    assert (evaluate(facts(**around)).outcome == "qualifies") == (
        evaluate(facts(**around)).discreteness == "met"
    )
    assert evaluate(facts(claims=(), **around)).outcome == "does_not_qualify"


LONGITUDES, LATITUDES, SIZES = st.integers(-1700, 1600), st.integers(-700, 650), st.integers(1, 90)


def asked(boundary):
    """The answer of `/api/check` about the qualifying site with another boundary."""
    one = {"species": "Mimus trifasciatus", "category": "EN", "assessment_year": 2021, "basis": "sole_area"}
    body = {
        "claims": [one | {"last_confirmed": 2022}],
        "elsewhere": [],
        "boundary": boundary,
        "rationale": "Islets ringed by sea",
        "confirmed": True,
        "today": "2026-11-22",
    }
    request = check.read_request(json.dumps(body).encode(), default_today=date(2026, 11, 22))
    return check.check(request, NothingOnFile())


def ring(west, south, size):
    east, north = west + size, south + size
    tenths = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [[lon / 10, lat / 10] for lon, lat in tenths]


@settings(max_examples=60, deadline=None)
@given(LONGITUDES, LATITUDES, SIZES, st.integers(0, 3))
def test_the_direction_and_the_first_vertex_of_a_ring_change_nothing(west, south, size, start):
    around = ring(west, south, size)
    turned = [*around[start:-1], *around[: start + 1]]

    first = asked({"type": "Polygon", "coordinates": [around]})

    assert asked({"type": "Polygon", "coordinates": [around[::-1]]}) == first
    assert asked({"type": "Polygon", "coordinates": [turned]}) == first
    assert first["outcome"] == "qualifies"


@settings(max_examples=60, deadline=None)
@given(LATITUDES, st.integers(1, 50), st.integers(1, 50))
def test_cutting_a_ring_at_the_antimeridian_changes_nothing(south, before, after):
    west, east, south, north = 180 - before / 10, -180 + after / 10, south / 10, south / 10 + 1
    whole = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    cut = [
        [[[west, south], [180, south], [180, north], [west, north], [west, south]]],
        [[[-180, south], [east, south], [east, north], [-180, north], [-180, south]]],
    ]

    uncut = asked({"type": "Polygon", "coordinates": [whole]})

    assert uncut == asked({"type": "MultiPolygon", "coordinates": cut})
    assert uncut["outcome"] == "qualifies"


def test_the_year_of_the_evaluation_is_all_that_the_calendar_changes():
    site = facts(claim(last_confirmed=1996, assessment_year=2016), boundary=ISLETS)

    later = replace(site, year=2027)

    assert evaluate(site).outcome == "qualifies"
    assert evaluate(later).outcome == "needs_review"
    assert as_json(later) | {"year": 2026} == as_json(site)
