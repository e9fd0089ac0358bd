"""Submissions for tests: plain functions with defaults that can be sent, each argument changes one thing."""

import uuid

from django.utils import timezone

from submissions import drafts, review

PERSON = {
    "name": "Ana Ríos",
    "email": "ana@example.org",
    "affiliation": "Universidad Central",
    "credit": False,
    "consented_at": None,
}
PROPOSAL = {"site": {"name": "Isla Floreana", "countries": ["EC"]}, "claims": [], "boundary": None}


def draft(typed=None, **fields):
    """A draft and its token."""
    typed = {"place": {"name": ["Isla Floreana"]}} if typed is None else typed
    return drafts.begin(kind="new", key=uuid.uuid4(), typed=typed, **fields)


def sent(*, proposal=PROPOSAL, flags=(), hold=False, typed=None, **person):
    """A submission that was sent, and its token."""
    begun, token = draft(typed)
    told = PERSON | {"consented_at": timezone.now()} | person
    return review.send(begun, proposal=proposal, person=told, flags=flags, hold=hold), token


def confirmed(submission):
    """The same, whose mailbox its owner has confirmed."""
    submission.links.exclude(sent_to="").update(confirmed_at=timezone.now())
    return submission


def decided(submission, *, by, reason="known", text="It says so already."):
    """The same, declined."""
    return review.decline(submission, by=by, reason=reason, text=text)
