"""The boundary of a draft, given in every way without a script: what is told of it, and what goes into the proposal."""

import hashlib
import io
import json

import pytest
from boundary_part import (
    CORNERS,
    CROSSING,
    ELSEWHERE,
    WKT,
    Draft,
    collection,
    geojson,
    upload,
    zipped_shapefile,
)
from factories import site, square
from PIL import Image

from sites import geometry, intake
from submissions import boundaries, boundary_buttons, drafts
from submissions.models import Attachment, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.once]
RING = [[-90.5, -1.4], [-90.3, -1.4], [-90.3, -1.2], [-90.5, -1.2], [-90.5, -1.4]]


@pytest.fixture
def draft(client):
    return Draft(client)


def test_an_empty_part_offers_every_way_and_lacks_a_boundary(draft):
    told = draft.text()

    for way in (
        "As a file",
        "As a list of corners",
        "As pasted text",
        "As a circle",
        "As a photo",
        "I have none",
    ):
        assert way in told
    assert [problem.missing for problem in draft.part.problems()] == [True]
    assert draft.proposal == {"boundary": None, "pins": []}


def test_a_pasted_boundary_is_shown_before_it_is_sent(draft):
    answer = draft.press("read:pasted", pasted=WKT, source="Chart 20 of 1998")

    assert answer.url == f"{draft.address}#boundary"
    told = draft.text()
    assert (
        "Area 492 km²" in told and "Corners: 4. Parts: 1. Holes: 0." in told and "It lies in Ecuador." in told
    )
    assert '<path class="bp-boundary"' in draft.page().content.decode()
    proposed = draft.proposal["boundary"]
    assert proposed["geojson"]["type"] == "MultiPolygon"
    assert (proposed["how"], proposed["source"], proposed["file"]) == ("pasted", "Chart 20 of 1998", None)
    assert proposed["area_km2"] == pytest.approx(492.24, abs=0.01)
    assert draft.part.problems() == []


def test_saving_reads_what_was_typed_and_shows_it_before_going_on(draft):
    first = draft.press("on", corners=CORNERS)
    second = draft.press("on")

    assert first.url.endswith("/edit/boundary/#boundary")
    assert second.url.endswith("/edit/species/")
    assert draft.row.how == "corners" and draft.row.area_km2 == pytest.approx(492.24, abs=0.01)


def test_a_zipped_shapefile_in_utm_is_turned_with_a_notice_and_kept_as_it_was_sent(draft):
    content = zipped_shapefile(RING)

    draft.press("read:file", file=upload(content, "reserve.zip"))

    kept = Attachment.objects.get()
    assert (kept.purpose, kept.name, kept.sha256) == (
        "boundary",
        "reserve.zip",
        hashlib.sha256(content).hexdigest(),
    )
    assert draft.proposal["boundary"]["file"] == kept.sha256
    told = draft.text()
    assert "UTM zone 15S" in told and "turned into longitude and latitude" in told
    assert kept.sha256 in told and "reserve.zip" in told
    assert geometry.area_km2(
        geometry.read_geojson(draft.proposal["boundary"]["geojson"]).geometry
    ) == pytest.approx(492.24, abs=0.01)


def test_an_unknown_reference_system_is_asked_with_where_it_would_lie(draft):
    draft.press("read:file", file=upload(zipped_shapefile(RING, with_system=False), "reserve.zip"))

    assert draft.proposal["boundary"] == {
        "how": "secretariat",
        "file": Attachment.objects.get().sha256,
        "source": "",
    }
    answers = draft.row.waiting["choices"]
    assert "UTM 15 S" in draft.text() or "EPSG:32715" in json.dumps(answers)
    chosen = next(one["answer"] for one in answers if "32715" in one["answer"])
    draft.press("answer", answer=chosen)

    assert draft.row.how == "file" and draft.row.waiting is None
    assert draft.row.area_km2 == pytest.approx(492.24, abs=0.01)


def test_one_of_several_features_is_asked_for_and_several_can_be_taken(draft):
    draft.press("read:file", file=upload(collection(*(square(west, 0) for west in (0, 1, 2)))))
    assert "Which of these is the boundary?" in draft.text() and "“Piece 2”" in draft.text()

    answers = [one["answer"] for one in draft.row.waiting["choices"]]
    draft.press("answer", answer=answers[:2])

    assert draft.row.waiting is None
    assert len(draft.proposal["boundary"]["geojson"]["coordinates"]) == 2


