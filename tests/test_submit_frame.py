"""The parts of a draft: what each page shows, keeps and leads to, whoever else writes and whatever is sent."""

import re
import uuid

import pytest
from pseudo import pseudo_language, untranslated
from reading import Page

from submissions import drafts, forms, parts, proposals
from submissions.forms import countries
from submissions.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.once]

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def draft():
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"place": {"name": ["Isla"]}})


def address(token, part="place"):
    return f"/submissions/{token}/edit/{part}/"


def loaded(submission, part="place"):
    submission.refresh_from_db()
    return parts.mark(submission.typed.get(part, {}))


def test_every_part_has_a_page_that_keeps_what_is_typed(client, draft):
    submission, token = draft

    for part in forms.parts_of(submission):
        page = client.get(address(token, part))
        assert page.status_code == 200
        assert Page(page).all("input", name="loaded", value=loaded(submission, part))
        client.post(
            address(token, part), {"anything": "kept", "loaded": loaded(submission, part), "go": "on"}
        )
        submission.refresh_from_db()
        assert submission.typed[part] == {"anything": ["kept"]}
    assert client.get(address(token, "other")).status_code == 404


def test_all_problems_of_all_parts_are_told_at_once(draft):
    submission, _token = draft

    proposal, problems = proposals.build(submission)

    assert proposal["site"]["name"] == "Isla"
    assert {"place", "boundary", "species", "evidence", "you"} == {problem.part for problem in problems}


@pytest.mark.parametrize(
    ("go", "to"),
    [
        ("on", "/edit/boundary/"),
        ("here", "/edit/place/"),
        ("later", "/later/"),
        ("species", "/edit/species/"),
        ("summary", "/edit/summary/"),
        ("nonsense", "/edit/place/"),
        (None, "/edit/place/"),
    ],
)
def test_each_button_leads_where_it_says_once_everything_is_saved(client, draft, go, to):
    submission, token = draft
    sent = {"name": "Isla Uno", "loaded": loaded(submission)} | ({"go": go} if go else {})

    answer = client.post(address(token), sent)

    assert answer["Location"] == f"/submissions/{token}{to}"
    submission.refresh_from_db()
    assert submission.typed["place"] == {"name": ["Isla Uno"]}


def test_what_is_missing_stops_nobody_and_what_cannot_be_used_is_said_at_once(client, draft):
    submission, token = draft
    sent = {"name": "", "coverage_percent": "much", "loaded": loaded(submission), "go": "on"}

    answer = client.post(address(token), sent)

    page = Page(answer)
    assert answer.status_code == 422
    assert page.text.startswith("Error:")
    assert page.all("a", href="#id_coverage_percent")
    assert page.all("input", name="coverage_percent", value="much")
    assert "Give the place a name" not in page.text
    submission.refresh_from_db()
    assert submission.typed["place"]["coverage_percent"] == ["much"]
    assert (
        client.post(address(token), sent | {"go": "species", "loaded": loaded(submission)}).status_code == 302
    )


def test_the_steps_tell_how_far_each_part_is(client, draft):
    submission, token = draft
    ready = {"name": ["Ana"], "consent": ["on"]}
    Submission.objects.filter(pk=submission.pk).update(
        typed={"place": {"name": ["Isla"]}, "you": ready, "evidence": {"sources": ["\ufffd"]}}
    )

    steps = {step.part: str(step.word) for step in client.get(address(token)).context["steps"]}

    assert steps["place"] == "begun"
    assert steps["you"] == "ready"
    assert steps["species"] == "nothing yet"
    assert steps["evidence"] == "to be mended"


def test_saving_while_typing_answers_in_json_and_moves_the_mark(client, draft):
    submission, token = draft

    saved = client.post(address(token), {"name": "Isla", "loaded": loaded(submission)}, **JSON)
    again = client.post(address(token), {"name": "Isla U", "loaded": saved.json()["loaded"]}, **JSON)

    assert saved.status_code == again.status_code == 200
    assert again.json()["saved_at"].startswith("20")
    submission.refresh_from_db()
    assert submission.typed["place"] == {"name": ["Isla U"]}


