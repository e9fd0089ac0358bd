"""What is kept of what was typed: all of it, in a form that can be stored and shown again."""

import pytest

from submissions import parts


def test_what_was_typed_is_kept_but_for_what_the_form_itself_carries():
    fields = [
        ("name", ["Isla"]),
        ("countries", ["EC", "PE"]),
        ("loaded", ["1"]),
        ("csrfmiddlewaretoken", ["2"]),
    ]

    assert parts.typed(fields) == {"name": ["Isla"], "countries": ["EC", "PE"]}


def test_what_no_database_can_store_stands_as_a_broken_letter():
    assert parts.typed([("name\0", ["a\0b", "c\ud800d"])]) == {"name\ufffd": ["a\ufffdb", "c\ufffdd"]}


@pytest.mark.parametrize(
    "fields",
    [
        [("notes", ["x" * (parts.LONGEST_FIELD + 1)])],
        [(f"notes{n}", ["x" * parts.LONGEST_FIELD]) for n in range(21)],
    ],
)
def test_more_than_a_draft_can_hold_is_refused(fields):
    with pytest.raises(parts.TooMuch):
        parts.typed(fields)


def test_as_much_as_a_draft_can_hold_is_kept():
    assert parts.typed([("notes", ["x" * parts.LONGEST_FIELD])])
    assert parts.typed([]) == {}


def test_equal_text_has_an_equal_mark_whatever_its_order():
    assert parts.mark({"a": ["x"], "b": []}) == parts.mark({"b": [], "a": ["x"]})
    assert parts.mark({"a": ["x"]}) != parts.mark({"a": ["X"]})


def test_the_fields_that_differ_are_named():
    assert parts.differing({"a": ["x"], "b": ["y"], "c": []}, {"b": ["z"], "a": ["x"], "d": ["w"]}) == [
        "b",
        "d",
    ]
