"""What follows from the three criteria: outcome, standing, deciding claim and what stands in the way (criteria.md 2)."""

from dataclasses import replace
from itertools import product

import pytest
from site_facts import claim, facts, judged, record, share

from sites.criteria import Overlap, evaluate, in_the_way

QUALIFYING = (claim(),)
OPEN = (claim(last_confirmed=None),)
NEAR = (share(60, 100),)
NOTED = (share(10, 100),)
NOBODY = ()
MET, UNDETERMINED, NOT_MET = (
    {},
    {"confirmed": False},
    {"boundary": None},
)


class TestOutcome:
    @pytest.mark.parametrize(
        ("claims", "discreteness", "outcome"),
        [
            (QUALIFYING, MET, "qualifies"),
            (QUALIFYING, UNDETERMINED, "needs_review"),
            (QUALIFYING, NOT_MET, "candidate"),
            (OPEN, MET, "needs_review"),
            (OPEN, UNDETERMINED, "needs_review"),
            (OPEN, NOT_MET, "candidate"),
            *((NEAR, discreteness, "candidate") for discreteness in (MET, UNDETERMINED, NOT_MET)),
            *((NOTED, discreteness, "does_not_qualify") for discreteness in (MET, UNDETERMINED, NOT_MET)),
            *((NOBODY, discreteness, "does_not_qualify") for discreteness in (MET, UNDETERMINED, NOT_MET)),
        ],
    )
    def test_it_follows_from_the_best_claim_and_criterion_3(self, claims, discreteness, outcome):
        assert evaluate(facts(claims=claims, **discreteness)).outcome == outcome

    @pytest.mark.parametrize(
        ("claims", "discreteness", "outcome"),
        [
            (OPEN, MET, "needs_review"),
            (NEAR, MET, "candidate"),
            (QUALIFYING, NOT_MET, "candidate"),
            (NOTED, MET, "does_not_qualify"),
        ],
    )
    def test_a_blocking_flag_changes_no_other_outcome(self, claims, discreteness, outcome):
        twin = {"overlaps": (Overlap("ECU16", 100.0),)}

        assert evaluate(facts(claims=claims, **twin | discreteness)).outcome == outcome

    def test_a_site_without_species_meets_neither_of_the_first_two(self):
        evaluation = evaluate(facts(claims=()))

        assert (evaluation.endangerment, evaluation.irreplaceability, evaluation.discreteness) == (
            "not_met",
            "not_met",
            "met",
        )
        assert (evaluation.claims, evaluation.deciding_claim) == ((), None)

    def test_one_species_must_carry_both_criteria(self):
        endangered_but_everywhere = share(10, 100)
        only_here_but_vulnerable = claim("Nesomimus macdonaldi", category="VU")

        evaluation = evaluate(facts(endangered_but_everywhere, only_here_but_vulnerable))

        assert evaluation.outcome == "does_not_qualify"


class TestStanding:
    @pytest.mark.parametrize(
        ("category", "grounds", "standing"),
        [
            ("EN", {}, "trigger"),
            ("EN", {"last_confirmed": None}, "open"),
            (None, {}, "open"),
            (None, {"last_confirmed": None}, "open"),
            ("VU", {}, "noted"),
            ("VU", {"last_confirmed": None}, "noted"),
            ("EN", {"presence": "extinct"}, "noted"),
            (None, {"presence": "extinct"}, "noted"),
        ],
    )
    def test_it_follows_from_the_two_verdicts(self, category, grounds, standing):
        assert judged(claim(category=category, **grounds)).standing == standing

    @pytest.mark.parametrize(
        ("category", "standing"), [("EN", "near_miss"), (None, "near_miss"), ("VU", "noted")]
    )
    def test_a_near_share_is_a_near_miss_unless_the_species_is_not_endangered(self, category, standing):
        assert judged(share(60, 100, category=category)).standing == standing


class TestDecidingClaim:
    @pytest.mark.parametrize(
        ("better", "worse"),
        [
            (QUALIFYING[0], OPEN[0]),
            (OPEN[0], NEAR[0]),
            (NEAR[0], NOTED[0]),
            (claim(last_confirmed=None), claim(category=None)),  # both open: the better criterion 1
            (claim(category=None), claim(category=None, presence="uncertain")),  # then the better criterion 2
        ],
    )
    def test_the_better_claim_decides_though_its_name_comes_later(self, better, worse):
        later, earlier = (
            replace(better, species="Zenaida graysoni"),
            replace(worse, species="Aegotheles savesi"),
        )

        for claims, index in (((earlier, later), 1), ((later, earlier), 0)):
            assert evaluate(facts(*claims)).deciding_claim == index

    def test_a_tie_goes_to_the_scientific_name_and_then_to_the_segment(self):
        names = [claim("Mimus trifasciatus"), claim("Mimus melanotis")]
        segments = [claim(segment="passage"), claim(segment="breeding"), claim(segment="other")]

        assert evaluate(facts(*names)).deciding_claim == 1
        assert evaluate(facts(*segments)).deciding_claim == 1

    def test_the_verdicts_of_the_site_are_those_of_its_deciding_claim(self):
        evaluation = evaluate(
            facts(claim(category="VU"), claim("Pterodroma phaeopygia", category="CR", last_confirmed=None))
        )

        assert evaluation.deciding_claim == 1
        assert (evaluation.endangerment, evaluation.irreplaceability) == ("met", "undetermined")


class TestWhatStandsInTheWay:
    @pytest.mark.parametrize(
        ("claims", "changes", "codes"),
        [
            (QUALIFYING, {}, []),
            (NOBODY, {}, ["NO_SPECIES"]),
            (NOBODY, {"boundary": None}, ["D_POINT", "NO_SPECIES"]),
            (QUALIFYING, {"boundary": None}, ["D_POINT"]),
            (OPEN, {"rationale": False}, ["D_NO_RATIONALE", "P_UNCONFIRMED"]),
            (QUALIFYING, {"overlaps": (Overlap("ECU16", 100.0),)}, ["D_DUPLICATE"]),
            (
                QUALIFYING,
                {"overlaps": (Overlap("ECU16", 100.0, True),), "confirmed": False},
                ["D_UNCONFIRMED"],
            ),
            ((claim(category="CR", possibly_extinct_in_the_wild=True),), {}, ["E_CR_PEW"]),
            (
                (claim(assessment_year=None), claim("Ursus arctos", category="LC")),
                {"confirmed": False},
                ["D_UNCONFIRMED"],
            ),
            (NEAR, {"elsewhere": (record(),)}, ["I_NEAR"]),
        ],
    )
    def test_it_is_what_keeps_the_deciding_claim_and_the_boundary_from_qualifying(
        self, claims, changes, codes
    ):
        assert in_the_way(evaluate(facts(claims=claims, **changes)).as_json()) == codes


def test_every_combination_of_verdicts_qualifies_only_when_all_three_are_met():
    seen = set()
    for claims, discreteness in product(
        (QUALIFYING, OPEN, NEAR, NOTED, NOBODY), (MET, UNDETERMINED, NOT_MET)
    ):
        evaluation = evaluate(facts(claims=claims, **discreteness))
        verdicts = {evaluation.endangerment, evaluation.irreplaceability, evaluation.discreteness}
        assert (evaluation.outcome == "qualifies") == (verdicts == {"met"})
        seen.add(evaluation.outcome)

    assert seen == {"qualifies", "needs_review", "candidate", "does_not_qualify"}


def test_the_ruleset_is_named():
    assert evaluate(facts()).ruleset == "2026-11"