def test_all_features_are_taken_by_one_answer(draft):
    draft.press("read:file", file=upload(collection(*(square(west, 0) for west in (0, 1, 2)))))

    draft.press("answer", answer=[draft.row.waiting["choices"][0]["answer"], "feature=all"])

    assert len(draft.proposal["boundary"]["geojson"]["coordinates"]) == 3


def test_a_line_that_comes_round_is_offered_as_an_area_before_and_after(draft):
    line = json.dumps({"type": "LineString", "coordinates": RING[:-1] + [[-90.499, -1.399]]})

    draft.press("read:pasted", pasted=line)

    assert "Is this what you mean?" in draft.text()
    offered = draft.row.waiting["choices"][0]
    assert offered["picture"]["before"] and offered["picture"]["boundary"]
    assert not draft.row.geojson
    draft.press("answer", answer=offered["answer"])
    assert draft.row.area_km2 == pytest.approx(492, abs=1)


def test_swapped_columns_are_put_right_by_one_press(draft):
    draft.press(
        "read:pasted", pasted=geojson([[-12.5, 141], [-12.5, 142], [-12, 142], [-12, 141], [-12.5, 141]])
    )
    assert "swapped" in draft.text()

    draft.press("answer", answer=draft.row.waiting["choices"][0]["answer"])

    assert draft.proposal["boundary"]["geojson"]["coordinates"][0][0][0] in ([141.0, -12.5], [142.0, -12.5])


def test_an_invalid_boundary_stands_with_its_fault_and_cannot_be_sent(draft):
    draft.press("read:pasted", pasted=CROSSING)

    page = draft.page().content.decode()
    assert not draft.row.valid
    assert '<g class="bp-fault">' in page and "crosses itself" in page
    assert "It can be repaired" in page and "more." in draft.text()
    assert [problem.missing for problem in draft.part.problems()] == [False]


def test_a_repair_is_applied_only_when_it_is_chosen(draft):
    draft.press("on", pasted=CROSSING)
    draft.press("on")
    assert not draft.row.valid

    draft.press("repair")

    assert draft.row.valid and draft.row.waiting is None and draft.part.problems() == []
    assert "The boundary was repaired as chosen" in draft.text()


def test_an_invalid_boundary_is_left_to_the_secretariat_with_what_was_sent(draft):
    content = geojson([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]])
    draft.press("read:file", file=upload(content))

    draft.press("secretariat")

    assert draft.part.problems() == []
    assert draft.proposal["boundary"]["how"] == "secretariat"
    assert draft.proposal["boundary"]["file"] == hashlib.sha256(content.encode()).hexdigest()
    draft.press("new")
    assert draft.row.how == "file" and not draft.row.valid and draft.row.waiting["repair"]


def test_a_file_that_cannot_be_used_goes_along_and_blocks_nothing(draft):
    answer = draft.press("on", file=upload("This is no boundary at all.", "notes.txt"))

    assert answer.status_code == 302
    told = draft.text()
    assert "“notes.txt” gives no boundary" in told and "To be drawn by the secretariat." in told
    assert draft.part.problems() == []
    assert draft.proposal["boundary"]["how"] == "secretariat"
    assert draft.press("on").url.endswith("/edit/species/")


def test_an_unusable_file_takes_no_boundary_away(draft):
    draft.press("read:pasted", pasted=WKT)

    draft.press("read:file", file=upload("nothing", "notes.txt"))

    assert draft.row.how == "pasted" and draft.row.geojson
    assert "gives no boundary" in draft.text()


def test_a_text_that_cannot_be_read_says_where_and_stays_as_typed(draft):
    draft.press(
        "read:pasted", pasted='{"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [1, 1], [0, 0]]]}'
    )

    told = draft.text()
    assert "This gives no boundary" in told and "200 is no longitude" in told
    assert draft.page().context["form"].typed["pasted"][0].startswith('{"type"')
    assert draft.proposal["boundary"] is None


