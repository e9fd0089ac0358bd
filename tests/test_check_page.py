"""`/check/`: whether a site qualifies, for anybody; nothing that is typed is kept, and everything that is wrong is told at once."""

import json
import logging
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import BOWTIE, SQUARE, site, square
from reading import Page, get

from sites import examples
from submissions import forms, live_check
from submissions.models import ProposedBoundary, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ASKED = {
    "claim": ["1"],
    "claim1-species": ["Aus bus"],
    "claim1-category": ["CR"],
    "claim1-assessment_year": ["2024"],
    "claim1-basis": ["sole_area"],
    "claim1-last_confirmed": ["2024"],
    "countries": ["EC"],
    "rationale": ["An island ringed by sea."],
    "boundary": [json.dumps(SQUARE)],
    "others": ["registry"],
}
ALL_EXAMPLES = [example.slug for case in examples.CASES for example in case.examples]


def ask(client, code=200, **more):
    answer = client.post("/check/", ASKED | more)
    assert answer.status_code == code, answer.content.decode()[:3000]
    return answer


def judged(client, **more):
    return ask(client, **more).context["judged"]


def faults(client, **more):
    """{name of the control: what is wrong with it}"""
    return {
        fault.anchor.removeprefix("id_"): fault.sentence
        for fault in ask(client, 400, **more).context["form"].faults
    }


def test_the_empty_page_asks_for_a_species_and_a_place_and_may_be_kept(client):
    page = client.get("/check/")

    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert not page.cookies
    assert {"claim1-species", "claim1-basis", "boundary", "rationale"} <= {
        field.get("name") for tag in ("input", "textarea", "select") for field in Page(page).all(tag)
    }
    assert Page(page).all("input", name="stamp") == []


def test_an_answer_tells_the_three_verdicts_with_their_reasons_and_what_would_change_them(client):
    page = Page(ask(client))

    assert "Evidence under review" in page.text
    assert "1. Endangerment: met The species is Critically Endangered (CR)" in page.text
    assert "2. Irreplaceability: met This is the only place on file" in page.text
    assert "3. Discreteness: undetermined" in page.text
    assert "A reviewer's confirmation of the rationale." in page.text
    assert "trigger species" in page.text


def test_nothing_of_a_question_is_kept(client, caplog):
    with caplog.at_level(logging.DEBUG, logger="aze"), CaptureQueriesContext(connection) as queries:
        answer = ask(client)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert "Aus bus" not in " ".join(str(record.__dict__) for record in caplog.records)
    assert Submission.objects.count() == 0


def test_what_was_typed_stands_in_the_page_again(client):
    page = Page(ask(client, name=["Isla <b>"], point=["1 S 90 W"]))

    assert page.all("input", name="name", value="Isla <b>")
    assert page.all("input", name="claim1-species", value="Aus bus")
    assert page.all("input", name="claim1-basis", value="sole_area", checked=None)
    assert page.all("option", value="CR", selected=None)


def test_every_fault_is_told_at_once_and_leads_to_its_field(client):
    answer = ask(
        client,
        400,
        **{"claim1-basis": [""], "claim1-assessment_year": ["3000"], "countries": ["XX"], "boundary": ["{"]},
        point=["here"],
    )

    page = Page(answer)
    assert answer.context["problems"]
    assert page.all("div", role="alert")
    for anchor in ("claim1-basis_0", "claim1-assessment_year", "countries_0", "boundary", "point"):
        assert page.all("a", href=f"#id_{anchor}"), anchor
        assert any(found.get("id") == f"id_{anchor}" for _tag, found in page.elements), anchor
    assert "judged" not in answer.context


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("boundary", "POLYGON((0 0,1 1"),
        ("boundary", "[" * 100_000),
        ("boundary", '{"type": "Point", "coordinates": [0, 0]}'),
        ("boundary", '{"type": "Polygon", "coordinates": []}'),
        ("boundary", "a\x00b"),
        ("point", "91, 200"),
        ("point", "a\x00"),
        ("countries", "UK"),
        ("countries", "ec"),
        ("others", "nothing"),
        ("rationale", "a\x00b"),
        ("rationale", "a" * 20_001),
        ("name", "a" * 201),
        ("claim1-rank", "kingdom"),
        ("claim1-category", "XX"),
        ("claim1-assessment_year", "1799"),
        ("claim1-percent", "NaN"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field_and_the_server_lives_on(client, name, value):
    found = faults(client, **{"claim1-basis": ["population_share"], name: [value]})

    assert any(anchor.startswith(name) for anchor in found), found


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "javascript:alert(1)"]
)
@pytest.mark.parametrize("name", ["name", "rationale", "claim1-species", "other1-site"])
def test_text_is_shown_as_it_was_typed_and_does_nothing(client, name, text):
    supposed = {
        "others": ["supposed"],
        "other": ["1"],
        "other1-species": ["Aus bus"],
        "other1-basis": ["sole_area"],
    }

    page = ask(client, **{"other1-site": ["Elsewhere"]} | supposed | {name: [text]}).content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "").replace("&quot;", "")


