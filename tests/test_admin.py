"""The secretariat's pages: every one opens, what is saved is evaluated at once, and bad input is refused with what was typed."""

import json
import re
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from factories import claim, draw, site, species, square, staff
from typed import values

from sites.distinct import rule_distinct
from sites.models import (
    Boundary,
    Claim,
    Country,
    Evaluation,
    Listing,
    PublishedSite,
    Site,
    SiteCode,
    SiteCountry,
    Species,
    SpeciesName,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    user = staff()
    client.force_login(user)
    return user


@pytest.fixture
def floreana(secretariat):
    return site("ECU15", name="Floreana")


def page_of(row, page="change"):
    names = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(names, args=[row.pk]) if page != "changelist" else reverse(names)


def save(client, row, **typed):
    """Opens the row's form, types, and saves."""
    form = f"{row._meta.model_name}_form"
    return client.post(
        page_of(row),
        values(client.get(page_of(row)), form) | {"reason_of_edit": "Field work of 2026"} | typed,
    )


def errors(response):
    """Every error that the page shows, as one text."""
    assert response.status_code == 200
    context = response.context_data if hasattr(response, "context_data") else response.context
    return " ".join(str(error) for error in context["errors"])


def with_rights(*codenames):
    user = staff("reader", superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def messages(response):
    return [str(message) for message in response.context["messages"]]


# --- Every page -----------------------------------------------------------------------------------------------------------
def registered():
    return sorted(model._meta.label for model in admin.site._registry)


def test_these_pages_and_no_others_are_in_the_admin():
    assert registered() == [
        "auth.Group",
        "auth.User",
        "axes.AccessAttempt",
        "aze.Imprint",
        "aze.Partner",
        "aze.Resource",
        "aze_sites.Country",
        "aze_sites.DistinctSites",
        "aze_sites.Evaluation",
        "aze_sites.Listing",
        "aze_sites.Picture",
        "aze_sites.Site",
        "aze_sites.Species",
        "aze_sites.StatusChange",
        "post_office.Email",
    ]


def test_every_page_of_the_registry_opens(client, floreana):
    mockingbird = species()
    listing = Listing.objects.create(site=floreana, species=mockingbird, year=2010, source="AZE 2010")
    rows = [floreana, mockingbird, Country.objects.get(iso2="EC"), listing, floreana.evaluation]

    for row in rows:
        for page in ["changelist", "change"]:
            assert client.get(page_of(row, page)).status_code == 200, (row, page)
    for address in [
        "",
        "aze_sites/",
        "aze_sites/site/add/",
        "aze_sites/species/add/",
        "aze_sites/statuschange/",
    ]:
        assert client.get(f"/admin/{address}").status_code == 200, address
    for row in (floreana, mockingbird):
        assert client.get(page_of(row, "history")).status_code == 200


def test_nothing_of_the_registry_can_be_deleted_or_added_where_a_verb_writes_it(client, floreana):
    for row in (floreana, species(), Country.objects.get(iso2="EC"), floreana.evaluation):
        assert client.post(page_of(row, "delete"), {"post": "yes"}).status_code == 403
    for name in ("evaluation", "listing", "statuschange", "distinctsites", "country"):
        assert client.get(f"/admin/aze_sites/{name}/add/").status_code == 403
    client.post(
        page_of(floreana, "changelist"),
        {"action": "delete_selected", "_selected_action": [floreana.pk], "post": "yes"},
    )
    assert Site.objects.count() == 1


def test_a_row_is_never_saved_as_a_new_one(client, floreana):
    typed = values(client.get(page_of(floreana)), "site_form") | {"_saveasnew": "1", "reason_of_edit": "copy"}

    assert client.post(page_of(floreana), typed).status_code == 403
    assert Site.objects.count() == 1


# --- Saving evaluates -----------------------------------------------------------------------------------------------------
def test_a_category_changed_in_the_admin_flips_the_public_page_in_the_same_request_and_back(client, floreana):
    mockingbird = species()
    assert "all three criteria shown" in client.get("/sites/ECU15/").content.decode()

    told = save(client, mockingbird, category="VU")
    page = client.get("/sites/ECU15/").content.decode()
    assert told.status_code == 302
    assert "evidence on file does not support the listing" in page
    assert PublishedSite.objects.get().outcome == "does_not_qualify"

    save(client, mockingbird, category="EN")
    assert "all three criteria shown" in client.get("/sites/ECU15/").content.decode()


def test_the_page_after_a_save_tells_how_the_evaluation_changed_and_why(client, floreana):
    answer = client.get(save(client, floreana, rationale="Another rationale.").headers["Location"])

    told = " ".join(messages(answer))
    assert "all three criteria shown → evidence under review" in told
    assert "a reviewer has yet to confirm" in told


def test_a_save_that_leaves_the_evaluation_alone_says_so(client, floreana):
    answer = client.get(save(client, floreana, description="An island.").headers["Location"])

    assert "The evaluation is unchanged." in messages(answer)


def test_the_sites_that_a_species_touches_are_named_after_its_save(client, floreana):
    answer = client.get(save(client, species(), category="VU").headers["Location"])

    assert any("Floreana (ECU15)" in message for message in messages(answer))


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


def test_the_reason_of_an_edit_and_its_author_stand_in_every_history_row(client, floreana, secretariat):
    save(client, floreana, **{"name": "Floreana Island", "claims-0-notes": "Seen on all visits."})

    for history in (Site.history, Claim.history):
        latest = history.latest()
        assert (latest.history_user, latest.history_change_reason) == (secretariat, "Field work of 2026")
    assert Site.objects.get().version == floreana.version + 1


def test_an_edit_needs_its_reason(client, floreana):
    answer = save(client, floreana, name="Floreana Island", reason_of_edit=" ")

    assert "required" in errors(answer)
    assert Site.objects.get().name == "Floreana"


def test_saving_without_a_change_adds_no_history(client, floreana):
    before = (
        [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)],
        Evaluation.objects.count(),
    )

    save(client, floreana)

    assert before == (
        [model.history.count() for model in (Site, Claim, Boundary, SiteCountry)],
        Evaluation.objects.count(),
    )
    assert Site.objects.get().version == floreana.version


def test_a_claim_is_removed_and_leaves_its_history(client, floreana):
    save(client, floreana, **{"claims-0-DELETE": "on"})

    assert Site.objects.get().outcome == "does_not_qualify"
    assert Claim.history.latest().history_type == "-"
    assert Claim.history.latest().history_change_reason == "Field work of 2026"


def test_an_added_code_redirects_and_can_be_found_at_once(client, floreana):
    save(client, floreana, **{"aliases-0-code": "ECU99", "aliases-0-source": "An older list"})

    assert client.get("/sites/ECU99/").status_code in (301, 302)
    assert SiteCode.objects.get().code == "ECU99"
    assert "Floreana" in client.get(page_of(floreana, "changelist") + "?q=ecu99").content.decode()


def test_a_code_is_never_given_twice(client, floreana):
    other = site("ECU16", claims=["Camarhynchus pauper"], boundary=None)
    SiteCode.objects.create(site=other, code="ECU99")

    assert "code of a site" in errors(save(client, floreana, **{"aliases-0-code": "ECU16"}))
    assert "already exists" in errors(save(client, floreana, **{"aliases-0-code": "ECU99"}))


def test_the_code_of_a_public_site_cannot_be_changed_by_its_form(client, floreana):
    save(client, floreana, code="ECU77")

    assert Site.objects.get().code == "ECU15"


def test_the_page_of_a_conflict_names_the_other_site(client, floreana):
    other = site("ECU16", name="Santa Cruz", boundary=square(10, 10))

    page = client.get(page_of(floreana)).content.decode()

    assert "Santa Cruz (ECU16)" in page
    assert page_of(other) in page


def test_a_country_that_is_called_otherwise_is_so_on_its_sites_at_once(client, floreana):
    country = Country.objects.get(iso2="EC")
    client.post(page_of(country), {"name": "Republic of Ecuador", "region": ""})

    assert "Republic of Ecuador" in client.get("/sites/ECU15/").content.decode()


# --- Two people at once ---------------------------------------------------------------------------------------------------
def test_a_save_on_a_moved_version_is_refused_with_what_changed_and_what_was_typed(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {"name": "My name", "reason_of_edit": "mine"}
    save(client, floreana, **{"claims-0-notes": "Yours, meanwhile."})

    answer = client.post(page_of(floreana), mine)

    page = answer.content.decode()
    assert "was changed since you opened the page" in errors(answer)
    assert "Yours, meanwhile." in page and "My name" in page
    assert Site.objects.get().name == "Floreana"


def test_what_was_refused_can_be_saved_once_it_was_compared(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {"name": "My name", "reason_of_edit": "mine"}
    save(client, floreana, description="Yours")
    refused = client.post(page_of(floreana), mine)

    assert client.post(page_of(floreana), values(refused, "site_form")).status_code == 302
    assert Site.objects.get().name == "My name"


def test_a_save_without_the_version_it_was_loaded_at_is_refused(client, floreana):
    typed = values(client.get(page_of(floreana)), "site_form") | {
        "loaded_version": "",
        "loaded_at": "never",
        "reason_of_edit": "x",
    }

    assert "was changed since" in errors(client.post(page_of(floreana), typed))


@pytest.mark.parametrize(
    "moment", ["never", "", "2026-01-01T00:00:00", "9999-99-99T00:00:00Z", "\u0662\u0660"]
)
def test_a_moment_that_is_none_breaks_nothing(client, floreana, moment):
    typed = {"loaded_version": "0", "loaded_at": moment}

    assert "was changed since" in errors(save(client, floreana, **typed))


def test_two_who_edit_one_species_do_not_overwrite_each_other(client, floreana):
    mockingbird = species()
    mine = values(client.get(page_of(mockingbird)), "species_form") | {
        "category": "VU",
        "reason_of_edit": "mine",
    }
    save(client, mockingbird, **{"names-0-name": "Cucuvé", "names-0-kind": "common"})

    answer = client.post(page_of(mockingbird), mine)

    assert "was changed since" in errors(answer)
    assert "Cucuvé" in answer.content.decode()
    assert Species.objects.get().category == "EN"
    assert client.post(page_of(mockingbird), values(answer, "species_form")).status_code == 302


def test_a_re_evaluation_is_no_change_of_the_site(client, floreana):
    mine = values(client.get(page_of(floreana)), "site_form") | {
        "name": "Floreana Island",
        "reason_of_edit": "mine",
    }
    save(client, species(), category="CR")

    assert client.post(page_of(floreana), mine).status_code == 302


# --- Bad input ------------------------------------------------------------------------------------------------------------
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
BAD_OF_CLAIM = [
    ("species", "Nobody nowhere", "No species on file"),
    ("species", "a\0b", "cannot be shown"),
    ("species", "", "required"),
    ("basis", "hope", "valid choice"),
    ("segment", "holiday", "valid choice"),
    ("last_confirmed", "1799", "1800"),
    ("last_confirmed", "2200", "future"),
    ("last_confirmed", "\u0662\u0660\u0662\u0664", "plain digits"),
    ("last_confirmed", "2_0_2_4", "plain digits"),
    ("site_year", "3000", "future"),
    ("site_best", "1e3", "plain number"),
    ("site_best", "\u0661\u0662", "plain number"),
    ("site_best", "NaN", "plain number"),
    ("site_best", "1.0000000000000000001", "more digits"),
    ("site_best", "1000000000000000000", "too large"),
    ("site_best", "-1", ""),
    ("percent", "101", ""),
    ("evidence_url", "javascript:alert(1)", "https://"),
    ("evidence_url", "file:///etc/passwd", "https://"),
    ("evidence_url", "https://example.org/" + "x" * 500, "at most 500"),
    ("citation", "a\0b", "cannot be shown"),
    ("reintroduction_confirmed", "on", "Say why this is the most viable place"),
]

BAD_OF_SPECIES = [
    ("scientific_name", "\u200b", "required"),
    ("scientific_name", "x" * 201, "at most 200"),
    ("category", "E\0N", "cannot be shown"),
    ("category", "<b>", "code"),
    ("category_source", "", "decides about listings"),
    ("assessment_year", "1799", "1800"),
    ("assessment_year", "2200", "future"),
    ("assessment_year", "\u0662\u0660\u0662\u0664", "plain digits"),
    ("sis_id", "1e3", "plain digits"),
    ("sis_id", "-1", "0"),
    ("red_list_url", "javascript:alert(1)", "https://"),
    ("red_list_citation", "x" * 2001, "at most 2000"),
    ("group", "dragons", "valid choice"),
]


def told(request, row, typed, **changed):
    """The errors with which the form is refused, read before any page is made of them."""
    asked = request.post(page_of(row), typed | changed)
    asked.user, asked._messages = get_user_model().objects.get(username="secretariat"), None
    asked._dont_enforce_csrf_checks = True
    asked.resolver_match = resolve(asked.path)
    return errors(admin.site.get_model_admin(type(row)).change_view(asked, str(row.pk)))


def assert_each_refused(client, request, row, cases, **always):
    """Every (field, value, words) of `cases` is refused in these words, and nothing is written."""
    typed = (
        values(client.get(page_of(row)), f"{row._meta.model_name}_form") | {"reason_of_edit": "x"} | always
    )
    before = [model.history.count() for model in (Site, Claim, SiteCountry, Species)]

    for field, value, says in cases:
        shown = told(request, row, typed, **{field: value})
        assert shown, (field, value)
        assert says in shown, (field, value, shown)

    assert [model.history.count() for model in (Site, Claim, SiteCountry, Species)] == before


def test_bad_input_for_a_site_is_refused(client, rf, floreana):
    assert_each_refused(client, rf, floreana, BAD_OF_SITE, locality_lon="1", locality_lat="1")


def test_bad_input_for_a_claim_is_refused(client, rf, floreana):
    cases = [(f"claims-0-{field}", value, says) for field, value, says in BAD_OF_CLAIM]

    assert_each_refused(client, rf, floreana, cases)


def test_bad_input_for_a_species_is_refused(client, rf, floreana):
    assert_each_refused(client, rf, species(), BAD_OF_SPECIES)


def test_a_refused_form_keeps_what_was_typed_and_says_so_in_its_title(client, floreana):
    page = save(client, floreana, name="Kept as typed", locality_lon="1e3").content.decode()

    assert "Kept as typed" in page and 'value="1e3"' in page
    assert "<title>Error: " in page
    assert Site.objects.get().name == "Floreana"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Isla\u00a0 Floreana ", "Isla Floreana"),
        ("Cafe\u0301", "Café"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ("{{7*7}}", "{{7*7}}"),
        ("Ñandú 🐢 岛", "Ñandú 🐢 岛"),
    ],
)
def test_text_is_kept_as_typed_in_one_form(client, floreana, typed, kept):
    save(client, floreana, name=typed)

    assert Site.objects.get().name == kept
    assert "<script>alert" not in client.get(page_of(floreana)).content.decode()


def test_a_claim_is_made_once_for_a_species_and_segment(client, floreana):
    twice = {
        "claims-1-species": "Mimus trifasciatus",
        "claims-1-segment": "resident",
        "claims-1-basis": "sole_area",
    }

    assert "Constraint" in errors(save(client, floreana, **twice)) or "duplicate" in errors(
        save(client, floreana, **twice)
    )
    assert Claim.objects.count() == 1


def test_the_name_of_a_species_is_found_in_any_unicode_form_and_spacing(client, floreana):
    species("Telespiza cantáns")
    decomposed = "  Telespiza   canta\u0301ns "

    save(client, floreana, **{"claims-1-species": decomposed, "claims-1-basis": "sole_area"})

    assert Claim.objects.filter(species__scientific_name="Telespiza cantáns").exists()


@pytest.mark.parametrize("name", ["Mimus trifasciatus", " Mimus   trifasciatus ", "Mimus\u00a0trifasciatus"])
def test_a_species_is_on_file_once(client, floreana, name):
    other = species("Camarhynchus pauper")

    assert "already exists" in errors(save(client, other, scientific_name=name))


def test_a_name_of_a_species_stands_once_whatever_its_unicode_form(client, floreana):
    mockingbird = species()
    SpeciesName.objects.create(species=mockingbird, name="Cucuvé", kind="common")

    answer = save(client, mockingbird, **{"names-1-name": "Cucuve\u0301", "names-1-kind": "common"})

    assert errors(answer)
    assert SpeciesName.objects.count() == 1


def test_the_editor_of_a_category_is_on_record(client, floreana, secretariat):
    save(client, species(), category="VU", category_source="Letter of 2026")

    assert Species.objects.get().entered_by == secretariat


# --- Lists ----------------------------------------------------------------------------------------------------------------
def listed(client, query):
    answer = client.get(f"/admin/aze_sites/site/?{query}")
    assert answer.status_code == 200, query
    return {each.code for each in answer.context["cl"].result_list}


def test_the_list_filters_and_finds(client, floreana):
    site(
        "PER1",
        claims=[{"species": "Bolitoglossa x", "basis": "sole_area"}],
        countries=["PE"],
        boundary=None,
        name="Árbol",
    )
    Species.objects.filter(scientific_name="Bolitoglossa x").update(group="amphibians")

    assert listed(client, "") == {"ECU15", "PER1"}
    assert listed(client, "outcome=qualifies") == {"ECU15"}
    assert listed(client, "outcome=unsupported") == {"PER1"}
    assert listed(client, "country=PE") == {"PER1"}
    assert listed(client, "group=amphibians") == {"PER1"}
    assert listed(client, "status=confirmed&country=EC") == {"ECU15"}
    assert listed(client, "status=draft") == set()
    assert listed(client, "sensitivity=open") == {"ECU15", "PER1"}
    assert (
        listed(client, "q=ARBOL")
        == listed(client, "q=a%CC%81rbol")
        == listed(client, "q=%C3%A1rbol")
        == {"PER1"}
    )
    assert listed(client, "q=mimus") == {"ECU15"}


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense",
        "outcome=qualifies'--",
        "country=XX",
        "group=1",
        "q=%00",
        "p=abc",
        "o=99",
        "p=99999999",
        "all=",
    ],
)
def test_a_bad_question_to_the_list_never_breaks_it(client, floreana, query):
    assert client.get(f"/admin/aze_sites/site/?{query}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "locality_lon__gt=-91",
        "status__exact=confirmed",
        "evaluation__facts__icontains=x",
        "boundary__area_km2__gt=1",
        "e=x&id__regex=1",
    ],
)
def test_no_other_column_can_be_asked_for(client, floreana, query):
    assert client.get(f"/admin/aze_sites/site/?{query}").status_code == 400


