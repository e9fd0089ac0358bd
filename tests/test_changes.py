"""What an update changes, and how it goes together with what happened meanwhile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.changes import Change, Clash, Rows, conflicts, diff, diff_rows, merge

LETTERS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"))


def test_only_what_differs_is_a_change():
    assert diff({"a": "x", "b": "y"}, {"a": "x", "b": "z", "c": "x"}) == {
        "b": Change("y", "z"),
        "c": Change(None, "x"),
    }


def test_rows_are_added_changed_and_removed_by_their_key():
    base = {"k": {"a": "x"}, "l": {"a": "x"}, "m": {"a": "x"}}
    proposed = {"k": {"a": "x"}, "l": {"a": "y"}, "n": {"a": "x"}}

    assert diff_rows(base, proposed) == Rows(
        added={"n": {"a": "x"}}, changed={"l": {"a": Change("x", "y")}}, removed={"m": {"a": "x"}}
    )


@pytest.mark.parametrize(("rows", "is_something"), [(Rows(), False), (Rows(removed={"k": {}}), True)])
def test_nothing_changed_is_false(rows, is_something):
    assert bool(rows) is is_something


@pytest.mark.parametrize(
    ("was", "now", "wanted", "value", "clashes"),
    [
        ("x", "x", "x", "x", False),
        ("x", "y", "x", "y", False),  # only the registry moved
        ("x", "x", "y", "y", False),  # only the contributor
        ("x", "y", "y", "y", False),  # both alike
        ("x", "y", "z", "y", True),
    ],
)
def test_what_one_side_touched_is_taken_and_what_both_changed_is_asked(was, now, wanted, value, clashes):
    merged = merge({"a": was}, {"a": now}, {"a": wanted})

    assert merged.values == {"a": value}
    assert merged.clashes == ({"a": Clash(was, now, wanted)} if clashes else {})


def test_a_change_conflicts_only_where_the_field_moved_elsewhere():
    changes = {"a": Change("x", "y"), "b": Change("x", "y"), "c": Change("x", "y")}

    assert conflicts(changes, {"a": "x", "b": "y", "c": "z"}) == {"c": Clash("x", "z", "y")}


@given(LETTERS, LETTERS)
def test_a_difference_leads_from_one_to_the_other(base, proposed):
    made = base | {name: change.proposed for name, change in diff(base, proposed).items()}

    assert {name: value for name, value in made.items() if value is not None} == proposed


@given(LETTERS, LETTERS, LETTERS)
def test_a_merge_loses_nobodys_change_unasked(base, current, proposed):
    merged = merge(base, current, proposed)

    for name in diff(base, proposed):
        assert merged.values[name] == proposed.get(name) or name in merged.clashes
    for name in diff(base, current):
        assert merged.values[name] == current.get(name)


@given(LETTERS, LETTERS, LETTERS)
def test_a_merge_and_the_conflicts_of_a_difference_agree(base, current, proposed):
    assert conflicts(diff(base, proposed), current) == merge(base, current, proposed).clashes
