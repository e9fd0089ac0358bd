"""PURE. UTM zones as people write them: `17S`, `17 South`, `zone 17M`. Of `S` alone nobody can tell the southern half of the world from the
band between 32° and 40° north."""

import re

NORTH, SOUTH = 32600, 32700  # EPSG codes of UTM on WGS 84, to which the zone is added
WRITTEN = re.compile(r"(?:\b(?:utm|zone|zona|huso|fuseau)\W*)*(\d{1,2})\s*([^\W\d_]*)", re.I)
NORTH_WORDS, SOUTH_WORDS = {"n", "north", "norte", "nord"}, {"south", "sur", "sul", "sud", "süd"}
NORTH_BANDS, SOUTH_BANDS = set("pqrtuvwx"), set("cdefghjklm")
EITHER = {"", "s"}


def read(text, hemisphere=""):
    """The EPSG codes that a zone may mean, () where this is none. `hemisphere`: what is said of that by itself, where `S` is south."""
    found = WRITTEN.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= 60:
        return ()
    zone, letter, half = int(found[1]), found[2].lower(), hemisphere.strip().lower()
    if letter in NORTH_WORDS | NORTH_BANDS or letter in EITHER and half in NORTH_WORDS:
        return (NORTH + zone,)
    if letter in SOUTH_WORDS | SOUTH_BANDS or letter in EITHER and half in SOUTH_WORDS | {"s"}:
        return (SOUTH + zone,)
    return (SOUTH + zone, NORTH + zone) if letter in EITHER and not half else ()
