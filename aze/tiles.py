"""PURE. The map layer of another host that the secretariat may offer beside our own map: read strictly, since every visitor's browser is
told of it."""

import re
from collections import namedtuple
from urllib.parse import urlsplit

PLACES = {"{z}", "{x}", "{y}"}
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
PATH = re.compile(r"[A-Za-z0-9/._~=&?%@:{}-]+")
HOW = "it must look like https://tiles.example.org/{z}/{x}/{y}.png"

Tiles = namedtuple("Tiles", "url attribution host origin", defaults=("", "", "", ""))


class BadTiles(ValueError):
    """The setting cannot be used; the message says why."""


def read(url, attribution, secure):
    """The Tiles of the two settings, empty where none is set. `secure`: whether the registry itself is served over https."""
    url, attribution = url.strip(), attribution.strip()
    if not url:
        if attribution:
            raise BadTiles("AZE_TILE_ATTRIBUTION is set without AZE_TILE_URL: set both, or neither.")
        return Tiles()
    if not attribution:
        raise BadTiles("AZE_TILE_URL is set without AZE_TILE_ATTRIBUTION: say in plain text whose map it is.")
    scheme, host = _address(url)
    if secure and scheme != "https":
        raise BadTiles(
            "AZE_TILE_URL must begin with https, since the registry does: browsers refuse a mixture."
        )
    return Tiles(url, attribution, host, f"{scheme}://{host}")


def _address(url):
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadTiles(f"AZE_TILE_URL is {url!r}; {HOW}.") from error
    rest = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc) or not PATH.fullmatch(rest):
        raise BadTiles(f"AZE_TILE_URL is {url!r}; {HOW}.")
    if set(re.findall(r"\{[^}]*\}?", rest)) != PLACES:
        raise BadTiles(
            f"AZE_TILE_URL must hold {{z}}, {{x}} and {{y}} once and no other name in braces; {HOW}."
        )
    return parts.scheme, parts.netloc
