"""Which species on file a typed name means. Only the scientific name as on file means one: a synonym, a common name or a slip of the pen
is offered, and somebody must choose, since criterion 1 is never read from a likeness."""

import difflib
from collections import namedtuple
from dataclasses import dataclass

from sites import suggestions
from sites.catalogue import public_species
from sites.freshness import current_stamp
from sites.models import Species
from sites.search import fold

MOST_OFFERED = 4
Index = namedtuple("Index", "entries by_label by_name")
_index = Index(None, {}, {})
LIKENESS = 0.85  # of 1; below it another name is more often meant than the same one


@dataclass(frozen=True)
class Meant:
    """`species`: the one on file, or None. `offered`: scientific names that may be meant; `why`: the name by which the first was found."""

    species: Species | None = None
    offered: tuple = ()
    why: str = ""


def meant(names):
    """{name: Meant} of typed names, in a number of queries that does not grow with them. Species without a public site are not on file
    here."""
    names = {name for name in names if name}
    if not names:
        return {}
    by_label, by_name = _known()
    labels = {by_label[fold(name)] for name in names if fold(name) in by_label}
    rows = {row.scientific_name: row for row in public_species().filter(scientific_name__in=labels)}
    return {name: _meant(name, rows, by_label, by_name) for name in names}


def _meant(name, rows, by_label, by_name):
    folded = fold(name)
    if found := rows.get(by_label.get(folded)):
        return Meant(found)
    if called := by_name.get(folded):
        return Meant(None, tuple(called)[:MOST_OFFERED], name)
    begin, end = folded[:2], folded[-4:]  # a slip is seldom in both
    near = [label for label in by_label if label.startswith(begin) or label.endswith(end)]
    close = difflib.get_close_matches(folded, near, n=MOST_OFFERED, cutoff=LIKENESS)
    return Meant(None, tuple(by_label[each] for each in close))


def _known():
    """({folded scientific name: as written}, {folded other name: scientific names of the species that bear it}), made anew where the
    registry has moved."""
    global _index
    index, entries = _index, suggestions.species(current_stamp())
    if index.entries is not entries:
        index = Index(entries, {}, {})
        for entry in entries:
            scientific, *others = entry.names
            index.by_label[scientific.folded] = entry.label
            for other in others:
                index.by_name.setdefault(other.folded, {})[entry.label] = None
        _index = index
    return index.by_label, index.by_name
