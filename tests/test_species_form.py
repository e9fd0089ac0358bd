"""The species of a draft: claim by claim, each by its ground; everything typed is kept, and everything wrong is told at once."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import site, species
from reading import Page

from sites.models import SpeciesName
from sites.touched import evaluating
from submissions import drafts, forms, parts, proposals, rows

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RED_LIST_PAGE = "https://www.iucnredlist.org/species/22698640/184657391"
FIGURES = ("site_min", "site_best", "site_max", "global_min", "global_best", "global_max", "percent")
YEARS = ("site_year", "global_year", "last_confirmed")
SOLE = {"species": "Mimus trifasciatus", "basis": "sole_area", "last_confirmed": "2020"}
SHARE = {
    "species": "Mimus trifasciatus",
    "basis": "population_share",
    "site_best": "200",
    "global_best": "205",
}
NOT_NUMBERS = (
    "1e3",
    "1_000",
    "1,5",
    "1 000",
    "١٢",
    "１２",
    "NaN",
    "Infinity",
    "0x10",
    "--1",
    "½",
    "200 birds",
)


@pytest.fixture(autouse=True)
def floreana():
    """The only species that is public: at a site that counts for nothing."""
    return site("ECU15", status="delisted")


def typed(*claims):
    return rows.of_rows("claim", [{name: [value] for name, value in claim.items()} for claim in claims])


def begun(*claims):
    return drafts.begin(kind="new", key=uuid.uuid4(), typed={"species": typed(*claims)})


def form(*claims):
    draft, _token = begun(*claims)
    return forms.form_of(draft, "species")


def faults(*claims):
    """{name of the field: what is wrong with it} of the first claim."""
    first = form(*claims)
    assert first.errors is not None
    return {
        name.removeprefix("claim1-"): " ".join(errors)
        for name, errors in first.errors.items()
        if name.startswith("claim1-")
    }


def claims_of(*claims):
    return form(*claims).proposal()["claims"]


def test_a_claim_stands_in_the_proposal_with_every_field_of_the_registry(floreana):
    told = {
        **SHARE,
        "segment": "breeding",
        "site_min": "190",
        "site_parameter": "localities",
        "site_year": "2019",
        "last_confirmed": "2020",
        "citation": "Ortiz 2020",
        "notes": "On two islets",
        "evidence_url": "https://example.org/a",
    }

    (claim,) = claims_of(told)

    assert claim == {
        "species": "Mimus trifasciatus",
        "species_id": species().pk,
        "red_list_url": "",
        "basis": "population_share",
        "segment": "breeding",
        "site_min": "190",
        "site_best": "200",
        "site_max": None,
        "site_parameter": "localities",
        "site_year": 2019,
        "global_min": None,
        "global_best": "205",
        "global_max": None,
        "global_parameter": "mature_individuals",
        "global_year": None,
        "percent": None,
        "presence": "extant",
        "origin": "native",
        "last_confirmed": 2020,
        "citation": "Ortiz 2020",
        "evidence_url": "https://example.org/a",
        "notes": "On two islets",
    }


def test_numbers_are_kept_to_the_last_digit_that_was_typed():
    (claim,) = claims_of(SHARE | {"site_best": "95.0000000000000001", "global_best": "0100.50"})

    assert (claim["site_best"], claim["global_best"]) == ("95.0000000000000001", "100.5")


def test_species_and_ground_are_needed_and_nothing_else_is():
    assert set(faults({"notes": "Something"})) == {"species", "basis"}
    assert faults({"species": "Mimus trifasciatus", "basis": "population_share"}) == {}


def test_a_row_in_which_nothing_was_typed_is_no_claim():
    assert (
        len(
            claims_of(
                SOLE, {"segment": "resident", "presence": "extant", "site_parameter": "mature_individuals"}
            )
        )
        == 1
    )
    assert form(SOLE, {}).problems() == []


def test_at_least_one_species_is_named():
    (problem,) = form({}).problems()

    assert problem == ("species", "claim1-species", "Name at least one species.", True)


@pytest.mark.parametrize(
    ("basis", "kept"),
    [
        ("sole_area", {"last_confirmed": 2020}),
        ("population_share", {"site_best": "200", "percent": "97", "last_confirmed": 2020}),
        ("reintroduction_site", {}),
    ],
)
def test_what_belongs_to_another_ground_is_kept_and_not_sent_and_said_so(client, basis, kept):
    all_of_it = {"species": "Mimus trifasciatus", "basis": basis, "site_best": "200", "percent": "97"}
    all_of_it |= {"last_confirmed": "2020"}
    draft, token = begun(all_of_it)

    (claim,) = forms.form_of(draft, "species").proposal()["claims"]
    page = client.get(f"/submissions/{token}/edit/species/")

    assert {name: claim[name] for name in ("site_best", "percent", "last_confirmed") if claim[name]} == kept
    aside = {"site_best", "percent", "last_confirmed"} - set(kept)
    assert ("kept, and not sent" in Page(page).text) == bool(aside)
    assert Page(page).all("input", name="claim1-site_best", value="200")


def test_what_is_wrong_in_a_field_of_another_ground_stands_in_nobodys_way():
    assert faults(SOLE | {"site_best": "many", "site_min": "5", "site_max": "3", "percent": "200"}) == {}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("value", NOT_NUMBERS)
def test_what_is_no_plain_number_is_told_at_its_figure(name, value):
    assert "Write a plain number" in faults(SHARE | {name: value})[name]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_below_zero_or_with_too_many_digits_is_told(name):
    assert faults(SHARE | {name: "-1"})[name]
    assert "more digits" in faults(SHARE | {name: "0." + "1" * 19})[name]
    assert "too large" in faults(SHARE | {name: "1" + "0" * 18})[name]
    assert faults(SHARE | {name: "9" * 300})[name]


def test_figures_out_of_order_and_shares_above_a_hundred_are_told_all_at_once():
    found = faults(SHARE | {"site_min": "300", "site_max": "100", "percent": "100.1"})

    assert "not in order" in found["site_min"]
    assert "not in order" in found["site_best"]
    assert "between 0 and 100" in found["percent"]


@pytest.mark.parametrize("name", YEARS)
@pytest.mark.parametrize(
    "value", ["1799", str(date.today().year + 1), "19.5", "-2000", "20 20", "١٩٩٩", "last year"]
)
def test_a_year_that_cannot_be_is_told(name, value):
    assert "Write a" in faults(SHARE | {name: value})[name]


@pytest.mark.parametrize(
    "name", ["segment", "basis", "presence", "origin", "site_parameter", "global_parameter"]
)
@pytest.mark.parametrize("value", ["nothing", "EXTANT", "earlier_listing ", "<b>", "__all__"])
def test_a_choice_that_is_not_offered_is_told(name, value):
    assert name in faults(SHARE | {name: value})


def test_the_ground_that_only_the_secretariat_may_give_is_not_offered():
    assert "basis" in faults(SHARE | {"basis": "earlier_listing"})


@pytest.mark.parametrize("name", ["species", "citation", "notes"])
@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}${7*7}", "=1+1", "a&amp;b"],
)
def test_text_is_shown_as_it_was_typed_and_does_nothing(client, name, text):
    _draft, token = begun(SOLE | {name: text})

    page = client.get(f"/submissions/{token}/edit/species/")

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "<img" not in page.content.decode()
    read = Page(page)
    assert text in (read.text, *(field.get("value", "") for field in read.all("input"))) or text in read.text


@pytest.mark.parametrize("name", ["species", "citation", "notes", "evidence_url", "red_list_url"])
@pytest.mark.parametrize("text", ["a\x00b", "a\ufffdb", "a" + "\u0301" * 40, "a\x1bb"])
def test_text_that_cannot_be_kept_is_told_at_its_field(name, text):
    kept = parts.typed(typed({"species": "Aus bus", "basis": "sole_area"} | {name: text}).items())
    draft, _token = drafts.begin(kind="new", key=uuid.uuid4(), typed={"species": kept})

    assert f"claim1-{name}" in forms.form_of(draft, "species").errors


@pytest.mark.parametrize("name", ["species", "citation", "notes", "evidence_url"])
def test_text_that_is_too_long_is_told_and_kept_whole(client, name):
    long = "https://example.org/" + "a" * 20_001
    draft, token = begun(SOLE | {name: long})

    assert f"claim1-{name}" in forms.form_of(draft, "species").errors
    assert long in client.get(f"/submissions/{token}/edit/species/").content.decode()


def test_text_that_shows_nothing_counts_as_none():
    assert faults({"species": "\u3164", "basis": "sole_area"})["species"]
    assert claims_of(SOLE | {"notes": " \u00a0\u3164 "})[0]["notes"] == ""


def test_names_are_kept_in_one_form_without_what_turns_the_direction():
    (claim,) = claims_of(SOLE | {"notes": "\u202eAndre\u0301"})

    assert claim["notes"] == "André"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.b"],
)
def test_evidence_is_an_address_of_the_web(address):
    assert "evidence_url" in faults(SOLE | {"evidence_url": address})


@pytest.mark.parametrize(
    "address",
    [
        RED_LIST_PAGE,
        "http://iucnredlist.org/species/1/2",
        "https://WWW.IUCNREDLIST.ORG/species/1/2",
        "https://apiv3.iucnredlist.org/api/1",
    ],
)
def test_a_new_species_comes_with_its_page_on_the_red_list(address):
    (claim,) = claims_of({"species": "Aus bus", "basis": "sole_area", "red_list_url": address})

    assert (claim["species"], claim["species_id"], claim["red_list_url"]) == ("Aus bus", None, address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/iucnredlist.org",
        "https://iucnredlist.org.example.org/a",
        "https://notiucnredlist.org/a",
        "https://www.iucnredlist.org@example.org/a",
        "https://someone@www.iucnredlist.org/a",
        "https://www.iucnredlist.org:8000/a",
        "https://www.iucnrеdlist.org/a",
        "javascript:alert(1)//iucnredlist.org",
        "http://169.254.169.254/iucnredlist.org",
    ],
)
def test_a_page_of_another_host_is_no_page_of_the_red_list(address):
    found = faults({"species": "Aus bus", "basis": "sole_area", "red_list_url": address})

    assert found["red_list_url"]


def test_what_a_new_species_page_says_goes_along_and_of_one_on_file_nothing_does():
    stated = {
        "basis": "sole_area",
        "red_list_url": RED_LIST_PAGE,
        "category": "CR",
        "assessment_year": "2023",
    }

    (new,) = claims_of(stated | {"species": "Aus bus"})
    (known,) = claims_of(stated | {"species": "Mimus trifasciatus"})

    assert (new["category"], new["assessment_year"]) == ("CR", 2023)
    assert "category" not in known
    assert known["red_list_url"] == ""


def test_a_name_is_told_apart_by_its_letters_and_not_by_their_case():
    assert claims_of(SOLE | {"species": "  mimus   TRIFASCIATUS "})[0]["species"] == "Mimus trifasciatus"


@pytest.fixture
def names():
    with evaluating():
        SpeciesName.objects.create(species=species(), name="Nesomimus trifasciatus", kind="synonym")
        SpeciesName.objects.create(species=species(), name="Cucuve de Floreana", kind="common", language="es")


@pytest.mark.parametrize("name", ["Nesomimus trifasciatus", "cucuve de floreana"])
def test_another_name_is_never_taken_for_the_species_but_the_species_is_offered(client, names, name):
    _draft, token = begun(SOLE | {"species": name})

    page = Page(client.get(f"/submissions/{token}/edit/species/"))

    assert f"“{name}” is another name of Mimus trifasciatus" in page.text
    assert page.all("button", value="take.1.Mimus trifasciatus")


def test_a_slip_of_the_pen_is_told_with_what_may_be_meant():
    first = form(SOLE | {"species": "Mimus trifasciatis"}).claims[0]

    assert first.meant.offered == ("Mimus trifasciatus",)
    assert "no species of this name" in first.errors["species"][0]


def test_a_species_without_a_public_site_is_as_unknown_as_any():
    species("Hidden species")

    assert "no species of this name" in faults(SOLE | {"species": "Hidden species"})["species"]


def test_one_species_and_segment_is_told_once():
    found = form(SOLE, SOLE | {"species": "MIMUS trifasciatus"}, SOLE | {"segment": "breeding"})

    assert [problem.field for problem in found.problems()] == ["claim2-species"]
    assert [claim["segment"] for claim in found.proposal()["claims"]] == ["resident", "breeding"]


def test_every_problem_is_told_at_once_with_the_number_and_the_species(client):
    draft, token = begun(
        SOLE | {"last_confirmed": "3000"}, {"species": "Aus bus", "basis": "sole_area", "evidence_url": "x y"}
    )

    _proposal, problems = proposals.build(draft)
    page = Page(client.get(f"/submissions/{token}/edit/species/"))

    of_species = [problem.field for problem in problems if problem.part == "species"]
    assert of_species == ["claim1-last_confirmed", "claim2-species", "claim2-evidence_url"]
    assert "Species 1 (Mimus trifasciatus): Presence last confirmed in: Write a year" in page.text
    assert "Species 2 (Aus bus): Link to the evidence" in page.text
    for link in page.all("a", href="#id_claim2-evidence_url"):
        assert page.all("input", id=link["href"].removeprefix("#"))


def test_the_list_of_problems_leads_to_the_first_of_the_grounds(client):
    _draft, token = begun({"species": "Mimus trifasciatus"})

    page = Page(client.get(f"/submissions/{token}/edit/species/?check"))

    assert page.all("a", href="#id_claim1-basis_0")
    assert page.all("input", id="id_claim1-basis_0", type="radio")


def post(client, token, go, **fields):
    address = f"/submissions/{token}/edit/species/"
    sent = dict(client.get(address).context["form"].typed) | fields
    loaded = client.get(address).context["loaded"]
    return client.post(address, sent | {"loaded": loaded, "go": go}, follow=True)


def test_a_claim_is_added_and_removed_by_buttons_that_save(client):
    draft, token = begun(SOLE)

    added = post(client, token, "add.claim", **{"claim1-notes": ["Typed just now"]})
    removed = post(client, token, "drop.1")

    assert [claim.key for claim in added.context["form"].claims] == ["1", "2"]
    assert Page(added).all("input", name="claim1-notes") == []
    assert "Typed just now" in added.content.decode()
    assert [claim.key for claim in removed.context["form"].claims] == ["2"]
    draft.refresh_from_db()
    assert "claim1-species" not in draft.typed["species"]


def test_the_last_claim_that_is_removed_leaves_an_empty_one(client):
    _draft, token = begun(SOLE)

    page = post(client, token, "drop.1")

    assert [claim.is_blank for claim in page.context["form"].claims] == [True]


def test_the_name_that_was_offered_is_taken_by_a_button(client, names):
    draft, token = begun(SOLE | {"species": "Nesomimus trifasciatus"})

    post(client, token, "take.1.Mimus trifasciatus")

    draft.refresh_from_db()
    assert draft.typed["species"]["claim1-species"] == ["Mimus trifasciatus"]


@pytest.mark.parametrize(
    "go", ["drop.", "drop.99", "take.99.<script>", "add", "add.", "take", "drop.1.2.3", "…"]
)
def test_a_button_that_is_not_there_breaks_nothing(client, go):
    _draft, token = begun(SOLE)

    assert post(client, token, go).status_code in (200, 422)


def test_no_more_rows_are_offered_than_a_page_holds(client):
    many = [SOLE | {"species": f"Aus bus{number}"} for number in range(rows.MOST)]
    _draft, token = begun(*many)

    page = post(client, token, "add.claim")

    assert len(page.context["form"].claims) == rows.MOST
    assert Page(page).all("button", value="add.claim") == []


def test_two_authors_are_shown_whose_row_is_whose(client):
    draft, token = begun(SOLE)
    mine = typed(SOLE | {"notes": "Mine"})
    drafts.save(
        draft, "species", typed(SOLE | {"notes": "Theirs"}), loaded=parts.mark(draft.typed["species"])
    )

    page = client.post(
        f"/submissions/{token}/edit/species/", mine | {"loaded": parts.mark(typed(SOLE)), "go": "on"}
    )

    text = Page(page).text
    assert page.status_code == 409
    assert "Species 1 (Mimus trifasciatus): Anything else about this species here" in text
    assert "Mine" in text
    assert "Theirs" in text


def test_the_number_of_queries_does_not_grow_with_the_claims(client):
    counts = []
    for number in (1, 12):
        _draft, token = begun(*[SOLE | {"species": f"Aus bus{one}"} for one in range(number)])
        client.get(f"/submissions/{token}/edit/species/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/submissions/{token}/edit/species/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_species_that_was_first_told_of_at_the_outset_stands_in_the_first_claim():
    from submissions.forms.species import begun as begun_with

    assert begun_with("Aus bus", category="CR") == {
        "claim": ["1"],
        "claim1-species": ["Aus bus"],
        "claim1-category": ["CR"],
    }
