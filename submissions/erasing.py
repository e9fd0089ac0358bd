"""The end of personal data: who sent a submission is forgotten, and what they told of a place stays.

A draft was told to nobody: it goes as a whole, with its files."""

import logging
from contextlib import suppress
from functools import partial

from django.db import transaction

from . import notices, vault
from .blanking import blanked
from .models import Event, Submission

log = logging.getLogger("aze.people")
PERSON = ("name", "email", "affiliation", "credit", "consented_at")
EMPTY = {"name": "", "email": "", "affiliation": "", "credit": False, "consented_at": None}
WITH_THE_PERSON = {"consent"}  # typed beside, and nothing without them
State = Submission.State


@transaction.atomic
def erase(submission):
    """Erases what says who sent it; the submission as it then is, or None where it was a draft, which is gone. Done already, it changes
    nothing."""
    now = Submission.objects.select_for_update().filter(pk=submission.pk).first()
    if now is None or now.sent_at is None:
        return now and _delete(now)
    return forget(now, PERSON)


def forget(submission, columns):
    """Empties `columns` of the PERSON, and takes their name and mailbox out of whatever else is on file: within a transaction that holds
    the submission still."""
    you = submission.typed.get("you", {})
    gone = set(columns) | (WITH_THE_PERSON if "name" in columns else set())
    if gone.isdisjoint(you) and all(getattr(submission, column) == EMPTY[column] for column in columns):
        return submission
    named = [column for column in ("name", "email") if column in columns]
    words = [word for column in named for word in (getattr(submission, column), *you.get(column, []))]
    submission.typed = blanked(submission.typed, words) | {
        "you": {name: values for name, values in you.items() if name not in gone}
    }
    submission.proposal = blanked(submission.proposal, words)
    for column in columns:
        setattr(submission, column, EMPTY[column])
    submission.save(update_fields=["typed", "proposal", *columns])
    _blank(submission.revisions.all(), words, "proposal")
    _blank(submission.messages.all(), words, "text")
    _blank(submission.events.all(), words, "facts")
    _blank(submission.attachments.all(), words, "name", "caption", "credit")
    if "email" in columns:
        submission.links.exclude(sent_to="").update(sent_to="")
        notices.about(submission).delete()
    Event.objects.create(
        submission=submission,
        kind=Event.Kind.ERASED,
        from_state=submission.state,
        to_state=submission.state,
        facts={"columns": sorted(columns)},
    )
    log.info("personal data erased", extra={"submission": submission.reference})
    return submission


def _delete(submission):
    names = list(submission.attachments.values_list("stored_as", flat=True))
    notices.about(submission).delete()
    submission.delete()
    transaction.on_commit(partial(_remove, names))


def _remove(names):
    """Removes files that no row names any more; where the disk fails, they are swept away later."""
    with suppress(vault.Unusable):
        for name in names:
            vault.remove(name)


def _blank(rows, words, *columns):
    for row in rows:
        before = [getattr(row, column) for column in columns]
        after = [blanked(value, words) for value in before]
        if after != before:
            type(row).objects.filter(pk=row.pk).update(**dict(zip(columns, after, strict=True)))
