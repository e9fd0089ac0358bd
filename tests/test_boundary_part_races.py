"""Two authors with one private link who give a boundary at the same time: one stands, of the other it is asked."""

import uuid

import pytest
from boundary_part import ELSEWHERE, WKT
from test_races import both

from submissions import boundaries, drafts
from submissions.models import ProposedBoundary, Submission

pytestmark = pytest.mark.django_db(transaction=True)


def giving(submission_id, way, text):
    def work(gate):
        submission = Submission.objects.get(pk=submission_id)
        gate.wait()
        boundaries.read(submission, way, text)

    return work


def test_of_two_boundaries_at_once_one_stands_and_the_other_waits():
    for _time in range(3):
        submission, _token = drafts.begin(kind="new", key=uuid.uuid4(), typed={})

        both(giving(submission.pk, "pasted", WKT), giving(submission.pk, "corners", ELSEWHERE))

        row = ProposedBoundary.objects.get(submission=submission)
        assert row.geojson and row.waiting["geojson"] and row.geojson != row.waiting["geojson"]