def test_an_invalid_boundary_is_no_fault_but_a_verdict_with_its_place(client):
    page = Page(ask(client, boundary=[json.dumps(BOWTIE)]))

    assert "3. Discreteness: undetermined" in page.text
    assert "longitude 0.5, latitude 0.5" in page.text


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON((-90.5 -1.4, -90.3 -1.4, -90.3 -1.2, -90.5 -1.2, -90.5 -1.4))",
        json.dumps({"type": "Feature", "properties": {}, "geometry": SQUARE}),
    ],
)
def test_a_boundary_may_be_pasted_in_more_than_one_writing(client, text):
    assert judged(client, boundary=[text]).result["discreteness"] == "undetermined"
    assert "492" in Page(ask(client, boundary=[text])).text  # km²


def test_a_file_is_read_and_stands_in_the_page_as_text_afterwards(client):
    kml = (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon><outerBoundaryIs><LinearRing>'
        "<coordinates>-90.5,-1.4 -90.3,-1.4 -90.3,-1.2 -90.5,-1.2 -90.5,-1.4</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
    )
    file = SimpleUploadedFile("place.kml", kml.encode())

    answer = ask(client, boundary=[""], file=file)

    assert answer.context["judged"].result["discreteness"] == "undetermined"
    assert "MultiPolygon" in answer.context["form"]["boundary"].value()


def test_a_file_that_is_no_boundary_is_told_by_its_content(client):
    found = faults(client, boundary=[""], file=SimpleUploadedFile("place.shp", b"%PDF-1.7 not a shape"))

    assert found["file"]


def test_a_boundary_is_given_once(client):
    file = SimpleUploadedFile("a.geojson", json.dumps(SQUARE).encode())

    assert "Give the boundary once" in faults(client, file=file)["boundary"]


def test_a_long_boundary_of_a_file_is_judged_and_not_written_into_the_page(client, monkeypatch):
    monkeypatch.setattr("submissions.check_views.LONGEST_SHOWN", 10)
    file = SimpleUploadedFile("a.geojson", json.dumps(SQUARE).encode())

    answer = ask(client, boundary=[""], file=file)

    assert answer.context["judged"].result["discreteness"] == "undetermined"
    assert not answer.context["form"]["boundary"].value()


def test_other_sites_of_the_registry_are_compared_and_named_with_their_pages(client):
    site("ECU15", name="Floreana")

    answer = ask(client, **{"claim1-species": ["Mimus trifasciatus"], "name": ["Isla Floreana"]})

    page, found = Page(answer), answer.context["judged"]
    assert [conflict.code for conflict in found.conflicts] == ["ECU15", "ECU15"]  # by species and by boundary
    assert [(each.code, each.reasons) for each in found.alike] == [("ECU15", ("name", "place", "species"))]
    assert "Floreana (ECU15) has a native population on file as well" in page.text
    assert page.all("a", href="/sites/ECU15/")


@pytest.mark.parametrize("sensitivity", ["low", "medium", "high", "extreme"])
def test_a_sensitive_site_is_never_told_of_by_its_place(client, sensitivity):
    before = ask(client, name=["Elsewhere"]).context["judged"].as_json()
    hidden = {"sensitivity": sensitivity, "sensitivity_reason": "Collectors"}
    site("ECU15", name="Floreana", **hidden)

    after = ask(client, name=["Elsewhere"], point=["-1.3, -90.4"]).context["judged"].as_json()

    assert after == before


def test_drafts_and_superseded_sites_are_compared_with_nothing(client):
    successor = site("ECU20", claims=["Oreomystis bairdi"], boundary=square(-80, -1))
    site("ECU21", status="superseded", successor=successor)
    site(None, status="draft")

    assert judged(client, **{"claim1-species": ["Mimus trifasciatus"]}).conflicts == []