def test_two_different_boundaries_are_asked_for(draft):
    draft.press("read:pasted", pasted=WKT)
    draft.press("read:file", file=upload(ELSEWHERE, "other.wkt"))

    assert "Two different boundaries: which one is right?" in draft.text()
    assert draft.row.how == "pasted"
    assert [problem.missing for problem in draft.part.problems()] == [False]
    draft.press("new")
    assert (draft.row.how, draft.row.waiting, draft.row.file.name) == ("file", None, "other.wkt")


def test_the_boundary_that_stands_can_be_kept(draft):
    draft.press("read:pasted", pasted=WKT)
    draft.press("read:corners", corners=CORNERS.replace("1°12′", "1°06′"))

    draft.press("old")

    assert draft.row.how == "pasted" and draft.row.waiting is None
    draft.press("on")
    assert draft.row.waiting is None


def test_the_same_boundary_given_twice_is_one(draft):
    draft.press("read:pasted", pasted=WKT)
    draft.press("read:corners", corners=CORNERS)

    assert draft.row.waiting is None and draft.row.how == "corners"


def test_two_ways_at_one_press_are_asked_for(draft):
    draft.press("on", pasted=WKT, file=upload(ELSEWHERE, "other.wkt"))

    assert draft.row.how == "file" and draft.row.waiting["geojson"]


def test_a_drawing_that_changes_what_stands_takes_its_place(draft):
    draft.press("read:pasted", pasted=WKT)
    shown = draft.client.get(f"/submissions/{draft.token}/boundary.json").json()
    assert shown["boundary"]["type"] == "MultiPolygon" and shown["current"] is None

    draft.press("read:drawn", drawn=ELSEWHERE, drawn_from=shown["mark"])

    assert (draft.row.how, draft.row.waiting) == ("drawn", None)


def test_a_drawing_that_began_from_something_older_is_asked_for(draft):
    draft.press("read:pasted", pasted=WKT)

    draft.press("read:drawn", drawn=ELSEWHERE, drawn_from="")

    assert draft.row.how == "pasted" and draft.row.waiting["geojson"]


def test_a_boundary_is_taken_away_and_put_back(draft):
    draft.press("read:pasted", pasted=WKT)

    draft.press("aside")
    assert draft.row.geojson == "" and draft.proposal["boundary"] is None
    draft.press("new")

    assert draft.row.how == "pasted" and draft.proposal["boundary"]["geojson"]


def test_somebody_who_has_none_leaves_it_to_the_secretariat(draft):
    draft.press("secretariat", source="Only a name on an old map")

    assert draft.proposal["boundary"] == {
        "how": "secretariat",
        "file": None,
        "source": "Only a name on an old map",
    }
    assert draft.part.problems() == []


def test_a_file_that_is_asked_about_is_taken_back_with_its_question(draft):
    draft.press("read:file", file=upload(collection(square(0, 0), square(1, 0))))

    draft.press(f"remove:{Attachment.objects.get().pk}")

    assert draft.row.waiting is None and draft.row.file is None
    assert draft.proposal["boundary"] == {"how": "secretariat", "file": None, "source": ""}


def test_what_was_sent_can_no_longer_be_changed_once_it_was_withdrawn(draft):
    draft.press("read:pasted", pasted=WKT)
    submission = drafts.opened_by(draft.token)
    Submission.objects.update(state="withdrawn")

    for act in (boundaries.keep_old, boundaries.set_aside, boundaries.use_new):
        with pytest.raises(drafts.Closed):
            act(submission)
    assert draft.row.geojson


def test_a_file_is_read_again_and_taken_back(draft):
    draft.press("read:file", file=upload(WKT, "first.wkt"))
    draft.press("aside")
    kept = Attachment.objects.get()

    draft.press(f"again:{kept.pk}")
    assert draft.row.file == kept and draft.row.geojson
    draft.press(f"remove:{kept.pk}")

    assert not Attachment.objects.exists()
    assert draft.row.file is None and draft.row.geojson


def test_the_same_file_sent_twice_is_kept_once(draft):
    for _time in range(2):
        draft.press("read:file", file=upload(WKT, "first.wkt"))

    assert Attachment.objects.count() == 1


def test_an_empty_file_is_refused_with_the_text_kept(draft):
    answer = draft.press("on", file=upload("", "empty.geojson"), source="Chart 20")

    assert answer.status_code == 400
    assert "empty" in draft.text(answer) and draft.part.typed["source"] == ["Chart 20"]
    assert not Attachment.objects.exists()


