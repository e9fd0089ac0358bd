"""PURE. A Red List category as lists write it: a code, a name, or a code with what is thought of its extinction."""

import re
from collections import namedtuple

Category = namedtuple("Category", "code possibly_extinct possibly_extinct_in_the_wild known")

CODES = {
    code.upper(): code
    for code in (
        *("EX", "EW", "CR", "EN", "VU", "NT", "LC", "DD", "NE", "NA", "N/A", "NR", "RE"),
        *("LR/nt", "LR/lc", "LR/cd", "E", "V", "R", "I", "K", "T", "nt", "Ex?"),
    )
}
NAMES = {
    "EXTINCT": "EX",
    "EXTINCT IN THE WILD": "EW",
    "CRITICALLY ENDANGERED": "CR",
    "ENDANGERED": "EN",
    "VULNERABLE": "VU",
    "NEAR THREATENED": "NT",
    "LEAST CONCERN": "LC",
    "DATA DEFICIENT": "DD",
    "NOT EVALUATED": "NE",
}
TAGGED = re.compile(r"(.+?) ?\(? ?(PEW|PE|POSSIBLY EXTINCT IN THE WILD|POSSIBLY EXTINCT) ?\)?")
WRITABLE = re.compile(r"[A-Za-z][A-Za-z/?() ]{0,19}")


def read(written):
    """The Category that `written` stands for; a code that nobody knows is kept as it is, and one that is no code is left out."""
    upper = " ".join(written.upper().split())
    tagged = TAGGED.fullmatch(upper)
    bare, tag = tagged.groups() if tagged else (upper, "")
    code = NAMES.get(bare) or CODES.get(bare)
    if code:
        in_the_wild = tag in ("PEW", "POSSIBLY EXTINCT IN THE WILD")
        return Category(code, bool(tag) and not in_the_wild, in_the_wild, True)
    return Category(written if WRITABLE.fullmatch(written) else "", False, False, False)