def test_lists_take_a_constant_number_of_queries(client, floreana):
    def queries(address):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    addresses = [
        f"/admin/aze_sites/{name}/"
        for name in ("site", "species", "country", "evaluation", "listing", "statuschange")
    ]
    before = [queries(address) for address in addresses]
    for number in range(20, 26):
        site(f"PER{number}", claims=[f"Species number{number}"], countries=["PE"], boundary=None)

    assert [queries(address) for address in addresses] == before


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


def test_the_front_page_counts_what_stands_in_the_way_and_leads_to_it(client, floreana):
    site("PER1", claims=["Camarhynchus pauper"], boundary=None)
    site("PER2", claims=[], boundary=None)
    site("PER3", claims=["Bolitoglossa x"], boundary=None, status="candidate")

    answer = client.get("/admin/")

    counts = {obstacle.code: obstacle.count for obstacle in answer.context["obstacles"]}
    assert counts == {"D_MISSING": 2, "NO_SPECIES": 1}
    assert answer.context["unsupported"] == 2
    assert listed(client, "status=confirmed&obstacle=D_MISSING") == {"PER1", "PER2"}
    assert listed(client, "status=confirmed&obstacle=NO_SPECIES") == {"PER2"}
    assert "?status=confirmed&amp;obstacle=D_MISSING" in answer.content.decode()


