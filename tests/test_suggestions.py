"""What is suggested while one types: by any name or code, beginnings first, and nothing that is not public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import claim, site, species

from sites import suggesting
from sites.models import SiteCode, SpeciesName
from sites.touched import evaluating

DATABASE = pytest.mark.django_db


def labels(client, typed):
    answer = client.get("/search/suggest", {"q": typed})
    assert answer.status_code == 200, answer.content
    return [found["label"] for found in answer.json()["suggestions"]]


@DATABASE
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("flor", "Floreana Island"),
        ("ISLA FLÓR", "Floreana Island"),
        ("ecu15", "Floreana Island"),
        ("ECU99", "Floreana Island"),
        ("mimus", "Mimus trifasciatus"),
        ("nesomim", "Mimus trifasciatus"),
        ("cucuve", "Mimus trifasciatus"),
        ("mockingbird", "Mimus trifasciatus"),
        ("ecuad", "Ecuador"),
        ("EC", "Ecuador"),
    ],
)
def test_sites_species_and_countries_are_suggested_by_every_name(client, typed, first):
    floreana = site("ECU15", name="Floreana Island", national_name="Isla Floreana")
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        SpeciesName.objects.create(species=species(), name="Cucuve de Floreana", kind="common", language="es")
        SiteCode.objects.create(site=floreana, code="ECU99")
        found = species()
        found.common_name = "Floreana Mockingbird"
        found.save()

    assert labels(client, typed)[0] == first


@DATABASE
def test_a_suggestion_says_what_was_found_and_where_it_leads(client):
    site("ECU15", name="Floreana Island", national_name="Isla Floreana")
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")

    place = client.get("/search/suggest?q=isla+flo").json()["suggestions"][0]
    named = client.get("/search/suggest?q=nesomimus").json()["suggestions"][0]

    assert place == {
        "kind": "site",
        "word": "site",
        "label": "Floreana Island",
        "detail": "Isla Floreana · Ecuador · ECU15",
        "page": "/sites/ECU15/",
        "query": "",
        "code": "ECU15",
    }
    country = client.get("/search/suggest?q=ecuador").json()["suggestions"][0]
    assert (country["page"], country["query"]) == ("/countries/EC/", "country=EC")
    assert named["detail"] == "Nesomimus trifasciatus"
    assert (named["page"], named["query"]) == ("/species/mimus-trifasciatus/", "species=mimus-trifasciatus")


@DATABASE
def test_what_is_not_public_is_not_suggested(client):
    site(None, name="Hidden Hills", status="draft", claims=["Cyclura collei"], countries=("JM",))

    assert labels(client, "hidden") == labels(client, "cyclura") == labels(client, "jamaica") == []


@DATABASE
def test_a_new_name_is_suggested_at_once(client):
    floreana = site("ECU15", name="Floreana")
    assert labels(client, "cyclura") == []

    claim(floreana, species="Cyclura collei")

    assert labels(client, "cyclura") == ["Cyclura collei"]


@DATABASE
def test_the_number_of_queries_does_not_grow(client):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            client.get("/search/suggest?q=site")
        return len(counted)

    site("ECU15")
    few = queries()
    for number in range(16, 22):
        site(f"ECU{number}")

    assert queries() == few <= 6
    assert queries() == 1  # of an unchanged registry only its stamp is read


@DATABASE
@pytest.mark.parametrize("query", ["q=a&foo=1", "q=a&q=b", f"q={'a' * 201}"])
def test_what_cannot_be_read_is_a_problem(client, query):
    assert client.get(f"/search/suggest?{query}").status_code == 400


@DATABASE
@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=%25", "q=+", "q=%ff"])
def test_nothing_is_suggested_for_nothing(client, query):
    site("ECU15")

    assert client.get(f"/search/suggest?{query}").json() == {"suggestions": []}


def entries(kind, *names):
    return [suggesting.named(kind, name, name) for name in names]


def found(known, typed):
    return [hit.label for hit in suggesting.best(suggesting.by_kind(known), typed)]


def test_the_name_itself_comes_before_longer_ones_and_beginnings_before_middles():
    known = entries("site", "Lake Alao", "Alaotra", "Alao", "Upper Alao", "Malao")

    assert found(known, "alao") == ["Alao", "Alaotra", "Lake Alao", "Upper Alao", "Malao"]


def test_words_may_begin_the_words_of_a_name_in_any_order():
    known = entries("site", "Sierra Madre del Sur", "Sierra Nevada")

    assert found(known, "sur sie") == ["Sierra Madre del Sur"]


def test_a_hyphen_parts_words():
    assert found(entries("site", "Alto-Mayo", "Comayo"), "mayo") == ["Alto-Mayo", "Comayo"]


def test_no_kind_crowds_out_the_others():
    known = [
        *entries("country", "Madagascar", "Malaysia", "Mali", "Malta", "Mauritius"),
        *entries("species", *(f"Mabuya {letter}" for letter in "abcdefghijkl")),
        *entries("site", *(f"Manu {number:02}" for number in range(20))),
    ]

    kinds = [hit.kind for hit in suggesting.best(suggesting.by_kind(known), "ma")]

    assert len(kinds) == suggesting.MOST
    assert {"country", "species", "site"} <= set(kinds)


def test_one_kind_may_fill_the_list_where_no_other_fits():
    known = entries("site", *(f"Manu {number:02}" for number in range(20)))

    assert found(known, "manu") == [f"Manu {number:02}" for number in range(10)]


def test_another_name_that_fits_better_is_the_one_told():
    known = [suggesting.named("site", "X", "Great Floreana", ["Floreana"])]

    assert [hit.matched for hit in suggesting.best(suggesting.by_kind(known), "flor")] == ["Floreana"]
    assert [hit.matched for hit in suggesting.best(suggesting.by_kind(known), "great")] == [""]


def test_what_shows_no_letter_finds_nothing():
    assert found(entries("site", "Isla Floreana"), " \u0301 ") == []


def test_names_that_only_hold_a_word_follow_where_too_few_begin_with_it():
    known = entries(
        "site", *(f"Alao {number}" for number in range(suggesting.MOST - 1)), "Upper Alao", "Malao"
    )

    assert found(known, "alao")[-1] == "Upper Alao"


def test_words_that_only_two_names_hold_together_find_nothing():
    known = suggesting.by_kind([suggesting.named("site", "ECU15", "Isla Floreana", ["Charles Norte"])])

    assert suggesting.best(known, "isla norte") == []


@DATABASE
def test_suggestions_can_be_asked_for_of_one_kind(client):
    site("ECU15", name="Mimus Rock")

    found = client.get("/search/suggest?q=mimus&kind=species").json()["suggestions"]

    assert [(each["kind"], each["label"]) for each in found] == [("species", "Mimus trifasciatus")]


@DATABASE
@pytest.mark.parametrize("kind", ["", "genus", "%00", "species&kind=site", "Species"])
def test_a_kind_that_there_is_not_is_refused_in_words(client, kind):
    answer = client.get(f"/search/suggest?q=mimus&kind={kind}")

    assert answer.status_code == 400
    assert "kind" in answer.json()["errors"][0]["parameter"]
