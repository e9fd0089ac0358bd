"""PURE. Which of many things a reader may mean who has typed the beginning of a name: exact hits first, then beginnings, then the rest."""

import heapq
from collections import namedtuple

from .search import fold

SHARES = {"country": 3, "species": 4, "site": 5}  # so that no kind crowds out the others
MOST = 10

Name = namedtuple("Name", "folded written")
Entry = namedtuple("Entry", "kind key label names folded")  # `folded`: all its names, each after a line break
Hit = namedtuple("Hit", "rank kind label key matched")


def named(kind, key, label, others=()):
    """An Entry that is found by its label and by its other names."""
    written = dict.fromkeys(name for name in (label, *others) if name)
    names = tuple(Name(fold(name), name) for name in written)
    return Entry(kind, key, label, names, "".join(f"\n{name.folded}" for name in names))


def by_kind(entries):
    """{kind: its Entries}, in which `best` looks."""
    known = {kind: [] for kind in SHARES}
    for entry in entries:
        known[entry.kind].append(entry)
    return known


def best(known, typed):
    """The Hits among the entries `by_kind` for what was typed, at most MOST: each with `matched`, the name that was found, "" where it is
    the label."""
    folded = fold(typed)
    if not folded:
        return []
    words = folded.split()
    found = {kind: heapq.nsmallest(MOST, _hits(known[kind], folded, words)) for kind in SHARES}
    ranked = sorted(hit for hits in found.values() for hit in hits)
    first = {hit for kind, hits in found.items() for hit in hits[: SHARES[kind]]}
    spare = MOST - len(first)
    chosen = first | set([hit for hit in ranked if hit not in first][: max(0, spare)])
    return [hit for hit in ranked if hit in chosen][:MOST]


def _hits(entries, folded, words):
    for kind, key, label, names, _folded in _likely(entries, folded, words):
        if ranked := _best_name(names, folded, words):
            rank, written = ranked
            yield Hit(rank, kind, label, key, "" if written == label else written)


def _likely(entries, folded, words):
    """The few entries worth a closer look: where enough names begin so, no other can come before them."""
    near, beginning = entries, f"\n{folded}"
    for word in words:
        near = [entry for entry in near if word in entry.folded]
    begun = [entry for entry in near if beginning in entry.folded]
    return begun if len(begun) >= MOST else near


def _best_name(names, folded, words):
    """(rank, name as written) of the name that fits best, the first of them, None where none does."""
    found = None
    for name, written in names:
        rank = _rank(name, folded, words)
        if rank is not None and (found is None or rank < found[0]):
            found = rank, written
    return found


def _rank(name, folded, words):
    """0 the very name, 1 it begins so, 2 each word begins one of its words, 3 each word is in it; None where one is missing."""
    if name.startswith(folded):
        return 0 if name == folded else 1
    if not all(word in name for word in words):
        return None
    begins = f" {name.replace('-', ' ')}"
    return 2 if all(f" {word}" in begins for word in words) else 3
