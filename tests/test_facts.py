"""Facts that cannot be, and facts that travel as JSON and come back the same."""

from decimal import Decimal

import pytest
from site_facts import claim, estimate, facts, share

from sites.criteria import InvalidFacts, evaluate, invalid_estimates


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
