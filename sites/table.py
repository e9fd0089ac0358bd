"""A CSV table, read row by row: in UTF-8 (or UTF-16 with a byte order mark) unless its encoding is named, separated by commas, semicolons or
tabs. A row that cannot be read is told with its reason and never takes the next ones with it."""

import csv
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from . import text
from .inputs import NOT_TEXT
from .spreadsheet import unguarded

MOST_LINES = 20  # of one row: more is a quotation mark that was never closed
LONGEST_ROW = 100_000


class TableError(ValueError):
    """The file as a whole cannot be read; the message says why and what would help."""


@dataclass(frozen=True)
class Row:
    """One row by column, numbered as in the file; `problem` says why it cannot be used."""

    number: int
    cells: dict = field(default_factory=dict)
    problem: str = ""


class Table:
    """A file whose first row names the columns. Iterating reads it anew from the start."""

    def __init__(self, path, *, required, known=(), encoding=None):
        self.path = Path(path)
        self.encoding = encoding or self._encoding()
        with self._open() as lines:
            header = next(lines, "")
        self.delimiter = max(
            ",;\t",
            key=lambda mark: len({_column(name) for name in _cells(header, mark)} & {*required, *known}),
        )
        self.header = [_column(name) for name in _cells(header, self.delimiter)]
        self._check_header(required)

    def __iter__(self):
        with self._open() as lines:
            next(lines, None)
            for number, record, problem in _records(lines, self.delimiter, len(self.header)):
                yield self._row(number, record, problem)

    def _encoding(self):
        try:
            with self.path.open("rb") as file:
                start = file.read(2)
        except OSError as error:
            raise self._unreadable(error.strerror) from error
        return "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"

    def _open(self):
        try:
            return _Lines(self.path.open(encoding=self.encoding, errors="surrogateescape", newline=""), self)
        except (OSError, LookupError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, reason):
        return TableError(_("%(file)s cannot be read: %(reason)s.") % {"file": self.path, "reason": reason})

    def _check_header(self, required):
        told = {"file": self.path, "needed": ", ".join(required)}
        missing = [name for name in required if name not in self.header]
        if missing:
            raise TableError(
                _("The first row of %(file)s names no column %(missing)s. It needs %(needed)s.")
                % {**told, "missing": ", ".join(missing)}
            )
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise TableError(
                _("%(file)s has a column twice: %(twice)s.") % {**told, "twice": ", ".join(twice)}
            )

    def _row(self, number, record, problem):
        if problem:
            return Row(number, problem=problem)
        cells = {}
        for name, cell in zip(self.header, record, strict=True):
            try:
                cells[name] = text.one_line(unguarded(cell))
            except text.NotText as error:
                return Row(number, problem=f"{name}: {NOT_TEXT[error.code]}")
        return Row(number, cells)


class _Lines:
    """The lines of an open table; a break in the middle of a letter is told in words."""

    def __init__(self, file, table):
        self.file, self.table = file, table

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.file.close()

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self.file)
        except UnicodeError as error:
            raise self.table._unreadable(
                _("it is not written in %(encoding)s") % {"encoding": self.table.encoding}
            ) from error


def _column(name):
    return name.casefold().replace(" ", "_")


def _cells(line, delimiter):
    return (
        [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        if len(line) < LONGEST_ROW
        else []
    )


def _records(lines, delimiter, width):
    """(row number in the file, cells, problem) of every row that is not blank."""
    waiting, number = deque(), 1
    while line := waiting.popleft() if waiting else next(lines, ""):
        number += 1
        record, more = _record(line, waiting, lines, delimiter, width)
        if any(cell.strip() for cell in record):
            yield number, record, _problem(record, width)
        number += more


def _record(line, waiting, lines, delimiter, width):
    """(cells, how many further lines they took). Lines that a quotation mark would swallow without making a row of `width` cells
    stay rows of their own."""
    taken = [line]
    while sum(part.count('"') for part in taken) % 2 and len(taken) < MOST_LINES:
        following = waiting.popleft() if waiting else next(lines, "")
        if not following:
            break
        taken.append(following)
    if len(taken) > 1:
        record = _parsed("".join(taken), delimiter, width)
        if len(record) == width:
            return record, len(taken) - 1
        waiting.extendleft(reversed(taken[1:]))
    return _parsed(line, delimiter, width), 0


def _parsed(record, delimiter, width):
    """The cells; empty ones beyond the first row's columns are dropped, as spreadsheets add them."""
    if len(record) > LONGEST_ROW:
        return [record[:100]]
    cells = next(csv.reader([record], delimiter=delimiter), [])
    return cells[:width] if not any(cell.strip() for cell in cells[width:]) else cells


def _problem(record, width):
    if len(record) != width:
        return _(
            "It has %(count)d cells where the first row has %(width)d: a quotation mark or a separator is missing or too many."
        ) % {"count": len(record), "width": width}
    if any("\udc80" <= sign <= "\udcff" for cell in record for sign in cell):
        return _(
            "It is not written in UTF-8. Save the list as UTF-8, or name its encoding: --encoding cp1252."
        )
    return ""
