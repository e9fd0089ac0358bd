"""The answers of the API to a browser and to a cache: origins, methods, tags and packing."""

import gzip
import json
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from factories import site
from items import ITEMS, OUTLINES

from sites.models import RegistryStamp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", OUTLINES])
def test_any_origin_may_read_it_and_no_cookie_is_set(client, address):
    site("ECU15")

    answer = client.get(address, headers={"origin": "https://evil.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", OUTLINES])
def test_methods_other_than_reading_are_answered_with_a_sentence(client, address):
    site("ECU15")

    for method in ("post", "put", "delete", "patch"):
        answer = getattr(client, method)(address)
        assert answer.status_code == 405
        assert answer["Content-Type"] == "application/problem+json"
        assert "GET" in answer["Allow"]
    options = client.options(address)
    assert (options.status_code, options.content) == (204, b"")
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "address", [ITEMS, f"{ITEMS}/ECU15", "/sites/map.json", "/sites/", "/", "/species/", "/sites/ECU15/"]
)
def test_an_unchanged_answer_is_304_until_the_registry_changes(client, address):
    floreana = site("ECU15")
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    wrong = client.get(address, headers={"if-none-match": 'W/"other"'})
    strong = client.get(address, headers={"if-none-match": first["ETag"].removeprefix("W/")})
    floreana.name = "Santa María"
    floreana.save()
    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == again["Cache-Control"] == "public, max-age=60"
    assert [answer.status_code for answer in (first, again, wrong, strong, after)] == [
        200,
        304,
        200,
        304,
        200,
    ]
    assert again.content == b""


def test_a_page_that_says_when_it_was_read_is_another_on_the_next_day(client, monkeypatch):
    site("ECU15")
    first = client.get("/sites/ECU15/")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: tomorrow)

    after = client.get("/sites/ECU15/", headers={"if-none-match": first["ETag"]})

    assert after.status_code == 200
    assert f"urldate = {{{tomorrow.isoformat()}}}" in after.content.decode()


def test_a_registry_put_back_to_an_earlier_number_has_other_answers(client):
    site("ECU15")
    first = client.get(ITEMS)["ETag"]
    RegistryStamp.objects.update(changed_at=F("changed_at") + timedelta(microseconds=1))

    assert client.get(ITEMS, headers={"if-none-match": first}).status_code == 200


def test_only_the_tag_of_an_answer_spares_it_and_no_star_or_date_does(client):
    site("ECU15")
    later = {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}

    for headers, code in [({"if-none-match": "*"}, 404), (later, 404)]:
        assert client.get("/sites/ECU99/", headers=headers).status_code == code
    for headers in ({"if-none-match": "*"}, later):
        answer = client.get("/sites/ECU15/", headers=headers)
        assert answer.status_code == 200
        assert "Last-Modified" not in answer


def test_a_refusal_is_never_stored_and_has_no_etag(client):
    answer = client.get(f"{ITEMS}?foo=1")

    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


def test_answers_are_packed_for_those_who_take_it(client, five):
    plain = client.get(ITEMS)
    packed = client.get(ITEMS, headers={"accept-encoding": "br, gzip;q=0.5"})
    refused = client.get(ITEMS, headers={"accept-encoding": "gzip;q=0"})

    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content))["features"] == plain.json()["features"]
    assert "Content-Encoding" not in plain
    assert "Content-Encoding" not in refused
    assert "Accept-Encoding" in plain["Vary"]
