"""A country in its form: its new name is on its sites at once and finds them."""

import pytest
from secretariat_pages import page_of, save

from sites.models import Country

pytestmark = pytest.mark.django_db


def test_a_country_that_is_called_otherwise_is_so_on_its_sites_at_once(client, floreana):
    country = Country.objects.get(iso2="EC")
    client.post(page_of(country), {"name": "Republic of Ecuador", "region": ""})

    assert "Republic of Ecuador" in client.get("/sites/ECU15/").content.decode()


def test_sites_are_found_by_the_new_name_of_their_country(client, floreana):
    save(client, Country.objects.get(iso2="EC"), name="Ekuadur")

    page = client.get("/sites/?q=ekuadur").content.decode()

    assert "Floreana" in page and "Ekuadur" in page
