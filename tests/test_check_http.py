"""`POST /api/check`: the same function for everybody, without an account, and nothing kept."""

import json
from datetime import date
from pathlib import Path

import pytest
from checked import CRITERIA, ask, verdicts
from django.db import connection
from factories import BOWTIE, site, square

from sites import check as checking
from sites.checks import PublishedRegistry

pytestmark = pytest.mark.django_db

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/criteria-cases.jsonl").read_text("utf-8").splitlines()
]
HUGE = 5 * 1024 * 1024


def overlaps(told):
    return [flag for flag in told["flags"] if flag["code"] in ("D_OVERLAP", "D_DUPLICATE")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_worked_cases_pass_over_http_with_the_answers_of_the_function(client, case):
    told, expected = ask(client, case["request"]), case["expect"]

    found = {finding["code"] for claim in told["claims"] for finding in claim["findings"]}
    found |= {finding["code"] for name in CRITERIA for finding in told["criteria"][name]["findings"]}
    flags = {flag["code"] for flag in told["flags"]}
    assert told["outcome"] == expected["outcome"]
    assert verdicts(told) == expected["verdicts"]
    assert [claim["standing"] for claim in told["claims"]] == expected["standings"]
    assert set(expected["codes"]) <= found | flags
    assert set(expected["flags"]) <= flags
    asked = checking.read_request(json.dumps(case["request"]).encode(), default_today=date.today())
    assert told == json.loads(json.dumps(checking.check(asked, PublishedRegistry())))


def test_every_problem_is_named_at_once(client):
    told = ask(
        client,
        {
            "claims": [{"species": "", "basis": "guess", "percent": "101"}],
            "planet": "Mars",
            "point": [200, 0],
        },
        400,
    )

    paths = {error["path"] for error in told["errors"]}
    assert {"claims.0.species", "claims.0.basis", "planet"} <= paths
    assert len(paths) >= 4
    assert all(error["message"] for error in told["errors"])


@pytest.mark.parametrize(
    "body",
    [
        *(
            "",
            "null",
            "[]",
            "1",
            '"text"',
            "{",
            "\x00",
            "{}",
            '{"claims": null}',
            '{"claims": [], "claims": []}',
        ),
        *(
            "[" * 100_000,
            '{"a":' * 100_000,
            b"\xff\xfe{}",
            '{"claims": [{"species": "\\u0000", "basis": "sole_area"}]}',
        ),
        *(
            '{"claims": [{"species": "\\ud800", "basis": "sole_area"}]}',
            '{"claims": [], "today": "tomorrow"}',
            '{"claims": [1]}',
        ),
        *(
            '{"claims": [], "point": [NaN, 1]}',
            '{"claims": [], "point": [1e400, 1]}',
            '{"claims": [], "boundary": {"type": "Point"}}',
        ),
        '{"claims": [{"species": "Mimus", "basis": "population_share", "percent": ' + "9" * 5000 + "}]}",
        json.dumps({"claims": [], "boundary": {"type": "Feature", "geometry": square(0, 0)}}),
        json.dumps({"claims": [], "boundary": {"type": "Polygon", "coordinates": []}}),
    ],
)
def test_what_is_no_request_gets_400_and_the_server_lives_on(client, body):
    assert ask(client, body, 400)["errors"]


def test_a_crossing_boundary_is_no_error_but_undetermined(client):
    told = ask(client, {"claims": [], "boundary": BOWTIE, "elsewhere": []})

    assert told["criteria"]["discreteness"]["verdict"] == "undetermined"
    assert told["criteria"]["discreteness"]["findings"][0]["code"] == "D_INVALID"


def test_more_than_five_megabytes_are_refused(client):
    at_the_limit = b'{"claims": []}'.ljust(HUGE)

    assert ask(client, at_the_limit)["outcome"] == "does_not_qualify"
    assert ask(client, at_the_limit + b" ", 413)["status"] == 413


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/json; charset=utf-8", "application/octet-stream", ""]
)
def test_the_content_type_does_not_matter(client, content_type):
    answer = client.post("/api/check", b'{"claims": []}', content_type=content_type)

    assert answer.status_code == 200


def test_reading_it_is_answered_with_a_sentence(client):
    answer = client.get("/api/check")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in answer["Allow"]
    assert answer.json()["detail"]


def test_no_answer_is_stored_and_no_cookie_is_set_and_none_is_needed(client):
    for body, code in (('{"claims": []}', 200), ("{", 400)):
        answer = client.post("/api/check", body, content_type="application/json")
        assert (answer.status_code, answer["Cache-Control"]) == (code, "no-store")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_without_a_category_the_record_on_file_counts_and_null_means_none(client):
    site("ECU15")
    one = {"species": "Mimus trifasciatus", "basis": "sole_area", "last_confirmed": 2025}

    on_file = ask(client, {"claims": [one], "elsewhere": []})
    none = ask(client, {"claims": [one | {"category": None}], "elsewhere": []})
    unknown = ask(client, {"claims": [one | {"species": "mimus trifasciatus"}], "elsewhere": []})

    assert [verdicts(told)[0] for told in (on_file, none, unknown)] == ["met", "undetermined", "undetermined"]


def test_a_species_of_which_only_a_draft_tells_is_unknown(client):
    site(None, status="draft")

    told = ask(client, {"claims": [{"species": "Mimus trifasciatus", "basis": "sole_area"}]})

    assert verdicts(told)[0] == "undetermined"


def test_claims_at_public_sites_count_but_for_the_site_itself(client):
    site("ECU15", name="Floreana")
    one = {"species": "Mimus trifasciatus", "basis": "sole_area", "last_confirmed": 2025, "category": "EN"}

    other = ask(client, {"claims": [one]})
    itself = ask(client, {"site": "ECU15", "claims": [one]})

    assert verdicts(other)[1] == "undetermined"
    assert "Floreana" in json.dumps(other)
    assert verdicts(itself)[1] == "met"


@pytest.mark.parametrize("state", ["draft", "delisted", "superseded"])
def test_sites_that_are_not_listed_do_not_count(client, state):
    site(None if state == "draft" else "ECU15", status=state)
    one = {"species": "Mimus trifasciatus", "basis": "sole_area", "last_confirmed": 2025, "category": "EN"}

    assert verdicts(ask(client, {"claims": [one]}))[1] == "met"


def test_a_boundary_is_compared_with_the_public_sites(client):
    site("ECU15", name="Floreana")

    told = ask(client, {"claims": [], "boundary": square(-90.4, -1.3, 0.2)})
    alone = ask(client, {"claims": [], "boundary": square(-90.4, -1.3, 0.2), "elsewhere": []})

    assert [flag["code"] for flag in overlaps(told)] == ["D_OVERLAP"]
    assert "Floreana" in told["flags"][0]["text"]
    assert overlaps(alone) == []


@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_a_check_gives_no_hint_of_a_sensitive_site(client, level):
    boundary = square(-90.43217, -1.28765, 0.003)
    asked = {"claims": [], "boundary": boundary}
    before = ask(client, asked)
    site("ECU15", boundary=boundary, sensitivity=level, sensitivity_reason="Collectors")

    assert ask(client, asked) == before


def test_a_check_writes_nothing(client, django_assert_max_num_queries):
    site("ECU15")
    with django_assert_max_num_queries(8) as seen:
        ask(
            client,
            {"claims": [{"species": "Mimus trifasciatus", "basis": "sole_area"}], "boundary": square(0, 0)},
        )
    assert {query["sql"].split()[0] for query in seen.captured_queries} == {"SELECT"}
    assert connection.vendor in {"sqlite", "postgresql"}
