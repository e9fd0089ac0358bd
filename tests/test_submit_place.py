"""The part on the place: what is read of it, what is in the way, and its share of the proposal."""

import uuid

import pytest

from submissions import drafts, forms
from submissions.forms.codes import CodesField
from submissions.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ENOUGH = {"name": ["Cerro Hoya"], "countries": ["PA"], "endangers": ["no"]}


def form_of(**typed):
    draft = Submission(kind="new", typed={})
    return forms.form_of(draft, "place", ENOUGH | {name: _listed(value) for name, value in typed.items()})


def _listed(value):
    return value if isinstance(value, list) else [value]


def faults(**typed):
    """{field: (its sentence, whether it is only missing)}"""
    return {
        problem.field: (str(problem.sentence), problem.missing) for problem in form_of(**typed).problems()
    }


def site_of(**typed):
    form = form_of(**typed)
    assert form.problems() == []
    return form.proposal()["site"]


def test_three_answers_are_enough():
    assert form_of().problems() == []
    assert {problem.field for problem in forms.form_of(Submission(kind="new"), "place", {}).problems()} == {
        "name",
        "countries",
        "endangers",
    }


def test_what_is_typed_becomes_its_share_of_the_proposal():
    form = form_of(
        national_name="جبل",
        national_language="Arabic",
        countries=["PA", "CO", "", "PA"],
        locality="7°18′ N 80°42′ W",
        locality_uncertainty_m="1.5 km",
        description="Wet.\r\n\r\nSteep.",
        protection="partial",
        coverage_percent="37.5",
        protection_as_of="2021-05",
        threats=["2", "8.1.2"],
        actions=["1.1"],
        indigenous="yes",
        indigenous_who="Ngäbe",
        endangers="yes",
        endangers_why="Parrots are taken.",
    )

    assert form.problems() == []
    told = form.proposal()
    assert told["endangers"] == {"answer": "yes", "why": "Parrots are taken."}
    assert told["site"] == {
        "name": "Cerro Hoya",
        "national_name": "جبل",
        "national_language": "ar",
        "countries": ["PA", "CO"],
        "locality": [-80.7, 7.3],
        "locality_uncertainty_m": 1500,
        "description": "Wet.\n\nSteep.",
        "rationale": "",
        "protection": "partial",
        "coverage_percent": "37.5",
        "protection_as_of": "2021-05",
        "protection_source": "",
        "ownership": "",
        "indigenous": {"answer": "yes", "who": "Ngäbe"},
        "threats": ["2", "8.1.2"],
        "threats_text": "",
        "actions": ["1.1"],
        "actions_text": "",
        "habitats": [],
    }


