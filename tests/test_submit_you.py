"""The part on who sends it: what is needed, which mailboxes are written to, and that nothing of it stands in the proposal."""

import uuid

import pytest
from reading import Page

from submissions import drafts, forms
from submissions.models import Submission

ENOUGH = {"name": ["Ana Ruiz"], "consent": ["on"]}


def form_of(**typed):
    return forms.form_of(
        Submission(kind="new"), "you", ENOUGH | {name: [value] for name, value in typed.items()}
    )


def test_name_and_consent_are_enough():
    assert form_of().problems() == []
    missing = forms.form_of(Submission(kind="new"), "you", {}).problems()
    assert [(problem.field, problem.missing) for problem in missing] == [("name", True), ("consent", True)]


def test_a_person_becomes_columns_and_no_part_of_the_proposal():
    form = form_of(email=" ana@example.org ", affiliation="Universidad\tde Panamá", credit="on")

    person = form.person()
    assert form.proposal() == {}
    assert person.pop("consented_at")
    assert person == {
        "name": "Ana Ruiz",
        "email": "ana@example.org",
        "affiliation": "Universidad de Panamá",
        "credit": True,
    }


@pytest.mark.parametrize("email", ["a.b+tag@example.org", "ana@пример.рф", "x@sub.example.co"])
def test_usual_mailboxes_are_taken(email):
    assert form_of(email=email).person()["email"] == email


@pytest.mark.parametrize(
    "email",
    [
        "a@b.c\nBcc: z@z.z",
        "a@b",
        "x <y@z.org>",
        '"a b"@c.org',
        "a@[127.0.0.1]",
        "a@b.org, c@d.org",
        "a" * 310 + "@example.org",
        "ana",
        "ana@example.org\ufffd",
    ],
)
def test_what_is_no_plain_mailbox_is_told_and_never_written_to(email):
    form = form_of(email=email)

    assert [problem.field for problem in form.problems()] == ["email"]
    assert form.person()["email"] == ""


@pytest.mark.django_db
def test_the_page_tells_what_happens_to_personal_data_and_that_mail_is_optional(client):
    _draft, token = drafts.begin(kind="new", key=uuid.uuid4(), typed={})

    page = Page(client.get(f"/submissions/{token}/edit/you/"))

    for said in (
        "Who keeps it",
        "On what ground",
        "24 months",
        "the private link is the only way back",
        "erased",
    ):
        assert said in page.text
    assert page.all("input", name="credit", type="checkbox")
    assert not page.all("input", name="credit", checked=None)
