"""Suggestions under the search field: by key, by pointer and for a screen reader, and a search that works without them."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READY = "html[data-ready]"


def typed(page, address, text):
    page.goto(address)
    page.wait_for_selector(READY)
    field = page.get_by_role("combobox", name="Name, code, country or species")
    field.press_sequentially(text)
    return field


def test_a_suggestion_is_chosen_by_key_and_told_to_a_screen_reader(page):
    field = typed(page, "/sites/", "isla flor")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("Isla Floreana")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".filter-q [role=status]")).to_contain_text("Suggestions: ")

    page.keyboard.press("ArrowDown")

    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sites/ECU15/")


def test_the_arrows_go_round_by_the_field_itself(page):
    field = typed(page, "/sites/", "floreana")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()

    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")

    assert field.get_attribute("aria-activedescendant") is None


def test_escape_closes_the_list_and_enter_then_searches_for_what_was_typed(page):
    field = typed(page, "/sites/", "floreana")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("floreana")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sites/?q=floreana**")


def test_a_species_among_the_filters_filters_and_keeps_the_others(page):
    typed(page, "/sites/?country=EC", "mimus")

    page.get_by_role("listbox").get_by_role("option", name="Mimus trifasciatus").click()

    page.wait_for_url("**/sites/?country=EC&species=mimus-trifasciatus")
    expect(page.locator(".site-row")).to_have_count(1)


def test_a_site_chosen_beside_the_map_is_shown_on_it(page):
    typed(page, "/sites/map/", "teraina")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".leaflet-popup").get_by_role("link", name="Teraina")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_focused()


def test_nothing_found_is_said(page):
    typed(page, "/sites/", "qqqq")

    expect(page.locator(".filter-q [role=status]")).to_have_text("No suggestion.")


def test_the_field_searches_where_suggestions_cannot_be_had(page):
    page.route("**/search/suggest*", lambda route: route.abort())
    typed(page, "/sites/", "floreana")

    page.keyboard.press("Enter")

    page.wait_for_url("**/sites/?q=floreana**")
    page.faults = [fault for fault in page.faults if "Failed to load resource" not in fault]
