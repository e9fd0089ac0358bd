"""The map layer of another host: off unless both of its settings are good, and then the one host that the pages' policy allows."""

import json

import pytest
from factories import site
from reading import get
from test_project import python

from aze.tiles import BadTiles, Tiles, read

URL = "https://tiles.example.org/{z}/{x}/{y}.png"


def test_nothing_is_offered_where_nothing_is_set():
    assert read("", " ", secure=True) == Tiles("", "", "", "")


def test_a_layer_has_its_host_and_its_origin():
    assert read(f" {URL} ", "© Example", secure=True) == Tiles(
        URL, "© Example", "tiles.example.org", "https://tiles.example.org"
    )
    assert (
        read("http://127.0.0.1:8099/{z}/{x}/{y}.png?key=1", "©", secure=False).origin
        == "http://127.0.0.1:8099"
    )


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("tiles.example.org/{z}/{x}/{y}.png", "must look like"),
        ("ftp://tiles.example.org/{z}/{x}/{y}.png", "must look like"),
        ("https:///{z}/{x}/{y}.png", "must look like"),
        ("https://me:secret@tiles.example.org/{z}/{x}/{y}.png", "must look like"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "must look like"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}.png", "must look like"),
        ("https://[tiles/{z}/{x}/{y}.png", "must look like"),
        ("https://tiles.example.org/{z}/{x}/<b>{y}.png", "must look like"),
        ("https://tiles.example.org/{z}/{x}.png", "must hold {z}, {x} and {y}"),
        ("https://tiles.example.org/{z}/{x}/{y}{r}.png", "must hold {z}, {x} and {y}"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "must begin with https"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(url, says):
    with pytest.raises(BadTiles, match=says.replace("{", r"\{")):
        read(url, "© Example", secure=True)


@pytest.mark.parametrize("settings", [(URL, ""), ("", "© Example")])
def test_one_setting_without_the_other_is_refused(settings):
    with pytest.raises(BadTiles, match="set without"):
        read(*settings, secure=True)


def test_a_bad_layer_stops_the_start_with_a_sentence(tmp_path):
    answer = python("import aze.settings", data=tmp_path, AZE_TILE_URL="tiles", AZE_TILE_ATTRIBUTION="©")

    last = answer.stderr.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: AZE_TILE_URL is 'tiles'")


def test_the_policy_follows_the_setting(tmp_path):
    code = "import json; from aze import settings as s; print(json.dumps(s.CONTENT_SECURITY_POLICY['DIRECTIVES']))"
    plain = json.loads(python(code, data=tmp_path).stdout)
    layered = json.loads(python(code, data=tmp_path, AZE_TILE_URL=URL, AZE_TILE_ATTRIBUTION="©").stdout)

    assert plain["img-src"] == ["'self'", "data:"]
    assert layered == plain | {"img-src": ["'self'", "data:", "https://tiles.example.org"]}


@pytest.mark.django_db
def test_the_map_knows_of_a_layer_only_where_one_is_set(client, settings):
    site("ECU15")
    assert "data-tiles" not in get(client, "/sites/map/").all("div", id="map")[0]

    settings.TILES = read(URL, 'of "Example"', secure=True)

    told = get(client, "/sites/map/").all("div", id="map")[0]
    assert (told["data-tiles"], told["data-host"]) == (URL, "tiles.example.org")
    assert told["data-attribution"] == 'of "Example"'
