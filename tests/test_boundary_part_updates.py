"""The boundary of an update: what is published, corrected by remarks, by a drawing, or by a KML file that was changed elsewhere."""

import pytest
from boundary_part import ELSEWHERE, Draft, upload
from factories import SQUARE, site

from submissions import base, proposals

pytestmark = pytest.mark.django_db


@pytest.fixture
def floreana():
    return site("ECU15", name="Floreana", boundary=SQUARE)


def update_of(client, code="ECU15"):
    found, snapshot, version = base.seen(code)
    facts = {
        "kind": "update",
        "site": found,
        "about": ["boundary"],
        "base": snapshot,
        "base_version": version,
    }
    return Draft(client, typed={}, **facts)


def test_what_is_published_is_shown_and_nothing_is_proposed_yet(client, floreana):
    draft = update_of(client)

    page, told = draft.page().content.decode(), draft.text()
    assert (
        '<path class="bp-before"' in page
        and "bp-boundary" not in page.split("</svg>")[0].rsplit("<svg", 1)[1]
    )
    assert "You propose no other boundary yet." in told and "Download the published one as KML" in told
    assert draft.proposal == {"boundary": None, "pins": []}
    assert draft.part.problems() == []
    assert [
        problem.missing for problem in proposals.build(draft.submission)[1] if problem.part == "boundary"
    ] == []


def test_remarks_are_kept_as_typed_and_proposed_as_places(client, floreana):
    draft = update_of(client)

    draft.press(
        "on", pin_place=["1°18′ S 90°26′ W", "-1.25, -90.4"], pin_text=["the quarry is outside", "a lake"]
    )

    assert draft.proposal["pins"] == [
        {"lon": pytest.approx(-90.4333333), "lat": -1.3, "text": "the quarry is outside"},
        {"lon": -90.4, "lat": -1.25, "text": "a lake"},
    ]
    page = draft.page().content.decode()
    assert page.count('<g class="bp-pin"') == 2 and 'value="1°18′ S 90°26′ W"' in page
    assert draft.part.problems() == []


def test_a_remark_that_cannot_be_placed_is_told_at_its_row(client, floreana):
    draft = update_of(client)

    answer = draft.press("on", pin_place=["-1.25, -90.4", "somewhere"], pin_text=["a lake", "a hill"])

    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        '<a href="#id_pin_place">' in page and 'id="id_pin_place" name="pin_place" value="somewhere"' in page
    )
    assert [pin["text"] for pin in draft.proposal["pins"]] == ["a lake"]
    assert [(problem.field, problem.missing) for problem in draft.part.problems()] == [("pin_place", False)]


def test_a_half_typed_remark_waits_quietly(client, floreana):
    draft = update_of(client)

    answer = draft.press("boundary", pin_place=["-1.25, -90.4"], pin_text=[""])

    assert answer.status_code == 302
    assert "Say what is wrong or what is there." not in draft.text()
    assert [(problem.field, problem.missing) for problem in draft.part.problems()] == [("pin_text", True)]
    assert "Say what is wrong or what is there." in client.get(f"{draft.address}?check").content.decode()


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("", "a hill", "Say where"),
        ("95, 200", "a hill", "A latitude lies between"),
        ("1, 2", "x" * 501, "at most 500"),
        ("1, 2", "a\0b", "arrived broken"),
    ],
)
def test_remarks_are_read_strictly(client, floreana, place, text, said):
    draft = update_of(client)

    draft.press("on", pin_place=[place], pin_text=[text])

    assert any(said in problem.sentence for problem in draft.part.problems())
    assert draft.proposal["pins"] == []


def test_more_remarks_than_can_be_kept_are_refused(client, floreana):
    draft = update_of(client)

    draft.press("on", pin_place=["1, 2"] * 101, pin_text=["x"] * 101)

    assert len(draft.proposal["pins"]) == 101
    assert any("At most 100 remarks" in problem.sentence for problem in draft.part.problems())


def test_the_published_boundary_comes_back_changed_from_another_program(client, floreana):
    draft = update_of(client)
    published = client.get("/sites/ECU15/place.kml").content.decode()

    draft.press("read:file", file=upload(published, "floreana.kml"))
    assert "no corner is more than a metre away" in draft.text()
    assert draft.proposal["boundary"] is None
    draft.press("aside")
    changed = published.replace("-90.3,-1.2", "-90.3,-1.1")
    assert changed != published
    draft.press("read:file", file=upload(changed, "floreana.kml"))

    assert draft.proposal["boundary"]["geojson"]["coordinates"][0][0].count([-90.3, -1.1]) == 1
    assert "as it is published" in draft.text() and "yours" in draft.text()


def test_the_map_gets_what_is_published(client, floreana):
    draft = update_of(client)

    shown = client.get(f"/submissions/{draft.token}/boundary.json").json()

    assert shown["boundary"] is None and shown["current"]["type"] == "MultiPolygon" and shown["faults"] == []


def test_a_withheld_place_is_not_shown_nor_compared(client):
    site("ECU16", name="Hidden", boundary=SQUARE, sensitivity="high")
    draft = update_of(client, "ECU16")

    assert client.get(f"/submissions/{draft.token}/boundary.json").json()["current"] is None
    told = draft.text()
    assert "The place of this site is not public" in told and "90.4" not in told and "bp-before" not in told

    site("ECU1", claims=["Camarhynchus pauper"], boundary=SQUARE)
    draft.press("read:pasted", pasted=ELSEWHERE)
    told = draft.text()
    assert "not compared with others here" in told and "ECU1" not in told


def test_a_site_without_boundary_says_so(client):
    site("ECU17", boundary=None)

    assert "No boundary is on file." in update_of(client, "ECU17").text()
