"""Repeated groups of fields in what was typed: rows are added and taken away without moving another."""

from submissions import rows

TWO = {"claim": ["1", "3"], "claim1-species": ["A"], "claim3-species": ["B"], "name": ["Isla"]}


def test_a_group_begins_with_one_empty_row():
    assert rows.keys({}, "claim") == ["1"]


def test_keys_are_told_once_in_their_order_and_those_that_cannot_be_are_left_out():
    typed = {"claim": ["3", "1", "3", "", "-1", "0", "01", "1e3", "١", "<b>", "9" * 7]}

    assert rows.keys(typed, "claim") == ["3", "1"]


def test_a_group_has_no_more_rows_than_a_page_can_show():
    assert len(rows.keys({"claim": [str(number) for number in range(1, 1000)]}, "claim")) == rows.MOST


def test_the_fields_of_a_row_are_its_own():
    typed = {"claim1-species": ["A"], "claim11-species": ["B"], "other1-species": ["C"]}

    assert rows.fields(typed, "claim", "1") == {"species": ["A"]}


def test_a_new_row_has_a_key_that_no_other_has():
    assert rows.with_row(TWO, "claim") == TWO | {"claim": ["1", "3", "4"]}


def test_a_new_row_may_come_with_what_stands_in_it():
    grown = rows.with_row(TWO, "claim", {"species": ["C"]})

    assert grown["claim4-species"] == ["C"]


def test_a_row_is_taken_away_with_all_that_stood_in_it_and_nothing_else():
    assert rows.without_row(TWO, "claim", "1") == {"claim": ["3"], "claim3-species": ["B"], "name": ["Isla"]}


def test_rows_can_be_written_as_they_would_be_typed():
    typed = rows.of_rows("claim", [{"species": ["A"]}, {"species": ["B"]}])

    assert typed == {"claim": ["1", "2"], "claim1-species": ["A"], "claim2-species": ["B"]}