def test_what_cannot_be_used_is_left_out_of_the_proposal_and_the_rest_is_kept():
    form = form_of(locality="here", coverage_percent="many", name="Isla")

    assert form.proposal()["site"]["name"] == "Isla"
    assert form.proposal()["site"]["locality"] is form.proposal()["site"]["coverage_percent"] is None


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": "\u3164 \u00a0"}, "name", "Give the place a name."),
        ({"name": "x" * 201}, "name", "200"),
        ({"name": "broken \ufffd"}, "name", "arrived broken"),
        ({"name": "e" + "\u0301" * 9}, "name", "four accents"),
        ({"national_language": "Klingonish"}, "national_language", "not a language that ISO 639 names"),
        ({"countries": ["UK"]}, "countries", "“UK” is not in the list of countries."),
        (
            {"countries": ["AR", "BO", "BR", "CL", "CO", "CR", "EC", "GT", "GY", "HN", "MX", "NI", "PA"]},
            "countries",
            "at most 12",
        ),
        ({"locality": "-12.5, 141, 3"}, "locality", "Write latitude and longitude"),
        ({"locality": "141, -12.5"}, "locality", "Latitude comes first"),
        ({"locality": "1, 2", "locality_uncertainty_m": "near"}, "locality_uncertainty_m", "500 m or 2 km"),
        (
            {"locality": "1, 2", "locality_uncertainty_m": "30000 km"},
            "locality_uncertainty_m",
            "500 m or 2 km",
        ),
        ({"locality_uncertainty_m": "5 km"}, "locality", "Give the point"),
        ({"coverage_percent": "101"}, "coverage_percent", "100"),
        ({"coverage_percent": "1e1"}, "coverage_percent", "plain digits"),
        (
            {"coverage_percent": "99", "protection": "none", "protection_as_of": "2020"},
            "coverage_percent",
            "change one of the two",
        ),
        ({"protection": "partial"}, "protection_as_of", "Say as of when"),
        ({"protection": "partial", "protection_as_of": "2020-13"}, "protection_as_of", "Write a year"),
        ({"protection_as_of": "2999"}, "protection_as_of", "lies in the future"),
        ({"protection_as_of": "٢٠٢٠"}, "protection_as_of", "plain digits"),
        ({"threats": ["<b>"]}, "threats", "not one of the available choices"),
        ({"indigenous": "yes"}, "indigenous_who", "Say whose"),
        ({"endangers": "yes"}, "endangers_why", "Say why"),
        ({"endangers": ""}, "endangers", "Say whether"),
        ({"description": "x" * 20_001}, "description", "20000"),
    ],
)
def test_each_fault_is_told_at_its_field(typed, field, said):
    found = faults(**typed)

    assert said.replace(" ", "") in found[field][0].replace(",", "").replace(" ", ""), found
    assert set(found) == {field}


def test_what_is_missing_is_told_from_what_is_wrong():
    assert faults(name="", coverage_percent="x") == {
        "name": ("Give the place a name.", True),
        "coverage_percent": ("Write a number in plain digits, such as 37.5.", False),
    }
    assert faults(endangers="yes")["endangers_why"][1]


def test_a_measured_share_tells_the_class_that_nobody_chose():
    assert site_of(coverage_percent="98", protection_as_of="2021")["protection"] == "complete"
    assert (
        site_of(coverage_percent="2", protection_as_of="2021", protection="not_assessed")["protection"]
        == "none"
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Spanish", "es"), ("es", "es"), ("spa", "es"), ("Tok Pisin", "tpi"), ("HAW", "haw"), ("", "")],
)
def test_a_language_is_named_in_english_or_by_a_code(typed, code):
    assert site_of(national_language=typed)["national_language"] == code


@pytest.mark.parametrize(
    ("typed", "metres"),
    [("500", 500), ("500 m", 500), ("2km", 2000), ("0,5 kilometres", 500), ("0", 0), ("", None)],
)
def test_a_distance_is_typed_in_metres_or_kilometres(typed, metres):
    assert site_of(locality="1, 2", locality_uncertainty_m=typed)["locality_uncertainty_m"] == metres


def test_a_code_from_outside_the_list_gets_a_box_of_its_own():
    form = form_of(threats=["8.1.2", "99", "<b>"])

    boxes = dict(form.fields["threats"].choices)
    assert str(boxes["8.1.2"]).startswith("Invasive")
    assert boxes["99"] == "99 (99)"
    assert "<b>" not in boxes
    assert "8.1.2" not in dict(CodesField("threats").choices)


def test_classes_whose_parts_are_offered_are_not_offered_themselves():
    codes = [code for code, _words in CodesField("actions").choices]

    assert codes[:2] == ["1.1", "1.2"]
    assert not {"1", "2", "3"} & set(codes)


def test_one_more_country_can_always_be_named(client):
    _draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"countries": ["EC", "PE"]}})

    page = client.get(f"/submissions/{token}/edit/place/").content.decode()

    assert page.count('name="countries"') == 3
    assert page.index("selected>Ecuador") < page.index("selected>Peru")


def test_no_field_is_cut_by_the_browser(client):
    _draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed={})

    for part in ("place", "you"):
        assert "maxlength" not in client.get(f"/submissions/{token}/edit/{part}/").content.decode()
