"""The first screen: what is on file of a species and a place, told before anything is stored; and the draft that begins with it."""

from urllib.parse import urlencode

import pytest
from factories import site, species, square
from reading import Page
from typed import values

from sites.models import SpeciesName
from submissions import drafts
from submissions.models import Submission

pytestmark = pytest.mark.django_db


def ask(client, **answers):
    return client.get(f"/submit/?{urlencode(answers)}")


def begin(client, page, **changed):
    return client.post("/submit/", values(page) | changed)


def test_the_empty_page_may_be_kept_and_an_answer_may_not(client):
    empty, answer = client.get("/submit/"), ask(client, species="Mimus trifasciatus")

    assert empty["Cache-Control"] == "public, max-age=60"
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert not client.cookies


def test_a_species_on_file_is_told_with_its_category_and_its_sites(client, five):
    page = Page(ask(client, species="mimus  TRIFASCIATUS", country="EC"))

    assert "EN Endangered" in page.text
    assert "It can make a place an AZE site." in page.text
    assert "One public site holds this species." in page.text
    assert page.all("a", href="/sites/ECU15/update/")
    assert page.all("a", href="/countries/EC/")
    assert "Hellshire" not in page.text


@pytest.mark.parametrize(
    ("category", "told"),
    [
        ("VU", "It cannot: Vulnerable is one step below."),
        ("NT", "It cannot: the Red List does not count it as threatened."),
        ("LC", "It cannot: the Red List does not count it as threatened."),
        ("DD", "Not yet: too little is known to judge it."),
        ("NE", "Not yet: the Red List has not evaluated it."),
        ("EX", "It cannot: the Red List has it as extinct."),
        ("EW", "It can, at one place only"),
        ("", "That turns on its category"),
    ],
)
def test_what_a_category_means_is_told_at_once_on_file_or_not(client, category, told):
    species("Rana fictiva", category=category)
    site("ECU15", claims=["Mimus trifasciatus", "Rana fictiva"])

    for name, said in (("Rana fictiva", ""), ("Rana ignota", category)):
        page = Page(ask(client, species=name, category=said))
        assert told in page.text
        turns = category in {"VU", "NT", "LC", "DD", "NE"}
        assert ("Where to turn" in page.text) is turns


def test_a_subspecies_is_told_by_its_rank_and_by_its_name(client):
    species("Rana fictiva", category="CR", rank="subspecies")
    site("ECU15", claims=["Mimus trifasciatus", "Rana fictiva"])

    for name in ("Rana fictiva", "Rana ignota ignotissima"):
        assert "AZE counts full species only." in Page(ask(client, species=name, category="CR")).text


def test_another_name_leads_to_the_species_and_chooses_none(client, five):
    mimus = species("Mimus trifasciatus")
    SpeciesName.objects.create(species=mimus, name="Nesomimus trifasciatus", kind="synonym")

    page = Page(ask(client, species="Nesomimus trifasciatus", country="EC"))

    assert "That is another name on file of:" in page.text
    assert page.all("a", href="/submit/?species=Mimus%20trifasciatus&country=EC&point=")
    assert "EN Endangered" not in page.text


def test_sites_around_a_point_are_told_near_to_far(client, five):
    page = Page(ask(client, point="1°18′ S 90°24′ W"))

    assert "One public site lies within 25 km of the point." in page.text
    assert "at this point" in page.text
    assert page.all("a", href="/sites/ECU15/update/")


def test_no_hint_of_a_hidden_site_or_of_its_species(client):
    hidden = species("Rana secreta", category="CR")
    site("ECU9", status="draft", claims=[hidden.scientific_name], boundary=square(-80, -2))
    withheld = {"sensitivity": "extreme", "sensitivity_reason": "Collectors."}
    site("ECU8", name="Secret valley", boundary=square(-80, -2), **withheld)

    here, nowhere = (
        Page(ask(client, species="Rana secreta", point=point)).text.replace(point, "")
        for point in ("-1.95, -79.95", "-1.95, 79.95")
    )

    assert here == nowhere
    assert "No site here is known for it yet." in here
    assert "Secret valley" not in here


def test_what_cannot_be_read_is_told_with_its_field(client):
    answer = ask(client, species="Rana\0", point="here", country="XX", category="??")

    page = Page(answer)
    assert answer.status_code == 400
    assert page.text.startswith("Error:")
    assert {"#id_species", "#id_point", "#id_country", "#id_category"} <= {
        link.get("href") for link in page.all("a")
    }
    assert page.all("input", value="here")


def test_a_draft_begins_with_the_answers_and_says_its_private_link(client):
    page = ask(client, species="Rana ignota", category="CR", country="PA", point="7.3, -80.7")

    answer = begin(client, page)

    draft = Submission.objects.get()
    assert answer.status_code == 302
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    token = answer["Location"].split("/")[2]
    assert drafts.opened_by(token) == draft
    assert draft.typed["place"] == {"countries": ["PA"], "locality": ["7.3, -80.7"]}
    first = Page(client.get(answer["Location"]))
    assert "Your draft has begun" in first.text
    assert f"/submissions/{token}/" in first.text
    assert first.all("option", value="PA", selected=None)
    assert first.all("input", name="locality", value="7.3, -80.7")
    told = Page(client.get(f"/submissions/{token}/edit/species/"))
    assert told.all("input", value="Rana ignota")
    assert not told.text.startswith("Error")


def test_looking_stores_nothing(client):
    ask(client, species="Rana ignota")

    assert not Submission.objects.exists()


def test_a_double_click_begins_one_draft(client):
    page = ask(client, species="Rana ignota")

    answers = [begin(client, page) for _click in range(3)]

    assert Submission.objects.count() == 1
    opened = {drafts.opened_by(answer["Location"].split("/")[2]) for answer in answers}
    assert opened == {Submission.objects.get()}


@pytest.mark.parametrize("stamp", ["", "x", "\ufffd", "a:b:c"])
def test_a_draft_begins_without_a_stamp_that_can_be_read(client, stamp):
    assert begin(client, ask(client, species="x"), stamp=stamp).status_code == 302


def test_who_begins_very_many_is_asked_to_wait_and_keeps_the_answers(client):
    for _time in range(30):
        begin(client, ask(client, species="Rana ignota"))

    answer = begin(client, ask(client, species="Rana ignota"))

    assert answer.status_code == 429
    assert Page(answer).all("input", value="Rana ignota")
    assert Submission.objects.count() == 30


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_sites(
    client, django_assert_max_num_queries
):
    for number in range(12):
        site(f"ECU{number + 20}", boundary=square(-80 + number / 50, -2, 0.01))
    address = {"species": "Mimus trifasciatus", "country": "EC", "point": "-1.99,-79.99"}
    ask(client, **address)

    with django_assert_max_num_queries(12):
        ask(client, **address)
