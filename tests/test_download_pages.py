"""Pages that lead to the files: what they explain, and which file of what they show."""

import pytest
from reading import get

from sites.data_dictionary import SITES, SPECIES


def test_the_page_of_downloads_explains_every_column(client, three):
    page = get(client, "/downloads/?country=JM")

    assert all(column.name in page.text for file in (SITES, SPECIES) for column in file.columns)
    assert "1 site matches the filters." in page.text
    assert page.all("a", href="/downloads/sites.csv?country=JM")
    assert page.all("a", href="/downloads/sites.geojson?country=JM")
    assert "has not named a licence" in page.text


def test_the_page_of_downloads_says_what_it_cannot_read(client, three):
    page = get(client, "/downloads/?status=bad", 400)

    assert page.all("div", role="alert")


@pytest.mark.parametrize("address", ["/sites/?country=EC", "/sites/map/?country=EC"])
def test_a_list_leads_to_the_file_of_what_it_shows(client, three, address):
    page = get(client, address)

    assert "Download this site:" in page.text
    assert page.all("a", href="/downloads/sites.csv?country=EC")
    assert page.all("a", href="/downloads/sites.geojson?country=EC")


def test_the_list_of_species_leads_to_the_file_of_its_claims(client, three):
    page = get(client, "/species/?q=iguana&group=reptiles")

    assert page.all("a", href="/downloads/species.csv?q=iguana&group=reptiles")