def test_the_first_species_of_a_new_site_is_open_to_be_filled_in_and_those_on_file_are_folded(
    client, floreana
):
    new = client.get("/admin/aze_sites/site/add/").content.decode()
    on_file = client.get(page_of(floreana)).content.decode()

    def claim_row(page):
        return page.partition('id="claims-0"')[2].partition("<summary>")[0]

    assert "<details open>" in claim_row(new)
    assert "<details>" in claim_row(on_file)


def test_names_of_species_are_suggested(client, floreana):
    SpeciesName.objects.create(species=species(), name="Cucuvé de Floreana", kind="common")

    answer = client.get("/admin/aze_sites/species/names/?q=cucuve")

    assert answer.json() == {"names": [{"name": "Mimus trifasciatus", "label": ""}]}
    assert client.get("/admin/aze_sites/species/names/?q=%00").json() == {"names": []}


def test_sites_are_found_by_the_new_name_of_their_country(client, floreana):
    save(client, Country.objects.get(iso2="EC"), name="Ekuadur")

    page = client.get("/sites/?q=ekuadur").content.decode()

    assert "Floreana" in page and "Ekuadur" in page


@pytest.mark.parametrize("code", ["ECU²", "ecu17", "Isla Floreana", "ECU1234567"])
def test_another_code_looks_like_a_code(client, floreana, code):
    assert "three letters and a number" in errors(save(client, floreana, **{"aliases-0-code": code}))

    save(client, floreana, **{"aliases-0-code": "ECU17"})
    assert SiteCode.objects.get().code == "ECU17"


