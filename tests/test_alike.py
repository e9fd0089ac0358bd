"""Which sites a proposed one may be the same as: by name, place and species, and never by the place of a sensitive one."""

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import SQUARE, site, square
from shapely.geometry import shape

from sites import geometry
from sites.alike import alike
from sites.models import Claim

pytestmark = pytest.mark.django_db

HIDDEN = {"sensitivity": "high", "sensitivity_reason": "Collectors"}


def boundary(geojson=SQUARE):
    return geometry.read_geojson(geojson).geometry


def found(**asked):
    """{code: reasons}"""
    return {each.code: each.reasons for each in alike(**asked)}


def test_nothing_is_like_a_proposal_that_says_nothing():
    site("ECU15")

    assert alike() == []


@pytest.mark.parametrize("name", ["Floreana", "Isla Floreana", "floreana island", "Floreana, Galápagos"])
def test_a_site_of_a_like_name_is_told(name):
    site("ECU15", name="Floreana Island", national_name="Isla Floreana")
    site("ECU16", name="Española", claims=["Oreomystis bairdi"])

    assert found(name=name) == {"ECU15": ("name",)}


def test_a_like_name_in_another_country_is_another_place():
    site("ECU15", name="Azul")

    assert found(name="Cerro Azul", countries=("PE",)) == {}
    assert found(name="Cerro Azul", countries=("PE", "EC")) == {"ECU15": ("name",)}


def test_a_site_near_a_point_and_a_point_within_a_boundary_are_the_same_place():
    site("ECU15")
    site("ECU16", claims=["Oreomystis bairdi"], boundary=None, locality_lon=-90.4, locality_lat=-1.3)

    assert found(point=(-90.28, -1.3)) == {"ECU15": ("place",)}
    assert found(point=(-90.2, -1.3)) == {}
    assert found(boundary=boundary()) == {"ECU16": ("place",)}


def test_what_the_check_found_to_share_the_ground_is_the_same_place():
    site("ECU15")

    assert found(overlapping={"ECU15"}) == {"ECU15": ("place",)}


def test_a_boundary_that_is_not_valid_is_compared_with_nothing():
    site("ECU16", boundary=None, locality_lon=0.5, locality_lat=0.4)
    bowtie = shapely.MultiPolygon(
        [shape({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]})]
    )

    assert found(boundary=bowtie) == {}


def test_a_site_that_rests_on_the_species_is_told_and_one_where_it_is_only_noted_is_not():
    site("ECU15", claims=["Mimus trifasciatus"])
    gone = {"species": "Mimus trifasciatus", "presence": Claim.Presence.EXTINCT}
    site("ECU16", claims=[gone, "Oreomystis bairdi"], boundary=square(-80, -1))

    assert found(species={"Mimus trifasciatus"}) == {"ECU15": ("species",)}


def test_the_site_with_most_reasons_comes_first():
    site("ECU14", name="Floreana north", claims=["Oreomystis bairdi"], boundary=square(-80, -1))
    site("ECU15", name="Floreana")

    likely = alike(name="Floreana", point=(-90.4, -1.3), species={"Mimus trifasciatus"})

    assert [(each.code, len(each.reasons)) for each in likely] == [("ECU15", 3), ("ECU14", 1)]
    assert likely[0].why == ["a similar name", "the same place", "the same species"]
    assert (likely[0].name, likely[0].status_word) == ("Floreana", "confirmed")


def test_sites_that_were_replaced_or_are_drafts_are_not_told_and_delisted_ones_are():
    successor = site("ECU20", name="Other", claims=["Oreomystis bairdi"], boundary=square(-80, -1))
    site("ECU21", name="Floreana", status="superseded", successor=successor)
    site(None, name="Floreana", status="draft")
    site("ECU22", name="Floreana", status="delisted")

    assert set(found(name="Floreana", point=(-90.4, -1.3), species={"Mimus trifasciatus"})) == {"ECU22"}


@pytest.mark.parametrize("sensitivity", ["low", "medium", "high", "extreme"])
def test_no_place_finds_a_sensitive_site(sensitivity):
    hidden = {"sensitivity": sensitivity, "sensitivity_reason": "Collectors"}
    site("ECU15", **hidden)
    site(
        "ECU16", claims=["Oreomystis bairdi"], boundary=None, locality_lon=-90.4, locality_lat=-1.3, **hidden
    )

    assert found(point=(-90.4, -1.3)) == found(boundary=boundary()) == {}


def test_a_sensitive_site_is_found_by_what_its_page_shows():
    site("ECU15", name="Floreana", **HIDDEN)

    assert found(name="Floreana", species={"Mimus trifasciatus"}) == {"ECU15": ("name", "species")}


@pytest.mark.parametrize("name", ["%", "_", "\\", "'; DROP TABLE", "a" * 5000, "\u0000", "Isla"])
def test_any_name_can_be_asked_for(name):
    site("ECU15", name="Floreana")

    assert found(name=name.replace("\u0000", "")) == {}


def test_the_number_of_queries_does_not_grow():
    counts = []
    for number in (15, 16, 17):
        site(f"ECU{number}", name=f"Floreana {number}")
        with CaptureQueriesContext(connection) as queries:
            alike(name="Floreana", countries=("EC",), species={"Mimus trifasciatus"}, point=(-90.4, -1.3))
        counts.append(len(queries))

    assert counts[0] == counts[-1] <= 6
