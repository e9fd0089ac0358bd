"""What is set aside when it is sent, counted over the pages and over the days, and that neither the sender nor the text notices."""

import uuid
from datetime import timedelta

import pytest
from contributions import draft, sent
from django.utils import timezone

from submissions import allowances, rows, spam, stamps, suspicion
from submissions.forms import species
from submissions.models import ProposedBoundary, Submission

pytestmark = pytest.mark.django_db
PROSE = "Mimus trifasciatus lives on two islets off Floreana and nowhere else"
TYPED = {
    "place": {"name": ["Champion"], "countries": ["EC"], "endangers": ["no"]},
    "evidence": {"sources": ["Curio 1964"]},
    "you": {"name": ["Ana Ríos"], "consent": ["on"]},
    "species": rows.of_rows(
        species.GROUP,
        [
            {
                "species": ["Mimus trifasciatus"],
                "red_list_url": ["https://www.iucnredlist.org/species/22711063/"],
                "category": ["EN"],
                "basis": ["sole_area"],
                "last_confirmed": ["2024"],
                "citation": ["Curio 1964"],
            }
        ],
    ),
}


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = timezone.now()

        def move(self, **by):
            self.now += timedelta(**by)

    clock = Clock()
    for module in (stamps, allowances):
        monkeypatch.setattr(module.timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def judged(rf, clock):
    """(codes, held) of a sending a minute after its page was opened."""

    def judge(*, text=None, website="", stamp=None, form="send", waited=60, address="192.0.2.1", to=None):
        submission = to or draft()[0]
        stamp = stamps.issue(form) if stamp is None else stamp
        clock.move(seconds=waited)
        request = rf.post("/", {"stamp": stamp, "website": website}, REMOTE_ADDR=address)
        proposal = {"site": {"name": "Champion", "description": text or f"{PROSE} {uuid.uuid4()}"}}
        return suspicion.of(request, submission, proposal, form)

    return judge


def test_an_honest_sending_goes_through(judged):
    assert judged() == ((), False)


def test_a_program_is_known_by_the_trap_by_haste_and_by_its_stamp(judged):
    used = stamps.issue("send AZE-1")

    assert judged(website="https://spam.example") == (("trap",), True)
    assert judged(waited=1) == (("haste",), True)
    assert judged(stamp="") == (("stamp",), True)
    assert judged(stamp=used, form="send AZE-2") == (("stamp",), True)
    assert judged(waited=12 * 3600) == ((), False)
    assert judged(waited=49 * 3600) == (("stamp",), True)


def test_from_one_household_ten_an_hour_and_thirty_a_day_go_through_and_more_are_held(judged, clock):
    results = [judged(address=f"2001:db8::{number}", waited=5) for number in range(1, 12)]

    assert results == [((), False)] * 10 + [(("address",), True)]
    clock.move(hours=2)
    assert [judged(address="2001:db8::1", waited=5)[1] for _ in range(10)] == [False] * 10
    clock.move(hours=2)
    results = [judged(address="2001:db8::1", waited=5)[1] for _ in range(20)]
    assert results[:10] == [False] * 10
    assert results[-1]
    assert judged(address="2001:db8:0:1::1") == ((), False)


def test_from_everywhere_three_hundred_a_day_go_through_and_more_are_held(judged):
    results = [judged(address=f"198.51.{number // 250}.{number % 250}", waited=5)[1] for number in range(310)]

    assert not any(results[:300])
    assert results[-1]
    assert judged(address="203.0.113.9", waited=5) == (("flood",), True)


def test_the_same_text_goes_through_three_times_a_day_and_a_revision_always(judged, clock):
    assert [judged(text=PROSE)[0] for _ in range(4)] == [(), (), (), ("repeat",)]
    clock.move(days=1)
    assert judged(text=PROSE) == ((), False)
    submission, _token = sent()
    assert [judged(text="A revised text, " * 5, to=submission)[0] for _ in range(5)] == [()] * 5


def test_text_that_is_there_for_links_is_not_held_against_anyone():
    links = "\n".join(f"https://doi.org/10.1000/{number}" for number in range(40))
    proposal = {
        "site": {"description": PROSE, "countries": ["EC"], "locality": [1, 2]},
        "evidence": {"sources": links, "links": links.split()},
        "claims": [{"species": "Mimus trifasciatus", "citation": links, "red_list_url": "https://x.example"}],
        "boundary": {"geojson": {"type": "MultiPolygon"}, "source": links},
        "files": [{"name": links}],
        "pins": [{"lon": 1, "lat": 2, "text": "the quarry"}],
    }

    assert list(suspicion.texts_of(proposal)) == [PROSE, "EC", "Mimus trifasciatus", "the quarry"]


def test_every_code_has_words():
    assert set(suspicion.WORDS) == set(spam.WEIGHTS)


# --- Over the pages ---------------------------------------------------------------------------------------------------
def send(client, clock, **typed):
    """Fills in and sends a whole submission; the answer and what became of it."""
    submission, token = draft(TYPED)
    ProposedBoundary.objects.create(submission=submission, how=ProposedBoundary.How.SECRETARIAT)
    page = client.get(f"/submissions/{token}/edit/summary/").context
    clock.move(minutes=1)
    form = {
        "version": submission.version,
        "seen": page["seen"],
        "stamp": page["stamp_of_form"],
        "website": "",
    }
    answer = client.post(f"/submissions/{token}/send", form | typed)
    submission.refresh_from_db()
    return answer, submission, client.get(f"/submissions/{token}/")


def test_who_sends_what_is_held_sees_what_everybody_sees(client, clock):
    honest, trapped = send(client, clock), send(client, clock, website="https://spam.example")

    assert [found[1].state for found in (honest, trapped)] == [
        Submission.State.SUBMITTED,
        Submission.State.HELD,
    ]
    assert trapped[1].flags == ["trap"]
    assert honest[0].status_code == trapped[0].status_code == 302
    pages = [
        found[2].content.decode().replace(found[1].reference, "").replace(found[0]["Location"], "")
        for found in (honest, trapped)
    ]
    assert "held" not in pages[1].lower()
    assert "spam" not in pages[1].lower()


def test_a_thousand_from_one_address_lose_nothing(client, clock):
    """Forty stand for them: every one is stored, those after the tenth set aside."""
    states = [send(client, clock)[1].state for _ in range(40)]

    assert set(states) == {Submission.State.SUBMITTED, Submission.State.HELD}
    assert states[:3] == [Submission.State.SUBMITTED] * 3
    assert states[-1] == Submission.State.HELD
