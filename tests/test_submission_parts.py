"""What was typed into a part of a draft: kept as typed, compared, and told how far it is."""

import pytest

from submissions import parts


def test_what_is_typed_is_kept_letter_for_letter():
    fields = [
        ("name", [" Île\u202e «ꓢ» "]),
        ("threats", ["1", "8"]),
        ("loaded", ["x"]),
        ("website", ["x"]),
        ("go", ["on"]),
    ]

    assert parts.typed(fields) == {"name": [" Île\u202e «ꓢ» "], "threats": ["1", "8"]}


def test_what_no_database_stores_is_replaced_and_line_breaks_are_one_sign():
    assert parts.typed([("a\0", ["b\0c\ud800", "x\r\ny\rz"])]) == {"a\ufffd": ["b\ufffdc\ufffd", "x\ny\rz"]}


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ([("notes", ["x" * 200_001])], ["notes"]),
        ([("x" * 200_001, [])], ["x" * 200_001]),
        ([(f"notes{number}", ["x" * 200_000]) for number in range(21)], []),
    ],
)
def test_more_than_a_draft_can_hold_is_refused_and_says_where(fields, where):
    with pytest.raises(parts.TooMuch) as too_much:
        parts.typed(fields)

    assert too_much.value.fields == where


def test_as_much_as_a_draft_can_hold_is_kept():
    assert parts.typed([("notes", ["x" * 200_000])])


@pytest.mark.parametrize(
    ("is_begun", "problems", "state"),
    [
        (False, [], parts.NOTHING),
        (False, [True], parts.NOTHING),
        (True, [True, True], parts.BEGUN),
        (True, [], parts.READY),
        (True, [True, False], parts.MEND),
    ],
)
def test_a_part_is_as_far_as_its_problems_say(is_begun, problems, state):
    assert parts.state(is_begun, problems) == state


def test_equal_text_has_an_equal_mark_whatever_the_order_of_its_fields():
    assert parts.mark({"a": ["1"], "b": []}) == parts.mark({"b": [], "a": ["1"]}) != parts.mark({"a": ["2"]})


def test_versions_differ_in_the_fields_that_hold_something_else():
    mine = {"name": ["Isla"], "countries": ["EC", ""], "notes": [""]}
    theirs = {"name": ["Isla Uno"], "countries": ["EC"], "rationale": ["ringed by sea"]}

    assert parts.differing(mine, theirs) == ["name", "rationale"]
