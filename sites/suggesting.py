"""PURE. Which of many things a reader may mean who has typed the beginning of a name: exact hits first, then beginnings, then the rest."""

import heapq
from collections import namedtuple

from .search import fold

SHARES = {"country": 3, "species": 4, "site": 5}  # so that no kind crowds out the others
MOST = 10

Name = namedtuple("Name", "folded written")
Entry = namedtuple("Entry", "kind key label names")  # the first name is the one it goes by
Hit = namedtuple("Hit", "rank kind label key matched")


def named(kind, key, label, others=()):
    """An Entry that is found by its label and by its other names."""
    written = dict.fromkeys(name for name in (label, *others) if name)
    return Entry(kind, key, label, tuple(Name(fold(name), name) for name in written))


def best(entries, typed):
    """The Hits for what was typed, at most MOST: each with `matched`, the name that was found, "" where it is the label."""
    folded = fold(typed)
    if not folded:
        return []
    words = folded.split()
    found = {kind: heapq.nsmallest(MOST, _hits(entries, kind, folded, words)) for kind in SHARES}
    ranked = sorted(hit for hits in found.values() for hit in hits)
    first = {hit for kind, hits in found.items() for hit in hits[: SHARES[kind]]}
    spare = MOST - len(first)
    chosen = first | set([hit for hit in ranked if hit not in first][: max(0, spare)])
    return [hit for hit in ranked if hit in chosen][:MOST]


def _hits(entries, kind, folded, words):
    for entry in entries:
        if entry.kind == kind and (ranked := _best_name(entry, folded, words)):
            rank, written = ranked
            yield Hit(rank, kind, entry.label, entry.key, "" if written == entry.label else written)


def _best_name(entry, folded, words):
    """(rank, name as written) of the name that fits best, None where none does."""
    ranked = [
        (rank, place, name.written)
        for place, name in enumerate(entry.names)
        if (rank := _rank(name.folded, folded, words)) is not None
    ]
    if not ranked:
        return None
    rank, _place, written = min(ranked)
    return rank, written


def _rank(name, folded, words):
    """0 the very name, 1 it begins so, 2 each word begins one of its words, 3 each word is in it; None where one is missing."""
    if name.startswith(folded):
        return 0 if name == folded else 1
    if not all(word in name for word in words):
        return None
    begins = f" {name.replace('-', ' ')}"
    return 2 if all(f" {word}" in begins for word in words) else 3