def test_supposed_records_stand_in_for_the_registry_and_have_no_page(client):
    site("ECU15", claims=["Aus bus"])
    supposed = {"others": ["supposed"], "other": ["1"], "other1-site": ["Winter coast"]}

    page = ask(client, **supposed, **{"other1-species": ["Aus bus"], "other1-basis": ["sole_area"]})

    assert "Winter coast has a native population on file as well" in Page(page).text
    assert [conflict.is_public for conflict in page.context["judged"].conflicts] == [False]


def test_what_is_wrong_of_a_supposed_record_counts_only_where_records_are_supposed(client):
    wrong = {"other": ["1"], "other1-site": ["A"], "other1-species": [""], "other1-percent": ["101"]}

    assert judged(client, **wrong)
    assert {"other1-species", "other1-percent"} <= set(faults(client, others=["supposed"], **wrong))


def test_a_category_on_file_counts_unless_another_is_supposed(client):
    site("ECU15", status="delisted")
    known = {"claim1-species": ["Mimus trifasciatus"], "claim1-assessment_year": [""]}

    assert "E_EN" in str(judged(client, **known, **{"claim1-category": [""]}).result)
    assert "E_VU" in str(judged(client, **known, **{"claim1-category": ["VU"]}).result)


def test_a_name_that_may_be_a_slip_is_judged_as_typed_and_another_is_offered(client):
    site("ECU15", status="delisted")

    answer = ask(client, **{"claim1-species": ["Mimus trifasciatis"], "claim1-category": [""]})
    taken = client.post("/check/", ASKED | {"go": ["take.1.Mimus trifasciatus"]})

    assert Page(answer).all("button", value="take.1.Mimus trifasciatus")
    assert "No Red List category is on file" in Page(answer).text
    assert taken.context["form"].claims[0]["species"].value() == "Mimus trifasciatus"


@pytest.mark.parametrize("slug", ALL_EXAMPLES)
def test_an_example_is_opened_with_its_facts_and_its_answer(client, slug):
    page = client.get(f"/check/?example={slug}")

    sent = client.get(f"/criteria/examples/{slug}.json")
    told = client.post("/api/check", sent.content, content_type="application/json").json()
    shown = page.context["judged"].as_json()
    assert {name: value for name, value in shown.items() if name != "alike"} == told
    assert str(page.context["example"].title) in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_the_criteria_lead_to_their_examples_here(client):
    page = get(client, "/criteria/")

    assert page.all("a", href="/check/")
    assert {f"/check/?example={slug}" for slug in ALL_EXAMPLES} <= {
        link.get("href") for link in page.all("a")
    }


@pytest.mark.parametrize("query", ["example=none", "example=%00", "foo=1", "example="])
def test_an_example_that_does_not_exist_is_not_found_and_the_empty_form_is_there(client, query):
    page = get(client, f"/check/?{query}", 404)

    assert "No such example or site" in page.text
    assert page.all("input", name="claim1-species")


def test_every_page_of_a_site_leads_to_its_check_which_gives_the_verdicts_of_that_page(client):
    kept = site("ECU15", name="Floreana")

    assert get(client, "/sites/ECU15/").all("a", href="/check/?site=ECU15")
    page = client.get("/check/?site=ECU15")

    assert page.context["judged"].result["outcome"] == kept.outcome == "qualifies"
    assert page.context["judged"].conflicts == page.context["judged"].alike == []
    assert page.context["form"]["boundary"].value() is None  # it stays with the registry
    assert Page(page).all("input", name="published", checked=None)


def test_a_check_of_a_site_that_is_sent_again_unchanged_says_the_same(client):
    site("ECU15")
    page = client.get("/check/?site=ECU15")

    again = client.post("/check/", dict(page.context["form"].data.lists()))

    assert again.context["judged"].as_json() == page.context["judged"].as_json()


def test_the_boundary_on_file_is_kept_until_another_is_given_or_it_is_let_go(client):
    site("ECU15")
    typed = dict(client.get("/check/?site=ECU15").context["form"].data.lists())

    drawn = client.post("/check/", typed | {"boundary": [json.dumps(BOWTIE)]}).context["judged"]
    let_go = client.post("/check/", typed | {"published": []}).context["judged"]

    assert "D_INVALID" in str(drawn.result)
    assert "D_MISSING" in str(let_go.result)


