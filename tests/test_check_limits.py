"""What `POST /api/check` refuses because it is more than anyone needs."""

import json
from datetime import date

import pytest
from factories import site, species

from sites.check_request import BadRequest, read_request

MOST = {"claims": 500, "elsewhere": 5000, "countries": 300}


def items(name, count):
    """`count` good items of the list `name`."""
    if name == "countries":
        return ["EC"] * count
    claims = [{"species": f"Aa b{number}", "basis": "sole_area"} for number in range(count)]
    return claims if name == "claims" else [{"site": f"X{n}"} | claim for n, claim in enumerate(claims)]


def problems(body):
    with pytest.raises(BadRequest) as caught:
        read_request(json.dumps(body).encode(), default_today=date(2026, 11, 25))
    return caught.value.problems


@pytest.mark.parametrize("typed", ["a" * 20_001, "o" + "\u0301\u0323" * 500_000, "\u0958" * 10_001])
def test_a_text_that_is_too_long_is_refused_by_its_limit(typed):
    assert [
        (path, "20000" in sentence) for path, sentence in problems({"claims": [], "rationale": typed})
    ] == [("rationale", True)]


@pytest.mark.parametrize(("name", "most"), MOST.items())
def test_a_list_that_is_too_long_is_refused_by_its_limit(name, most):
    ((path, sentence),) = problems({"claims": []} | {name: items(name, most + 1)})

    assert path == name
    assert str(most) in sentence


def test_lists_as_long_as_they_may_be_are_judged(client, db):
    body = {name: items(name, most) for name, most in MOST.items()}

    answer = client.post("/api/check", json.dumps(body), content_type="application/json")

    claims = answer.json()["claims"]
    assert len(claims) == 500
    assert {
        found["facts"]["site"] for found in claims[7]["findings"] if found["code"] == "I_SOLE_CONFLICT"
    } == {"X7"}


@pytest.mark.parametrize(("wrong", "last"), [(100, None), (101, "1 more"), (250, "150 more")])
def test_of_what_is_wrong_the_first_hundred_are_listed_and_the_rest_is_counted(wrong, last):
    told = problems({"claims": []} | {f"key{n}": 1 for n in range(wrong)})

    assert [path for path, _sentence in told[:100]] == [f"key{n}" for n in range(100)]
    assert [sentence[: len(last or "")] for _path, sentence in told[100:]] == ([last] if last else [])


@pytest.mark.django_db
def test_all_records_on_file_are_asked_for_at_once(client, django_assert_num_queries):
    names = ("Aa bb", "Cc dd", "Ee ff")
    made = [species(name, category="CR") for name in names]
    site("ECU15", claims=[{"species": one.scientific_name} for one in made])
    body = {"claims": [{"species": name, "basis": "sole_area"} for name in names], "elsewhere": []}

    with django_assert_num_queries(1):
        answer = client.post("/api/check", json.dumps(body), content_type="application/json")

    assert [claim["endangerment"] for claim in answer.json()["claims"]] == ["met"] * 3
