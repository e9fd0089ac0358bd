"""PURE. The percentages at which a verdict turns, and numbers shown so that they never contradict it (criteria.md 2 and 7)."""

from fractions import Fraction

THRESHOLD = 95  # strictly more is asked: "overwhelmingly significant (>95%)", AZE site criteria 2
NEAR = 50  # the near miss that the AZE selection process page of 2003 keeps on its Candidate List


def shown_percent(value):
    """A percentage with two decimals, more where rounding would reach or cross 95, 50 or 0; None for None."""
    return None if value is None else shown_beside(value, (0, NEAR, THRESHOLD))


def shown_beside(value, marks, decimals=2):
    """A number with so many decimals, more where rounding would reach or cross one of the marks; no trailing zeros."""
    exact, marks = Fraction(str(value)), [Fraction(str(mark)) for mark in marks]
    while any(_side(exact, mark) != _side(round(exact, decimals), mark) for mark in marks):
        decimals += 1
    whole, rest = divmod(abs(round(exact * 10**decimals)), 10**decimals)
    text = f"{whole}.{rest:0{decimals}d}".rstrip("0").rstrip(".") if decimals else str(whole)
    return f"-{text}" if exact < 0 else text


def _side(value, mark):
    return (value > mark) - (value < mark)
