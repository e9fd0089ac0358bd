"""The frame of a draft's parts: what each page shows, keeps and leads to."""

import uuid

import pytest

from submissions import drafts, forms, proposals

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Isla"]}})


def test_every_part_has_a_page_that_keeps_what_is_typed(client, draft):
    submission, token = draft

    for part in forms.parts_of(submission):
        address = f"/submissions/{token}/edit/{part}/"
        page = client.get(address)
        assert page.status_code == 200
        sent = client.post(address, {"anything": "kept", "loaded": page.context["loaded"]})
        assert sent.status_code == 302
        submission.refresh_from_db()
        assert submission.typed[part] == {"anything": ["kept"]}


def test_all_problems_of_all_parts_are_told_at_once(draft):
    submission, _token = draft

    proposal, problems = proposals.build(submission)

    assert proposal["site"]["name"] == "Isla"
    assert {"you"} <= {problem.part for problem in problems}
