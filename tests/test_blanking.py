"""A person is taken out of what was written."""

import pytest

from submissions.blanking import blanked


def test_a_name_and_a_mailbox_become_a_contributor():
    told = {"by": ["Ana Ríos, Quito", 3, None, {"ana@example.org": "write to ANA@Example.org"}]}

    assert blanked(told, ["Ana Ríos", "ana@example.org"]) == {
        "by": ["a contributor, Quito", 3, None, {"a contributor": "write to a contributor"}]
    }


@pytest.mark.parametrize(
    ("text", "word", "without"),
    [
        ("Santa Ana of Li", "Ana", "Santa Ana of Li"),
        ("Lima, Li", "Li", "Lima, Li"),
        ("Riosa and Rios", "Rios", "Riosa and a contributor"),
        ("ana\n  ríos", "Ana Ríos", "a contributor"),
        ("a.b (x)", "a.b (x)", "a contributor"),
        ("nothing", "", "nothing"),
    ],
)
def test_only_what_is_surely_the_name_goes(text, word, without):
    assert blanked(text, [word]) == without