# --- Who may what ---------------------------------------------------------------------------------------------------------
def test_staff_who_may_only_look_see_forms_that_send_nothing(client, floreana):
    client.force_login(
        with_rights(
            "view_site", "view_claim", "view_boundary", "view_sitecountry", "view_sitecode", "view_species"
        )
    )

    for row in (floreana, species()):
        page = client.get(page_of(row))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert client.post(page_of(row), {"name": "Mine"}).status_code == 403
    assert Site.objects.get().name == "Floreana"


def test_years_are_read_without_a_thousands_mark_by_those_who_only_look(client, floreana):
    client.force_login(with_rights("view_site", "view_claim", "view_species"))
    year = date.today().year - 1

    assert f">{year}<" in client.get(page_of(floreana)).content.decode()


def test_staff_without_any_right_see_nothing(client, floreana):
    client.force_login(with_rights())

    for address in [
        page_of(floreana),
        page_of(floreana, "changelist"),
        page_of(floreana, "history"),
        "/admin/aze_sites/species/names/?q=x",
    ]:
        assert client.get(address).status_code == 403, address
    assert "worklist" not in client.get("/admin/").content.decode()


def test_what_belongs_to_a_site_takes_rights_of_its_own(client, floreana):
    client.force_login(with_rights("view_site", "change_site", "view_claim"))
    typed = values(client.get(page_of(floreana)), "site_form")

    client.post(
        page_of(floreana),
        typed | {"reason_of_edit": "x", "name": "Mine", "claims-0-notes": "Mine", "claims-0-DELETE": "on"},
    )

    assert Site.objects.get().name == "Mine"
    assert Claim.objects.get().notes == ""


