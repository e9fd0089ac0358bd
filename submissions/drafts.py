"""Drafts: begun with the first field, saved part by part, opened again by a private link. Whatever was typed is kept as it was typed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from . import parts
from .models import Event, Link, Submission
from .tokens import hash_of, new_reference, new_token


class Moved(Exception):
    """Someone else saved this part since the page was opened; `theirs` is what they typed. Nothing was saved."""

    def __init__(self, theirs):
        super().__init__("saved by someone else meanwhile")
        self.theirs = theirs


class Closed(Exception):
    """The submission is no longer its author's to change; `submission` tells its state."""

    def __init__(self, submission):
        super().__init__(f"{submission} is {submission.state}")
        self.submission = submission


def begin(*, kind, key, typed, site=None, about=(), base=None, base_version=None):
    """A draft and the token of its private link. `key`: the UUID of the form that was sent; sent again, it opens the same draft by a
    further link. `typed`: {part: what was typed into it}."""
    try:
        with transaction.atomic():
            now = timezone.now()
            draft = Submission.objects.create(
                reference=new_reference(),
                key=key,
                kind=kind,
                site=site,
                about=list(about),
                typed=typed,
                base=base,
                base_version=base_version,
                saved_at=now,
                moved_at=now,
            )
            Event.objects.create(submission=draft, kind=Event.Kind.BEGUN, to_state=draft.state)
            return draft, new_link(draft)
    except IntegrityError:
        draft = Submission.objects.get(key=key)
        return draft, new_link(draft)


def new_link(submission, *, sent_to=""):
    """The token of a further private link to a submission. `sent_to`: the mailbox to which it is mailed."""
    token = new_token()
    Link.objects.create(submission=submission, token_hash=hash_of(token), sent_to=sent_to)
    return token


def opened_by(token):
    """The submission that a token opens, or None."""
    link = Link.objects.select_related("submission").filter(
        token_hash=hash_of(token), revoked_at__isnull=True
    )
    return next((found.submission for found in link), None)


def touch(submission):
    """Notes that something of a draft was kept just now, were it a file or what stood there already: for how long it is kept counts from
    here. `saved_at` of what was sent stays, since it tells what was changed after the sending."""
    now = timezone.now()
    drafts = Submission.objects.filter(pk=submission.pk, state=Submission.State.DRAFT)
    if drafts.update(saved_at=now, reminded_at=None):
        submission.saved_at, submission.reminded_at = now, None


@transaction.atomic
def save(submission, part, typed, *, loaded):
    """Keeps what was typed into a part; the submission as saved. `loaded`: the mark of the part when its page was opened (see
    `parts.mark`). Raises Moved, and Closed."""
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if not row.is_open_to_its_author:
        raise Closed(row)
    theirs = row.typed.get(part, {})
    if theirs == typed:
        touch(row)
        return row
    if parts.mark(theirs) != loaded:
        raise Moved(theirs)
    row.typed = row.typed | {part: typed}
    row.saved_at = timezone.now()
    row.reminded_at = None
    row.save(update_fields=["typed", "saved_at", "reminded_at"])
    return row
