"""What a site's page tells beyond its verdicts, the files it gives, and that none of them tells a hidden place."""

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import SQUARE, site, species, square
from reading import get

from aze.models import Partner, PartnerSite
from sites import status
from sites.models import Listing

pytestmark = pytest.mark.django_db
HIDDEN = {"sensitivity_reason": "Trade"}
FILES = ("", "site.csv", "place.kml", "picture.png")


def linked_data(page):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S)
    return json.loads(block)


def partner(at, **fields):
    made = Partner.objects.create(
        name="Island Friends", link="https://friends.example.org", source="https://x.example.org", **fields
    )
    PartnerSite.objects.create(partner=made, site=at, work="Rats removed since 2012")


# --- The page -------------------------------------------------------------------------------------------------------------
def test_protection_is_told_by_the_two_levels(client):
    site("ECU15", protection="partial", protection_as_of="2024", coverage_percent="45.5")

    text = get(client, "/sites/ECU15/").text

    assert "Level 1, Any protection Reached in part" in text
    assert "Level 2, Targeted protection Judged case by case" in text


def test_protection_that_nobody_assessed_is_never_none(client):
    site("ECU15")

    text = get(client, "/sites/ECU15/").text

    assert "Not assessed: nobody has measured" in text
    assert "0 %" not in text.replace("100 %", "")
    assert "Not reached" not in text


def test_threats_and_actions_are_told_in_words_with_their_codes(client):
    site("ECU15", threats=["8.1", "8.2", "11"], actions=["2.2", "7.1"], habitats=["3.5"])

    text = get(client, "/sites/ECU15/").text

    assert "Invasive and other problem species, genes and diseases 8.1, 8.2" in text
    assert "Climate change and severe weather 11" in text
    assert "Controlling invasive and problem species 2.2" in text
    assert "Training and support of those who work there 7.1" in text
    assert "Shrubland 3.5" in text


def test_it_is_told_since_when_a_species_is_listed_and_when_it_was_last_found(client):
    floreana = site("ECU15", claims=[{"species": "Mimus trifasciatus", "last_confirmed": 2019}])
    Listing.objects.create(site=floreana, species=species(), year=2005, source="AZE 2005")

    text = get(client, "/sites/ECU15/").text

    assert "Listed since 2005" in text
    assert "Presence last confirmed 2019" in text


def test_those_who_work_there_are_named_once_they_are_published(client):
    partner(site("ECU15"), published=True)

    assert "Island Friends Rats removed since 2012" in get(client, "/sites/ECU15/").text
    assert "(Rats removed since 2012)" in get(client, "/individual-contributors/").text
    Partner.objects.update(published=False)
    assert "Island Friends" not in get(client, "/sites/ECU15/").text


def test_a_site_off_the_list_says_when_and_why(client):
    status.delist(site("ECU15"), by=None, reason="taxonomy", text="Two species by now", override=True)

    page = get(client, "/sites/ECU15/")

    assert "was listed as the only known place" in page.text
    assert "Status: de-listed (taxonomy) Two species by now" in page.text


def test_the_nearest_sites_are_named_from_near_to_far(client):
    site("ECU15")
    for code, name, corner in [
        ("ECU16", "Near", (-89.9, -1.4)),
        ("ECU17", "Nearer", (-90.3, -1.1)),
        ("ECU18", "Distant Rock", (-80, -1.1)),
    ]:
        site(code, name=name, boundary=square(*corner), claims=[f"Cyclura {name.lower()}"])

    text = get(client, "/sites/ECU15/").text

    assert text.index("Nearer") < text.index("Near ECU16")
    assert "Distant Rock" not in text


def test_it_is_cited_with_its_address_its_record_and_the_assessments_it_rests_on(client):
    species("Mimus trifasciatus", red_list_citation="BirdLife International 2018. Mimus trifasciatus.")
    site("ECU15", name="Floreana")

    page = get(client, "/sites/ECU15/")

    assert "Floreana (ECU15), Ecuador. AZE site registry, record of" in page.text
    assert "BirdLife International 2018. Mimus trifasciatus." in page.text
    assert "@misc{aze-ECU15-" in page.text
    assert "TY - DATA" in page.text


def test_other_programs_read_the_place_the_species_and_the_picture(client):
    site("ECU15", name="</script><b>Floreana", national_name="Isla Floreana")

    answer = client.get("/sites/ECU15/")
    told, page = linked_data(answer), get(client, "/sites/ECU15/")

    assert told["name"] == "</script><b>Floreana"
    assert told["geo"]["latitude"] == pytest.approx(-1.3, abs=0.1)
    assert told["subjectOf"][0]["name"] == "Mimus trifasciatus"
    (image,) = page.all("meta", property="og:image")
    assert image["content"].endswith("/sites/ECU15/picture.png")


def test_a_species_tells_other_programs_its_names_and_sites(client):
    species("Mimus trifasciatus", common_name="Floreana Mockingbird", family_name="Mimidae")
    site("ECU15", name="Floreana")

    told = linked_data(client.get("/species/mimus-trifasciatus/"))

    assert (told["@type"], told["alternateName"]) == ("Taxon", ["Floreana Mockingbird"])
    assert told["subjectOf"][0]["name"] == "Floreana"


