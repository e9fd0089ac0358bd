"""What each visitor comes for is at most two clicks from the first page, and is found by its words."""

import re

import pytest
from map_page import READY
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

PHONE = {"width": 320, "height": 640}
MOST_CLICKS = 2


class Visitor:
    """Somebody on the first page, whose clicks are counted; what is typed is not."""

    def __init__(self, page):
        self.page, self.clicks = page, 0
        page.goto("/")

    def follow(self, name, within="main"):
        self.click(self.page.locator(within).get_by_role("link", name=name).first)

    def click(self, found):
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS
        found.click()

    def find(self, typed, name):
        """Types into the search field of the first page, and chooses a suggestion."""
        self.page.get_by_label("Find a site, a species or a country").press_sequentially(typed)
        self.click(self.page.get_by_role("option").filter(has_text=name).first)
        self.page.wait_for_load_state()

    def reads(self, words):
        expect(self.page.locator("main")).to_contain_text(words)


@pytest.fixture
def visitor(new_page):
    return Visitor(new_page(permissions=["clipboard-read", "clipboard-write"]))


def test_a_reader_of_the_news_finds_the_place_on_a_phone(new_page):
    reader = Visitor(new_page(viewport=PHONE))

    reader.find("floreana", "Isla Floreana")

    reader.reads("Isla Floreana is listed as the place where the Medium Tree-finch")
    reader.page.locator(".map").scroll_into_view_if_needed()
    reader.page.wait_for_selector(READY)


def test_a_reader_of_the_news_may_begin_with_what_changed(new_page):
    reader = Visitor(new_page(viewport=PHONE))

    reader.click(reader.page.locator(".timeline a").first)

    reader.reads("State of the evidence")


def test_a_ministry_has_its_countrys_sites_as_a_table_and_as_files(visitor):
    visitor.follow(re.compile("^35"))
    visitor.follow("Ecuador")

    visitor.page.get_by_role("button", name="Copy the table").click()
    visitor.page.get_by_text("Copied: paste it into your report").wait_for()
    expect(visitor.page.get_by_role("link", name="These sites as CSV")).to_be_visible()
    expect(visitor.page.get_by_role("textbox", name="Changes since")).to_be_visible()


def test_a_ministry_that_types_its_country_is_there_at_once(visitor):
    visitor.find("ecua", "Ecuador")

    assert visitor.page.url.endswith("/countries/EC/")


@pytest.mark.parametrize("way", [["Policy makers", "Screen a place"], [("Screen a place", "footer")]])
def test_a_bank_screens_a_place(visitor, way):
    for step in way:
        visitor.follow(*([step] if isinstance(step, str) else step))

    visitor.page.get_by_label("Latitude, longitude").fill("1°18′ S 90°26′ W")
    visitor.page.get_by_role("button", name="Screen this place").click()

    visitor.reads("Isla Floreana")
    expect(visitor.page.get_by_role("link", name="Take it as CSV")).to_be_visible()
    visitor.reads("withheld")


def test_a_herpetologist_finds_a_species_by_its_name(visitor):
    visitor.find("plectrohyla cel", "Plectrohyla celata")

    visitor.reads("Critically Endangered")
    visitor.reads("Sierra de Juárez")


def test_a_herpetologist_sees_where_a_record_is_missing(visitor):
    visitor.follow("Research scientists")
    visitor.click(visitor.page.locator('a[href$="?presence=long_ago"]'))

    visitor.reads("sites match the filters")
    visitor.page.get_by_label("Taxon group").select_option("amphibians")
    visitor.page.get_by_role("button", name="Show").click()
    visitor.reads("Sierra de Juárez")


def test_a_foundation_sees_the_sites_without_protection(visitor):
    visitor.follow(re.compile("^22 %"))

    visitor.reads("sites match the filters")
    visitor.reads("Sierra de Juárez")
    expect(visitor.page.get_by_role("link", name="GeoJSON with boundaries")).to_be_visible()


def test_a_teacher_is_told_what_makes_a_site_and_how_the_list_came_about(visitor):
    visitor.follow("How the criteria are applied")
    visitor.reads("Endangerment")

    visitor.follow("About the Alliance", within="footer")
    visitor.reads("Trigger species")
