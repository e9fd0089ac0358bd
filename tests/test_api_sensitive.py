"""The exact place of a sensitive site is told by no address."""

import pytest
from factories import site, square
from items import ITEMS, OUTLINES, get, ids

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_no_address_tells_the_exact_place_of_a_sensitive_site(client, level):
    canary = square(-90.43217, -1.28765, 0.00321)
    hidden = {"sensitivity": level, "sensitivity_reason": "Collectors", "description": "In the hidden valley"}
    site("ECU15", boundary=canary, locality_lon=-90.43217, locality_lat=-1.28765, **hidden)
    around = [
        "/",
        "/sites/",
        "/sites/map/",
        "/sites/map.json",
        "/sites/ECU15/",
        "/species/",
        "/species/mimus-trifasciatus/",
    ]
    around += [
        OUTLINES,
        ITEMS,
        f"{ITEMS}/ECU15",
        f"{ITEMS}?bbox=-91,-2,-90,-1",
        f"{ITEMS}?near=-90.43,-1.28&km=500",
    ]

    for address in around:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode().casefold()
        assert not [word for word in ("43217", "28765", "42896", "28444", "hidden valley") if word in text], (
            address
        )


def test_a_place_within_the_cell_of_a_sensitive_site_tells_no_more_than_the_cell(client):
    canary = square(-90.43217, -1.28765, 0.00321)
    site("ECU15", boundary=canary, sensitivity="high", sensitivity_reason="Collectors")

    told = {
        get(client, f"?near={place}&km=1")["features"][0]["properties"]["distance_km"]
        for place in ("-90.43,-1.287", "-90.49,-1.21", "-90.41,-1.29")
    }

    assert told == {0}
    assert ids(client, "?bbox=-90.49,-1.22,-90.48,-1.21") == ["ECU15"]
