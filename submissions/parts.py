"""PURE. The parts of a draft, and what was typed into them: kept as typed, whether or not it can be used yet.

What was typed is {field: [values]} as a browser sends it, so that a form can be filled in with it again, letter for letter."""

import hashlib
import json

NOT_STORED = {"csrfmiddlewaretoken", "loaded", "stamp", "go", "website"}
LONGEST_FIELD = 200_000  # characters of one value: ten times what any text may have, so that what is too long can still be shortened
LONGEST_PART = 4_000_000
UNSTORABLE = dict.fromkeys(
    [0, *range(0xD800, 0xE000)], "\ufffd"
)  # NUL, which PostgreSQL refuses, and halves of letters


class TooMuch(ValueError):
    """More was typed into a part than a draft can hold; nothing of it can be right."""


def typed(fields):
    """What is kept of `fields`, pairs (field, list of values) of a form as sent. Raises TooMuch."""
    kept = {
        name.translate(UNSTORABLE): [value.translate(UNSTORABLE) for value in values]
        for name, values in fields
        if name not in NOT_STORED
    }
    lengths = [len(value) for values in kept.values() for value in values]
    if lengths and (max(lengths) > LONGEST_FIELD or sum(lengths) > LONGEST_PART):
        raise TooMuch
    return kept


def mark(part):
    """A short mark of what was typed into a part: equal for equal text. The page carries it, to notice that someone saved meanwhile."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def differing(mine, theirs):
    """Names of the fields that differ between two versions of a part, in the order of the first, then of the second."""
    return [name for name in {**mine, **theirs} if mine.get(name, []) != theirs.get(name, [])]
