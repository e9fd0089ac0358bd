"""A proposal put to `POST /api/check`, and what it answers."""

import json

CRITERIA = ("endangerment", "irreplaceability", "discreteness")


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
