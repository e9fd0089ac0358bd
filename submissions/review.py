"""Every change of a submission's state: one verb each, in one transaction, with its event and its mail.

A change is one conditional UPDATE on the state and version that the page showed: of two at once one wins, and the other raises Lost."""

import json

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from . import notices
from .drafts import Closed
from .models import Event, Message, Revision, Submission

DECIDE = "submissions.decide_submission"
State = Submission.State
OPEN = {State.HELD, State.SUBMITTED, State.IN_REVIEW, State.CHANGES_REQUESTED}


class Lost(Exception):
    """Someone moved the submission first; `submission` tells how it stands now, and its latest event who did what and when."""

    def __init__(self, submission):
        super().__init__(f"{submission} was moved meanwhile")
        self.submission = submission


class NotNow(Exception):
    """This cannot be done to a submission in its state; the message says so."""


@transaction.atomic
def send(submission, *, proposal, person, flags=(), hold=False):
    """Sends a draft, or a revision of what was sent. `proposal`: the checked document (see `submissions.proposals`). `person`: name, email,
    affiliation, credit and consented_at. `flags`: codes for the secretariat. `hold`: whether it waits for a look at whether it is spam.

    Sent a second time with nothing changed, it raises Lost, and the first is what counts."""
    if not submission.is_open_to_its_author:
        raise Closed(submission)
    if submission.state in {State.SUBMITTED, State.HELD} and _says(submission, proposal, person):
        raise Lost(submission)
    first = submission.state == State.DRAFT
    to = State.HELD if hold or submission.state == State.HELD else State.SUBMITTED
    now = timezone.now()
    moved = _move(
        submission,
        Event.Kind.SENT if first else Event.Kind.REVISED,
        to,
        proposal=proposal,
        flags=list(flags),
        sent_at=submission.sent_at or now,
        **person,
    )
    Revision.objects.create(submission=moved, number=moved.revisions.count() + 1, proposal=proposal)
    if to == State.HELD and submission.state != State.HELD:
        _note(moved, Event.Kind.HELD, submission.state, facts={"flags": list(flags)})
    notices.receipt(moved, first=first)
    return moved


@transaction.atomic
def withdraw(submission):
    """Takes back what was sent, for its author: whatever state it was in when they looked. Taken back already, it stays so."""
    now = _held_still(submission)
    if now.state == State.WITHDRAWN:
        return now
    if now.state not in OPEN:
        raise Closed(now)
    moved = _move(now, Event.Kind.WITHDRAWN, State.WITHDRAWN)
    notices.withdrawn(moved)
    return moved


@transaction.atomic
def answer(submission, text, *, key=None):
    """The author's turn in the conversation; an asked question is thereby answered. `key`: the UUID of the form; sent again, it is the same
    message."""
    now = _held_still(submission)
    if key is not None and now.messages.filter(key=key).exists():
        return now
    if now.state not in OPEN:
        raise Closed(now)
    Message.objects.create(submission=now, side=Message.Side.AUTHOR, text=text, key=key)
    if now.state == State.CHANGES_REQUESTED:
        return _move(now, Event.Kind.ANSWERED, State.SUBMITTED)
    _note(now, Event.Kind.ANSWERED, now.state)
    return now


@transaction.atomic
def ask(submission, text, *, by):
    """Asks the author a question, by mail and on the private page."""
    _may_decide(submission, by)
    if submission.state not in OPEN - {State.HELD}:
        raise NotNow(_("A question can be asked while a submission is open and not held."))
    Message.objects.create(submission=submission, side=Message.Side.SECRETARIAT, by=by, text=text)
    moved = _move(submission, Event.Kind.ASKED, State.CHANGES_REQUESTED, by=by)
    notices.question(moved, text)
    return moved


@transaction.atomic
def decline(submission, *, by, reason, text):
    """Declines a submission. `reason`: a Submission.Reason; `text`: what the author is told."""
    _may_decide(submission, by)
    if submission.state not in OPEN:
        raise NotNow(_("Only an open submission can be declined."))
    moved = _move(
        submission,
        Event.Kind.DECLINED,
        State.DECLINED,
        by=by,
        facts={"reason": reason},
        decided_by=by,
        decided_at=timezone.now(),
        decision_reason=reason,
        decision_text=text,
    )
    notices.declined(moved)
    return moved


@transaction.atomic
def hold(submission, *, by):
    """Sets a submission aside as likely spam."""
    _may_decide(submission, by)
    if submission.state != State.SUBMITTED:
        raise NotNow(_("Only a submission that waits for review can be held."))
    return _move(submission, Event.Kind.HELD, State.HELD, by=by)


@transaction.atomic
def release(submission, *, by):
    """Puts a held submission among those that wait for review."""
    _may_decide(submission, by)
    if submission.state != State.HELD:
        raise NotNow(_("This submission is not held."))
    return _move(submission, Event.Kind.RELEASED, State.SUBMITTED, by=by)


def is_own(submission, user):
    """Whether the account is that of its author, by their mailbox: nobody decides on their own."""
    return bool(submission.email) and submission.email.casefold() == user.email.casefold()


def _may_decide(submission, by):
    """Read at the moment of the act: nobody decides without the right to, nor on their own submission (same mailbox)."""
    fresh = get_user_model().objects.filter(pk=by.pk).first()
    if fresh is None or not (fresh.is_active and fresh.is_staff and fresh.has_perm(DECIDE)):
        raise PermissionDenied(_("You may not decide on submissions."))
    if is_own(submission, fresh):
        raise PermissionDenied(_("This is your own submission: someone else must decide on it."))


def _says(submission, proposal, person):
    """Whether a submission says just this already."""
    told = json.loads(json.dumps(proposal, cls=DjangoJSONEncoder))
    same_person = all(getattr(submission, name) == value for name, value in person.items())
    return told == submission.proposal and same_person


def _held_still(submission):
    """The submission as it is, which nobody else moves until this transaction ends: for what its author may do in whatever state it is."""
    return Submission.objects.select_for_update().get(pk=submission.pk)


def _move(submission, kind, to, *, by=None, facts=None, **columns):
    """The submission in its new state. Raises Lost where it is no longer in the state and version at hand."""
    here = Submission.objects.filter(pk=submission.pk, state=submission.state, version=submission.version)
    if not here.update(state=to, version=F("version") + 1, moved_at=timezone.now(), **columns):
        raise Lost(Submission.objects.get(pk=submission.pk))
    moved = Submission.objects.get(pk=submission.pk)
    _note(moved, kind, submission.state, by=by, facts=facts)
    return moved


def _note(submission, kind, from_state, *, by=None, facts=None):
    Event.objects.create(
        submission=submission,
        kind=kind,
        from_state=from_state,
        to_state=submission.state,
        by=by,
        facts=facts or {},
    )
