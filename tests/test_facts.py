"""Facts that cannot be, and facts that travel as JSON and come back the same."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from site_facts import claim, estimate, facts, record, share

from sites.criteria import BoundaryFacts, InvalidFacts, Overlap, SiteFacts, evaluate, invalid_estimates
from sites.facts import as_json


class TestFiguresThatCannotBe:
    @pytest.mark.parametrize(
        ("changes", "problems"),
        [
            ({"site": estimate(-1)}, [("site.best", "I_INVALID_NEGATIVE")]),
            ({"worldwide": estimate(low="-0.1")}, [("global.min", "I_INVALID_NEGATIVE")]),
            ({"site": estimate("NaN")}, [("site.best", "I_INVALID_NUMBER")]),
            (
                {"site": estimate("sNaN", low=1, high="Infinity")},
                [("site.best", "I_INVALID_NUMBER"), ("site.max", "I_INVALID_NUMBER")],
            ),
            ({"site": estimate(5, low=6)}, [("site.min", "I_INVALID_ORDER")]),
            ({"site": estimate(5, high=4)}, [("site.best", "I_INVALID_ORDER")]),
            ({"site": estimate(low=5, high=4)}, [("site.min", "I_INVALID_ORDER")]),
            (
                {"site": estimate(5, low=6, high=4)},
                [("site.min", "I_INVALID_ORDER"), ("site.best", "I_INVALID_ORDER")],
            ),
            ({"percent": Decimal("-0.01")}, [("percent", "I_INVALID_PERCENT")]),
            ({"percent": Decimal("100.01")}, [("percent", "I_INVALID_PERCENT")]),
            ({"percent": Decimal("NaN")}, [("percent", "I_INVALID_PERCENT")]),
            ({"site": estimate(0, low=0, high=0), "percent": Decimal(100)}, []),
        ],
    )
    @pytest.mark.parametrize(
        "basis", ["population_share", "sole_area", "earlier_listing", "reintroduction_site"]
    )
    def test_each_is_named_whatever_the_basis(self, changes, problems, basis):
        assert invalid_estimates(claim(basis=basis, **changes)) == problems

    def test_all_of_a_site_are_named_at_once(self):
        wrong = facts(
            share(-1, 5), share(6, estimate(7, low=8)), claim("Mimus melanotis", percent=Decimal(101))
        )

        with pytest.raises(InvalidFacts) as refused:
            evaluate(wrong)

        assert refused.value.problems == (
            ("claims.0.site.best", "I_INVALID_NEGATIVE"),
            ("claims.1.global.min", "I_INVALID_ORDER"),
            ("claims.2.percent", "I_INVALID_PERCENT"),
            ("claims.1.species", "TWICE"),
        )
        assert "claims.2.percent" in str(refused.value)

    def test_a_species_in_two_segments_is_no_repetition(self):
        assert evaluate(facts(claim(segment="breeding"), claim(segment="passage"))).outcome == "qualifies"


class TestFactsAsJson:
    def test_what_has_its_default_is_left_out(self):
        told = as_json(
            facts(share("190.50", estimate(high=215, year=2020), segment="breeding"), countries=())
        )

        assert told["claims"] == [
            {
                "species": "Mimus trifasciatus",
                "basis": "population_share",
                "category": "EN",
                "assessment_year": 2021,
                "segment": "breeding",
                "site": {"best": "190.5"},
                "worldwide": {"max": "215", "year": 2020},
                "last_confirmed": 2022,
            }
        ]
        assert "countries" not in told and "elsewhere" not in told

    def test_what_is_left_out_comes_back(self):
        told = {"claims": [{"species": "Mimus trifasciatus", "basis": "sole_area"}], "year": 2026}

        assert as_json(SiteFacts.from_json(told)) == told

    def test_every_kind_of_fact_comes_back(self):
        site = facts(
            elsewhere=(record(percent=Fraction(200, 3)), record("ECU17")),
            boundary=BoundaryFacts(False, 0.5, fault=(-90.4, -1.2), fault_code="CROSSES"),
            overlaps=(Overlap("ECU9", 12.5, True),),
        )

        assert SiteFacts.from_json(json.loads(json.dumps(as_json(site)))) == site
