"""The map's columns: every site with a place, and only what changed is ever told anew."""

import gzip
import json
from datetime import date
from itertools import accumulate

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from factories import draw, site, species, square

from sites import map_points, status
from sites.deltas import ALPHABET, decode
from sites.models import PublishedSite, RegistryStamp, Site

pytestmark = pytest.mark.django_db

ADDRESS = "/sites/map.json"
REGION = (("BRA", -53, -25), ("ECU", -80, -4), ("IDN", 97, -8), ("MDG", 44, -24), ("PNG", 141, -9))


def read(told):
    """{code: (lon, lat, category, status)} as a browser reads the columns."""
    codes = []
    for prefix, numbers in told["codes"]:
        codes += [f"{prefix}{number}" for number in accumulate(decode(numbers))] or [prefix]
    columns = [
        [number / told["scale"] for number in accumulate(decode(told[name]))] for name in ("lon", "lat")
    ]
    for name in ("category", "status"):
        values = told[name]["values"]
        columns.append([values[ALPHABET.index(letter)] for letter in told[name]["letters"]])
    return {code: tuple(facts) for code, *facts in zip(codes, *columns, strict=True)}


def points(client, query=""):
    return read(client.get(ADDRESS + query).json())


def publish(count, *, number=lambda index: index // len(REGION) + 1):
    """`count` public sites spread over five countries, written straight into their tables."""
    codes = [f"{REGION[index % len(REGION)][0]}{number(index)}" for index in range(count)]
    sites = Site.objects.bulk_create(Site(code=code, name=code, status="confirmed") for code in codes)
    PublishedSite.objects.bulk_create(
        PublishedSite(
            site=made,
            code=made.code,
            name=made.name,
            status=("confirmed", "candidate", "delisted")[index % 7 % 3],
            outcome="qualifies",
            category=("CR", "EN", "EW")[index % 11 % 3],
            protection="none",
            lon=REGION[index % len(REGION)][1] + index * 0.7548776662 % 11,
            lat=REGION[index % len(REGION)][2] + index * 0.5698402910 % 13,
            facts={},
            findings={},
            history=[],
            search_text="",
            evaluated_on=date(2026, 1, 1),
            updated_at=timezone.now(),
        )
        for index, made in enumerate(sites)
    )
    RegistryStamp.objects.update_or_create(pk=1, defaults={"number": count, "changed_at": timezone.now()})


def test_no_sites_are_empty_columns(client):
    assert points(client) == {}


def test_a_site_is_told_by_code_marker_category_and_status(client):
    site("ECU15")
    species("Cyclura collei", category="CR")
    jamaica = site("JAM1", claims=["Cyclura collei"], countries=("JM",), boundary=square(-77.0, 17.8))
    status.delist(jamaica, by=None, reason="error", text="Listed twice", override=True)

    found = points(client)

    assert found == {"ECU15": (-90.4, -1.3, "EN", "confirmed"), "JAM1": (-76.95, 17.85, "CR", "delisted")}


def test_a_site_without_a_place_and_a_draft_are_not_on_the_map(client):
    site("ECU15", boundary=None)
    site(None, status="draft", claims=["Cyclura collei"])

    assert points(client) == {}


@pytest.mark.parametrize(
    "codes",
    [
        ["AUS1", "AUS2", "AUS10", "AUS9"],
        ["AUS", "AUS0", "AUS00", "AUS1", "AUS01", "AUS10"],
        ["1", "22", "X-7/2", "é3", "12345678901234567890", "A1B2", "A1B"],
    ],
)
def test_every_code_is_read_back_as_it_was_written(client, codes):
    for index, code in enumerate(codes):
        point = {"boundary": None, "locality_lon": index, "locality_lat": -index}
        site(code, claims=[f"Species {'abcdefgh'[index]}"], **point)

    found = points(client)

    assert {code: found[code][:2] for code in codes} == {code: (i, -i) for i, code in enumerate(codes)}
    assert len(found) == len(codes)


def test_the_filters_choose_the_sites(client):
    site("ECU15")
    site("JAM1", claims=["Cyclura collei"], countries=("JM",), boundary=square(-77.0, 17.8))

    assert set(points(client, "?country=JM")) == {"JAM1"}
    assert set(points(client, "?near=-90.4,-1.3&km=10")) == {"ECU15"}
    assert set(points(client, "?country=")) == {"ECU15", "JAM1"}


@pytest.mark.parametrize(("count", "most_bytes"), [(1_000, 12_000), (16_600, 130_000)])
def test_the_columns_of_all_sites_are_few_bytes(client, count, most_bytes):
    publish(count)

    answer = client.get(ADDRESS, headers={"accept-encoding": "gzip"})

    assert len(answer.content) < most_bytes
    assert len(read(json.loads(gzip.decompress(answer.content)))) == count


def test_the_columns_are_made_once_for_each_state_of_the_registry(client, django_assert_num_queries):
    site("ECU15")
    first = client.get(ADDRESS).content

    with django_assert_num_queries(1):
        again = client.get(ADDRESS).content

    assert again == first


def test_a_change_is_told_at_once_to_every_visitor(client):
    floreana, other = site("ECU15"), Client()
    assert points(client) == points(other) == {"ECU15": (-90.4, -1.3, "EN", "confirmed")}

    draw(floreana, square(10, 10))

    assert points(client) == points(other) == {"ECU15": (10.05, 10.05, "EN", "confirmed")}


def test_columns_made_before_another_process_wrote_are_not_told_again(client):
    """Another process leaves no trace in this one but the rows it wrote."""
    floreana = site("ECU15")
    points(client)
    table, stamp = PublishedSite._meta.db_table, RegistryStamp._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET lon = 11 WHERE site_id = %s", [floreana.pk])
        cursor.execute(f"UPDATE {stamp} SET number = number + 1")

    assert points(client)["ECU15"][0] == 11


def test_the_packed_and_the_plain_answer_say_the_same(client):
    site("ECU15")

    ready = map_points.all_columns(RegistryStamp.objects.get())

    assert gzip.decompress(ready.packed) == ready.plain == client.get(ADDRESS).content
