"""Drafts: how long they are kept counts from when their author was last at work on them, whatever was saved."""

from datetime import timedelta

import pytest
from contributions import draft, sent
from django.utils import timezone

from submissions import drafts, keeping, parts
from submissions.models import Submission

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


def reminded(submission):
    """The same, saved long ago and reminded of, so that it may be deleted at any moment."""
    moments = {"saved_at": LONG_AGO, "reminded_at": LONG_AGO + timedelta(days=335)}
    Submission.objects.filter(pk=submission.pk).update(**moments)
    submission.refresh_from_db()
    return submission


def test_a_draft_that_is_opened_and_saved_unchanged_counts_anew():
    begun, _token = draft()
    typed = reminded(begun).typed["place"]

    saved = drafts.save(begun, "place", typed, loaded=parts.mark(typed))

    assert keeping.delete_drafts() == 0
    begun.refresh_from_db()
    assert begun.saved_at > LONG_AGO
    assert begun.reminded_at is None
    assert (saved.saved_at, saved.reminded_at) == (begun.saved_at, None)


def test_what_was_not_saved_does_not_count():
    begun, _token = draft()
    reminded(begun)

    with pytest.raises(drafts.Moved):
        drafts.save(begun, "place", {"name": ["Isla"]}, loaded="another")

    begun.refresh_from_db()
    assert begun.saved_at == LONG_AGO


def test_a_draft_that_is_touched_counts_anew_and_what_was_sent_does_not():
    begun, _token = draft()
    submission, _token = sent()
    reminded(begun)
    reminded(submission)

    drafts.touch(begun)
    drafts.touch(submission)

    assert (begun.saved_at > LONG_AGO, begun.reminded_at) == (True, None)
    assert submission.saved_at == LONG_AGO
    for row in (begun, submission):
        told = row.saved_at, row.reminded_at
        row.refresh_from_db()
        assert (row.saved_at, row.reminded_at) == told


def test_what_was_sent_and_is_saved_unchanged_holds_no_unsent_change():
    submission, _token = sent()
    reminded(submission)
    typed = submission.typed["place"]

    drafts.save(submission, "place", typed, loaded=parts.mark(typed))

    submission.refresh_from_db()
    assert submission.saved_at == LONG_AGO
