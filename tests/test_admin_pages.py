"""The secretariat's pages: these and no others, every one opens, and nothing is added or deleted where a verb writes it."""

import json

import pytest
from django.contrib import admin
from factories import species
from reading import Page
from secretariat_pages import page_of, save
from typed import values

from sites.models import Country, Listing, Site

pytestmark = pytest.mark.django_db


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
        "submissions.Submission",
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


def test_how_a_site_stands_comes_before_its_form_and_what_is_wrong_with_the_form_before_that(
    client, floreana
):
    shown = client.get(page_of(floreana)).content.decode()
    refused = save(client, floreana, name="").content.decode()

    assert shown.index('<aside class="panel"') < shown.index('id="site_form"')
    assert refused.index('class="error-summary"') < refused.index('<aside class="panel"')
    assert shown.count('<aside class="panel"') == refused.count('<aside class="panel"') == 1


def test_the_buttons_for_further_rows_name_them_as_within_a_sentence(client, floreana):
    page = Page(client.get(page_of(floreana)))

    groups = [group for group in page.all("div") if "data-inline-formset" in group]
    names = [json.loads(group["data-inline-formset"])["options"]["addText"] for group in groups]
    assert names == ["Add another country", "Add another claim", "Add another other code"]
