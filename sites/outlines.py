"""In which country's outline a place lies (lon, lat): coarse outlines, of 1:50 million, good to some ten kilometres.

Tells coordinates that belong to another country, or lie far out at sea. Cannot tell: a place within NEAR_DEGREES of the right country, an
island that these outlines leave out, and a territory that is drawn as part of its state (Réunion as France)."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from .deltas import decode

FILE = Path(__file__).parent / "outlines.json"
NEAR_DEGREES = 0.1
HIGH_SEAS = "ABNJ"
DRAWN_WITH = {  # territories without an outline of their own
    **dict.fromkeys(("GF", "GP", "MQ", "RE", "YT"), "FR"),
    **dict.fromkeys(("BV", "SJ"), "NO"),
    **dict.fromkeys(("CC", "CX"), "AU"),
    "BQ": "NL",
    "TK": "NZ",
    "UM": "US",
}
INCOMPLETE = {"SH"}  # Gough and Tristan da Cunha are left out
STATES = {  # a list may name the state for a place in its territory
    "AU": "HM NF",
    "CN": "HK MO TW",
    "DK": "FO GL",
    "FI": "AX",
    "FR": "BL MF NC PF PM TF WF",
    "GB": "AI BM FK GG GI GS IM IO JE KY MS PN SH TC VG",
    "MA": "EH",
    "NL": "AW CW SX",
    "NZ": "CK NU",
    "US": "AS GU MP PR VI",
}


def country_elsewhere(lon, lat, iso2s):
    """The code of the country in whose outline the place lies, when that is none of `iso2s` and none of these is near; else ""."""
    owners = _owners_at(lon, lat)
    if not owners or HIGH_SEAS in iso2s or owners & _drawn_as(iso2s):
        return ""
    away = degrees_away(lon, lat, iso2s)
    return "" if away is None or away <= NEAR_DEGREES else min(owners)


def countries_of(places, iso2s):
    """(codes of the countries in whose outlines these places lie, those of them in which places lie that are not near to `iso2s`, those
    of `iso2s` to which no place is near), each in alphabetical order; the last two only where they can be told."""
    owners, strange = set(), set()
    for place in places:
        here = _owners_at(*place)
        owners |= here
        if iso2s and not here <= strange and (elsewhere := country_elsewhere(*place, iso2s)):
            strange.add(elsewhere)
    missed = [iso2 for iso2 in iso2s if not _any_near(places, iso2)]
    return sorted(owners), sorted(strange), sorted(missed)


def degrees_away(lon, lat, iso2s):
    """How many degrees, about, from the place to the land of these countries; None where that cannot be told."""
    codes = _drawn_as(iso2s)
    shapes = [shape for iso2 in codes for shape in _drawn()[0].get(iso2, ())]
    if not shapes or codes & INCOMPLETE or HIGH_SEAS in iso2s:
        return None
    points = [[shapely.Point(lon + turn, lat)] for turn in (-360, 0, 360)]
    return float(shapely.distance(points, [shapes]).min())


def _any_near(places, iso2):
    """Whether one of the places lies in a country or near it; True where that cannot be told."""
    away = (degrees_away(lon, lat, [iso2]) for lon, lat in places)
    return any(degrees is None or degrees <= NEAR_DEGREES for degrees in away)


def _drawn_as(iso2s):
    """The codes under which these countries and their territories are drawn."""
    codes = {DRAWN_WITH.get(iso2, iso2) for iso2 in iso2s}
    return codes | {territory for iso2 in iso2s for territory in STATES.get(iso2, "").split()}


def _owners_at(lon, lat):
    _by_country, owners, tree = _drawn()
    return {owners[index] for index in tree.query(shapely.Point(lon, lat), predicate="intersects")}


@cache
def _drawn():
    """({code: shapes}, the code of each shape in order, STRtree over all of them)."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    by_country = {
        iso2: [_polygon(rings, read["scale"]) for rings in parts] for iso2, parts in read["parts"].items()
    }
    owners = [iso2 for iso2, shapes in by_country.items() for _shape in shapes]
    return by_country, owners, shapely.STRtree([shape for shapes in by_country.values() for shape in shapes])


def _polygon(rings, scale):
    shell, *holes = (_ring(text, scale) for text in rings)
    return shapely.Polygon(shell, holes)


def _ring(text, scale):
    return np.cumsum(np.array(decode(text)).reshape(-1, 2), axis=0) / scale
