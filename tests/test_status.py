"""The verbs that move a site's public status."""

import pytest
from django.core.exceptions import PermissionDenied
from factories import site, staff

from sites import status
from sites.models import CodeCounter, PublishedSite, Site, SiteCode, StatusChange

pytestmark = pytest.mark.django_db
WHY = {"reason": "better_knowledge", "text": "Field work of 2026"}


@pytest.fixture
def secretariat():
    return staff()


def test_a_draft_is_nominated_and_gets_the_next_code_of_its_first_country(secretariat):
    site("ECU15")
    draft = site(None, status=Site.Status.DRAFT, boundary=None)
    assert not PublishedSite.objects.filter(site=draft).exists()

    change = status.nominate(draft, by=secretariat, **WHY)

    assert (draft.status, draft.code) == ("candidate", "ECU16")
    assert (change.from_status, change.to_status, change.by) == ("draft", "candidate", secretariat)
    assert PublishedSite.objects.get(site=draft).code == "ECU16"


def test_a_code_is_never_used_again_even_where_only_an_alias_holds_it(secretariat):
    listed = site("ECU15")
    SiteCode.objects.create(site=listed, code="ECU40")

    assert status.next_code(listed) == "ECU41"
    assert status.next_code(listed) == "ECU42"
    assert CodeCounter.objects.get(iso3="ECU").last == 42


@pytest.mark.parametrize("alias", ["ECU²", "ECU٤١", "ECU4000000", "ECU9-b"])
def test_other_codes_that_are_none_of_ours_do_not_count(secretariat, alias):
    listed = site("ECU15")
    SiteCode.objects.create(site=listed, code=alias)

    assert status.next_code(listed) == "ECU16"


def test_a_qualifying_candidate_is_confirmed(secretariat):
    candidate = site("ECU15", status=Site.Status.CANDIDATE)

    change = status.confirm(candidate, by=secretariat, **WHY)

    assert candidate.status == "confirmed"
    assert change.evaluation == candidate.evaluation and not change.overridden


def test_confirming_against_the_evidence_takes_a_stated_override(secretariat):
    candidate = site("ECU15", status=Site.Status.CANDIDATE, boundary=None)

    with pytest.raises(status.EvidenceDisagrees):
        status.confirm(candidate, by=secretariat, **WHY)
    assert Site.objects.get().status == "candidate"

    assert status.confirm(candidate, by=secretariat, override=True, **WHY).overridden


def test_delisting_a_site_that_qualifies_takes_a_stated_override(secretariat):
    floreana = site("ECU15")

    with pytest.raises(status.EvidenceDisagrees):
        status.delist(floreana, by=secretariat, **WHY)

    status.delist(floreana, by=secretariat, override=True, **WHY)
    assert PublishedSite.objects.get().status == "delisted"


def test_a_superseded_site_points_to_its_successor_and_can_be_restored(secretariat):
    old, new = site("ECU15"), site("ECU16", claims=["Camarhynchus pauper"], boundary=None)

    status.supersede(old, successor=new, by=secretariat, **WHY)
    assert PublishedSite.objects.get(code="ECU15").successor_code == "ECU16"

    status.restore(old, by=secretariat, **WHY)
    assert (old.status, old.successor) == ("candidate", None)


def test_a_site_cannot_supersede_itself_or_point_to_a_draft(secretariat):
    floreana, draft = site("ECU15"), site(None, status=Site.Status.DRAFT, boundary=None)

    for successor in (floreana, draft):
        with pytest.raises(status.StatusError):
            status.supersede(floreana, successor=successor, by=secretariat, **WHY)


def test_a_successor_that_was_delisted_or_superseded_meanwhile_is_refused(secretariat):
    first, second = site("ECU15"), site("ECU16", claims=["Camarhynchus pauper"], boundary=None)
    stale_first, stale_second = Site.objects.get(pk=first.pk), Site.objects.get(pk=second.pk)
    status.supersede(first, successor=second, by=secretariat, **WHY)

    with pytest.raises(status.StatusError, match="successor must be"):
        status.supersede(second, successor=stale_first, by=secretariat, **WHY)

    status.restore(first, by=secretariat, **WHY)
    status.delist(second, by=secretariat, **WHY)
    with pytest.raises(status.StatusError, match="successor must be"):
        status.supersede(first, successor=stale_second, by=secretariat, **WHY)
    assert Site.objects.get(pk=first.pk).status == "candidate"


@pytest.mark.parametrize(("reason", "text"), [("", "Why"), ("because", "Why"), ("error", "  ")])
def test_every_move_needs_a_reason_code_and_an_explanation(secretariat, reason, text):
    floreana = site("ECU15")

    with pytest.raises(status.StatusError):
        status.delist(floreana, by=secretariat, override=True, reason=reason, text=text)
    assert not StatusChange.objects.exists()


def test_the_second_of_two_movers_is_told_what_the_site_is_by_now(secretariat):
    floreana = site("ECU15")
    mine, yours = Site.objects.get(), Site.objects.get()
    status.delist(mine, by=secretariat, override=True, **WHY)

    with pytest.raises(status.StatusError, match="de-listed by now"):
        status.delist(yours, by=secretariat, override=True, **WHY)
    assert StatusChange.objects.filter(site=floreana).count() == 1


def test_staff_without_the_right_to_decide_move_nothing():
    floreana = site("ECU15")

    with pytest.raises(PermissionDenied):
        status.delist(floreana, by=staff("reader", superuser=False), override=True, **WHY)
    assert Site.objects.get().status == "confirmed"


def test_a_site_without_a_country_is_not_published(secretariat):
    draft = site(None, status=Site.Status.DRAFT, countries=(), boundary=None)

    with pytest.raises(status.StatusError, match="country"):
        status.nominate(draft, by=secretariat, **WHY)


@pytest.mark.parametrize("of", list(Site.Status))
def test_the_moves_offered_are_the_moves_allowed(secretariat, of):
    other = site("PER1", claims=["Camarhynchus pauper"], boundary=None, countries=["PE"])
    for number, verb in enumerate(("nominate", "confirm", "delist", "supersede", "restore")):
        moved = site(f"ECU{100 + number}", status=of, boundary=None)
        extra = {"successor": other} if verb == "supersede" else {}
        extra |= {"override": True} if verb in {"confirm", "delist"} else {}
        try:
            getattr(status, verb)(moved, by=secretariat, **WHY, **extra)
            allowed = True
        except status.StatusError:
            allowed = False
        assert allowed == (verb in status.moves_from(of)), verb
