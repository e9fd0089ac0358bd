"""The sentence with which a site introduces itself: true to its claims, its status and the number of its species."""

import pytest

from sites.models import Claim
from sites.wording.opening import LIVES, SENTENCES, Told, opening, opening_marked

MOCKINGBIRD = {"name": "Mimus trifasciatus", "common": "Floreana Mockingbird"}
FINCH = {"name": "Camarhynchus pauper", "common": ""}


def told(named=MOCKINGBIRD, *, basis="sole_area", segment="resident", standing="trigger"):
    return Told(basis, segment, standing, **named)


def numbered(count):
    names = ["Abies", "Betula", "Cedrus", "Dacrydium", "Ephedra", "Fagus"][:count]
    return [told({"name": name, "common": ""}) for name in names]


@pytest.mark.parametrize(
    ("status", "claims", "says"),
    [
        (
            "confirmed",
            [told()],
            "Floreana is the only known place where the Floreana Mockingbird (Mimus trifasciatus) lives.",
        ),
        (
            "confirmed",
            [told(), told(FINCH)],
            "Floreana is the only known place where the Floreana Mockingbird (Mimus trifasciatus) and Camarhynchus pauper live.",
        ),
        (
            "confirmed",
            [told(FINCH, segment="breeding")],
            "Floreana is the only known place where Camarhynchus pauper breeds.",
        ),
        (
            "confirmed",
            [told(FINCH, basis="population_share")],
            "Floreana is the place where Camarhynchus pauper lives, with more than 95 % of all that are known.",
        ),
        (
            "confirmed",
            [told(FINCH, basis="reintroduction_site")],
            "Floreana is the place judged best for bringing Camarhynchus pauper back to the wild.",
        ),
        (
            "confirmed",
            [told(FINCH, standing="open")],
            "Floreana is on file as the only place where Camarhynchus pauper lives; that has yet to be shown.",
        ),
        (
            "candidate",
            [told(FINCH)],
            "Floreana has been proposed as the only known place where Camarhynchus pauper lives. It is not on the list, or not yet.",
        ),
        (
            "delisted",
            [told(FINCH)],
            "Floreana was listed as the only known place where Camarhynchus pauper lives. It is no longer on the list.",
        ),
        (
            "superseded",
            [told(FINCH)],
            "Floreana was listed as the only known place where Camarhynchus pauper lives. Another site has taken its place.",
        ),
        ("confirmed", [], "No species is on file whose survival depends on Floreana."),
        (
            "confirmed",
            [told(standing="noted")],
            "No species is on file whose survival depends on Floreana.",
        ),
        (
            "confirmed",
            numbered(4),
            "Floreana is the only known place where Abies, Betula, Cedrus and Dacrydium live.",
        ),
        (
            "confirmed",
            numbered(6),
            "Floreana is the only known place where Abies, Betula, Cedrus and 3 more species live.",
        ),
    ],
)
def test_a_site_says_what_lives_there_and_nowhere_else(status, claims, says):
    assert opening("Floreana", status, claims) == says


def test_species_that_depend_on_it_in_different_ways_have_a_sentence_each_the_deciding_one_first():
    said = opening("Floreana", "confirmed", [told(FINCH, basis="population_share"), told(segment="breeding")])

    assert said.index("Camarhynchus pauper lives, with") < said.index("breeds.")


def test_every_basis_and_segment_has_words():
    ways = {basis for basis, _mode in SENTENCES}

    assert ways == set(Claim.Basis.values)
    assert set(LIVES) == set(Claim.Segment.values)
    assert len(SENTENCES) == 4 * len(ways)


def test_on_a_page_names_are_escaped_and_marked_with_their_languages():
    claims = [told({"name": "Mimus <b>", "common": "Bird & <i>"})]

    said = opening_marked("<script>", "confirmed", claims)

    assert "<bdi>&lt;script&gt;</bdi>" in said
    assert '<i lang="la">Mimus &lt;b&gt;</i>' in said
    assert "Bird &amp; &lt;i&gt;" in said
