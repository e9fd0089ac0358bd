"""Whether two names may mean one place."""

import pytest

from sites.likeness import alike, words


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Isla Floreana", "Floreana Island"),
        ("FLOREANA", "Floreana"),
        ("Floreana Island, Galápagos", "Isla Floreana"),
        ("São Tomé", "Sao Tome lowland forest"),
        ("Mount Nimba", "Monts Nimba"),
        ("Sierra Madre del Sur (Guerrero)", "Sierra Madre del Sur, Guerrero"),
        ("Grand-Bassam", "Grand Bassam"),
        ("The Park", "the park"),
    ],
)
def test_names_of_one_place_are_alike(name, other):
    assert alike(name, other)
    assert alike(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Isla Floreana", "Isla Española"),
        ("Cerro Azul", "Cerro Negro"),
        ("Lake Alaotra", "Lake Poso"),
        ("", "Floreana"),
        ("Floreana", ""),
        ("…", "Floreana"),
    ],
)
def test_names_of_two_places_are_not(name, other):
    assert not alike(name, other)


def test_a_name_of_nothing_but_kinds_of_places_keeps_its_words():
    assert words("Forest Park") == {"forest", "park"}
