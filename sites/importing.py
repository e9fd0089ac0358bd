"""The site list importer: a list's rows, grouped by site, each site taken over in one transaction of its own.

Running it again changes nothing; interrupted, it can be run again."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from . import countries, list_entry
from .boundary_file import BoundaryFile
from .import_report import SKIPPED, RowReport
from .import_site import take_site
from .list_entry import RowRefused
from .search import fold
from .site_list import SiteList
from .status import StatusError

CODE_PARTS = re.compile(r"([A-Z]{3,4})([0-9]{1,6})")


@dataclass
class SiteImport:
    """One run over a list. `source` and `year` name the list in rows that do not."""

    site_list: SiteList
    source: str = ""
    year: int | None = None
    boundaries: BoundaryFile | None = None
    rows: int = 0
    reserved: dict = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self):
        for row in self.site_list:
            self.rows += 1
            for letters, number in CODE_PARTS.findall(row.cells.get("site_code", "")):
                self.reserved[letters] = max(self.reserved[letters], int(number))

    def run(self, *, dry_run=False):
        """Yields the RowReports of one site after the other. A dry run does the same in one transaction and takes it all back, so that
        nobody else can write until it is through."""
        countries.ensure()
        if not dry_run:
            yield from self._sites()
            return
        with transaction.atomic():
            yield from self._sites()
            transaction.set_rollback(True)

    def _sites(self):
        group, group_key = [], None
        for row in self.site_list:
            try:
                entry = list_entry.read(row, source=self.source, year=self.year)
            except RowRefused as refusal:
                yield [_refused(row.number, row.cells, refusal)]
                continue
            key = (entry.codes, fold(entry["site"]), entry.countries[0])
            if group and key != group_key:
                yield self._take(group)
                group = []
            group.append(entry)
            group_key = key
        if group:
            yield self._take(group)

    def _take(self, entries):
        try:
            return take_site(entries, reserved=self.reserved, boundaries=self.boundaries)
        except (RowRefused, StatusError) as refusal:
            return [_refused(entry.row, entry.cells, refusal) for entry in entries]
        except (DataError, IntegrityError):
            reason = _("The database refused it.")
            return [_refused(entry.row, entry.cells, reason) for entry in entries]


def _refused(number, cells, reason):
    return RowReport(
        number, SKIPPED, site=cells.get("site", ""), species=cells.get("species", ""), reason=str(reason)
    )