def test_a_refused_file_alone_is_told_too(draft):
    assert draft.press("on", file=upload("", "empty.geojson")).status_code == 400


def test_a_photo_of_a_marked_print_is_kept_and_not_read(draft):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")

    draft.press("read:markup", markup=upload(picture.getvalue(), "print.png"))

    kept = Attachment.objects.get()
    assert kept.purpose == "markup" and not draft.part.row.pk
    assert "print.png" in draft.text()


def test_a_circle_becomes_the_boundary_only_when_asked(client):
    draft = Draft(client, place={"locality": ["-1.3, -90.43"], "locality_uncertainty_m": ["2 km"]})
    assert 'class="bp-circle"' in draft.page().content.decode()
    assert draft.proposal["boundary"] is None

    draft.press("circle")

    assert draft.row.how == "point"
    assert draft.row.area_km2 == pytest.approx(12.55, abs=0.05)


def test_a_circle_needs_a_point_with_its_uncertainty(draft):
    answer = draft.press("circle")

    assert answer.status_code == 422 and "answered or changed meanwhile" in answer.content.decode()


def test_an_answer_that_was_not_offered_is_none(draft):
    draft.press("read:file", file=upload(collection(square(0, 0), square(1, 0))))

    assert draft.press("answer", answer="feature=7").status_code == 422
    assert draft.press("answer").status_code == 422
    assert draft.row.waiting["choices"]
    for go in ("repair", "new", "again:x", "again:99", "remove:99"):
        assert draft.press(go).status_code == 422, go


def test_an_answer_to_a_text_that_was_typed_anew_is_none(draft):
    line = json.dumps({"type": "LineString", "coordinates": RING[:-1] + [[-90.499, -1.399]]})
    draft.press("read:pasted", pasted=line)
    offered = draft.row.waiting["choices"][0]["answer"]

    assert draft.press("answer", answer=offered, pasted=WKT).status_code == 422


def test_what_is_saved_while_typing_is_not_read_until_a_button_is_pressed(draft):
    page = draft.page()
    saved = draft.client.post(
        draft.address,
        {"loaded": page.context["loaded"], "pasted": WKT},
        headers={"Accept": "application/json"},
    )

    assert saved.status_code == 200
    assert not draft.part.row.pk
    assert [problem.field for problem in draft.part.problems()] == ["pasted", ""]


def test_what_its_author_knows_of_the_area_is_compared(draft):
    draft.press("read:pasted", pasted=WKT, known_km2="17")
    assert "You know of 17 km²" in draft.text()

    draft.press("on", known_km2="500")
    assert "You know of" not in draft.text()


def test_a_boundary_in_another_country_is_doubted(client):
    draft = Draft(client, place={"countries": ["PE"]})

    draft.press("read:pasted", pasted=WKT)

    told = draft.text()
    assert "It lies in Ecuador." in told
    assert "You did not name Ecuador" in told and "You named Peru, and none of it lies there." in told


def test_neighbours_are_told_with_what_they_share_and_hidden_ones_never(client, draft):
    site("ECU1", boundary=square(-90.5, -1.4))
    site("ECU2", claims=["Camarhynchus pauper"], boundary=square(-90.2, -1.4))
    site("ECU3", claims=["Pseudalsophis biserialis"], boundary=square(-90.5, -1.4, 0.2), sensitivity="high")
    site(
        "ECU4", claims=["Pseudalsophis hoodensis"], boundary=square(-90.5, -1.4, 0.2), sensitivity="withheld"
    )

    draft.press("read:pasted", pasted=WKT)

    told = draft.text()
    assert "Site ECU1 : shares 100 % of the smaller of the two areas." in told
    assert "Site ECU2" in told and "km to its middle" in told
    assert "ECU3" not in told and "ECU4" not in told


def test_the_kml_of_a_boundary_comes_back_the_same(draft):
    draft.press(
        "read:pasted", pasted=geojson(RING, [[-90.45, -1.35], [-90.45, -1.3], [-90.4, -1.3], [-90.45, -1.35]])
    )
    before = draft.row.geojson
    sent = draft.client.get(f"/submissions/{draft.token}/boundary.kml")
    assert sent.headers["Content-Type"] == "application/vnd.google-earth.kml+xml"
    assert sent.headers["Cache-Control"] == "no-store"

    draft.press("read:file", file=upload(sent.content, "boundary.kml"))

    assert draft.row.geojson == before and draft.row.how == "file" and draft.row.waiting is None


