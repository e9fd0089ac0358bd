"""That an open site shares its ground with a sensitive one is told on no page of the secretariat to staff who may not see places.

Everything is asked twice: by staff without that right, and by the same with it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import draw, site, species, square
from secretariat_pages import WHY, decision_page, page_of, with_rights

from sites import status
from sites.models import Evaluation, PublishedSite, Site, StatusChange

pytestmark = pytest.mark.django_db

GROUND = square(-90.4321, -1.2345, 0.01)
RIGHTS = ("view_site", "change_site", "decide", "view_evaluation", "view_statuschange", "view_species")
SEES = "view_exact_location"
SITES, EVALUATIONS, MOVES = (f"/admin/aze_sites/{name}/" for name in ("site", "evaluation", "statuschange"))


def hide(code="ECU15", **fields):
    """A sensitive site on the ground of the open one."""
    fields |= {"sensitivity": "high", "sensitivity_reason": "Collectors", "boundary": GROUND}
    return site(code, claims=["Camarhynchus pauper"], name="Secret", **fields)


@pytest.fixture
def on(monkeypatch):
    """Sets the clock to noon of a day of November 2026."""

    def turn(day):
        monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, day, 12, tzinfo=UTC))

    return turn


@pytest.fixture
def champion(on):
    """An open site that qualified on the first of the month, until a hidden one came to its ground on the fifth."""
    on(1)
    champion = site("ECU77", name="Champion", boundary=GROUND)
    on(5)
    hide()
    champion.refresh_from_db()
    assert champion.outcome == "needs_review"
    return champion


@pytest.fixture
def asked(client):
    """Asks the same of staff without the right to see places, and of staff with it: both answers."""
    reader = with_rights(*RIGHTS)

    def ask(question):
        answers = []
        for rights in (RIGHTS, (*RIGHTS, SEES)):
            reader.user_permissions.set(Permission.objects.filter(codename__in=rights))
            client.force_login(get_user_model().objects.get(pk=reader.pk))
            answers.append(question())
        return answers

    return ask


def listed(client, address):
    """The codes of the sites on this list in their order; None where it refuses the question."""
    answer = client.get(address)
    return None if answer.status_code != 200 else [row.code for row in answer.context["cl"].result_list]


@pytest.mark.parametrize(
    ("query", "told", "seen"),
    [
        ("outcome=qualifies", {"ECU15", "ECU77"}, set()),
        ("outcome=needs_review", set(), {"ECU15", "ECU77"}),
        ("outcome=unsupported", {"PER1"}, {"ECU15", "ECU77", "PER1"}),
        ("obstacle=D_MISSING", {"PER1"}, {"PER1"}),
    ],
)
def test_the_list_is_filtered_by_what_is_told(client, asked, champion, query, told, seen):
    site("PER1", claims=["Bolitoglossa x"], boundary=None)

    assert asked(lambda: set(listed(client, f"{SITES}?{query}"))) == [told, seen]


def test_a_duplicate_that_is_withheld_cannot_be_asked_for(client, asked, champion):
    site("PER1", claims=["Bolitoglossa x"], boundary=None)

    told, seen = asked(lambda: listed(client, f"{SITES}?obstacle=D_DUPLICATE"))

    assert told is None
    assert set(seen) == {"ECU15", "ECU77"}


def test_what_else_stands_in_the_way_is_told_of_a_withheld_duplicate_too(client, asked, champion):
    champion.rationale = "Another one, which nobody confirmed."
    champion.save()

    obstacle = f"{SITES}?obstacle=D_UNCONFIRMED"
    assert asked(lambda: listed(client, obstacle)) == [["ECU77"], ["ECU77"]]


def test_a_duplicate_of_two_open_sites_is_told_to_both(client, asked):
    site("ECU1", boundary=GROUND)
    site("ECU2", boundary=GROUND, claims=["Camarhynchus pauper"])

    told, seen = asked(lambda: listed(client, f"{SITES}?obstacle=D_DUPLICATE"))

    assert told == seen == ["ECU1", "ECU2"]


def test_the_rows_of_the_list_say_what_is_told(client, asked, champion):
    told, seen = asked(lambda: client.get(f"{SITES}?q=champion").content.decode())

    assert 'field-evidence">all three criteria shown' in told
    assert 'field-evidence">evidence under review' in seen


def test_the_list_is_ordered_by_what_is_told(client, asked, champion):
    site("PER1", name="Another", claims=["Bolitoglossa x"], boundary=square(20, 20))
    assert Site.objects.get(code="PER1").outcome == "qualifies"

    told, seen = asked(lambda: listed(client, f"{SITES}?o=5.1"))

    assert told == ["PER1", "ECU77", "ECU15"]
    assert seen == ["ECU77", "ECU15", "PER1"]


def test_a_draft_on_hidden_ground_is_told_likewise(client, asked):
    hide()
    site(None, name="Draft", status="draft", boundary=GROUND)

    drafts = f"{SITES}?status=draft&outcome=qualifies"
    assert asked(lambda: listed(client, drafts)) == [[None], []]


def test_the_front_page_counts_what_is_told(client, asked, champion):
    site("PER1", claims=["Bolitoglossa x"], boundary=None)

    def counted():
        work = client.get("/admin/").context
        return work["unsupported"], {each.code: each.count for each in work["obstacles"]}

    told, seen = asked(counted)

    assert told == (1, {"D_MISSING": 1})
    assert seen == (3, {"D_DUPLICATE": 2, "D_MISSING": 1})


def evaluations(client, address=EVALUATIONS):
    rows = client.get(address).context["cl"]
    return rows.result_count, [(row.site.code, row.cause, row.outcome) for row in rows.result_list]


def test_an_evaluation_that_only_a_hidden_site_caused_is_no_row(client, asked, champion):
    told, seen = asked(lambda: evaluations(client, f"{EVALUATIONS}?site={champion.pk}"))

    assert told == (1, [("ECU77", "edit", "qualifies")])
    assert seen == (2, [("ECU77", "neighbour", "needs_review"), ("ECU77", "edit", "qualifies")])


def test_nor_has_it_a_page_of_its_own(client, asked, champion):
    for page in ("change", "history"):
        address = page_of(champion.evaluation, page)
        assert asked(lambda address=address: client.get(address).status_code) == [302, 200]


def test_that_the_hidden_site_went_again_is_no_row_either(client, asked, champion, on):
    on(7)
    hidden = Site.objects.get(code="ECU15")
    draw(hidden, square(20, 20))

    assert Site.objects.get(code="ECU77").outcome == "qualifies"
    told, seen = asked(lambda: evaluations(client, f"{EVALUATIONS}?site={champion.pk}"))
    assert (told[0], seen[0]) == (1, 3)


def test_an_evaluation_that_tells_something_else_too_is_told_without_what_is_hidden(
    client, asked, champion, on
):
    on(9)
    red_list = species()
    red_list.category = "CR"
    red_list.save()
    latest = Site.objects.get(code="ECU77").evaluation

    told, seen = asked(lambda: evaluations(client, f"{EVALUATIONS}?site={champion.pk}")[1][0])
    assert told == ("ECU77", "red list", "qualifies")
    assert seen == ("ECU77", "red list", "needs_review")

    told, seen = asked(lambda: client.get(page_of(latest)).content.decode())
    assert "all three criteria shown" in told and "Secret" not in told and "under review" not in told
    assert "evidence under review" in seen and "Secret" in seen


def test_the_page_of_a_site_tells_no_day_and_no_cause_of_what_is_hidden(client, asked, champion):
    for address in (page_of(champion), decision_page(champion, "move/delist")):
        told, seen = asked(lambda address=address: client.get(address).content.decode())

        assert "As of 1 November 2026, last changed by: edit" in told
        assert "As of 5 November 2026, last changed by: change at another site" in seen


def test_the_page_of_a_species_tells_its_sites_so_too(client, asked, champion):
    told, seen = asked(lambda: client.get(page_of(species())).content.decode())

    assert "all three criteria shown" in told and "under review" not in told
    assert "evidence under review" in seen


def candidate():
    """A candidate that nothing but a hidden site keeps from qualifying."""
    hide()
    return site("ECU77", name="Champion", status="candidate", boundary=GROUND)


def test_confirming_is_not_refused_on_account_of_what_is_withheld(client, asked):
    champion = candidate()

    def confirm():
        client.post(decision_page(champion, "move/confirm"), WHY)
        moved = Site.objects.get(pk=champion.pk).status
        Site.objects.filter(pk=champion.pk).update(status="candidate")
        return moved

    assert asked(confirm) == ["confirmed", "candidate"]
    assert StatusChange.objects.get().overridden


def moves(client, query=""):
    return [row.told_overridden for row in client.get(MOVES + query).context["cl"].result_list]


def test_whether_a_move_went_against_the_evidence_is_told_by_what_is_told_of_it(client, asked, secretariat):
    champion = candidate()
    status.confirm(champion, by=secretariat, override=True, **WHY)
    status.delist(champion, by=secretariat, **WHY)

    assert asked(lambda: moves(client)) == [[True, False], [False, True]]
    assert asked(lambda: moves(client, "?o=5")) == [[False, True], [False, True]]
    for confirmed in StatusChange.objects.filter(to_status="confirmed"):
        told, seen = asked(lambda row=confirmed: client.get(page_of(row)).content.decode())
        assert "all three criteria shown" in told and "icon-no" in told
        assert "evidence under review" in seen and "icon-yes" in seen
    history = PublishedSite.objects.get(code="ECU77").history
    assert [row["overridden"] for row in history if row["kind"] == "status"] == [False, True]


def test_the_panel_of_a_site_tells_its_moves_so_too(client, asked, secretariat):
    champion = candidate()
    status.confirm(champion, by=secretariat, override=True, **WHY)

    told, seen = asked(lambda: client.get(page_of(champion)).content.decode())

    assert "against the evidence on file" not in told
    assert "against the evidence on file" in seen


def test_telling_less_takes_a_constant_number_of_queries(client, asked, champion):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as taken:
            client.get(address)
        return len(taken)

    addresses = [SITES, f"{SITES}?o=5", EVALUATIONS, MOVES, "/admin/", page_of(champion), page_of(species())]
    before = [asked(lambda address=address: queries(address))[0] for address in addresses]
    for number in range(5):
        ground = square(20 + number, 20)
        site(f"PER{number}", claims=[f"Species open{number}"], boundary=ground)
        site(
            f"PER9{number}",
            claims=[f"Species hidden{number}"],
            boundary=ground,
            sensitivity="high",
            sensitivity_reason="Collectors",
        )
    assert Evaluation.objects.filter(outcome="needs_review").count() >= 10

    assert [asked(lambda address=address: queries(address))[0] for address in addresses] == before
