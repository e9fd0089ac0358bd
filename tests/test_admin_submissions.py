"""Submissions in the admin: who sees what of them, and that each is moved once."""

import logging
import re
from datetime import timedelta

import pytest
from contributions import PERSON, PROPOSAL, confirmed, draft, sent
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factories import SQUARE, species, staff
from factories import site as make_site
from pseudo import pseudo_language, untranslated
from reading import Page

from submissions import files, review, vault
from submissions.models import Event, Submission

pytestmark = pytest.mark.django_db
LIST = "/admin/submissions/submission/"
# what is the same in every language, or was typed
KEPT = re.compile(
    "AZE|Isla Floreana|Ana R|Universidad|ana@|Ecuador|Ríos|Own survey|island ringed|quarry|Mimus|example.org|reviewer|[Uu]nheard|^[0-9]+ km$|[{]|^.{0,3}$"
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
CLAIM = {
    "species": "Mimus trifasciatus",
    "species_id": None,
    "basis": "population_share",
    "segment": "resident",
    "site_best": "240",
    "global_best": "250",
    "percent": None,
    "presence": "extant",
    "last_confirmed": 2024,
    "citation": "Ríos 2024.\nPage 14.",
    "notes": "",
}
FULL = {
    "site": {
        "name": "Isla Floreana",
        "countries": ["EC"],
        "protection": "partial",
        "threats": ["8.1.2"],
        "locality": [-90.43, -1.3],
        "rationale": "An island ringed by sea.",
        "unheard_of": {"a": 1},
    },
    "boundary": {"geojson": SQUARE, "how": "drawn", "source": "Own survey", "area_km2": 493.2},
    "pins": [{"lon": -90.4, "lat": -1.3, "text": "The quarry is outside."}],
    "claims": [CLAIM],
    "evidence": {"sources": "Ríos 2024", "links": ["https://example.org/paper"], "note": ""},
    "endangers": {"answer": "no", "why": ""},
    "files": [],
}


@pytest.fixture
def reviewer(client):
    user = staff("reviewer")
    client.force_login(user)
    return user


@pytest.fixture
def files_kept(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    vault.prepare(settings.PRIVATE_FILES)


def with_rights(client, *codenames):
    user = staff("reader", superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    return user


def page_of(submission, page="change"):
    return f"{LIST}{submission.pk}/{page}/"


def move_of(submission, verb):
    return page_of(submission, f"move/{verb}")


def shown(client, submission):
    answer = client.get(page_of(submission))
    assert answer.status_code == 200
    return Page(answer)


def move(client, submission, verb, **typed):
    version = client.get(move_of(submission, verb)).context_data["form"]["version"].value()
    return client.post(move_of(submission, verb), {"version": version, **typed})


# --- The list -------------------------------------------------------------------------------------------------------------
def test_the_list_is_oldest_first_without_drafts(client, reviewer):
    draft()
    first, second = (
        sent(proposal={"site": {"name": "Isla Uno"}})[0],
        sent(proposal={"site": {"name": "Isla Dos"}})[0],
    )
    Submission.objects.filter(pk=second.pk).update(sent_at=timezone.now() - timedelta(days=12))

    page = Page(client.get(LIST))

    references = [
        found["href"]
        for found in page.all("a")
        if "submission/" in found.get("href", "") and "/change/" in found["href"]
    ]
    assert references == [page_of(second), page_of(first)]
    assert "Isla Dos" in page.text and "12 days" in page.text and "Ana Ríos" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=open", 3),
        ("state=held", 1),
        ("state=declined", 1),
        ("kind=new", 4),
        ("kind=update", 0),
        ("flagged=yes", 1),
        ("flagged=no", 3),
    ],
)
def test_filters_stand_in_the_address(client, reviewer, asked, found):
    sent(), sent(hold=True, flags=["trap"])
    review.ask(sent()[0], "?", by=reviewer)
    review.decline(sent()[0], by=reviewer, reason="other", text="x")

    assert client.get(f"{LIST}?{asked}").context_data["cl"].result_count == found


def test_any_other_question_to_the_list_is_refused(client, reviewer):
    sent()

    for asked in (
        "state=draft",
        "state=x",
        "email=ana@example.org",
        "name__startswith=A",
        "links__token_hash=1",
    ):
        answer = client.get(f"{LIST}?{asked}")
        assert answer.status_code in (302, 400), asked
        assert "Ana" not in answer.content.decode()


def test_the_list_asks_the_database_as_often_for_5000_as_for_one(
    client, reviewer, django_assert_max_num_queries
):
    one, _token = sent()
    client.get(LIST)
    with django_assert_max_num_queries(9) as few:
        client.get(LIST)
    rows = [
        Submission(
            reference=f"AZE-{number}",
            key=f"00000000-0000-4000-8000-{number:012d}",
            kind="new",
            state="submitted",
            proposal=PROPOSAL,
            sent_at=one.sent_at,
            saved_at=one.saved_at,
            moved_at=one.moved_at,
        )
        for number in range(5000)
    ]
    Submission.objects.bulk_create(rows, batch_size=500)

    with django_assert_max_num_queries(len(few.captured_queries)):
        assert client.get(LIST).status_code == 200


def test_names_are_shown_to_those_who_may_see_people(client):
    submission, _token = sent()
    with_rights(client, "view_submission")

    listed, page = Page(client.get(LIST)).text, shown(client, submission).text

    assert submission.reference in listed
    for text in (listed, page):
        assert "Ana" not in text and "ana@example.org" not in text and "Universidad" not in text
    assert "Shown to those who may see personal data" in page


def test_who_looks_at_a_person_is_noted(client, caplog):
    submission, _token = sent()
    user = with_rights(client, "view_submission", "view_personal_data")

    with caplog.at_level(logging.INFO, logger="aze.people"):
        assert "ana@example.org" in shown(client, submission).text

    (record,) = [record for record in caplog.records if record.name == "aze.people"]
    assert (record.user, record.submission) == (user.pk, submission.reference)
    assert "Ana" not in record.getMessage()


def test_staff_without_the_right_see_nothing(client):
    submission, _token = sent()
    with_rights(client, "view_site")

    for address in (
        LIST,
        page_of(submission),
        move_of(submission, "decline"),
        page_of(submission, "history"),
    ):
        assert client.get(address).status_code in (403, 404), address
        assert "Floreana" not in client.get(address).content.decode()


# --- The page -------------------------------------------------------------------------------------------------------------
def test_all_that_was_sent_is_read_in_words(client, reviewer, files_kept):
    begun, _token = draft()
    kept = files.keep(begun, SimpleUploadedFile("notes.txt", b"Seen."), purpose="evidence", key="1" * 32)
    submission = review.send(begun, proposal=FULL, person=PERSON | {"consented_at": timezone.now()})
    review.answer(submission, "One more thing.")

    page = shown(client, submission)

    for told in (
        "Countries Ecuador",
        "partial",
        "Invasive and other problem species, genes and diseases (8.1.2)",
        "latitude -1.3, longitude -90.43",
        "drawn on the map",
        "493 km²",
        "The quarry is outside.",
        "Species 1: Mimus trifasciatus",
        "Ríos 2024. Page 14.",
        "Unheard of",
        "notes.txt",
        "One more thing.",
        "Ana Ríos",
        "Sent in",
    ):
        assert told in page.text, told
    assert page.all("svg", **{"class": "bp"})
    assert page.all("a", href="https://example.org/paper")[0]["rel"] == "nofollow ugc noopener noreferrer"
    assert page.all("a", href=f"/admin/submission-files/{kept.pk}")
    assert '{"' not in page.text.replace('{"a": 1}', "")


def test_the_changes_of_an_update_stand_beside_what_was_on_file(client, reviewer):
    floreana = make_site("ECU15", name="Floreana")
    begun, _token = draft()
    Submission.objects.filter(pk=begun.pk).update(kind="update", site=floreana, base_version=1)
    begun.refresh_from_db()
    proposal = {
        "about": ["protection", "unheard_of"],
        "fields": {
            "protection": {"base": "none", "proposed": "partial"},
            "protection_source": {"base": "", "proposed": "WDPA"},
        },
        "claims": {
            "added": [CLAIM | {"species": "Rhea nova"}],
            "changed": [
                {
                    "of": "Mimus trifasciatus / resident",
                    "fields": {"site_best": {"base": "200", "proposed": "240"}},
                }
            ],
            "removed": [{"of": "Rhea vetus / resident", "why": "Never here."}],
        },
        "delisting": {"delisting_reason": "error", "delisting_text": "Listed by mistake."},
        "nothing": {"looked": "visit"},
    }
    submission = review.send(begun, proposal=proposal, person=PERSON)

    text = shown(client, submission).text

    assert "Update of a site: Floreana" in text
    for told in (
        "none (2 % or less) partial",
        "nothing on file WDPA",
        "200 240",
        "A species to add: Rhea nova",
        "To take off the list: Rhea vetus / resident",
        "Never here.",
        "Listed by mistake.",
    ):
        assert told in text, told


def test_a_proposal_of_any_shape_is_shown(client, reviewer):
    odd = {
        "site": {"threats": "8", "countries": "EC", "locality": "here", "name": 5},
        "boundary": {"geojson": {"type": "Nonsense"}, "how": "unheard", "file": "abc"},
        "claims": [{}],
        "evidence": {"links": [{"a": 1}]},
        "more": ["x", 1],
    }
    for proposal in ({}, odd):
        submission, _token = sent(proposal=proposal)
        assert shown(client, submission).text


def test_what_people_typed_is_inert(client, reviewer):
    proposal = {
        "site": {"name": HOSTILE, "description": HOSTILE},
        "claims": [{"species": HOSTILE}],
        "pins": [{"lon": 0, "lat": 0, "text": HOSTILE}],
        "evidence": {"links": ["javascript:alert(1)"]},
    }
    submission, _token = sent(proposal=proposal, name=HOSTILE, affiliation=HOSTILE)
    review.answer(submission, HOSTILE)

    for page in (Page(client.get(LIST)), shown(client, submission)):
        assert page.inline_scripts == page.all("img") == []
        assert "{{7*7}}" in page.text
        assert not [found for found in page.all("a") if found.get("href", "").startswith("javascript")]


def test_an_older_revision_can_be_read(client, reviewer):
    submission, _token = sent(proposal={"site": {"name": "First name"}})
    review.send(submission, proposal={"site": {"name": "Second name"}}, person=PERSON)

    latest, first = (
        client.get(page_of(submission) + query).content.decode() for query in ("", "?revision=1")
    )

    assert "First name" not in latest
    assert "First name" in first and "a later one counts" in first
    assert client.get(page_of(submission) + "?revision=x").status_code == 200


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_the_place_of_what_may_be_endangered_is_shown_to_those_who_may_see_places(
    client, caplog, answer, files_kept
):
    begun, _token = draft()
    files.keep(begun, SimpleUploadedFile("notes.txt", b"Seen."), purpose="evidence", key="1" * 32)
    submission = review.send(
        begun, proposal=FULL | {"endangers": {"answer": answer, "why": "Collectors."}}, person=PERSON
    )
    with_rights(client, "view_submission")

    page = shown(client, submission)
    assert "may be, sensitive" in page.text
    for told in ("90.43", "quarry", "493"):
        assert told not in page.text
    assert page.all("svg", **{"class": "bp"}) == [] and not [
        a for a in page.all("a") if "submission-files" in a.get("href", "")
    ]

    get_user_model().objects.all().delete()
    with_rights(client, "view_submission", "view_exact_location")
    with caplog.at_level(logging.INFO, logger="aze.people"):
        assert "quarry" in shown(client, submission).text
    assert [record.submission for record in caplog.records if "exact place" in record.getMessage()] == [
        submission.reference
    ]


def test_a_mail_that_could_not_be_delivered_is_told(client, reviewer):
    from post_office.models import STATUS, Email

    submission, _token = sent()
    assert "could not be delivered" not in shown(client, submission).text

    Email.objects.update(status=STATUS.failed)

    assert "could not be delivered" in shown(client, submission).text


# --- The moves ------------------------------------------------------------------------------------------------------------
def test_each_state_offers_its_moves(client, reviewer):
    def offered(submission):
        return [
            a["href"].split("/")[-2]
            for a in shown(client, submission).all("a")
            if a.get("href", "").startswith(f"{LIST}{submission.pk}/") and "/move/" in a["href"]
        ]

    assert offered(sent()[0]) == ["ask", "decline", "hold"]
    assert offered(sent(hold=True)[0]) == ["decline", "release"]
    assert offered(review.ask(sent()[0], "?", by=reviewer)) == ["ask", "decline"]
    assert offered(review.withdraw(sent()[0])) == []


def test_a_question_is_asked(client, reviewer):
    submission, _token = sent()
    refused = move(client, submission, "ask", text="")
    assert "Write the question." in Page(refused).text

    answer = move(client, submission, "ask", text="Where?\nBy whom?")

    assert (answer.status_code, answer["Location"]) == (302, page_of(submission))
    submission.refresh_from_db()
    assert submission.state == "changes_requested"
    assert [(message.text, message.by) for message in submission.messages.all()] == [
        ("Where?\nBy whom?", reviewer)
    ]


def test_a_submission_is_declined_with_reason_and_text(client, reviewer):
    submission, _token = sent()
    refused = Page(move(client, submission, "decline", reason="", text="")).text
    assert "Choose the reason" in refused and "Explain the decision" in refused

    move(client, submission, "decline", reason="no_evidence", text="No source.")

    submission.refresh_from_db()
    assert (submission.state, submission.decided_by, submission.decision_reason) == (
        "declined",
        reviewer,
        "no_evidence",
    )


def test_one_is_held_and_released(client, reviewer):
    submission, _token = sent()

    move(client, submission, "hold")
    submission.refresh_from_db()
    assert submission.state == "held"
    move(client, submission, "release")
    submission.refresh_from_db()
    assert submission.state == "submitted"
    assert list(Event.objects.filter(submission=submission).values_list("kind", "by__username"))[-2:] == [
        ("held", "reviewer"),
        ("released", "reviewer"),
    ]


def test_who_comes_second_is_told_who_was_first_and_keeps_the_text(client, reviewer):
    submission, _token = sent()
    version = submission.version
    review.decline(submission, by=staff("colleague"), reason="known", text="Known.")

    answer = client.post(move_of(submission, "ask"), {"version": version, "text": "My long question"})

    assert answer.status_code == 409
    text = Page(answer).text
    assert "colleague" in text and "declined" in text and "UTC" in text
    assert "My long question" in text
    assert not submission.messages.exists()
    assert client.get(move_of(submission, "ask")).status_code == 409


def test_a_form_that_was_sent_twice_moves_once(client, reviewer):
    submission, _token = sent()
    typed = {"version": submission.version, "reason": "known", "text": "Known."}

    first, second = (client.post(move_of(submission, "decline"), typed) for _time in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert Event.objects.filter(submission=submission, kind="declined").count() == 1


def test_the_author_withdrawing_first_is_told_too(client, reviewer):
    submission, _token = sent()
    version = submission.version
    review.withdraw(submission)

    answer = client.post(
        move_of(submission, "decline"), {"version": version, "reason": "known", "text": "Known."}
    )

    assert answer.status_code == 409
    assert "The author" in Page(answer).text and "withdrawn" in Page(answer).text


@pytest.mark.parametrize("verb", ["ask", "decline", "hold", "release"])
def test_who_may_only_look_moves_nothing(client, verb):
    submission, _token = sent()
    with_rights(client, "view_submission")
    typed = {"version": submission.version, "reason": "known", "text": "x"}

    assert client.get(move_of(submission, verb)).status_code == 403
    assert client.post(move_of(submission, verb), typed).status_code == 403
    assert client.post(page_of(submission), typed | {"_save": "1"}).status_code in (200, 403, 405)
    submission.refresh_from_db()
    assert (submission.state, submission.version) == ("submitted", 1)


def test_nobody_moves_their_own(client, reviewer):
    submission, _token = sent(email="REVIEWER@example.org")

    assert not [a for a in shown(client, submission).all("a") if a.get("href", "").endswith("/decline/")]
    answer = client.post(
        move_of(submission, "decline"), {"version": submission.version, "reason": "known", "text": "x"}
    )
    assert answer.status_code == 403


def test_nothing_is_added_deleted_or_changed_by_hand(client, reviewer):
    submission, _token = sent()

    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(page_of(submission, "delete")).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": submission.pk})
    client.post(page_of(submission), {"name": "Mine", "state": "accepted"})
    submission.refresh_from_db()
    assert (submission.name, submission.state) == ("Ana Ríos", "submitted")


def test_drafts_are_not_for_the_secretariat(client, reviewer):
    begun, _token = draft()

    assert client.get(page_of(begun)).status_code == 404
    assert client.get(move_of(begun, "decline")).status_code == 404
    assert client.get(f"{LIST}99999/change/").status_code == 404
    assert client.get(move_of(begun, "accept")).status_code == 404


def test_every_page_is_translated(client, reviewer):
    species()
    submission = confirmed(sent(proposal=FULL, flags=["trap"])[0])
    submission = review.ask(submission, "AZE?", by=reviewer)
    with pseudo_language():
        for address in (page_of(submission), move_of(submission, "decline")):
            content = (
                client.get(address)
                .content.decode()
                .partition('id="content"')[2]
                .partition(">")[2]
                .partition('id="footer"')[0]
            )
            told = [each for each in untranslated(content) if not KEPT.search(each)]
            assert told == [], address
