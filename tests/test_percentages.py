"""How numbers are shown so that they never contradict a verdict."""

from fractions import Fraction

import pytest

from sites.criteria import shown_percent
from sites.percentages import shown_beside


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("96", "96"),
        ("97.560975", "97.56"),
        ("95.0001", "95.0001"),
        ("95.00000000000000000001", "95.00000000000000000001"),
        ("94.9996", "94.9996"),
        ("95", "95"),
        ("95.004", "95.004"),
        ("49.996", "49.996"),
        ("50", "50"),
        ("0.0004", "0.0004"),
        ("0", "0"),
        ("99.999", "100"),
        ("12.305", "12.3"),
    ],
)
def test_a_percentage_has_two_decimals_and_more_beside_a_threshold(value, text):
    assert shown_percent(Fraction(value)) == text


def test_what_is_not_known_is_not_shown():
    assert shown_percent(None) is None


@pytest.mark.parametrize(
    ("value", "marks", "decimals", "text"),
    [
        (99.9, (99.9,), 2, "99.9"),
        (99.8999, (99.9,), 2, "99.8999"),
        (50000.2, (50_000,), 0, "50000.2"),
        (512.6, (0,), 0, "513"),
        (-0.5, (0,), 2, "-0.5"),
        (1e-7, (0,), 2, "0.0000001"),
    ],
)
def test_any_number_is_shown_on_its_side_of_a_mark(value, marks, decimals, text):
    assert shown_beside(value, marks, decimals) == text