def test_two_who_save_the_same_part_see_both_versions_and_lose_neither(client, draft):
    submission, token = draft
    opened = loaded(submission)
    client.post(address(token), {"name": "Isla Uno", "threats": ["1", "8"], "loaded": opened})

    answer = client.post(
        address(token), {"name": "Isla Dos", "description": "<b>Steep</b>", "loaded": opened}
    )

    page = Page(answer)
    assert answer.status_code == 409
    assert "Someone else saved this part while you wrote" in page.text
    assert page.all("input", name="name", value="Isla Dos")
    assert page.all("b") == []
    for told in ("Isla Uno", "Isla Dos", "Housing, towns and business areas", "<b>Steep</b>", "nothing"):
        assert told in page.text
    submission.refresh_from_db()
    assert submission.typed["place"]["name"] == ["Isla Uno"]

    [mark] = [found["value"] for found in page.all("input", name="loaded")]
    again = client.post(address(token), {"name": "Isla Dos", "loaded": mark})
    assert again.status_code == 302
    submission.refresh_from_db()
    assert submission.typed["place"] == {"name": ["Isla Dos"]}


def test_a_save_while_typing_tells_what_the_other_saved(client, draft):
    submission, token = draft
    opened = loaded(submission)
    client.post(address(token), {"name": "Isla Uno", "loaded": opened})

    answer = client.post(address(token), {"name": "Isla Dos", "loaded": opened}, **JSON)

    assert (answer.status_code, answer.json()["theirs"]) == (409, {"name": ["Isla Uno"]})


def test_the_same_text_saved_twice_is_no_conflict(client, draft):
    submission, token = draft
    sent = {"name": "Isla Uno", "loaded": loaded(submission)}

    assert [client.post(address(token), sent).status_code for _time in range(3)] == [302, 302, 302]


def test_what_was_typed_when_the_submission_was_taken_up_can_be_copied(client, draft):
    submission, token = draft
    sent = {"name": "Isla", "description": "New, and\nlong.", "loaded": loaded(submission)}
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn")

    answer = client.post(address(token), sent)

    assert answer.status_code == 409
    assert "New, and" in Page(answer).text
    assert client.post(address(token), sent, **JSON).json() == {"closed": "withdrawn"}
    assert client.get(address(token))["Location"] == f"/submissions/{token}/"


def test_more_than_a_draft_can_hold_is_refused_with_the_text_still_there(client, draft):
    submission, token = draft
    sent = {"name": "Isla Dos", "description": "x" * 200_001, "loaded": loaded(submission)}

    answer = client.post(address(token), sent)

    page = Page(answer)
    assert answer.status_code == 413
    assert "Nothing of this page was saved" in page.text
    assert "What the place is like" in page.text
    assert page.all("input", name="name", value="Isla Dos")
    submission.refresh_from_db()
    assert submission.typed["place"] == {"name": ["Isla"]}
    assert client.post(address(token), sent, **JSON).status_code == 413


def test_thousands_of_fields_are_refused_with_the_text_kept(client, draft):
    submission, token = draft
    sent = {"name": "Isla Dos", "loaded": loaded(submission)}
    sent |= {f"field{number}": "x" for number in range(3_500)}

    for encoded in (
        {"data": sent},
        {"data": _urlencoded(sent), "content_type": "application/x-www-form-urlencoded"},
    ):
        answer = client.post(address(token), **encoded)

        assert answer.status_code == 400
        assert Page(answer).all("input", name="name", value="Isla Dos")


def _urlencoded(fields):
    return "&".join(f"{name}={value.replace(' ', '+')}" for name, value in fields.items())


