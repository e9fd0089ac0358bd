from decimal import Decimal

import pytest

from sites.strict_json import NotJson, loads


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "J_EMPTY"),
        (" \n", "J_EMPTY"),
        (b"\xff\xfe{}", "J_ENCODING"),
        ("{", "J_SYNTAX"),
        ("{'a': 1}", "J_SYNTAX"),
        ("]]", "J_SYNTAX"),
        ("[" * 100_000, "J_TOO_DEEP"),
        ('{"a":' * 33 + "1" + "}" * 33, "J_TOO_DEEP"),
        ('{"a": 1, "a": 2}', "J_TWICE"),
        ("[NaN]", "J_NUMBER"),
        ("[-Infinity]", "J_NUMBER"),
        ("[" + "9" * 5000 + "]", "J_NUMBER"),
        ("[0." + "9" * 5000 + "]", "J_NUMBER"),
        ('{"a": "\\u0000"}', "J_TEXT"),
        ('{"a": "\\ud800"}', "J_TEXT"),
        ('{"a": ["x", "\\u0000"]}', "J_TEXT"),
        ('{"\\u0000": 1}', "J_TEXT"),
    ],
)
def test_what_is_not_strict_json_is_refused_by_name(text, code):
    with pytest.raises(NotJson) as caught:
        loads(text)

    assert caught.value.code == code


def test_a_text_of_escaped_quotes_that_never_ends_is_read_once():
    with pytest.raises(NotJson) as caught:
        loads('{"a":"' + '\\"' * 500_000)

    assert caught.value.code == "J_SYNTAX"


def test_the_place_of_a_slip_is_told():
    with pytest.raises(NotJson) as caught:
        loads('{"a": 1,\n "b": }')

    assert caught.value.facts == {"line": 2, "column": 7}


def test_numbers_are_exact():
    assert loads("[95.0000000000000001, 3, 1e2]") == [Decimal("95.0000000000000001"), 3, Decimal("100")]
    assert loads("[123456789012345678901]") == [Decimal("123456789012345678901")]


def test_brackets_in_text_are_not_depth():
    assert loads('{"a": "' + "[" * 100 + '\\""}')["a"].startswith("[[[")


def test_a_byte_order_mark_is_no_slip():
    assert loads(b"\xef\xbb\xbf{}") == {}


def test_depth_counts_what_is_open_and_not_what_was_closed():
    assert loads("[" + ", ".join(["[]"] * 100) + "]") == [[]] * 100
