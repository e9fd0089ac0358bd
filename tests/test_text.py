"""Text as people type it, and text folded for search."""

import pytest

from sites.search import fold
from sites.text import MAX_MARKS, MAX_RAW_MARKS, NotText, lines, one_line, shows_nothing

ACUTE = "\u0301"


def test_white_space_of_any_kind_becomes_single_spaces_in_one_line():
    assert one_line("  Isla\u00a0\tFloreana \n Norte ") == "Isla Floreana Norte"


def test_line_breaks_of_any_system_are_kept_as_one_kind():
    assert lines("one\r\ntwo\rthree\n\n") == "one\ntwo\nthree"


def test_text_is_kept_composed():
    assert one_line("Re" + ACUTE + "union") == "R\u00e9union"


def test_controls_of_the_reading_direction_are_taken_out():
    assert one_line("Isla \u202eanaerolF\u202c") == "Isla anaerolF"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d", "\u3164", "\u2800\u115f"])
def test_what_shows_nothing_is_empty(typed):
    assert shows_nothing(typed)
    assert one_line(typed) == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Isla\x00", "control"),
        ("Isla\x1b[31m", "control"),
        ("Isla \ufffd", "broken"),
        (chr(0xD800), "broken"),
        ("q" + "\u0323\u0307\u0302\u0315\u031b"[: MAX_MARKS + 1], "marks"),
        ("q" + "\u0323" * (MAX_RAW_MARKS + 1), "marks"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(typed, code):
    for read in (one_line, lines):
        with pytest.raises(NotText) as refused:
            read(typed)

        assert refused.value.code == code


def test_as_many_marks_as_languages_need_are_kept():
    typed = "q" + "\u0323\u0307\u0302\u0315"[:MAX_MARKS]

    assert one_line(typed) == typed


def test_case_accents_and_width_do_not_count_in_a_search():
    assert (
        fold("  R\u00c9UNION \u3000 Stra\u00dfe \uff21 ") == fold("reunion strasse a") == "reunion strasse a"
    )
