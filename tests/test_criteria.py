"""Criteria 1 and 3: every row of criteria.md 3 and 5."""

import pytest
from site_facts import claim, facts, judged, told

from sites.criteria import BoundaryFacts, Overlap, evaluate


class TestEndangerment:
    @pytest.mark.parametrize(
        ("category", "verdict", "code"),
        [
            (None, "undetermined", "E_UNKNOWN"),
            ("EN", "met", "E_EN"),
            ("CR", "met", "E_CR"),
            ("EW", "undetermined", "E_EW"),
            ("EX", "not_met", "E_EX"),
            ("VU", "not_met", "E_VU"),
            *(
                (category, "not_met", "E_NOT_THREATENED")
                for category in ("NT", "LC", "LR/nt", "LR/lc", "LR/cd")
            ),
            ("DD", "not_met", "E_DD"),
            ("NE", "not_met", "E_NE"),
            *((category, "not_met", "E_NA") for category in ("NA", "N/A", "NR", "RE")),
            *(
                (category, "undetermined", "E_LEGACY_CODE")
                for category in ("E", "V", "R", "I", "K", "Ex?", "en")
            ),
        ],
    )
    def test_the_category_decides(self, category, verdict, code):
        result = judged(claim(category=category))

        assert result.endangerment == verdict
        assert told(result.findings_endangerment) == {code: verdict}

    @pytest.mark.parametrize("rank", ["subspecies", "variety", "subpopulation"])
    @pytest.mark.parametrize("category", ["CR", None])
    def test_only_full_species_count_whatever_their_category(self, rank, category):
        result = judged(claim("Gorilla beringei", rank=rank, category=category, possibly_extinct=True))

        assert told(result.findings_endangerment) == {"E_RANK": "not_met"}
        assert result.findings_endangerment[0].facts == {"rank": rank}
        assert result.standing == "noted"

    @pytest.mark.parametrize(
        ("basis", "verdict"),
        [
            ("reintroduction_site", "met"),
            ("sole_area", "undetermined"),
            ("population_share", "undetermined"),
            ("earlier_listing", "undetermined"),
        ],
    )
    def test_extinct_in_the_wild_counts_only_where_it_is_to_be_brought_back(self, basis, verdict):
        result = judged(claim("Corvus hawaiiensis", category="EW", basis=basis))

        assert told(result.findings_endangerment) == {"E_EW": verdict}

    def test_possibly_extinct_is_pointed_out_and_does_not_stand_in_the_way(self):
        result = judged(claim(category="CR", possibly_extinct=True))

        assert told(result.findings_endangerment) == {"E_CR": "met", "E_CR_PE": None}
        assert result.standing == "trigger"

    def test_possibly_extinct_in_the_wild_keeps_a_claim_from_being_a_trigger(self):
        result = judged(claim(category="CR", possibly_extinct_in_the_wild=True))

        assert told(result.findings_endangerment) == {"E_CR": "met", "E_CR_PEW": None}
        assert (result.endangerment, result.irreplaceability, result.standing) == ("met", "met", "open")

    @pytest.mark.parametrize("category", ["EN", "EW"])
    def test_the_tags_of_critically_endangered_species_say_nothing_of_others(self, category):
        result = judged(claim(category=category, possibly_extinct=True, possibly_extinct_in_the_wild=True))

        assert [found.code for found in result.findings_endangerment] == [f"E_{category}"]

    @pytest.mark.parametrize(("year", "stale"), [(2026, False), (2016, False), (2015, True), (None, True)])
    def test_an_assessment_of_more_than_ten_years_or_of_no_year_is_pointed_out(self, year, stale):
        result = judged(claim(assessment_year=year))

        assert ("E_STALE" in told(result.findings_endangerment)) == stale
        assert result.standing == "trigger"

    def test_without_a_category_no_assessment_can_be_stale(self):
        assert told(judged(claim(category=None, assessment_year=None)).findings_endangerment) == {
            "E_UNKNOWN": "undetermined"
        }


