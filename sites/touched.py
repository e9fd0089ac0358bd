"""Which sites this transaction touched; leaving the outermost `with evaluating():` evaluates them once.

Models note what they changed here and know nothing of the evaluation: `apps.ready` hands in the function that evaluates."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

REGISTRY_LOCK = 0x415A45  # "AZE"; one key for all who evaluate


@dataclass
class Touched:
    """Ids noted since the outermost block began.

    sites: facts of the site itself changed. worded: words changed that no criterion reads. edited: its version counts up. moved: status or code changed, so that others read it
    differently. claimed: species of claims added, changed or removed. assessed: species whose Red List record changed. named: species
    whose names changed. renamed: species whose scientific name changed, by which claims are told apart. spelt: sites whose own names, codes, countries or claims changed, so that they are found and listed otherwise. drawn: sites whose boundary changed. shown: sites whose public geometry must be made again. veiled: sites
    whose sensitivity changed, so that their neighbours may tell more or less of them. pictured: pictures that changed."""

    cause: str
    sites: set = field(default_factory=set)
    worded: set = field(default_factory=set)
    edited: set = field(default_factory=set)
    moved: set = field(default_factory=set)
    claimed: set = field(default_factory=set)
    assessed: set = field(default_factory=set)
    named: set = field(default_factory=set)
    renamed: set = field(default_factory=set)
    spelt: set = field(default_factory=set)
    drawn: set = field(default_factory=set)
    shown: set = field(default_factory=set)
    veiled: set = field(default_factory=set)
    pictured: set = field(default_factory=set)


@dataclass(frozen=True)
class Author:
    """Who writes and why, for the history rows."""

    by: object = None
    reason: str = ""


_touched: ContextVar[Touched | None] = ContextVar("touched", default=None)
_author: ContextVar[Author] = ContextVar("author", default=Author())  # noqa: B039 - frozen
_evaluate = None


def set_evaluator(evaluate):
    """Names the function of one argument (Touched) that evaluates what was touched."""
    global _evaluate
    _evaluate = evaluate


def author():
    """Who writes in this block, and why."""
    return _author.get()


@contextmanager
def evaluating(*, cause="edit", by=None, reason=""):
    """One transaction in which everything touched is evaluated once, on leaving.

    Takes the registry-wide lock first: two concurrent saves of one species would each miss the other. A block within a block joins
    it; its `by` and `reason` hold for the rows written inside."""
    outer = _touched.get()
    writer = _author.set(Author(by, reason)) if by or reason or outer is None else None
    try:
        if outer is not None:
            yield outer
            return
        with transaction.atomic():
            _take_lock()
            touched = Touched(cause)
            noted = _touched.set(touched)
            try:
                yield touched
                _evaluate(touched)
            finally:
                _touched.reset(noted)
    finally:
        if writer:
            _author.reset(writer)


def _take_lock():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTRY_LOCK])
