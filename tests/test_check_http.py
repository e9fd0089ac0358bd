"""`POST /api/check`: the same function for everybody, without an account, and nothing kept."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from factories import BOWTIE, claim, draw, site, species, square, staff

from sites import check as checking
from sites import status
from sites.checks import PublishedRegistry
from sites.models import DistinctSites, PublishedSite

pytestmark = pytest.mark.django_db

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/criteria-cases.jsonl").read_text("utf-8").splitlines()
]
CRITERIA = ("endangerment", "irreplaceability", "discreteness")
HUGE = 5 * 1024 * 1024


def ask(client, body, code=200):
    answer = client.post(
        "/api/check",
        body if isinstance(body, (str, bytes)) else json.dumps(body),
        content_type="application/json",
    )
    assert answer.status_code == code, answer.content
    return answer.json()


def verdicts(told):
    return [told["criteria"][name]["verdict"] for name in CRITERIA]


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


def same_answer(client, code):
    """Posts the request that a site's JSON carries and compares outcome and verdicts."""
    told = client.get(f"/api/collections/sites/items/{code}").json()["properties"]
    answer = ask(client, told["request"])
    return [answer["outcome"], *verdicts(answer)] == [told[name] for name in ("outcome", *CRITERIA)]


def test_each_site_carries_the_request_that_gives_its_own_outcome(client):
    site("ECU15", boundary=square(-90.5, -1.4, 0.2))
    site("ECU16", claims=["Mimus trifasciatus"], boundary=square(-90.4, -1.3, 0.2))
    site("BOW1", claims=["Pinus torreyana"], boundary=BOWTIE, countries=("US", "MX"))
    site("PNT1", claims=["Cyclura collei"], boundary=None, locality_lon=-77.0, locality_lat=17.8)
    site("NON1", claims=[], boundary=None)
    site("TWO1", claims=["Geronticus eremita"], boundary=square(20, 20))
    site("TWO2", claims=["Oreomystis bairdi"], boundary=square(20, 20))
    share = {
        "basis": "population_share",
        "site_best": "95.0001",
        "global_best": "100",
        "last_confirmed": 2020,
    }
    site(
        "SHR1", claims=[share | {"species": "Grus americana", "segment": "breeding"}], boundary=square(30, 30)
    )
    site(
        "SHR2",
        claims=[share | {"species": "Grus americana", "segment": "non_breeding"}],
        boundary=square(40, 30),
    )
    site(
        "SHR3",
        claims=[share | {"species": "Grus americana", "segment": "resident"}],
        boundary=square(50, 30),
        status="candidate",
    )
    species("Corvus hawaiiensis", category="EW")
    back = {"species": "Corvus hawaiiensis", "basis": "reintroduction_site"}
    site(
        "EWS1",
        claims=[back | {"reintroduction_confirmed": True, "reintroduction_reason": "Forest"}],
        boundary=square(60, 30),
    )
    site("ACR1", claims=["Pterodroma macgillivrayi"], boundary=square(179.9, -18, 0.1))
    old = site("OLD1", claims=["Zyzomys pedunculatus"], boundary=square(70, 30))
    status.delist(old, by=None, reason="error", text="Was a mistake", override=True)

    codes = list(PublishedSite.objects.values_list("code", flat=True))

    assert len(codes) == 13
    assert [code for code in codes if not same_answer(client, code)] == []


def test_a_pair_ruled_distinct_carries_requests_that_say_so(client):
    first, second = (
        site("TWO1", boundary=square(20, 20)),
        site("TWO2", claims=["Oreomystis bairdi"], boundary=square(20, 20)),
    )
    assert PublishedSite.objects.get(code="TWO1").outcome == "needs_review"
    DistinctSites.objects.create(first=first, second=second, reason="Two storeys", by=staff())

    assert PublishedSite.objects.get(code="TWO1").outcome == "qualifies"
    assert same_answer(client, "TWO1")
    assert same_answer(client, "TWO2")


@pytest.mark.parametrize("level", ["low", "medium", "high"])
def test_a_sensitive_site_carries_a_request_by_its_cells_that_gives_its_own_outcome(client, level):
    site(
        "ECU15",
        boundary=square(-90.43217, -1.28765, 0.003),
        sensitivity=level,
        sensitivity_reason="Collectors",
    )
    site("ECU16", claims=["Oreomystis bairdi"], boundary=square(-90.5, -1.4, 0.3))

    assert same_answer(client, "ECU15")
    assert same_answer(client, "ECU16")


@pytest.mark.parametrize(("level", "boundary"), [("extreme", square(10, 10)), ("high", BOWTIE)])
def test_a_site_whose_boundary_cannot_be_told_carries_no_request_and_says_why(client, level, boundary):
    site("ECU15", boundary=boundary, sensitivity=level, sensitivity_reason="Collectors")

    told = client.get("/api/collections/sites/items/ECU15").json()["properties"]

    assert told["request"] is None
    assert told["informationWithheld"]


def test_a_check_writes_nothing(client, django_assert_max_num_queries):
    site("ECU15")
    with django_assert_max_num_queries(8) as seen:
        ask(
            client,
            {"claims": [{"species": "Mimus trifasciatus", "basis": "sole_area"}], "boundary": square(0, 0)},
        )
    assert {query["sql"].split()[0] for query in seen.captured_queries} == {"SELECT"}
    assert connection.vendor in {"sqlite", "postgresql"}


def test_a_change_of_the_boundary_changes_the_request_at_once(client):
    floreana = site("ECU15")
    draw(floreana, square(10, 10))
    claim(floreana, species="Cyclura collei")

    assert same_answer(client, "ECU15")