def test_an_old_code_of_a_site_leads_to_its_present_one_and_an_unknown_one_nowhere(client):
    site("ECU15")

    assert client.get("/check/?site=ecu15").headers["Location"] == "/check/?site=ECU15"
    assert client.get("/check/?site=ZZZ99").status_code == 404
    assert client.post("/check/", ASKED | {"site": ["ZZZ99"]}).status_code == 200


@pytest.mark.parametrize("sensitivity", ["high", "extreme"])
def test_a_check_of_a_sensitive_site_shows_no_more_than_its_page(client, sensitivity):
    exact = "-90.4567891"
    drawn = square(float(exact), -1.3654321, 0.01)
    site(
        "ECU15",
        sensitivity=sensitivity,
        sensitivity_reason="Collectors",
        boundary=drawn,
        rationale="Near the well",
    )

    page = client.get("/check/?site=ECU15")

    assert exact not in page.content.decode()
    assert "Near the well" not in page.content.decode()
    assert "withheld" in Page(page).text


def go(client, typed, value):
    return client.post("/check/", typed | {"go": [value]})


def test_rows_are_added_and_removed_without_a_script_and_without_judging(client):
    added = go(client, ASKED, "add.claim").context["form"]
    dropped = go(client, ASKED, "drop.1").context["form"]
    records = go(client, ASKED | {"other": ["1"]}, "add.other").context["form"]
    fewer = go(client, ASKED | {"other": ["1", "2"]}, "drop.1.other").context["form"]

    assert [claim.key for claim in added.claims] == ["1", "2"]
    assert [claim.is_blank for claim in dropped.claims] == [True]
    assert [record.key for record in records.records] == ["1", "2"]
    assert [record.key for record in fewer.records] == ["2"]


def test_a_script_is_answered_with_a_panel_of_what_can_be_read(client):
    told = client.post(
        "/check/",
        ASKED | {"claim1-last_confirmed": ["3000"], "boundary": ["{"]},
        headers={"Accept": "application/json"},
    )

    assert told.status_code == 200
    assert "2 things that you typed cannot be read yet" in told.json()["panel"]
    assert told.json()["outcome"] == "candidate"
    assert told.headers["Cache-Control"] == "no-store"


def test_the_question_is_shown_as_it_can_be_sent_and_is_answered_alike(client):
    answer = ask(client)
    text = answer.context["judged"].question_text

    told = client.post("/api/check", text, content_type="application/json").json()

    assert Page(answer).text.count("/api/check") == 1
    assert told == {
        name: value for name, value in answer.context["judged"].as_json().items() if name != "alike"
    }


def test_the_number_of_queries_does_not_grow_with_the_claims(client):
    site("ECU15", status="delisted")
    ask(client)
    counts = []
    for number in (1, 15):
        rows = {"claim": [str(one) for one in range(1, number + 1)], "claim1-category": [""]}
        for one in range(1, number + 1):
            rows |= {f"claim{one}-species": [f"Aus bus{one}"], f"claim{one}-basis": ["sole_area"]}
        with CaptureQueriesContext(connection) as queries:
            ask(client, **rows)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_too_many_fields_are_refused_in_words(client):
    answer = client.post("/check/", {f"field{number}": "x" for number in range(3500)})

    assert answer.status_code == 400
    assert "more than this page takes" in Page(answer).text


def continued(client, typed):
    """(the draft, its token, the address to which its author is led) of a check that is continued."""
    stamp = re.search(r'name="stamp" value="([^"]+)"', client.post("/check/", typed).content.decode())[1]
    answer = client.post("/check/", typed | {"go": ["continue"], "stamp": [stamp]})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Submission.objects.latest("pk"), answer.headers["Location"].split("/")[2], answer, stamp


