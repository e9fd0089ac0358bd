"""Overlapping sites are ruled distinct with a reason, and both are judged again."""

import pytest
from django.contrib.admin.models import LogEntry
from factories import site, square
from secretariat_pages import decision_page, page_of

from sites.distinct import RulingError, overlapping, rule_distinct
from sites.models import DistinctSites, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(secretariat):
    return site("ECU15", name="Floreana"), site("ECU16", name="Twin", claims=["Camarhynchus pauper"])


def test_two_sites_in_one_place_are_ruled_distinct_and_both_are_judged_again(client, twins, secretariat):
    first, second = twins
    assert {each.outcome for each in Site.objects.all()} == {"needs_review"}
    assert decision_page(first, f"distinct/{second.pk}") in client.get(page_of(first)).content.decode()

    client.post(
        decision_page(first, f"distinct/{second.pk}"), {"why": "One is the crater, the other the coast"}
    )

    assert {each.outcome for each in Site.objects.all()} == {"qualifies"}
    assert DistinctSites.objects.get().by == secretariat
    page = client.get(page_of(first)).content.decode()
    assert "One is the crater" in page and "withdraw" in page
    assert client.get("/admin/aze_sites/distinctsites/").status_code == 200


def test_a_ruling_is_taken_back_and_both_sites_say_why_in_their_log(client, twins):
    first, second = twins
    client.post(decision_page(second, f"distinct/{first.pk}"), {"why": "Two places"})

    client.post(decision_page(first, f"distinct/{second.pk}/withdraw"), {"why": "One place after all"})

    assert not DistinctSites.objects.exists()
    assert {each.outcome for each in Site.objects.all()} == {"needs_review"}
    logged = LogEntry.objects.filter(change_message__contains="One place after all")
    assert {entry.object_id for entry in logged} == {str(first.pk), str(second.pk)}


def test_a_ruling_needs_a_reason_an_overlap_and_is_made_once(client, twins, secretariat):
    first, second = twins
    apart = site("ECU17", claims=["Species seven"], boundary=square(60, 0))

    assert client.post(decision_page(first, f"distinct/{second.pk}"), {"why": ""}).context["form"].errors
    for site_pair in [(first, apart), (first, first)]:
        with pytest.raises(RulingError):
            rule_distinct(*site_pair, by=secretariat, reason="x")
    rule_distinct(first, second, by=secretariat, reason="x")
    with pytest.raises(RulingError, match="before"):
        rule_distinct(second, first, by=secretariat, reason="x")


def test_the_overlaps_of_a_site_name_the_other_side(twins):
    first, second = twins

    assert [(other, round(percent), ruling) for other, percent, ruling in overlapping(first)] == [
        (second, 100, None)
    ]
    assert [other for other, _percent, _ruling in overlapping(second)] == [first]
