"""The moves of a submission: who may make them, what they leave behind, and that of two at once one wins."""

import uuid

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from post_office.models import Email

from submissions import drafts, review
from submissions.models import Event, Submission

pytestmark = pytest.mark.django_db
PERSON = {"name": "Ana", "email": "ana@example.org", "affiliation": "", "credit": False, "consented_at": None}


@pytest.fixture
def draft():
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Isla"]}})[0]


@pytest.fixture
def sent(draft):
    return review.send(draft, proposal={"site": {"name": "Isla"}}, person=PERSON)


@pytest.fixture
def reviewer():
    return get_user_model().objects.create_superuser("r", "r@example.org", "x")


def kinds(submission):
    return list(Event.objects.filter(submission=submission).values_list("kind", flat=True))


def test_a_form_sent_again_opens_the_same_draft():
    key = uuid.uuid4()
    first, one = drafts.begin(kind="new", key=key, typed={})
    second, other = drafts.begin(kind="new", key=key, typed={})

    assert first == second
    assert drafts.opened_by(one) == drafts.opened_by(other) == first
    assert drafts.opened_by(one[:-1]) is None


def test_what_someone_else_saved_is_never_overwritten_unseen(draft):
    loaded = drafts.parts.mark(draft.typed["place"])
    drafts.save(draft, "place", {"name": ["Isla Uno"]}, loaded=loaded)

    with pytest.raises(drafts.Moved) as moved:
        drafts.save(draft, "place", {"name": ["Isla Dos"]}, loaded=loaded)

    assert moved.value.theirs == {"name": ["Isla Uno"]}
    draft.refresh_from_db()
    assert draft.typed["place"] == {"name": ["Isla Uno"]}


def test_sending_leaves_a_revision_an_event_and_a_mail(sent):
    assert sent.state == Submission.State.SUBMITTED
    assert [revision.proposal for revision in sent.revisions.all()] == [{"site": {"name": "Isla"}}]
    assert kinds(sent) == ["begun", "sent"]
    assert Email.objects.filter(to="ana@example.org").count() == 1


def test_a_second_sending_of_the_same_page_loses(draft):
    review.send(draft, proposal={}, person=PERSON)

    with pytest.raises(review.Lost):
        review.send(draft, proposal={}, person=PERSON)

    assert Email.objects.count() == 1


def test_a_question_is_asked_and_answered(sent, reviewer):
    asked = review.ask(sent, "Where?", by=reviewer)
    answered = review.answer(asked, "There.")

    assert (asked.state, answered.state) == ("changes_requested", "submitted")
    assert [message.text for message in answered.messages.all()] == ["Where?", "There."]


def test_a_decision_is_complete(sent, reviewer):
    declined = review.decline(sent, by=reviewer, reason="known", text="It says so already.")

    assert (declined.state, declined.decided_by, declined.decision_reason) == ("declined", reviewer, "known")
    with pytest.raises(review.Closed):
        review.withdraw(declined)


def test_who_may_not_decide_changes_nothing(sent, reviewer):
    reviewer.is_superuser = False
    reviewer.is_staff = True
    reviewer.save()

    with pytest.raises(PermissionDenied):
        review.decline(sent, by=reviewer, reason="known", text="")

    assert kinds(sent) == ["begun", "sent"]


def test_nobody_decides_on_their_own(sent, reviewer):
    reviewer.email = "ANA@example.org"
    reviewer.save()

    with pytest.raises(PermissionDenied):
        review.ask(sent, "?", by=reviewer)


def test_what_is_held_is_released(draft, reviewer):
    held = review.send(draft, proposal={}, person=PERSON, flags=["links"], hold=True)

    assert (held.state, kinds(held)) == ("held", ["begun", "sent", "held"])
    assert review.release(held, by=reviewer).state == "submitted"
