"""The summary of a draft, and its sending: what is in the way is told at once, and what is sent twice is sent once."""

import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from post_office.models import Email
from reading import Page
from typed import values

from submissions import drafts, rows
from submissions.forms import species
from submissions.models import ProposedBoundary, Submission

pytestmark = pytest.mark.django_db

PLACE = {"name": ["Cerro Hoya"], "countries": ["PA"], "endangers": ["no"]}
YOU = {"name": ["Ana Ruiz"], "email": ["ana@example.org"], "consent": ["on"]}
SPECIES = rows.of_rows(
    species.GROUP,
    [
        {
            "species": ["Pyrrhura eisenmanni"],
            "red_list_url": ["https://www.iucnredlist.org/species/22724695/"],
            "category": ["EN"],
            "basis": ["sole_area"],
            "site_best": ["120"],
            "last_confirmed": ["2024"],
            "citation": ["Montañez 2024"],
        }
    ],
)


def begun(**typed):
    return drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)


@pytest.fixture
def complete():
    draft, token = begun(place=PLACE, species=SPECIES, evidence={"sources": ["Ruiz 2024"]}, you=YOU)
    ProposedBoundary.objects.create(submission=draft, how=ProposedBoundary.How.SECRETARIAT)
    return draft, token


def summary_of(client, token):
    return client.get(f"/submissions/{token}/edit/summary/")


def send(client, token, page, **changed):
    """Presses the button a minute after the page was opened."""
    made = (timezone.now() - timedelta(minutes=1)).timestamp()
    form = f"send {drafts.opened_by(token).reference}"
    stamp = signing.Signer(salt=f"submissions.stamps {form}").sign(f"{uuid.uuid4().hex}.{made * 1000:.0f}")
    return client.post(f"/submissions/{token}/send", values(page) | {"stamp": stamp} | changed)


def test_everything_in_the_way_is_told_at_once_with_its_way_there(client):
    _draft, token = begun(place={"coverage_percent": ["120"]})

    page = Page(summary_of(client, token))

    links = [link["href"] for link in page.all("a") if "?check#" in link.get("href", "")]
    for field in ("place/?check#id_name", "place/?check#id_coverage_percent", "you/?check#id_consent"):
        assert f"/submissions/{token}/edit/{field}" in links
    assert not page.text.startswith("Error")


def test_what_is_in_the_way_is_shown_where_its_link_leads(client):
    _draft, token = begun(place={"name": ["Isla"]})

    plain = client.get(f"/submissions/{token}/edit/place/")
    checked = client.get(f"/submissions/{token}/edit/place/?check")

    assert "Say in which country" not in plain.content.decode()
    assert Page(checked).text.startswith("Error:")
    assert 'href="#id_countries_0"' in checked.content.decode()


def test_a_draft_with_something_in_the_way_is_not_sent_and_loses_nothing(client):
    draft, token = begun(place=PLACE)

    answer = send(client, token, summary_of(client, token))

    assert answer.status_code == 422
    assert Page(answer).text.startswith("Error:")
    draft.refresh_from_db()
    assert (draft.state, draft.typed) == ("draft", {"place": PLACE})
    assert Email.objects.count() == 0


def test_a_complete_draft_is_sent_as_it_was_shown(client, complete):
    draft, token = complete

    page = summary_of(client, token)
    answer = send(client, token, page)

    assert answer.status_code == 302, Page(answer).text
    assert answer["Location"] == f"/submissions/{token}/"
    draft.refresh_from_db()
    assert draft.state == Submission.State.SUBMITTED
    assert draft.proposal["site"]["name"] == "Cerro Hoya"
    assert draft.proposal["claims"][0]["species"] == "Pyrrhura eisenmanni"
    assert (draft.name, draft.email, draft.credit) == ("Ana Ruiz", "ana@example.org", False)
    assert draft.consented_at
    assert "Ana" not in str(draft.proposal)
    assert draft.flags == []


def test_a_double_click_and_a_retry_are_one_sending(client, complete):
    draft, token = complete
    page = summary_of(client, token)

    answers = [send(client, token, page) for _click in range(5)]

    assert {answer["Location"] for answer in answers} == {f"/submissions/{token}/"}
    assert draft.revisions.count() == Email.objects.count() == 1


def test_what_a_co_author_changed_meanwhile_is_shown_before_it_is_sent(client, complete):
    draft, token = complete
    page = summary_of(client, token)
    drafts.save(draft, "place", PLACE | {"name": ["Cerro"]}, loaded=drafts.parts.mark(PLACE))

    answer = send(client, token, page)

    assert answer.status_code == 422
    assert "Something of it was changed since you opened this page" in Page(answer).text
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert send(client, token, answer).status_code == 302


def test_a_revision_goes_out_once_and_only_when_something_changed(client, complete):
    draft, token = complete
    send(client, token, summary_of(client, token))

    send(client, token, summary_of(client, token))
    assert draft.revisions.count() == 1

    drafts.save(draft, "place", PLACE | {"name": ["Cerro"]}, loaded=drafts.parts.mark(PLACE))
    send(client, token, summary_of(client, token))
    assert draft.revisions.count() == 2


def test_what_can_no_longer_be_changed_is_not_sent(client, complete):
    draft, token = complete
    page = summary_of(client, token)
    Submission.objects.filter(pk=draft.pk).update(state="withdrawn")

    answer = send(client, token, page)

    assert answer["Location"] == f"/submissions/{token}/"
    assert draft.revisions.count() == 0
    assert summary_of(client, token)["Location"] == f"/submissions/{token}/"


def test_sending_is_no_matter_of_looking(client, complete):
    _draft, token = complete

    assert client.get(f"/submissions/{token}/send").status_code == 405


def test_what_looks_like_spam_is_held_and_its_sender_sees_no_difference(client, complete):
    draft, token = complete

    answer = send(client, token, summary_of(client, token), website="http://x.example")

    draft.refresh_from_db()
    assert answer["Location"] == f"/submissions/{token}/"
    assert (draft.state, draft.flags) == ("held", ["trap"])


def test_the_summary_tells_each_species_with_its_verdict_and_what_is_not_sent(client, complete):
    draft, token = complete

    page = Page(summary_of(client, token))

    assert "Pyrrhura eisenmanni Species Pyrrhura eisenmanni" in page.text
    assert (
        "Filled in and not sent, since it belongs to another ground: At the site, best estimate." in page.text
    )
    assert "Endangerment: met" in page.text
    send(client, token, summary_of(client, token))
    draft.refresh_from_db()
    assert draft.proposal["claims"][0]["site_best"] is None
