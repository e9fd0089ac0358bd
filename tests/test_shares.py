"""The share of a population that a site holds: every row of criteria.md 4, basis `population_share`, and how a share is shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from site_facts import estimate, facts, judged, record, share, told

from sites.criteria import evaluate, share_claimed

TINY = "0.000000000000000001"


def irreplaceability(here=None, world=None, **changes):
    result = judged(share(here, world, **changes))
    return result.irreplaceability, result.near, told(result.findings_irreplaceability)


@pytest.mark.parametrize(
    ("here", "world", "verdict", "near", "code"),
    [
        (96, 100, "met", False, "I_GT95"),
        (100, 100, "met", False, "I_GT95"),
        ("95.0001", 100, "met", False, "I_GT95"),
        ("950000000000000000", "999999999999999999", "met", False, "I_GT95"),  # equal to 95 in floats
        (19, 20, "not_met", True, "I_EQ95"),
        (190, 200, "not_met", True, "I_EQ95"),
        ("0.285", "0.3", "not_met", True, "I_EQ95"),  # 94.99999999999999 in floats
        ("94.9999", 100, "not_met", True, "I_NEAR"),
        (50, 100, "not_met", True, "I_NEAR"),
        ("49.99", 100, "not_met", False, "I_LOW"),
        (TINY, "999999999999999999", "not_met", False, "I_LOW"),
        (0, 100, "not_met", False, "I_ZERO"),
        (0, 0, "undetermined", False, "I_GLOBAL_ZERO"),
        (5, 0, "undetermined", False, "I_GLOBAL_ZERO"),
        (101, 100, "undetermined", False, "I_OVER100"),
    ],
)
def test_best_estimates_are_compared_exactly(here, world, verdict, near, code):
    assert irreplaceability(here, world) == (verdict, near, {code: verdict})


@pytest.mark.parametrize(
    ("percent", "verdict", "near", "code"),
    [
        ("96", "met", False, "I_GT95"),
        ("100", "met", False, "I_GT95"),
        ("95.000000000000001", "met", False, "I_GT95"),
        ("95", "not_met", True, "I_EQ95"),
        ("50", "not_met", True, "I_NEAR"),
        ("49.9", "not_met", False, "I_LOW"),
        ("0", "not_met", False, "I_ZERO"),
    ],
)
def test_a_stated_percentage_counts_where_there_are_no_figures_and_is_pointed_out(
    percent, verdict, near, code
):
    expected = verdict, near, {code: verdict, "I_PERCENT_ONLY": None}

    assert irreplaceability(percent=Decimal(percent)) == expected


@pytest.mark.parametrize(
    ("here", "world", "code"),
    [
        (None, None, "I_SITE_UNKNOWN"),
        (None, 100, "I_SITE_UNKNOWN"),
        (99, None, "I_GLOBAL_UNKNOWN"),
        (estimate(low=99), None, "I_GLOBAL_UNKNOWN"),
        (None, estimate(high=100), "I_SITE_UNKNOWN"),
    ],
)
def test_a_missing_figure_is_undetermined_and_no_percentage_stands_in_for_it(here, world, code):
    percent = None if (here, world) == (None, None) else Decimal(97)

    assert irreplaceability(here, world, percent=percent) == ("undetermined", False, {code: "undetermined"})


@pytest.mark.parametrize(
    ("here", "world", "verdict", "near", "findings"),
    [
        # low bound: s_min / g_max
        (
            estimate(low=96, high=99),
            estimate(low=99, high=100),
            "met",
            False,
            {"I_GT95": "met", "I_NO_BEST": None},
        ),
        (estimate(98, low=96), estimate(high=100), "met", False, {"I_GT95": "met", "I_NO_BEST": None}),
        (estimate(low=95), estimate(high=100), "undetermined", False, {"I_RANGE": "undetermined"}),
        # high bound: s_max / g_min
        (estimate(high=95), estimate(low=100), "not_met", True, {"I_NO_BEST_LOW": "not_met"}),
        (estimate(high=50), estimate(low=100), "not_met", True, {"I_NO_BEST_LOW": "not_met"}),
        (estimate(high="49.99"), estimate(low=100), "not_met", False, {"I_NO_BEST_LOW": "not_met"}),
        (estimate(high=0), estimate(low=100), "not_met", False, {"I_NO_BEST_LOW": "not_met"}),
        (estimate(high="95.01"), estimate(low=100), "undetermined", False, {"I_RANGE": "undetermined"}),
        # neither tells
        (
            estimate(low=90, high=99),
            estimate(low=95, high=100),
            "undetermined",
            False,
            {"I_RANGE": "undetermined"},
        ),
        (estimate(96), estimate(high=100), "undetermined", False, {"I_RANGE": "undetermined"}),
        (estimate(low=99), estimate(100), "undetermined", False, {"I_RANGE": "undetermined"}),
        # a bound whose divisor is zero is unknown
        (
            estimate(low=0, high=0),
            estimate(low=0, high=0),
            "undetermined",
            False,
            {"I_RANGE": "undetermined"},
        ),
        (estimate(high=10), estimate(low=0), "undetermined", False, {"I_RANGE": "undetermined"}),
        # more at the site than in the world
        (estimate(low=101), estimate(high=100), "undetermined", False, {"I_OVER100": "undetermined"}),
        (estimate(120, low=101), estimate(high=100), "undetermined", False, {"I_OVER100": "undetermined"}),
        (estimate(low=1), estimate(high=0), "undetermined", False, {"I_OVER100": "undetermined"}),
    ],
)
def test_without_both_best_estimates_the_bounds_are_compared(here, world, verdict, near, findings):
    assert irreplaceability(here, world) == (verdict, near, findings)


@pytest.mark.parametrize(
    ("here", "world", "verdict", "near", "findings"),
    [
        (
            estimate(99, low=95, high=100),
            estimate(100, low=99, high=101),
            "met",
            False,
            {"I_GT95": "met", "I_BEST_ONLY": None},
        ),
        (estimate(99, low=98), estimate(100, high=101), "met", False, {"I_GT95": "met"}),
        (estimate(99, low=95), estimate(100, high=100), "met", False, {"I_GT95": "met", "I_BEST_ONLY": None}),
        (
            estimate(95, high=96),
            estimate(100, low=100),
            "not_met",
            True,
            {"I_EQ95": "not_met", "I_UPPER_ONLY": None},
        ),
        (
            estimate(10, high=96),
            estimate(100, low=100),
            "not_met",
            True,
            {"I_LOW": "not_met", "I_UPPER_ONLY": None},
        ),
        (
            estimate(0, high=96),
            estimate(100, low=20),
            "not_met",
            True,
            {"I_ZERO": "not_met", "I_UPPER_ONLY": None},
        ),
        (estimate(10, high=95), estimate(100, low=100), "not_met", False, {"I_LOW": "not_met"}),
        (estimate(10, high=96), estimate(100, low=0), "not_met", False, {"I_LOW": "not_met"}),
    ],
)
def test_bounds_beside_best_estimates_are_pointed_out_where_they_say_otherwise(
    here, world, verdict, near, findings
):
    assert irreplaceability(here, world) == (verdict, near, findings)


class TestWhatIsMeasured:
    def test_figures_of_different_things_are_not_compared(self):
        here, world = estimate(12, parameter="range"), estimate(13)

        assert irreplaceability(here, world) == ("undetermined", False, {"I_PARAMETER": "undetermined"})
        assert judged(share(here, world)).share is None

    def test_what_was_measured_does_not_matter_where_one_side_has_no_figure(self):
        assert irreplaceability(estimate(parameter="range"), 13) == (
            "undetermined",
            False,
            {"I_SITE_UNKNOWN": "undetermined"},
        )

    @pytest.mark.parametrize(
        "parameter", ["area_of_occupancy", "extent_of_suitable_habitat", "range", "localities"]
    )
    def test_what_stands_in_for_individuals_is_pointed_out(self, parameter):
        here, world = estimate(12, parameter=parameter), estimate(12, parameter=parameter)

        assert irreplaceability(here, world)[2] == {"I_GT95": "met", "I_PROXY": None}

    @pytest.mark.parametrize(
        ("first", "second", "apart"),
        [
            (2000, 2010, False),
            (2000, 2011, True),
            (2011, 2000, True),
            (None, 2011, False),
            (2000, None, False),
        ],
    )
    def test_figures_of_years_more_than_ten_apart_are_pointed_out(self, first, second, apart):
        assert (
            "I_YEARS" in irreplaceability(estimate(99, year=first), estimate(100, year=second))[2]
        ) == apart

    @pytest.mark.parametrize(
        ("here", "world", "code"),
        [
            (
                estimate(low=1, high=99, parameter="range", year=1990),
                estimate(100, parameter="range", year=2020),
                "I_RANGE",
            ),
            (
                estimate(high=9, parameter="range", year=1990),
                estimate(low=100, parameter="range", year=2020),
                "I_NO_BEST_LOW",
            ),
        ],
    )
    def test_quality_is_pointed_out_whatever_the_figures_say(self, here, world, code):
        assert set(irreplaceability(here, world)[2]) == {code, "I_PROXY", "I_YEARS"}

    @pytest.mark.parametrize(
        ("here", "world", "code"),
        [(9, 0, "I_GLOBAL_ZERO"), (9, 8, "I_OVER100")],
    )
    def test_but_not_of_figures_that_contradict_each_other(self, here, world, code):
        measured = {"parameter": "range"}

        assert set(
            irreplaceability(estimate(here, year=1990, **measured), estimate(world, year=2020, **measured))[2]
        ) == {code}

    def test_and_not_of_a_stated_percentage(self):
        here, world = estimate(parameter="range", year=1990), estimate(parameter="range", year=2020)

        assert set(irreplaceability(here, world, percent=Decimal(97))[2]) == {"I_GT95", "I_PERCENT_ONLY"}


class TestShareOfAnotherSite:
    @pytest.mark.parametrize(
        ("here", "world", "percent", "claimed"),
        [
            (96, 100, 10, Fraction(96)),
            (estimate(low=97), estimate(high=100), 10, Fraction(97)),
            (estimate(high=99), estimate(low=100), 10, Fraction(10)),
            (estimate(5, parameter="range"), 5, 10, Fraction(10)),
            (5, None, 10, Fraction(10)),
            (5, None, None, None),
            (None, None, 96, Fraction(96)),
            (None, None, None, None),
        ],
    )
    def test_it_is_the_best_estimate_else_the_lower_bound_else_the_stated_percentage(
        self, here, world, percent, claimed
    ):
        stated = None if percent is None else Decimal(percent)

        assert share_claimed(share(here, world, percent=stated)) == claimed

    def test_a_share_just_above_the_threshold_is_a_claim_of_the_whole(self):
        above, exactly = (
            record(basis="population_share", percent=Fraction(percent))
            for percent in ("95.0000000000001", "95")
        )

        assert judged(share(96, 100), elsewhere=(above,)).irreplaceability == "undetermined"
        assert judged(share(96, 100), elsewhere=(exactly,)).irreplaceability == "met"


def test_the_share_of_the_worked_example_in_the_api():
    here, world = estimate(200, low=190, high=210), estimate(205, low=195, high=215)

    (told_claim,) = evaluate(facts(share(here, world))).as_json()["claims"]

    assert told_claim["share"] == {"best": "97.56", "low": "88.37", "high": "100"}


@pytest.mark.parametrize(
    ("here", "world"), [(None, None), (5, None), (5, 0), (estimate(high=5), estimate(low=0))]
)
def test_without_a_percentage_there_is_no_share(here, world):
    assert evaluate(facts(share(here, world))).as_json()["claims"][0]["share"] is None


def test_a_stated_percentage_is_the_share_only_where_there_is_no_figure_at_all():
    stated = Decimal("96.5")

    alone, beside_a_figure, beside_the_world = (
        evaluate(facts(share(here, world, percent=stated))).as_json()["claims"][0]["share"]
        for here, world in ((None, None), (5, None), (None, 5))
    )

    assert alone == {"best": "96.5", "low": None, "high": None}
    assert (beside_a_figure, beside_the_world) == (None, None)
