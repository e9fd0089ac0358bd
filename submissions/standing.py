"""How a submission stands, in the words of its author's page: what state it is in, who acts next, and what comes then.

`held` is not told: to its author such a submission waits as any other does."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Event, Submission

State = Submission.State
YOU, SECRETARIAT, NOBODY = _("You"), _("The secretariat"), _("Nobody: this is closed")
NOT_TOLD = {Event.Kind.HELD, Event.Kind.RELEASED, Event.Kind.REMINDED}
TOLD = {
    Event.Kind.BEGUN: _("You began it."),
    Event.Kind.SENT: _("You sent it."),
    Event.Kind.REVISED: _("You sent a revised version."),
    Event.Kind.ASKED: _("The secretariat asked you a question."),
    Event.Kind.ANSWERED: _("You wrote to the secretariat."),
    Event.Kind.WITHDRAWN: _("You withdrew it."),
    Event.Kind.CLAIMED: _("Somebody at the secretariat took it up."),
    Event.Kind.ACCEPTED: _("The secretariat accepted it."),
    Event.Kind.DECLINED: _("The secretariat declined it."),
    Event.Kind.DUPLICATE: _("The secretariat joined it with another submission about the same."),
    Event.Kind.ERASED: _("Personal data were erased."),
}


@dataclass(frozen=True)
class Standing:
    """`heading` and `sentence`: the state in plain words. `next`: who acts next."""

    heading: str
    sentence: str
    next: str

    @property
    def waits(self):
        """Whether the author waits for the secretariat."""
        return self.next is SECRETARIAT

    @property
    def is_yours(self):
        """Whether the author acts next."""
        return self.next is YOU


SENT = Standing(
    _("It has arrived"),
    _(
        "Thank you. A person at the secretariat reads it, checks the evidence and may ask you a question. Nothing is published before that, and you are told the decision and its reason, also when it is no."
    ),
    SECRETARIAT,
)
STANDINGS = {
    State.DRAFT: Standing(
        _("A draft, not sent yet"),
        _("Nobody but you, and whoever has the private link, sees it. Go on whenever you like."),
        YOU,
    ),
    State.SUBMITTED: SENT,
    State.HELD: SENT,
    State.IN_REVIEW: Standing(
        _("It is being reviewed"),
        _(
            "Somebody at the secretariat checks it against the criteria and what is on file. You can still write to them; to change what you sent, say what should be different."
        ),
        SECRETARIAT,
    ),
    State.CHANGES_REQUESTED: Standing(
        _("The secretariat has a question for you"),
        _("Answer it below, or change what you sent and send it again. Until then the review waits for you."),
        YOU,
    ),
    State.ACCEPTED: Standing(
        _("Accepted"), _("What you sent is now part of the registry. Thank you."), NOBODY
    ),
    State.DECLINED: Standing(
        _("Declined"),
        _(
            "The secretariat decided not to take it over; the reason stands below. With new evidence you are welcome to send it anew."
        ),
        NOBODY,
    ),
    State.DUPLICATE: Standing(
        _("Joined with another submission"),
        _("Somebody sent the same before. What you added is read together with it."),
        NOBODY,
    ),
    State.WITHDRAWN: Standing(
        _("Withdrawn"), _("You took it back. Nothing of it was published, and nobody reviews it."), NOBODY
    ),
}


def of(submission):
    """The Standing of a submission."""
    return STANDINGS[submission.state]


def is_asked(submission):
    """Whether the secretariat waits for an answer."""
    return submission.state == State.CHANGES_REQUESTED


def told_state(state):
    """The state by which a submission is called where its author reads it."""
    return State.SUBMITTED if state == State.HELD else state


def happened(events):
    """(moment, sentence) of the events that the author is told, in their order."""
    return [(event.at, TOLD[event.kind]) for event in events if event.kind not in NOT_TOLD]