CANARY = square(-90.4321, -1.2345, 0.01)


@pytest.fixture
def hidden(secretariat):
    return site(
        "ECU15",
        boundary=CANARY,
        locality_lon=-90.4321,
        locality_lat=-1.2345,
        sensitivity="high",
        sensitivity_reason="Collectors",
    )


@pytest.mark.parametrize("page", ["change", "history"])
def test_the_place_of_a_sensitive_site_is_for_those_who_may_see_it(client, hidden, page):
    assert "90.43" in client.get(page_of(hidden)).content.decode()

    client.force_login(
        with_rights("view_site", "change_site", "view_claim", "view_boundary", "change_boundary")
    )
    shown = client.get(page_of(hidden, page)).content.decode()

    assert "90.43" not in shown and "-1.23" not in shown


def test_the_place_of_a_sensitive_boundary_that_is_not_valid_is_not_told_either(client, hidden):
    crossing = {
        "type": "Polygon",
        "coordinates": [
            [[-90.44, -1.24], [-90.42, -1.22], [-90.42, -1.24], [-90.44, -1.22], [-90.44, -1.24]]
        ],
    }
    draw(hidden, crossing)
    assert "90.43" in client.get(page_of(hidden)).content.decode()

    client.force_login(with_rights("view_site", "change_site", "decide", "view_evaluation"))

    for address in (
        page_of(hidden),
        f"/admin/aze_sites/site/{hidden.pk}/move/delist/",
        page_of(Site.objects.get().evaluation),
    ):
        shown = client.get(address).content.decode()
        assert "boundary is not valid" in shown
        assert "90.43" not in shown


