"""The worked examples of the criteria page: what it shows is what anyone gets who sends the same facts."""

from datetime import date

import pytest
from reading import get

from sites import examples

pytestmark = pytest.mark.django_db
EXAMPLES = [example for case in examples.CASES for example in case.examples]
EXPECTED = {  # by the rules of criteria.md
    "only-place": "qualifies",
    "most-of-them": "qualifies",
    "extinct-in-the-wild": "qualifies",
    "extinct-in-the-wild-open": "needs_review",
    "vulnerable": "does_not_qualify",
    "data-deficient": "does_not_qualify",
    "subspecies": "does_not_qualify",
    "two-seasons": "qualifies",
    "exactly-95": "candidate",
    "half": "candidate",
    "no-boundary": "candidate",
    "found-elsewhere": "needs_review",
    "gone": "needs_review",
}


def test_the_examples_cover_the_cases_that_they_are_for():
    assert {example.slug for example in EXAMPLES} == set(EXPECTED)


@pytest.mark.parametrize("slug", EXPECTED)
def test_an_example_sent_as_it_stands_is_answered_as_the_page_shows(client, slug):
    sent = client.get(f"/criteria/examples/{slug}.json")

    answer = client.post("/api/check", sent.content, content_type="application/json").json()

    worked = examples.Worked(examples.named(slug), date.today())
    assert answer["outcome"] == EXPECTED[slug]
    assert answer == worked.answer


def test_the_page_shows_every_example_with_its_facts_and_the_sentences_of_its_answer(client):
    page = get(client, "/criteria/")

    for example in EXAMPLES:
        worked = examples.Worked(example, date.today())
        assert page.all("article", id=f"example-{example.slug}")
        assert f"State of the evidence: {worked.state}" in page.text
        for _name, _verdict, _word, sentences in worked.verdicts:
            assert all(" ".join(sentence.split()) in page.text for sentence in sentences)


def test_an_unknown_example_is_not_found(client):
    assert client.get("/criteria/examples/no-such.json").status_code == 404
