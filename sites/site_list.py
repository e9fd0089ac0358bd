"""The layout of a site list: a CSV table with one row a site and species, read row by row.

Encoding UTF-8 (or UTF-16 with a byte order mark) unless named, delimiter comma, semicolon or tab. A row that cannot be read is told with its
reason and never takes the next ones with it."""

import csv
import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from . import text
from .inputs import NOT_TEXT
from .spreadsheet import unguarded

REQUIRED = ("site", "country_iso2", "species")
PROTECTION, EARLIER = re.compile(r"protection_([12]\d{3})"), re.compile(r"aze([12]\d{3})_site")
COLUMNS = (
    *("site", "country_iso2", "lat", "lon", "species", "common_name", "class", "red_list_category", "source"),
    *("category_source", "aze_id", "site_code", "site_type", "region", "order", "family", "iucn_taxon_id"),
    *("birdlife_site_id", "protection_2010", "aze2005_site", "source_row", "note"),
)
NUMBERS = {"lat", "lon"}
IGNORED = {"boundary"}  # the demonstration list's hint which outline exists
MOST_LINES = 20  # of one row: more is a quotation mark that was never closed
LONGEST_ROW = 100_000


class ListError(ValueError):
    """The file as a whole cannot be read; the message says why and what would help."""


@dataclass(frozen=True)
class Row:
    """One row of the list by column; `problem` says why it cannot be used."""

    number: int
    cells: dict = field(default_factory=dict)
    problem: str = ""


class SiteList:
    """A list file. Iterating reads it anew from the start; `unknown` names the columns that are not taken over."""

    def __init__(self, path, *, encoding=None):
        self.path = Path(path)
        self.encoding = encoding or self._encoding()
        with self._open() as lines:
            header = next(lines, "")
        self.delimiter = max(",;\t", key=lambda mark: len(set(_cells(header, mark)) & set(COLUMNS)))
        self.header = [name.casefold() for name in _cells(header, self.delimiter)]
        self._check_header()
        self.unknown = [name for name in self.header if name and not _is_known(name)]

    def __iter__(self):
        with self._open() as lines:
            try:
                next(lines, None)
                for number, record, problem in _records(lines, self.delimiter, len(self.header)):
                    yield self._row(number, record, problem)
            except UnicodeError as error:
                raise ListError(
                    _("%(file)s breaks off in the middle of a letter; its encoding may be another one.")
                    % {"file": self.path}
                ) from error

    def _encoding(self):
        try:
            with self.path.open("rb") as file:
                start = file.read(2)
        except OSError as error:
            raise ListError(
                _("%(file)s cannot be read (%(reason)s).") % {"file": self.path, "reason": error.strerror}
            ) from error
        return "utf-16" if start in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"

    def _open(self):
        try:
            return self.path.open(encoding=self.encoding, errors="surrogateescape", newline="")
        except (OSError, LookupError) as error:
            raise ListError(
                _("%(file)s cannot be read: %(reason)s.") % {"file": self.path, "reason": error}
            ) from error

    def _check_header(self):
        missing = [name for name in REQUIRED if name not in self.header]
        if missing:
            raise ListError(
                _(
                    "The first row of %(file)s names no column %(missing)s, so it is no site list. It needs %(needed)s."
                )
                % {"file": self.path, "missing": ", ".join(missing), "needed": ", ".join(REQUIRED)}
            )
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise ListError(
                _("%(file)s has a column twice: %(twice)s.") % {"file": self.path, "twice": ", ".join(twice)}
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


def _cells(line, delimiter):
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _is_known(name):
    return name in COLUMNS or name in IGNORED or PROTECTION.fullmatch(name) or EARLIER.fullmatch(name)


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
        ) % {
            "count": len(record),
            "width": width,
        }
    if any("\udc80" <= sign <= "\udcff" for cell in record for sign in cell):
        return _(
            "It is not written in UTF-8. Save the list as UTF-8, or name its encoding: --encoding cp1252."
        )
    return ""
