"""Files as they are sent: headers, packing, what need not be sent again, what is refused, and how many at once."""

import gzip
import json

import pytest
from downloaded import FILES, SIDECARS, body
from factories import site
from reading import get

from aze.models import Imprint
from sites import downloads
from sites.download_slots import MOST_IN_ALL, MOST_OF_ONE, Busy, slot
from sites.models import RegistryStamp, Site


def test_a_file_says_what_it_is(client, three):
    response = client.get("/downloads/sites.csv?country=EC")
    day = RegistryStamp.objects.get().changed_at.date().isoformat()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="aze-sites-EC-{day}.csv"'
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert 'rel="license"' in response["Link"]
    assert "/downloads/sites.csv-metadata.json?country=EC" in response["Link"]
    assert body(response).startswith("\ufeffcode,name,".encode())


def test_a_file_that_has_not_changed_is_not_sent_again(client, three):
    for address in [*FILES, *SIDECARS]:
        response = client.get(address)
        b"".join(response)

        again = client.get(address, headers={"If-None-Match": response["ETag"]})

        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("change", ["the registry", "the licence"])
def test_a_file_that_has_changed_is_sent(client, three, change, licensed):
    named = client.head("/downloads/sites.csv")["ETag"]

    if change == "the licence":
        licensed("CC BY 4.0")
    else:
        Site.objects.get(code="ECU15").save()
        site("ECU16", claims=[], boundary=None)
    response = client.get("/downloads/sites.csv", headers={"If-None-Match": named})

    assert response.status_code == 200
    assert body(response)


@pytest.fixture
def licensed(db):
    """Lets the secretariat write a licence."""

    def write(text):
        told = Imprint.objects.get_or_create(pk=1)[0]
        told.licence_text = text
        told.save()

    return write


def test_the_licence_of_the_secretariat_goes_into_the_files(client, three, licensed):
    licensed("CC BY 4.0:\nname the source.")

    told = json.loads(body(client.get("/downloads/sites.geojson")))

    assert told["licence"] == "CC BY 4.0: name the source."
    assert "CC BY 4.0: name the source." in get(client, "/downloads/").text


def test_files_come_packed_where_that_is_asked_for(client, three):
    response = client.get("/downloads/sites.csv", headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(body(response)) == body(client.get("/downloads/sites.csv"))


def test_head_tells_the_headers_alone(client, three):
    response = client.head("/downloads/sites.geojson")

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "query", ["foo=1", "status=bad", "q=a&q=b", "limit=5", "near=1,2", "country=XX", "q=%00"]
)
def test_an_address_that_cannot_be_read_is_refused_with_a_sentence(client, db, query):
    for address in [*FILES, *SIDECARS]:
        response = client.get(f"{address}?{query}")

        assert response.status_code == 400
        assert response["Content-Type"] == "application/problem+json"
        assert response["Cache-Control"] == "no-store"
        assert response.json()["errors"][0]["message"]


def test_no_more_files_are_on_their_way_than_may_be(client, three):
    began = [client.get("/downloads/sites.csv") for _ in range(MOST_OF_ONE)]
    refused = client.get("/downloads/sites.csv")
    other = client.get("/downloads/sites.csv", REMOTE_ADDR="192.0.2.7")
    for response in [*began, other]:
        body(response)

    assert [response.status_code for response in began] == [200] * MOST_OF_ONE
    assert (refused.status_code, other.status_code) == (429, 200)
    assert int(refused["Retry-After"]) > 0
    assert body(client.get("/downloads/sites.csv"))


def test_a_person_is_refused_with_a_page(client, db):
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    with slot("127.0.0.1"), slot("127.0.0.1"):
        busy = client.get("/downloads/sites.csv", headers=browser)
    unread = client.get("/downloads/sites.csv?status=bad", headers=browser)

    assert (busy.status_code, unread.status_code) == (429, 400)
    assert "Too many files at once" in busy.content.decode()
    assert "<code>status</code>" in unread.content.decode()
    assert "style-src" in unread["Content-Security-Policy"]


def test_a_place_is_free_again_when_a_file_breaks(client, three, monkeypatch):
    def fails(asked):
        raise RuntimeError("the disk")
        yield

    monkeypatch.setattr(downloads, "sites_csv", fails)
    client.raise_request_exception = False

    answers = [client.get("/downloads/sites.csv").status_code for _ in range(MOST_OF_ONE + 1)]

    assert answers == [500] * (MOST_OF_ONE + 1)


def test_a_house_is_counted_as_one_address_and_all_together_have_a_limit():
    with slot("2001:db8::1"), slot("2001:db8::2"):
        with pytest.raises(Busy), slot("2001:db8:0:0:ffff::3"):
            pass
        with slot("2001:db8:0:1::1"), slot("192.0.2.1"), pytest.raises(Busy), slot("192.0.2.2"):
            pass
    assert MOST_IN_ALL == 4
