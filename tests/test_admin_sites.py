"""A site in its form: what is saved is evaluated at once, and bad input is refused with what was typed."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import site, species, square
from secretariat_pages import assert_each_refused, errors, messages, page_of, save
from typed import values

from sites.models import Evaluation, Site

pytestmark = pytest.mark.django_db


def test_the_page_after_a_save_tells_how_the_evaluation_changed_and_why(client, floreana):
    answer = client.get(save(client, floreana, rationale="Another rationale.").headers["Location"])

    told = " ".join(messages(answer))
    assert "all three criteria shown → evidence under review" in told
    assert "a reviewer has yet to confirm" in told


def test_a_save_that_leaves_the_evaluation_alone_says_so(client, floreana):
    answer = save(client, floreana, description="An island.")

    assert "The evaluation is unchanged." in messages(answer)


def test_a_site_with_its_claims_countries_and_boundary_is_added_and_evaluated_once(client, secretariat):
    site("PER1", claims=["Camarhynchus pauper"], countries=["EC"], boundary=None)
    species()
    typed = values(client.get("/admin/aze_sites/site/add/"), "site_form") | {
        "name": "Floreana",
        "rationale": "An island ringed by sea.",
        "country_rows-0-country": "EC",
        "claims-0-species": "Mimus trifasciatus",
        "claims-0-basis": "sole_area",
        "claims-0-last_confirmed": "2024",
        "boundary-0-drawn": json.dumps(square(-90.5, -1.4)),
        "boundary-0-source": "Drawn from a chart",
    }

    answer = client.post("/admin/aze_sites/site/add/", typed)

    assert answer.status_code == 302
    made = Site.objects.get(name="Floreana")
    assert (made.status, made.outcome, made.code) == ("draft", "needs_review", None)
    assert Evaluation.objects.filter(site=made).count() == 1
    assert made.boundary.area_km2 > 100 and made.boundary.source == "Drawn from a chart"
    assert [row.country_id for row in made.country_rows.all()] == ["EC"]


def test_an_edit_needs_its_reason(client, floreana):
    answer = save(client, floreana, name="Floreana Island", reason_of_edit=" ")

    assert "required" in errors(answer)
    assert Site.objects.get().name == "Floreana"


def test_the_page_of_a_conflict_names_the_other_site(client, floreana):
    other = site("ECU16", name="Santa Cruz", boundary=square(10, 10))

    page = client.get(page_of(floreana)).content.decode()

    assert "Santa Cruz (ECU16)" in page
    assert page_of(other) in page


BAD_OF_SITE = [
    ("name", "", "required"),
    ("name", "\u3164\u200b \u2800", "required"),
    ("name", "a\0b", "cannot be shown"),
    ("name", "x" * 201, "at most 200"),
    ("name", "a" + "\u0301" * 6, "four accents"),
    ("name", "broken \ufffd", "broken"),
    ("national_name", "\x1b[31m", "cannot be shown"),
    ("description", "x" * 20_001, "at most 20000"),
    ("rationale", "a\0b", "cannot be shown"),
    ("last_reviewed", "1799-12-31", "before 1800"),
    ("last_reviewed", "2200-01-01", "future"),
    ("last_reviewed", "\u0662\u0660\u0662\u0664-01-01", "year-month-day"),
    ("last_reviewed", "01/02/2024", "year-month-day"),
    ("protection_as_of", "2200", "future"),
    ("protection_as_of", "\u0662\u0660\u0662\u0664", "plain digits"),
    ("coverage_percent", "1e1", "plain digits"),
    ("coverage_percent", "100.001", "100"),
    ("coverage_percent", "-1", "0"),
    ("coverage_percent", "\u0663\u0663", "plain digits"),
    ("locality_lon", "181", "180"),
    ("locality_lon", "nan", "plain digits"),
    ("locality_lon", "1_0", "plain digits"),
    ("locality_lat", "91", "90"),
    ("locality_lat", "", "both longitude and latitude"),
    ("locality_uncertainty_m", "1e3", "plain digits"),
    ("locality_uncertainty_m", "-5", "0"),
    ("locality_uncertainty_m", "9999999999999", "half the equator"),
    ("sensitivity", "secret", "valid choice"),
    ("sensitivity", "high", "Say why"),
    ("threats", "fire", "up to three numbers"),
    ("threats", "8.1; DROP TABLE", "up to three numbers"),
    ("reason_of_edit", "x" * 501, "at most 500"),
    ("country_rows-0-country", "XX", "valid choice"),
    ("country_rows-0-country", "ec", "valid choice"),
    ("country_rows-0-position", "-1", "0"),
    ("country_rows-0-position", "1e1", "plain digits"),
]


def test_bad_input_for_a_site_is_refused(client, rf, floreana):
    assert_each_refused(client, rf, floreana, BAD_OF_SITE, locality_lon="1", locality_lat="1")


def test_a_refused_form_keeps_what_was_typed_and_says_so_in_its_title(client, floreana):
    page = save(client, floreana, name="Kept as typed", locality_lon="1e3").content.decode()

    assert "Kept as typed" in page and 'value="1e3"' in page
    assert "<title>Error: " in page
    assert Site.objects.get().name == "Floreana"


AS_KEPT = [
    ("  Isla\u00a0 Floreana ", "Isla Floreana"),
    ("Cafe\u0301", "Café"),
    ("abc\u202egnp.exe", "abcgnp.exe"),
    ("=1+1", "=1+1"),
    ("{{7*7}}", "{{7*7}}"),
    ("Ñandú 🐢 岛", "Ñandú 🐢 岛"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
]


def test_text_is_kept_as_typed_in_one_form(client, floreana):
    opened = values(client.get(page_of(floreana)), "site_form") | {"reason_of_edit": "x"}

    for typed, kept in AS_KEPT:
        client.post(
            page_of(floreana),
            opened | {"name": typed, "loaded_version": str(Site.objects.get().version)},
        )
        assert Site.objects.get().name == kept

    page = client.get(page_of(floreana)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_saving_a_site_takes_a_constant_number_of_queries(client, floreana):
    def queries(description):
        typed = values(client.get(page_of(floreana)), "site_form") | {
            "reason_of_edit": "x",
            "description": description,
        }
        with CaptureQueriesContext(connection) as asked:
            client.post(page_of(floreana), typed)
        return len(asked)

    before = queries("One")
    for number in range(20, 26):
        site(
            f"PER{number}", claims=[f"Species number{number}"], countries=["PE"], boundary=square(number, 10)
        )

    assert queries("Two") == before
