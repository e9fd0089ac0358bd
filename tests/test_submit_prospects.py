"""What the rank and the category of a species say of a site for it, before anything else is asked."""

import pytest

from submissions.prospects import looks_below_species, prospect


@pytest.mark.parametrize(
    ("category", "told"),
    [
        ("CR", "counts"),
        ("EN", "counts"),
        ("EW", "extinct_in_the_wild"),
        ("EX", "extinct"),
        ("VU", "vulnerable"),
        ("NT", "not_threatened"),
        ("LC", "not_threatened"),
        ("LR/nt", "not_threatened"),
        ("DD", "data_deficient"),
        ("NE", "not_evaluated"),
        ("", "unknown"),
        ("V", "unknown"),
    ],
)
def test_every_category_has_its_answer(category, told):
    assert prospect("Mimus trifasciatus", "species", category) == told


@pytest.mark.parametrize("rank", ["subspecies", "variety", "subpopulation"])
def test_a_part_of_a_species_is_told_whatever_its_category(rank):
    assert prospect("Mimus trifasciatus", rank, "CR") == "subspecies"


def test_the_rank_on_file_outweighs_what_a_name_looks_like():
    assert prospect("Canis lupus familiaris", "species", "EN") == "counts"
    assert prospect("Canis lupus familiaris", "", "EN") == "subspecies"


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        ("Canis lupus familiaris", True),
        ("Canis lupus familiaris Linnaeus, 1758", True),
        ("Abies nebrodensis subsp. x", True),
        ("Abies nebrodensis var. alba", True),
        ("Mimus trifasciatus", False),
        ("Mimus trifasciatus (Gould, 1837)", False),
        ("Mimus trifasciatus Gould", False),
        ("Eleutherodactylus sp. nov.", False),
        ("Eleutherodactylus cf. planirostris", False),
        ("Atelopus varius nov", False),
        ("Quercus × hispanica", False),
        ("the frog of the spring", False),
        ("蛙", False),
        ("", False),
    ],
)
def test_a_name_of_three_words_looks_like_a_subspecies(name, looks):
    assert looks_below_species(name) is looks
