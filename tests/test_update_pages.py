"""An update: what it is about, what its author sees filled in, and that only what differs is proposed."""

import pytest
from factories import site
from reading import Page
from typed import values

from sites.models import SiteCode, StatusChange
from submissions import proposals, review
from submissions.models import Submission

pytestmark = pytest.mark.django_db
UPDATE = "/sites/ECU15/update/"
ME = {"name": "Ana", "consent": "on"}


def begun(client, *about):
    """The draft that an update about these kinds begins, and the address of its parts."""
    answer = client.post(UPDATE, {"about": about})
    assert answer.status_code == 302, answer.content.decode()
    return Submission.objects.get(), answer["Location"].partition("edit/")[0] + "edit/"


def shown(client, address):
    """What a browser would send back of a part that was opened, and nothing changed."""
    return values(client.get(address), "part")


def typed_over(client, address, **fields):
    answer = client.post(address, shown(client, address) | fields | {"go": "later"})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def proposed(submission):
    submission.refresh_from_db()
    return proposals.build(submission)


def test_the_first_page_asks_what_it_is_about_and_stores_nothing(client, floreana):
    page = client.get(UPDATE)

    assert "What is your update about?" in page.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("about", [[], ["nonsense"], ["nothing", "names"]])
def test_a_choice_that_cannot_be_is_said(client, floreana, about):
    page = client.post(UPDATE, {"about": about})

    assert page.status_code == 422
    assert "Error:" in page.content.decode()
    assert not Submission.objects.exists()


def test_another_code_of_a_site_leads_to_it_and_an_unknown_one_nowhere(client, floreana):
    SiteCode.objects.create(site=floreana, code="ECU99", source="list")

    assert client.get("/sites/ECU99/update/")["Location"] == UPDATE
    assert client.get("/sites/ECU77/update/").status_code == 404


def test_what_the_registry_has_is_filled_in_and_unchanged_proposes_nothing(client, floreana):
    draft, parts = begun(client, "names", "population")

    assert client.get(parts + "place/").context["form"]["name"].value() == "Floreana"
    assert [claim["species"].value() for claim in client.get(parts + "species/").context["form"].claims]
    typed_over(client, parts + "place/")
    typed_over(client, parts + "species/")
    client.post(parts + "you/", ME | {"loaded": shown(client, parts + "you/")["loaded"]})

    proposal, problems = proposed(draft)
    assert proposal["fields"] == {}
    assert not any(proposal["claims"].values())
    assert [problem.sentence for problem in problems] == [proposals.nothing_differs()]


def test_only_what_differs_is_proposed_with_what_its_author_saw(client, floreana):
    draft, parts = begun(client, "names")
    typed_over(client, parts + "place/", national_name="Isla Santa María")

    proposal, _problems = proposed(draft)

    assert proposal["fields"] == {"national_name": {"base": "", "proposed": "Isla Santa María"}}
    assert draft.base_version == floreana.version
    assert "site" not in proposal


def test_an_update_asks_only_for_what_it_is_about(client, floreana):
    draft, parts = begun(client, "protection")

    fields = client.get(parts + "place/").context["form"].fields
    assert "protection" in fields
    assert "name" not in fields
    assert client.get(parts + "boundary/").status_code == 404


def test_a_changed_claim_names_the_claim_and_its_figures(client, floreana):
    draft, parts = begun(client, "population")
    typed_over(client, parts + "species/", **{"claim1-last_confirmed": "2019"})

    (changed,) = proposed(draft)[0]["claims"]["changed"]

    assert changed["of"] == next(iter(draft.base["claims"]))
    assert changed["fields"]["last_confirmed"]["proposed"] == 2019
    assert set(changed["fields"]) == {"last_confirmed"}


def row(fields, key):
    """What a browser sends of one claim, without what names the claim on file that it is."""
    start = f"claim{key}-"
    return {
        name.removeprefix(start): value
        for name, value in fields.items()
        if name.startswith(start) and name != f"{start}of"
    }


def test_a_claim_that_moves_to_another_season_and_a_new_one_in_its_place_are_two_changes(client, floreana):
    draft, parts = begun(client, "population", "new_species")
    sent = shown(client, parts + "species/")
    sent |= {f"claim2-{name}": value for name, value in row(sent, "1").items()}
    sent |= {"claim": ["1", "2"], "claim1-segment": "breeding", "claim2-notes": "All year."}
    assert client.post(parts + "species/", sent | {"go": "later"}).status_code == 302

    claims = proposed(draft)[0]["claims"]

    (changed,) = claims["changed"]
    assert changed == {
        "of": "Mimus trifasciatus / resident",
        "fields": {"segment": {"base": "resident", "proposed": "breeding"}},
    }
    (added,) = claims["added"]
    assert (added["segment"], added["notes"]) == ("resident", "All year.")


