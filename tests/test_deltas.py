"""Columns of whole numbers as short text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import deltas


@pytest.mark.parametrize(
    ("number", "text"), [(0, "A"), (1, "C"), (-1, "D"), (15, "e"), (16, "gB"), (-16, "hB"), (123456, "gkxH")]
)
def test_a_number_is_written_as_in_a_source_map(number, text):
    assert deltas.encode([number]) == text


@given(st.lists(st.integers(-(2**30), 2**30)))
def test_what_was_written_is_read_back(numbers):
    assert deltas.decode(deltas.encode(numbers)) == numbers


@given(st.lists(st.integers()))
def test_the_running_sum_of_the_differences_gives_the_numbers(numbers):
    total, found = 0, []
    for difference in deltas.differences(numbers):
        total += difference
        found.append(total)
    assert found == numbers
