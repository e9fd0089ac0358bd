"""Exact numbers: what can be kept is kept to the last digit, anything else is refused by name (criteria.md 2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.numbers import NotExact, exact, plain, within_limits


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0.285", "0.285"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("-5", "-5"),
        (" 1250\n", "1250"),
        ("1000.50", "1000.5"),
        ("999999999999999999", "999999999999999999"),
        ("100000000000000000.000", "100000000000000000"),
        ("0.000000000000000001", "0.000000000000000001"),
        ("1.23456789012345678", "1.23456789012345678"),
    ],
)
def test_a_plain_number_is_kept_as_it_is(text, written):
    assert plain(exact(text)) == written


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            (text, "not_a_number")
            for text in ("", " ", ".", "-", "1e3", "1E3", "1_000", "1,000", "1 000", "NaN", "Infinity")
        ),
        *(
            (text, "not_a_number")
            for text in ("١٢٣", "１２", "½", "²", "0x10", "--1", "1.2.3", "1\u00a0", "1\x00")
        ),
        ("1000000000000000000", "too_large"),
        ("-1000000000000000000", "too_large"),
        ("999999999999999999.99999999999999999999", "too_precise"),
        ("1.234567890123456789", "too_precise"),
        ("0.0000000000000000001", "too_precise"),
        ("1" * 201, "too_precise"),
    ],
)
def test_anything_else_is_refused_by_name(text, code):
    with pytest.raises(NotExact) as refused:
        exact(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NaN", "not_a_number"),
        ("sNaN", "not_a_number"),
        ("-Infinity", "not_a_number"),
        ("1E+18", "too_large"),
        ("1E+9999999", "too_large"),
        ("1E-19", "too_precise"),
        ("1E-9999999", "too_precise"),
        ("1234567890123456789E-9", "too_precise"),
    ],
)
def test_numbers_with_an_exponent_are_held_to_the_same_limits(number, code):
    with pytest.raises(NotExact) as refused:
        within_limits(Decimal(number))

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("number", "written"),
    [("1E+17", "100000000000000000"), ("1E-18", "0.000000000000000001"), ("0E+99", "0"), ("-0E-99", "0")],
)
def test_an_exponent_within_the_limits_is_written_out(number, written):
    assert plain(within_limits(Decimal(number))) == written


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 18))
def test_writing_and_reading_gives_the_same_number(digits, decimals):
    number = Decimal(digits).scaleb(-decimals)

    assert exact(plain(number)) == number
