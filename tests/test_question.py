"""What is proposed, as a request to the check: claims and places in, the keys of criteria.md 7 out."""

import json
from datetime import date

import pytest
from factories import SQUARE

from sites.check_request import read_request
from submissions import grounds, question

CLAIM = {
    "species": "Mimus trifasciatus",
    "species_id": 7,
    "red_list_url": "",
    "basis": "population_share",
    "segment": "breeding",
    "site_min": None,
    "site_best": "200",
    "site_max": "",
    "site_parameter": "mature_individuals",
    "site_year": 2020,
    "global_best": "0",
    "percent": None,
    "presence": "extant",
    "origin": "native",
    "last_confirmed": 2024,
    "citation": "Ortiz (2024)",
}


def read(request, boundary=""):
    return read_request(question.body(request, boundary), default_today=date(2026, 11, 22))


def test_a_claim_is_told_by_the_keys_of_a_request_and_without_what_no_rule_reads():
    assert question.claimed(CLAIM) == {
        "species": "Mimus trifasciatus",
        "basis": "population_share",
        "segment": "breeding",
        "presence": "extant",
        "origin": "native",
        "last_confirmed": 2024,
        "site": {"best": "200", "parameter": "mature_individuals", "year": 2020},
        "global": {"best": "0"},
    }


def test_a_claim_without_a_category_leaves_the_whole_red_list_record_to_the_registry():
    assert "rank" not in question.claimed(CLAIM | {"rank": "subspecies", "assessment_year": 2020})


def test_a_category_comes_with_the_rest_of_its_record():
    stated = {"category": "CR", "assessment_year": 2020, "possibly_extinct": True, "rank": "species"}

    assert stated.items() <= question.claimed(CLAIM | stated).items()


@pytest.mark.parametrize("lacking", ["species", "basis"])
def test_a_claim_of_which_nothing_can_be_said_yet_is_left_out(lacking):
    assert question.asked([CLAIM, CLAIM | {lacking: ""}], {})["claims"] == [question.claimed(CLAIM)]


def test_a_place_is_told_with_its_point_countries_and_rationale():
    place = {"name": "Floreana", "countries": ["EC"], "rationale": "An island", "locality": [-90.4, -1.3]}

    request = question.asked([], place)

    assert request == {
        "claims": [],
        "point": [-90.4, -1.3],
        "countries": ["EC"],
        "rationale": "An island",
        "confirmed": False,
    }


def test_a_site_is_named_so_that_it_is_not_compared_with_itself():
    assert question.asked([], {}, site="ECU15")["site"] == "ECU15"


def test_records_elsewhere_are_those_of_the_registry_unless_others_are_given():
    assert "elsewhere" not in question.asked([], {})
    assert question.asked([], {}, elsewhere=[])["elsewhere"] == []
    given = [{"site": "Other", "species": "A", "basis": "sole_area", "percent": None}]
    assert question.asked([], {}, elsewhere=given)["elsewhere"] == [
        {"site": "Other", "species": "A", "basis": "sole_area"}
    ]


def test_what_is_asked_can_be_read_as_a_request():
    place = {"countries": ["EC"], "rationale": "Ü", "locality": None}
    request = read(question.asked([CLAIM], place, site="ECU15", confirmed=True), json.dumps(SQUARE))

    assert request.claims[0].species == "Mimus trifasciatus"
    assert request.on_file == {0}
    assert (request.site, request.confirmed, request.rationale) == ("ECU15", True, True)
    assert request.boundary.area > 0


def test_the_claims_of_an_update_take_the_place_of_those_that_they_change():
    on_file = {"A / resident": {"species": "A", "percent": "1"}, "B / resident": {"species": "B"}}
    claims = [{"of": "A / resident", "percent": "2"}, {"species": "C"}]

    assert question.merged(on_file, claims) == [
        {"species": "A", "percent": "2", "of": "A / resident"},
        {"species": "B"},
        {"species": "C"},
    ]


def test_a_claim_that_is_to_be_taken_off_is_not_judged():
    on_file = {"A / resident": {"species": "A"}, "B / resident": {"species": "B"}}

    assert question.merged(on_file, [{"of": "A / resident", "gone": "Extinct"}]) == [{"species": "B"}]


def test_every_ground_sets_aside_what_it_does_not_ask_for():
    for basis, asked in grounds.ASKED.items():
        assert not set(grounds.set_aside(basis)) & set(asked)
        assert set(grounds.set_aside(basis)) | set(asked) == set(grounds.BY_GROUND)
    assert grounds.set_aside("") == list(grounds.BY_GROUND)
