"""PURE. Text folded for search, alike on every database: case, accents and width do not count."""

import unicodedata


def fold(text):
    """`text` in NFKD without combining marks, casefolded, white space collapsed to single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())
