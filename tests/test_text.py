"""What is kept of a text that people type."""

import pytest

from sites import text

ACUTE, BELOW = "\u0301", "\u0323"


def test_the_marks_of_a_language_are_kept_in_one_order():
    assert text.one_line("o" + ACUTE + BELOW) == text.one_line("o" + BELOW + ACUTE) == "\u1ecd" + ACUTE


def test_a_control_of_direction_between_marks_leaves_the_text_composed():
    assert text.one_line("e\u202e" + ACUTE) == "é"


@pytest.mark.parametrize("pairs", [3, 500_000])
def test_a_long_run_of_marks_is_refused_without_putting_it_in_order(pairs):
    with pytest.raises(text.NotText) as caught:
        text.one_line("o" + (ACUTE + BELOW) * pairs)

    assert caught.value.code == "marks"