def test_a_species_keeps_the_sites_that_are_no_longer_listed_after_those_that_are(client):
    old = site("ECU10", name="Abandoned", boundary=square(10, 10))
    site("ECU15", name="Floreana")
    status.delist(old, by=None, reason="error", text="Never lived there", override=True)

    text = get(client, "/species/mimus-trifasciatus/").text

    assert text.index("Floreana") < text.index("Abandoned") < text.index("De-listed")


def test_a_plain_visitor_costs_six_queries_at_any_number_of_species_neighbours_and_partners(client):
    few = site("ECU15")
    site(
        "ECU16",
        claims=["Camarhynchus pauper", "Cyclura collei", "Pharomachrus mocinno"],
        boundary=square(-90.35, -1.3),
    )
    partner(few, published=True)

    counts = []
    for code in ("ECU15", "ECU16"):
        client.get(f"/sites/{code}/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(f"/sites/{code}/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6, [query["sql"][:90] for query in queries]


# --- Its files ------------------------------------------------------------------------------------------------------------
def test_its_facts_come_as_a_table_of_one_row(client):
    site("ECU15", name="Floreana")
    site("ECU151", name="Another", boundary=square(10, 10))

    text = client.get("/sites/ECU15/site.csv").content.decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(text))
    assert "Floreana" in row.values()


def test_its_place_comes_as_kml_with_its_sentence(client):
    site("ECU15", name="Floreana")

    response = client.get("/sites/ECU15/place.kml")

    assert response["Content-Type"] == "application/vnd.google-earth.kml+xml"
    assert "<Polygon>" in response.content.decode()
    assert "the only known place" in response.content.decode()


@pytest.mark.parametrize("name", FILES)
def test_other_codes_lead_to_every_file_and_unknown_ones_to_none(client, name):
    site("ECU15")

    assert client.get(f"/sites/ecu15/{name}").headers["Location"] == f"/sites/ECU15/{name}"
    assert client.get(f"/sites/ZZZ9/{name}").status_code == 404


# --- Hidden places --------------------------------------------------------------------------------------------------------
def test_nothing_on_the_page_or_in_its_files_tells_where_a_withheld_site_is(client):
    site("ECU15", boundary=square(-77.123, -3.456), sensitivity="extreme", **HIDDEN)
    site("ECU16", name="Beside it", boundary=square(-77.1, -3.4), claims=["Camarhynchus pauper"])

    for name in ("", "site.csv", "place.kml"):
        told = client.get(f"/sites/ECU15/{name}").content.decode()
        assert not re.search(r"-77\.|77\.1|-3\.4|3\.45", told), name
        assert "Beside it" not in told, name
    assert "Nearest" not in get(client, "/sites/ECU15/").text
    assert "Site ECU15" not in get(client, "/sites/ECU16/").text


@pytest.mark.parametrize(
    ("level", "says"), [("open", ""), ("high", "to a grid of 0.1 degree."), ("extreme", "place is withheld")]
)
def test_a_point_in_kml_says_that_it_is_not_the_place(client, level, says):
    reason = HIDDEN if says else {}
    site("ECU15", boundary=None, sensitivity=level, locality_lon=-90.4, locality_lat=-1.3, **reason)

    text = client.get("/sites/ECU15/place.kml").content.decode()

    assert says in text
    assert bool(says) == ("withheld" in text)
    assert (level == "extreme") == ("<Point>" not in text)


@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_what_is_done_at_a_sensitive_place_is_not_told_but_by_whom(client, level):
    words = {"summary": "Guards the pond of Black Beach", "how_to_give": "In the hut above Black Beach"}
    partner(site("ECU15", sensitivity=level, **HIDDEN), published=True, **words)

    for address in ("/sites/ECU15/", "/individual-contributors/"):
        text = get(client, address).text
        assert "Island Friends" in text, address
        assert "Rats removed" not in text, address
        assert "Black Beach" not in text, address


@pytest.mark.parametrize("boundary", [SQUARE, None])
@pytest.mark.parametrize("level", ["low", "medium", "high", "extreme"])
def test_other_programs_are_told_no_coordinates_of_a_sensitive_place(client, level, boundary):
    point = {} if boundary else {"locality_lon": -90.4, "locality_lat": -1.3}
    site("ECU15", boundary=boundary, sensitivity=level, **point, **HIDDEN)

    assert "geo" not in linked_data(client.get("/sites/ECU15/"))


def test_the_distance_to_a_generalised_site_is_that_to_its_cells(client):
    site("ECU15")
    hidden = {"claims": ["Camarhynchus pauper"], "sensitivity": "high", **HIDDEN}
    for number, corner in enumerate([(-90.19, -1.39), (-90.14, -1.34)]):  # in the same cell of 0.1°
        site(f"ECU{20 + number}", boundary=square(*corner, size=0.01), **hidden)

    text = get(client, "/sites/ECU15/").text

    first, second = (re.search(rf"ECU{code} · Confirmed · (\S+ km)", text).group(1) for code in (20, 21))
    assert first == second