def test_a_boundary_of_very_many_corners_is_shown_with_fewer_and_kept_with_all(draft):
    side = [[-90.5 + 0.2 * step / 21_000, -1.4] for step in range(21_001)]
    draft.press("read:file", file=upload(geojson([*side, [-90.3, -1.2], [-90.5, -1.2], side[0]])))

    told = draft.text()
    assert (
        "The picture shows fewer corners than there are" in told and "more than can be seen on a map" in told
    )
    shown = draft.client.get(f"/submissions/{draft.token}/boundary.json").json()
    assert shown["boundary"] is None and shown["mark"] == ""
    assert 100 < len(shown["outline"]["coordinates"][0][0]) < 5000
    assert len(draft.proposal["boundary"]["geojson"]["coordinates"][0][0]) == 21_004


def test_there_is_no_kml_of_nothing(draft):
    assert draft.client.get(f"/submissions/{draft.token}/boundary.kml").status_code == 404
    assert draft.client.get("/submissions/nobody/boundary.json").status_code == 404


def test_when_many_are_read_at_once_nothing_is_lost_and_it_is_read_later(draft):
    places = [intake._places.acquire(timeout=1) for _place in range(intake.MOST_AT_ONCE)]
    try:
        draft.press("read:file", file=upload(WKT, "first.wkt"))
    finally:
        for _place in places:
            intake._places.release()

    assert "Many files are being read at the moment." in draft.text() and draft.row.waiting["busy"]
    draft.press(f"again:{Attachment.objects.get().pk}")
    assert draft.row.geojson and draft.row.waiting is None


def test_a_link_has_so_many_readings_an_hour_and_keeps_the_rest_unread(draft, monkeypatch):
    monkeypatch.setattr(boundary_buttons, "READINGS_PER_HOUR", 1)
    draft.press("read:pasted", pasted=WKT)

    answer = draft.press("read:corners", corners=CORNERS)

    assert answer.status_code == 422 and "Too many files were read" in answer.content.decode()
    assert [problem.field for problem in draft.part.problems()] == ["corners"]


def test_a_store_that_is_away_costs_no_text(draft, settings, tmp_path):
    draft.press("read:file", file=upload(collection(square(0, 0), square(1, 0))))
    settings.PRIVATE_FILES = tmp_path / "away"

    answer = draft.press("answer", answer=draft.row.waiting["choices"][0]["answer"], source="Chart 20")
    other = draft.press("on", file=upload(WKT, "other.wkt"), source="Chart 21")

    assert answer.status_code == 422 and "Files cannot be read just now" in answer.content.decode()
    assert other.status_code == 503
    assert draft.part.typed["source"] == ["Chart 21"]


def test_what_two_people_saved_at_once_is_shown_with_the_drawing_in_a_word(draft):
    page = draft.page()
    draft.press("on", drawn=WKT, source="Chart 20")

    answer = draft.client.post(
        draft.address, {"loaded": page.context["loaded"], "drawn": ELSEWHERE, "source": "Chart 21"}
    )

    assert answer.status_code == 409
    both = answer.content.decode().split("</table>")[0].split('<table class="both">')[1]
    assert both.count("a drawing") == 2 and "POLYGON" not in both and "Chart 20" in both


def test_the_summary_tells_the_boundary_in_words(draft):
    draft.press("read:file", file=upload(WKT, "first.wkt"), source="Chart 20", known_km2="500")

    told = [value for line in draft.part.told() for value in line.values]

    assert told == ["read from a file: 492 km²", "first.wkt", "Chart 20", "500"]


def test_the_page_asks_the_database_as_often_whatever_stands(draft, django_assert_max_num_queries):
    draft.press("read:pasted", pasted=WKT)
    for number in range(5):
        site(
            f"ECU{number}",
            claims=[f"Species {'abcde'[number]}"],
            boundary=square(-90.5 + number / 50, -1.4, 0.01),
        )

    with django_assert_max_num_queries(30):
        draft.page()