@pytest.mark.parametrize("sent", [b"a%00b", b"%ff%fe", b"%ed%a0%80", b"%c0%af", b"+AGE-%e2%80%ae"])
def test_bytes_that_are_no_text_are_kept_where_they_can_be_seen(client, draft, sent):
    submission, token = draft
    body = b"name=" + sent + b"&description=" + sent + b"&loaded=" + loaded(submission).encode()

    answer = client.post(address(token), body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in {302, 422}
    submission.refresh_from_db()
    assert "\0" not in str(submission.typed)
    assert client.get(address(token)).status_code == 200
    assert client.get(address(token, "summary")).status_code == 200


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</textarea><b>x</b>",
    "{{191*7}}{% debug %}${191*7}",
    "\u202eright to left",
    "=1+1",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_is_shown_as_text(client, draft, text):
    submission, token = draft
    for part in ("place", "you"):
        fields = forms.form_of(submission, part, {}).fields
        sent = dict.fromkeys(fields, text) | {"loaded": loaded(submission, part)}
        pages = [client.post(address(token, part), sent)]
        pages += [client.get(address(token, part)), client.get(address(token, part), {"check": ""})]
        pages += [client.post(address(token, part), sent | {"name": text + "!", "loaded": "x"})]
        pages += [
            client.get(address(token, "summary")),
            client.post(f"/submissions/{token}/send", {"version": "0"}),
        ]
        for answer in pages:
            page = Page(answer)
            handlers = [name for _tag, found in page.elements for name in found if name.startswith("on")]
            links = [found.get("href") or "" for _tag, found in page.elements]
            foreign = [image for image in page.all("img") if "picture" not in image.get("class", "")]
            assert page.inline_scripts == handlers == foreign == page.all("b") == []
            assert not [link for link in links if link.strip().casefold().startswith("javascript:")]
            assert "1337" not in page.text


def test_the_page_for_later_says_the_link_and_until_when_it_is_kept(client, draft):
    submission, token = draft

    page = Page(client.get(f"/submissions/{token}/later/"))

    kept_until = submission.saved_at.replace(year=submission.saved_at.year + 1)
    assert f"/submissions/{token}/" in page.text
    assert f"kept until {kept_until.day} {kept_until:%B %Y}" in page.text
    assert "If you give an e-mail address" in page.text
    assert [link for link in page.all("a") if link["href"].startswith("mailto:?")]


def test_no_cookie_is_set_and_none_is_needed(client, draft):
    submission, token = draft

    client.get(address(token))
    client.post(address(token), {"name": "Isla", "loaded": loaded(submission)})

    assert not client.cookies


def test_the_number_of_questions_to_the_database_is_the_same_however_much_is_typed(
    client, draft, django_assert_max_num_queries
):
    submission, token = draft
    client.get(address(token))

    with django_assert_max_num_queries(16):
        client.get(address(token))


SAME_EVERYWHERE = re.compile(
    r"[A-Z]{2,3}|[A-Z]+_[A-Z_]+|AZE-[A-Z0-9-]+|https?://\S+|GeoJSON|KML|UTM|[\d.,\s°′″-]*[NSEWm]?"
)


def is_data(text, data):
    parts = re.split(r"\s*[·,:;()–—/]\s*", text)
    return text in data or all(part in data or SAME_EVERYWHERE.fullmatch(part) for part in parts)


def test_every_text_of_a_draft_is_translated_or_was_typed(client):
    typed = {"place": {"name": ["Îles"], "countries": ["PA"], "threats": ["1"], "description": ["Kαλά"]}}
    typed |= {"you": {"name": ["Ana"], "email": ["x"]}}
    _draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed=typed)
    data = {"Îles", "Kαλά", "Ana", "x", "zeroextinction.org", *(name for _code, name in countries.listed())}
    pages = [f"{address(token)}?begun", f"{address(token)}?check", f"{address(token, 'you')}?check"]
    pages += [address(token, "summary"), f"/submissions/{token}/later/", f"/submissions/{token}x/"]

    escaped = {}
    for page in pages:
        with pseudo_language():
            html = client.get(page).content.decode()
        assert html.count("⟦") > 10
        escaped[page] = [text for text in untranslated(html) if token not in text and not is_data(text, data)]

    assert {page: texts for page, texts in escaped.items() if texts} == {}
