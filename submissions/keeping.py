"""How long what people send is kept: reminders, deletion of drafts, and the end of personal data. Each step may be run again at any time,
changes row by row in small transactions, and returns how many it changed."""

import calendar
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from post_office.models import STATUS, Email

from . import allowances, erasing, files, notices
from .models import Event, Link, Submission

DRAFTS_KEPT = 12  # months since they were saved
REMINDED_BEFORE = timedelta(days=30)
UNTAKEN_KEPT = 12  # months since the end of what was declined or taken back, with personal data
PERSON_KEPT = 24  # months since any decision
UNCONFIRMED_KEPT = timedelta(days=30)
MAILS_KEPT = timedelta(days=30)
FAILED_MAILS_KEPT = timedelta(days=90)
State = Submission.State
ENDED = {State.DECLINED, State.WITHDRAWN, State.DUPLICATE}


def months_before(moment, months):
    """The same day and hour some months earlier, or the last day of a shorter month."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(years, month + 1)[1])
    return moment.replace(year=years, month=month + 1, day=day)


def deleted_on(draft):
    """The first moment at which a draft may be deleted if nobody saves it."""
    return months_before(draft.saved_at, -DRAFTS_KEPT)


def remind_of_drafts():
    """Tells the authors of drafts, 30 days ahead, that these will be deleted. A draft without a mailbox is noted as reminded too: its page
    tells the day."""
    now = timezone.now()
    old = Submission.objects.filter(
        state=State.DRAFT,
        saved_at__lte=months_before(now + REMINDED_BEFORE, DRAFTS_KEPT),
        reminded_at__isnull=True,
    )
    return _each(old, _remind)


def delete_drafts():
    """Deletes drafts that nobody saved for 12 months, with their files; never sooner than 30 days after the reminder."""
    now = timezone.now()
    old = Submission.objects.filter(
        state=State.DRAFT,
        saved_at__lte=months_before(now, DRAFTS_KEPT),
        reminded_at__lte=now - REMINDED_BEFORE,
    )
    return _each(old, erasing.erase)


def forget_untaken():
    """Who sent what was declined, joined with another or taken back is forgotten 12 months later."""
    ended = Q(decided_at__isnull=True, moved_at__lte=_ago(UNTAKEN_KEPT)) | Q(
        decided_at__lte=_ago(UNTAKEN_KEPT)
    )
    return _each(
        _with_a_person().filter(ended, state__in=ENDED), lambda row: erasing.forget(row, erasing.PERSON)
    )


def forget_the_decided():
    """Mailboxes are forgotten 24 months after the decision, and so is the person, but for one who wishes to be credited."""
    return _each(
        _with_a_person().filter(decided_at__lte=_ago(PERSON_KEPT)).exclude(credit=True, email=""),
        lambda row: erasing.forget(row, ("email",) if row.credit else erasing.PERSON),
    )


def forget_unconfirmed():
    """A mailbox that nobody confirmed within 30 days may be a stranger's."""
    mailed = Link.objects.filter(submission=OuterRef("pk"), sent_to=OuterRef("email"))
    limit = timezone.now() - UNCONFIRMED_KEPT
    unconfirmed = (
        Submission.objects.filter(sent_at__lte=limit)
        .exclude(email="")
        .filter(~Exists(mailed.filter(confirmed_at__isnull=False)), ~Exists(mailed.filter(made_at__gt=limit)))
    )
    return _each(unconfirmed, lambda row: erasing.forget(row, ("email",)))


def empty_the_outbox():
    """Mails that went out, or were given up, are not kept for long."""
    now = timezone.now()
    old = Email.objects.filter(
        Q(status=STATUS.sent, last_updated__lte=now - MAILS_KEPT)
        | Q(status=STATUS.failed, last_updated__lte=now - FAILED_MAILS_KEPT)
    )
    return old.delete()[1].get(Email._meta.label, 0)


STEPS = (
    remind_of_drafts,
    delete_drafts,
    forget_untaken,
    forget_the_decided,
    forget_unconfirmed,
    empty_the_outbox,
    files.sweep,
    allowances.forget,
)


def _ago(months):
    return months_before(timezone.now(), months)


def _with_a_person():
    return Submission.objects.exclude(name="", email="", affiliation="")


def _each(rows, change):
    """Does it to each row that still is among `rows` once it is held still, in a transaction of its own."""
    changed = 0
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.filter(pk=key).select_for_update().first()
            if row is not None:
                change(row)
                changed += 1
    return changed


def _remind(draft):
    to = next(iter(draft.typed.get("you", {}).get("email", [])), "").strip()
    draft.reminded_at = timezone.now()
    draft.save(update_fields=["reminded_at"])
    Event.objects.create(
        submission=draft, kind=Event.Kind.REMINDED, from_state=draft.state, to_state=draft.state
    )
    notices.reminder(draft, to=to, deleted_on=max(deleted_on(draft), draft.reminded_at + REMINDED_BEFORE))