def test_a_check_becomes_a_draft_that_holds_all_that_was_typed(client):
    typed = ASKED | {"name": ["Isla"], "point": ["1.3 S 90.4 W"], "claim1-site_best": ["12"]}
    typed |= {"claim1-rank": ["species"], "confirmed": ["on"], "others": ["supposed"]}

    draft, token, answer, _stamp = continued(client, typed)

    place = forms.form_of(draft, "place").proposal()["site"]
    (claim,) = forms.form_of(draft, "species").proposal()["claims"]
    assert (place["name"], place["countries"], place["locality"]) == ("Isla", ["EC"], [-90.4, -1.3])
    assert place["rationale"] == "An island ringed by sea."
    assert (claim["species"], claim["basis"], claim["last_confirmed"]) == ("Aus bus", "sole_area", 2024)
    assert draft.typed["species"]["claim1-site_best"] == ["12"]
    assert "claim1-rank" not in draft.typed["species"]
    drawn = ProposedBoundary.objects.get(submission=draft)
    assert (drawn.how, drawn.valid, round(drawn.area_km2)) == ("pasted", True, 492)
    assert client.get(answer.headers["Location"]).status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_second_click_opens_the_same_draft(client):
    _draft, _token, _answer, stamp = continued(client, ASKED)

    client.post("/check/", ASKED | {"go": ["continue"], "stamp": [stamp]})

    assert Submission.objects.count() == 1


@pytest.mark.parametrize("stamp", ["", "x", "a" * 5000, "\x00"])
def test_a_stamp_that_says_nothing_costs_nothing(client, stamp):
    answer = client.post("/check/", ASKED | {"go": ["continue"], "stamp": [stamp]})

    assert answer.status_code == 302
    assert Submission.objects.count() == 1


def test_what_cannot_be_read_does_not_become_a_draft(client):
    answer = client.post("/check/", ASKED | {"go": ["continue"], "boundary": ["{"]})

    assert answer.status_code == 400
    assert Submission.objects.count() == 0


def test_the_ground_that_only_the_secretariat_may_give_stays_behind(client):
    draft, *_rest = continued(client, ASKED | {"claim1-basis": ["earlier_listing"]})

    assert "claim1-basis" not in draft.typed["species"]


def test_a_check_of_a_site_becomes_an_update_that_proposes_what_was_changed(client):
    site("ECU15", claims=["Mimus trifasciatus", {"species": "Oreomystis bairdi", "citation": "Scott 1986"}])
    typed = dict(client.get("/check/?site=ECU15").context["form"].data.lists())
    typed |= {
        "claim1-last_confirmed": ["2020"],
        "rationale": ["Two islets"],
        "boundary": [json.dumps(square(-90, -1))],
    }

    draft, token, _answer, _stamp = continued(client, typed)

    assert (draft.kind, draft.site.code, draft.about) == (
        "update",
        "ECU15",
        ["population", "names", "boundary"],
    )
    claims = forms.form_of(draft, "species").proposal()["claims"]
    assert [(claim["of"], claim["last_confirmed"] == 2020) for claim in claims] == [
        ("Mimus trifasciatus / resident", True),
        ("Oreomystis bairdi / resident", False),
    ]
    assert claims[1]["citation"] == "Scott 1986"
    assert forms.form_of(draft, "place").proposal()["site"]["rationale"] == "Two islets"
    told, left_out = live_check.judged(draft)
    assert (len(told.result["claims"]), left_out) == (2, 0)
    assert client.get(f"/submissions/{token}/edit/species/").status_code == 200


def test_a_check_of_a_sensitive_site_takes_nothing_for_changed_that_was_withheld(client):
    site("ECU15", sensitivity="high", sensitivity_reason="Collectors", rationale="Near the well")
    typed = dict(client.get("/check/?site=ECU15").context["form"].data.lists())

    draft, *_rest = continued(client, typed)

    assert draft.about == ["population"]
    assert "rationale" not in draft.typed.get("place", {})


def test_one_address_begins_so_many_drafts_and_no_more(client, monkeypatch):
    monkeypatch.setattr("submissions.allowances.DRAFTS_PER_HOUR", 2)

    codes = [client.post("/check/", ASKED | {"go": ["continue"]}).status_code for _click in range(3)]

    assert codes == [302, 302, 429]


def test_only_reading_and_sending_is_answered(client):
    assert client.put("/check/").status_code == client.delete("/check/").status_code == 405
    assert client.head("/check/").status_code == 200


def test_all_files_of_bad_boundaries_are_answered_in_words(client, shared):
    folder = shared / "data" / "badgeo"
    small = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < 200_000]

    codes = set()
    for path in small[:25]:
        file = SimpleUploadedFile(Path(path).name, path.read_bytes())
        codes.add(client.post("/check/", ASKED | {"boundary": [""], "file": file}).status_code)

    assert small
    assert codes <= {200, 400}
