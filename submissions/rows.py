"""PURE. Groups of fields that a form repeats, such as the claims of a site, in what was typed: {field: [values]}.

Every row has a key of its own, so that a row which is added or taken away moves no other. The keys stand in a field with the name of the
group, in their order; a field of a row is called by group, key and its own name, such as `claim2-species`."""

import re

CLAIM = "claim"  # the group of a site's claims
MOST = 40  # rows of one group
KEY = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def keys(typed, group):
    """The keys of the rows, in their order; that of a first, empty row where there is none."""
    found = [key for key in typed.get(group, []) if KEY.fullmatch(key)]
    return list(dict.fromkeys(found))[:MOST] or ["1"]


def prefix(group, key):
    """What the names of a row's fields begin with, as Django's forms have it: a hyphen follows."""
    return f"{group}{key}"


def fields(typed, group, key):
    """{the field's own name: [values]} of one row."""
    start = f"{prefix(group, key)}-"
    return {name.removeprefix(start): values for name, values in typed.items() if name.startswith(start)}


def with_row(typed, group, row=None):
    """`typed` with one more row at the end: an empty one, or `row`, {field: [values]}."""
    known = keys(typed, group)
    key = str(max(map(int, known)) + 1)
    added = {f"{prefix(group, key)}-{name}": values for name, values in (row or {}).items()}
    return typed | {group: [*known, key]} | added


def without_row(typed, group, key):
    """`typed` without a row and what stood in it."""
    start = f"{prefix(group, key)}-"
    kept = {name: values for name, values in typed.items() if not name.startswith(start)}
    return kept | {group: [other for other in keys(typed, group) if other != key]}


def of_rows(group, rows):
    """What is typed into a group that holds these rows, each {field: [values]}."""
    typed = {group: [str(number) for number in range(1, len(rows) + 1)]}
    for number, row in enumerate(rows, start=1):
        typed |= {f"{prefix(group, str(number))}-{name}": values for name, values in row.items()}
    return typed
