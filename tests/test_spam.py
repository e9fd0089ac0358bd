"""What looks like spam, and how much of it makes a sending wait for a look."""

import pytest

from submissions import spam
from submissions.spam import Sending

HONEST = (
    "Floreana Island",
    "Mimus trifasciatus lives on two islets off Floreana. Counted in 2024: 214 adults. See https://doi.org/10.1000/182 and ask the park.",
    "Sólo vive aquí. Живёт только здесь. 唯一的栖息地。 Ζει μόνο εδώ.",
)


def signs(**told):
    return spam.signs(Sending(**{"texts": HONEST} | told))


def test_an_honest_sending_tells_of_nothing():
    assert signs() == ()
    assert spam.signs(Sending()) == ()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"trap": "https://example.org"}, "trap"),
        ({"age_s": 2.9}, "haste"),
        ({"age_s": 0.0, "is_stamped": False}, "stamp"),
        ({"from_many": True}, "address"),
        ({"in_flood": True}, "flood"),
        ({"is_repeat": True}, "repeat"),
        ({"texts": ("A", "https://spam.example/a https://spam.example/b")}, "only_links"),
    ],
)
def test_one_thing_that_no_person_does_is_enough(told, code):
    found = signs(**told)

    assert found == (code,)
    assert spam.is_suspicious(found)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"texts": (*HONEST, "a https://a.example " * 9)}, "links"),
        ({"texts": (*HONEST, "Best place to be!\n" * 10)}, "lines"),
        ({"texts": (*HONEST, "Сhеар реnсils аnd рареr, сlоsе")}, "scripts"),
        ({"texts": (*HONEST, "casino, CASINO and Viagra")}, "words"),
    ],
)
def test_one_thing_that_some_people_do_is_noted_and_two_are_enough(told, code):
    found = signs(**told)

    assert found == (code,)
    assert not spam.is_suspicious(found)
    assert spam.is_suspicious(("links", "words"))


@pytest.mark.parametrize(
    "told",
    [
        {"trap": "  "},
        {"age_s": 3.0},
        {"texts": (*HONEST, "a https://a.example " * 8)},
        {"texts": (*HONEST, "Best place to be!\n" * 9)},
        {"texts": (*HONEST, "a\n" * 100)},
        {"texts": (*HONEST, "A casino is planned beside the casino")},
        {"texts": (*HONEST, "Сhеар реnсils")},
        {"texts": ("Isla Floreana", "https://a.example/b", "Only Floreana, and two islets")},
    ],
)
def test_less_than_that_is_nothing(told):
    assert signs(**told) == ()
