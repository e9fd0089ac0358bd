"""PURE. What a species' rank and Red List category say of a site for it, before anything else is asked (criteria.md 3)."""

import re

RANKS = {"subspecies", "variety", "subpopulation"}
BELOW_SPECIES = re.compile(r"\b(subsp|ssp|var|subvar|forma|f)\.\s", re.I)
THREE_NAMES = re.compile(r"[A-Z][a-z-]+ [a-z-]+ ([a-z-]{3,})(?: \(?[A-Z].*)?")
OPEN_NAMES = {"aff", "cf", "nov", "sp", "spp", "gr"}
COUNTS = {"CR": "counts", "EN": "counts", "EW": "extinct_in_the_wild"}
UNKNOWN = "unknown"
OTHERS = {
    "EX": "extinct",
    "VU": "vulnerable",
    **dict.fromkeys(("NT", "LC", "LR/nt", "LR/lc", "LR/cd"), "not_threatened"),
    "DD": "data_deficient",
    "NE": "not_evaluated",
}


def prospect(name, rank, category):
    """How a species stands, by one word: of COUNTS or OTHERS, `subspecies`, or UNKNOWN where no category of today is known. `rank`: as on
    file, "" where it is not; then the name alone can tell of a subspecies."""
    if rank in RANKS or (not rank and looks_below_species(name)):
        return "subspecies"
    return (COUNTS | OTHERS).get(category, UNKNOWN)


def looks_below_species(name):
    """Whether a scientific name is that of a part of a species, by its three names or by what stands between them."""
    three = THREE_NAMES.fullmatch(name)
    return bool(BELOW_SPECIES.search(name) or (three and three[1] not in OPEN_NAMES))
