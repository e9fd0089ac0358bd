"""The worked cases of the criteria, replayed through the pure function: every case is data, none of them needs a database."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sites import check, criteria

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data/criteria-cases.jsonl").read_text("utf-8").splitlines()
]
TODAY = date(2030, 1, 1)


class NothingOnFile:
    """A registry without a row: the cases bring all their facts."""

    def species_on_file(self, names):
        return {}

    def records(self, species_names, leave_out_code):
        return []

    def overlaps(self, multipolygon, leave_out_code):
        return []

    def names(self, codes):
        return {}


def read(case):
    return check.read_request(json.dumps(case["request"]).encode(), default_today=TODAY)


def findings(result):
    of_claims = [found for claim in result["claims"] for found in claim["findings"]]
    return of_claims + result["discreteness_findings"] + result["flags"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_function_gives_the_expected_answer_to(case):
    expected = case["expect"]

    result = criteria.evaluate(check.facts_of(read(case), NothingOnFile())).as_json()

    assert result["outcome"] == expected["outcome"]
    verdicts = [result[name] for name in ("endangerment", "irreplaceability", "discreteness")]
    assert verdicts == expected["verdicts"]
    assert [claim["standing"] for claim in result["claims"]] == expected["standings"]
    codes = {found["code"] for found in findings(result)} or {"NO_SPECIES"}
    codes |= set() if result["claims"] else {"NO_SPECIES"}
    assert set(expected["codes"]) <= codes
    assert set(expected["flags"]) <= {found["code"] for found in result["flags"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_finding_is_answered_with_a_sentence_of_its_own_for(case):
    told = check.check(read(case), NothingOnFile())

    texts = [found["text"] for claim in told["claims"] for found in claim["findings"]]
    texts += [found["text"] for criterion in told["criteria"].values() for found in criterion["findings"]]
    texts += [flag["text"] for flag in told["flags"]]
    assert all(text.endswith(".") and "None" not in text and "another site" not in text for text in texts)
    assert all("no words" not in text for text in texts)


def test_no_case_was_lost():
    ids = Counter(case["id"] for case in CASES)

    assert len(CASES) == 93
    assert max(ids.values()) == 1


def test_the_cases_are_those_that_were_handed_over(shared):
    handed_over = (shared / "data" / "criteria-cases.jsonl").read_text("utf-8").splitlines()

    assert [json.loads(line) for line in handed_over] == CASES
