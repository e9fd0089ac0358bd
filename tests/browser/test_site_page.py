"""A site's page in a browser: what it copies, what it shows without a script, and the fact sheet that it prints."""

import re

import pytest

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]
PAGE_OF_PDF = re.compile(rb"/Type /Page\b(?!s)")


@pytest.mark.parametrize("code", ["ECU15", "MEX51"], ids=["one species", "22 species"])
def test_it_prints_a_fact_sheet_of_at_most_two_pages(opened, code):
    page = opened(f"/sites/{code}/")

    pages = len(PAGE_OF_PDF.findall(page.pdf(prefer_css_page_size=True)))

    assert 1 <= pages <= 2


@pytest.mark.parametrize(
    ("button", "copied"),
    [
        ("Copy the text", r"Isla Floreana \(ECU15\), Ecuador\. AZE site registry.*accessed \d+ \w+ 20\d\d"),
        ("Copy BibTeX", r"@misc\{aze-ECU15-(.|\n)*urldate = \{20\d\d-\d\d-\d\d\}"),
        ("Copy RIS", r"TY  - DATA(.|\n)*Y2  - 20\d\d/\d\d/\d\d"),
    ],
)
def test_a_button_copies_the_citation_with_the_day_of_today(opened, button, copied):
    page = opened("/sites/ECU15/", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name=button).click()
    page.get_by_text("Copied.").wait_for()

    assert re.search(copied, page.evaluate("() => navigator.clipboard.readText()"))


def test_where_the_browser_will_not_copy_the_text_is_marked_to_be_copied_by_hand(opened):
    page = opened("/sites/ECU15/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")

    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_text("copy it from there").wait_for()

    assert "@misc" in page.evaluate("() => getSelection().toString()")


def test_without_a_script_a_drawn_map_stands_in_place_of_the_map(opened):
    page = opened("/sites/ECU15/", javascript=False)

    drawn = page.get_by_role("img", name="Isla Floreana on the map")
    drawn.scroll_into_view_if_needed()

    assert drawn.bounding_box()["width"] > 300
    assert not page.get_by_role("button", name="Copy BibTeX").is_visible()
