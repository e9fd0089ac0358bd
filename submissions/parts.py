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


NOTHING, BEGUN, MEND, READY = "nothing", "begun", "mend", "ready"


class TooMuch(ValueError):
    """More was typed into a part than a draft can hold; nothing of it can be right. `fields`: where, none where it is all together."""

    def __init__(self, fields):
        super().__init__("too much was typed")
        self.fields = fields


def typed(fields):
    """What is kept of `fields`, pairs (field, list of values) of a form as sent. Raises TooMuch.

    Line breaks are kept as one sign: browsers send two with a form, and one by script."""
    kept = {
        name.translate(UNSTORABLE): [value.translate(UNSTORABLE).replace("\r\n", "\n") for value in values]
        for name, values in fields
        if name not in NOT_STORED
    }
    too_long = [name for name, values in kept.items() if max(map(len, (name, *values))) > LONGEST_FIELD]
    if too_long or sum(len(text) for name, values in kept.items() for text in (name, *values)) > LONGEST_PART:
        raise TooMuch(too_long)
    return kept


def state(is_begun, problems):
    """How far a part is. `problems`: whether each of its problems is that something is missing; else something typed cannot be used."""
    if not all(problems):
        return MEND
    return NOTHING if not is_begun else BEGUN if problems else READY


def mark(part):
    """A short mark of what was typed into a part: equal for equal text. The page carries it, to notice that someone saved meanwhile."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def differing(mine, theirs):
    """Names of the fields that hold something else in two versions of a part, in the order of the first, then of the second."""

    def held(version, name):
        return [value for value in version.get(name, ()) if value]

    return [name for name in {**mine, **theirs} if held(mine, name) != held(theirs, name)]
