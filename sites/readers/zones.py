"""PURE. UTM zones as people write them: `17S`, `17 South`, `zone 17M`. Of `S` alone nobody can tell the southern half of the world from the
band between 32° and 40° north."""

import re

NORTH, SOUTH = 32600, 32700  # EPSG codes of UTM on WGS 84, to which the zone is added
WRITTEN = re.compile(r"(?:\b(?:utm|zone|zona|huso|fuseau)\W*)*(\d{1,2})\s*([^\W\d_]*)", re.I)
NORTHERN = {"n", "north", "norte", "nord"} | set("pqrtuvwx")
SOUTHERN = {"south", "sur", "sul", "sud", "süd"} | set("cdefghjklm")
EITHER = {"", "s"}


def read(text, hemisphere=""):
    """The EPSG codes that a zone may mean, () where this is none. `hemisphere`: what is said of that by itself, where `S` is south."""
    found = WRITTEN.fullmatch(text.strip())
    if not found or not 1 <= int(found[1]) <= 60:
        return ()
    zone, letter, half = int(found[1]), found[2].lower(), hemisphere.strip().lower()
    if letter in NORTHERN or letter in EITHER and half in NORTHERN:
        return (NORTH + zone,)
    if letter in SOUTHERN or letter in EITHER and half in SOUTHERN | {"s"}:
        return (SOUTH + zone,)
    return (SOUTH + zone, NORTH + zone) if letter in EITHER and not half else ()