def test_a_species_is_taken_off_only_with_a_reason(client, floreana):
    draft, parts = begun(client, "species_gone")
    address = parts + "species/"
    typed_over(client, address, **{"claim1-gone": "on"})

    assert "claim1-gone_why" in [problem.field for problem in proposed(draft)[1]]

    typed_over(client, address, **{"claim1-gone": "on", "claim1-gone_why": "Rats."})
    claims = proposed(draft)[0]["claims"]
    assert claims == {
        "added": [],
        "changed": [],
        "removed": [{"of": next(iter(draft.base["claims"])), "why": "Rats."}],
    }


def test_that_nothing_has_changed_takes_one_page_and_says_when_one_looked(client, floreana):
    draft, parts = begun(client, "nothing")
    client.post(
        parts + "matter/",
        {"seen_on": "2026-10-01", "looked": "visit", "loaded": shown(client, parts + "matter/")["loaded"]},
    )
    client.post(parts + "you/", ME | {"loaded": shown(client, parts + "you/")["loaded"]})

    proposal, problems = proposed(draft)

    assert problems == []
    assert proposal["nothing"] == {"seen_on": "2026-10-01", "looked": "visit", "looked_note": ""}


def test_it_is_told_that_others_wait_and_never_who_sent_them(client, floreana):
    draft, _parts = begun(client, "names")
    person = {"name": "Ana Secreta", "email": "", "affiliation": "", "credit": False, "consented_at": None}
    review.send(draft, proposal={"about": ["names"]}, person=person)

    page = client.get(UPDATE).content.decode()

    assert "1 update of this site waits for a decision" in page
    assert "Names or description" in page
    assert "Secreta" not in page


def test_nothing_that_a_sensitive_site_withholds_is_filled_in(client, db):
    site("ECU15", name="Floreana", sensitivity="high", description="By the old quarry.")
    draft, parts = begun(client, "names")

    assert client.get(parts + "place/").context["form"]["description"].value() in (None, "")
    assert "quarry" not in str(draft.base)


def test_the_summary_shows_what_differs_beside_what_is_on_file(client, floreana):
    _draft, parts = begun(client, "names", "population")
    typed_over(client, parts + "place/", name="Isla Floreana")

    page = Page(client.get(parts + "summary/"))

    assert "Isla Floreana on file: Floreana" in page.text
    assert "As it is on file: nothing of this is sent" in page.text
    assert "unchanged" in page.text


def test_each_matter_has_questions_of_its_own(client, floreana):
    _draft, parts = begun(client, "delisting", "taxonomy", "merge_split", "other")

    form = client.get(parts + "matter/").context["form"]

    assert [str(heading) for heading, _fields in form.sections] == [
        "The name of a species",
        "Merge or split",
        "It should be de-listed",
        "Something else",
    ]
    assert "seen_on" not in form.fields
    reasons = dict(form.fields["delisting_reason"].choices)
    assert set(reasons) == set(StatusChange.Reason.values)


def test_what_is_merged_names_other_sites_of_the_registry(client, floreana):
    draft, parts = begun(client, "merge_split")
    merged = {"becomes": "merge", "becomes_text": "One reef."}
    loaded = shown(client, parts + "matter/")["loaded"]
    client.post(parts + "matter/", merged | {"other_codes": "ECU15 ABC9", "loaded": loaded})

    sentences = " ".join(problem.sentence for problem in proposed(draft)[1])

    assert "No site has the code ABC9" in sentences


def test_who_begins_very_many_is_asked_to_wait_and_keeps_the_choice(client, floreana, monkeypatch):
    monkeypatch.setattr("submissions.allowances.DRAFTS_PER_HOUR", 1)
    begun(client, "names")

    page = client.post(UPDATE, {"about": ["names"]})

    assert page.status_code == 429
    assert "Begin again in some minutes" in page.content.decode()
    assert page.context["kinds"][[name for name, _kind, _is in page.context["kinds"]].index("names")][2]
    assert Submission.objects.count() == 1