def test_neither_messages_nor_conflicts_tell_the_place_of_a_sensitive_site(client, hidden):
    client.force_login(with_rights("view_site", "change_site", "view_claim", "change_claim"))
    mine = values(client.get(page_of(hidden)), "site_form") | {"reason_of_edit": "mine"}
    hidden.locality_lat = -1.2399
    hidden.save()

    shown = client.post(page_of(hidden), mine)

    assert "was changed since" in errors(shown)
    assert "1.23" not in shown.content.decode().partition('id="content-main"')[2].replace("1.23 km", "")


def test_a_sensitive_site_is_saved_but_not_opened_by_those_who_may_not_see_it(client, hidden):
    client.force_login(with_rights("view_site", "change_site"))

    save(client, hidden, name="Renamed", sensitivity="open", locality_lon="1", locality_lat="1")

    saved = Site.objects.get()
    assert (saved.name, saved.sensitivity, saved.locality_lon) == ("Renamed", "high", -90.4321)


MANAGES = ("view_site", "change_site", "view_boundary", "change_boundary", "decide", "view_distinctsites")


@pytest.fixture
def neighbour(hidden):
    """A site that anyone may see, on the very ground of the hidden one."""
    return site("ECU77", name="Champion", claims=["Camarhynchus pauper"], boundary=CANARY)


