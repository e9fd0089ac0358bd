"""What `POST /api/check` refuses because it is more than anyone needs."""

import json
from datetime import date

import pytest

from sites.check_request import BadRequest, read_request


def problems(body):
    with pytest.raises(BadRequest) as caught:
        read_request(json.dumps(body).encode(), default_today=date(2026, 11, 25))
    return caught.value.problems


@pytest.mark.parametrize("typed", ["a" * 20_001, "o" + "\u0301\u0323" * 500_000, "\u0958" * 10_001])
def test_a_text_that_is_too_long_is_refused_by_its_limit(typed):
    assert [
        (path, "20000" in sentence) for path, sentence in problems({"claims": [], "rationale": typed})
    ] == [("rationale", True)]