class TestDiscreteness:
    @pytest.mark.parametrize(
        ("changes", "verdict", "code"),
        [
            ({"boundary": None, "has_point": False}, "not_met", "D_MISSING"),
            ({"boundary": None, "has_point": True}, "not_met", "D_POINT"),
            ({"boundary": BoundaryFacts(False, 12.0, (39.5, 6.8), "CROSSES")}, "undetermined", "D_INVALID"),
            ({"boundary": BoundaryFacts(False, 0.0), "rationale": False}, "undetermined", "D_INVALID"),
            ({"boundary": BoundaryFacts(True, 0.99e-6)}, "undetermined", "D_SLIVER"),
            ({"boundary": BoundaryFacts(True, 0.0), "rationale": False}, "undetermined", "D_SLIVER"),
            ({"boundary": BoundaryFacts(True, 1e-6)}, "met", "D_OK"),
            ({"rationale": False}, "undetermined", "D_NO_RATIONALE"),
            ({"rationale": False, "confirmed": False}, "undetermined", "D_NO_RATIONALE"),
            ({"confirmed": False}, "undetermined", "D_UNCONFIRMED"),
            ({}, "met", "D_OK"),
        ],
    )
    def test_the_first_row_that_fits_decides(self, changes, verdict, code):
        evaluation = evaluate(facts(**changes))

        assert evaluation.discreteness == verdict
        assert told(evaluation.discreteness_findings) == {code: verdict}

    def test_where_a_boundary_is_not_valid_is_named(self):
        invalid = BoundaryFacts(False, 12.0, fault=(39.5, 6.8), fault_code="CROSSES")

        (found,) = evaluate(facts(boundary=invalid)).discreteness_findings

        assert found.facts == {"lon": 39.5, "lat": 6.8, "fault": "CROSSES"}


class TestSiteFlags:
    @pytest.mark.parametrize(
        ("percent", "distinct", "code", "blocking"),
        [
            (1.0, False, None, None),
            (1.01, False, "D_OVERLAP", False),
            (99.89, False, "D_OVERLAP", False),
            (99.89, True, "D_OVERLAP", False),
            (99.9, False, "D_DUPLICATE", True),
            (100.0, False, "D_DUPLICATE", True),
            (100.0, True, "D_DUPLICATE", False),
        ],
    )
    def test_shared_ground_is_pointed_out_and_a_duplicate_blocks_until_it_is_ruled_distinct(
        self, percent, distinct, code, blocking
    ):
        evaluation = evaluate(facts(overlaps=(Overlap("ECU16", percent, distinct),)))

        assert [(found.code, found.blocking) for found in evaluation.flags] == (
            [(code, blocking)] if code else []
        )
        assert all(
            found.facts["site"] == "ECU16" and found.facts["percent"] == percent for found in evaluation.flags
        )
        assert evaluation.outcome == ("needs_review" if blocking else "qualifies")

    def test_each_neighbour_is_named_in_the_order_of_their_codes(self):
        overlaps = (Overlap("ECU9", 100.0), Overlap("ECU10", 2.0))

        flags = evaluate(facts(overlaps=overlaps)).flags

        assert [(found.code, found.facts["site"]) for found in flags] == [
            ("D_OVERLAP", "ECU10"),
            ("D_DUPLICATE", "ECU9"),
        ]

    @pytest.mark.parametrize(("area_km2", "huge"), [(50_000.0, False), (50_000.001, True)])
    def test_a_boundary_of_more_than_fifty_thousand_square_kilometres_is_pointed_out(self, area_km2, huge):
        evaluation = evaluate(facts(boundary=BoundaryFacts(True, area_km2)))

        assert ("D_HUGE" in told(evaluation.flags)) == huge
        assert evaluation.outcome == "qualifies"

    @pytest.mark.parametrize(
        ("countries", "crosses"), [((), False), (("PE",), False), (("PE", "PE"), False), (("PE", "EC"), True)]
    )
    def test_more_than_one_country_is_pointed_out(self, countries, crosses):
        evaluation = evaluate(facts(countries=countries))

        assert told(evaluation.flags) == ({"D_TRANSBOUNDARY": None} if crosses else {})
        assert all(found.facts == {"countries": ["EC", "PE"]} for found in evaluation.flags)

    def test_without_a_boundary_nothing_is_said_of_it(self):
        evaluation = evaluate(
            facts(boundary=None, countries=("EC", "PE"), overlaps=(Overlap("ECU16", 100.0),))
        )

        assert evaluation.flags == ()

    def test_a_boundary_that_is_not_valid_overlaps_nothing(self):
        invalid = BoundaryFacts(False, 60_000.0, (0.5, 0.5))

        evaluation = evaluate(
            facts(boundary=invalid, countries=("EC", "PE"), overlaps=(Overlap("ECU16", 100.0),))
        )

        assert set(told(evaluation.flags)) == {"D_TRANSBOUNDARY", "D_HUGE"}