def pages_of_both(client, hidden, neighbour):
    """What the pages of two sites tell of each other."""
    told = {}
    for row, other in [(hidden, neighbour), (neighbour, hidden)]:
        for address in (page_of(row), f"/admin/aze_sites/site/{row.pk}/move/delist/"):
            text = client.get(address).content.decode()
            told[address] = other.code in text or other.name in text or bool(re.search(r"\b100\s*%", text))
    return told


def test_what_a_sensitive_site_overlaps_is_for_those_who_may_see_its_place(client, hidden, neighbour):
    rule_distinct(hidden, neighbour, by=get_user_model().objects.get(), reason="Two islets")
    rulings = "/admin/aze_sites/distinctsites/"
    assert all(pages_of_both(client, hidden, neighbour).values())
    assert "ECU77" in client.get(rulings).content.decode()

    client.force_login(with_rights(*MANAGES))

    assert not any(pages_of_both(client, hidden, neighbour).values())
    assert "ECU77" not in client.get(rulings).content.decode()
    for page in (f"distinct/{hidden.pk}/", f"distinct/{hidden.pk}/withdraw/"):
        assert client.get(f"/admin/aze_sites/site/{neighbour.pk}/{page}").status_code == 403


def test_no_message_tells_that_a_drawn_boundary_meets_a_sensitive_site(client, hidden, neighbour):
    def told_of_drawing(lon):
        drawn = json.dumps(square(lon, -1.2345, 0.01))
        save(client, neighbour, **{"boundary-0-drawn": drawn})
        return " ".join(messages(client.get(page_of(neighbour))))

    assert "ECU15" in told_of_drawing(0)
    client.force_login(with_rights(*MANAGES))

    there, elsewhere = told_of_drawing(-90.4321), told_of_drawing(10)

    assert "Champion" in there and "ECU15" not in there + elsewhere
    assert Site.objects.get(code="ECU15").evaluation.result["flags"] == []


