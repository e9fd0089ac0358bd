"""A country in a browser: its table is copied as a table, its map and its words hold the same sites, and it prints on two pages."""

import re

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) => (await item.getType(type)).text();
  return { html: await text("text/html"), plain: await text("text/plain") };
}"""


def test_the_table_is_copied_so_that_it_pastes_as_one(new_page):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/countries/EC/")

    page.get_by_role("button", name="Copy the table").click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate(READ)

    lines = [line.split("\t") for line in copied["plain"].split("\n")]
    assert lines[0] == ["Site", "Code", "Status", "Species", "Protection", "Protected, %", "Area, km²"]
    assert ["Isla Floreana", "ECU15"] in [line[:2] for line in lines]
    assert "not known" in lines[1]
    assert "<table>" in copied["html"]
    assert "/sites/ECU15/" in copied["html"]
    assert "class=" not in copied["html"]


def test_where_a_page_may_not_write_the_table_is_marked_for_the_reader(new_page):
    page = new_page()
    page.goto("/countries/EC/")
    page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('no')); }")

    page.get_by_role("button", name="Copy the table").click()
    page.get_by_text("The table is marked").wait_for()

    assert "Isla Floreana" in page.evaluate("() => getSelection().toString()")


def test_without_javascript_the_country_is_words_and_a_drawn_map(new_page):
    page = new_page(javascript=False)
    page.goto("/countries/")

    page.get_by_role("link", name="Ecuador").click()

    assert page.get_by_role("img", name="Where the sites of Ecuador lie").is_visible()
    assert not page.locator("#map").is_visible()
    assert not page.get_by_role("button", name="Copy the table").count()
    page.get_by_role("row").filter(has_text="ECU15").get_by_role("link", name="Isla Floreana").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Isla Floreana"


def test_the_map_holds_the_sites_of_the_country(new_page):
    page = new_page()
    page.goto("/countries/EC/")

    page.wait_for_selector("#map[data-sites='3']")


def test_a_country_prints_on_two_pages(new_page):
    page = new_page()
    page.goto("/countries/MX/")

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2