# --- The past -------------------------------------------------------------------------------------------------------------
def history_of(client, row):
    return client.get(page_of(row, "history")).content.decode()


def bring_back(client, row, record, why="A mistake"):
    address = reverse(
        f"admin:aze_sites_{row._meta.model_name}_bring_back",
        args=[row.pk, record.instance_type._meta.model_name, record.history_id],
    )
    assert client.get(address).status_code == 200
    return client.post(address, {"why": why})


def test_the_history_tells_who_changed_what_and_why(client, floreana):
    save(client, floreana, **{"name": "Floreana Island", "claims-0-last_confirmed": "2001"})

    page = history_of(client, floreana)

    for said in ("Floreana Island", "Field work of 2026", "secretariat", "2001"):
        assert said in page


def test_a_version_is_brought_back_and_evaluated(client, floreana, secretariat):
    save(client, floreana, **{"claims-0-presence": "extinct"})
    assert Site.objects.get().outcome == "does_not_qualify"

    bring_back(client, floreana, Claim.history.earliest())

    assert Site.objects.get().outcome == "qualifies"
    latest = Claim.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (secretariat, "A mistake")


def test_a_removed_claim_and_a_removed_boundary_come_back(client, floreana):
    geojson = floreana.boundary.geojson
    save(client, floreana, **{"claims-0-DELETE": "on", "boundary-0-DELETE": "on"})
    assert not Boundary.objects.exists()

    bring_back(client, floreana, Claim.history.latest())
    bring_back(client, floreana, Boundary.history.latest())

    assert Boundary.objects.get().geojson == geojson and Boundary.objects.get().area_km2 > 1
    assert Site.objects.get().outcome == "needs_review"


def test_a_version_of_a_species_comes_back_and_flips_its_site(client, floreana):
    save(client, species(), category="VU")

    bring_back(client, species(), Species.history.earliest())

    assert Site.objects.get().outcome == "qualifies"


def test_the_status_never_comes_back_by_itself(client, floreana):
    first = Site.history.earliest()
    Site.history.filter(pk=first.pk).update(status="draft", discreteness_source="Never")

    bring_back(client, floreana, first)

    assert (Site.objects.get().status, Site.objects.get().discreteness_source) == ("confirmed", "Field visit")


def test_bringing_back_needs_a_reason_and_the_right_to_change(client, floreana):
    save(client, floreana, name="Floreana Island")
    first = Site.history.earliest()

    assert bring_back(client, floreana, first, why=" ").status_code == 200
    client.force_login(with_rights("view_site"))
    address = reverse("admin:aze_sites_site_bring_back", args=[floreana.pk, "site", first.history_id])
    assert client.post(address, {"why": "x"}).status_code == 403
    assert Site.objects.get().name == "Floreana Island"


def test_a_version_of_another_site_is_not_found(client, floreana):
    other = site("ECU16", claims=["Camarhynchus pauper"], boundary=None)
    record = Site.history.filter(id=other.pk).earliest()

    for model, history_id in [("site", record.history_id), ("user", 1), ("site", 10**15)]:
        address = reverse("admin:aze_sites_site_bring_back", args=[floreana.pk, model, history_id])
        assert client.get(address).status_code == 404


def test_a_version_that_can_no_longer_stand_is_refused(client, floreana):
    removed = claim(floreana, species="Camarhynchus pauper")
    removed.delete()
    claim(floreana, species="Camarhynchus pauper")
    record = Claim.history.filter(history_type="-").latest()

    answer = bring_back(client, floreana, record)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Claim.objects.count() == 2
