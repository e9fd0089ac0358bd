"""The files that can be downloaded, and their columns: the one description from which the files are written, their data dictionary is
printed and their sidecar is made."""

from collections import namedtuple
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import claim_columns, columns, site_columns

SiteRow = namedtuple("SiteRow", "site countries species as_of")
ClaimRow = namedtuple("ClaimRow", "site claim as_of")
KINDS = {
    columns.TEXT: _("text"),
    columns.NUMBER: _("number"),
    columns.DAY: _("day, such as 2026-11-25"),
    columns.MOMENT: _("moment, such as 2026-11-25T10:30:00+00:00"),
    columns.YES_NO: _("yes or no"),
    columns.LIST: _("values separated by a semicolon"),
    columns.ADDRESS: _("web address"),
}


@dataclass(frozen=True)
class File:
    """A kind of file: `row` says what one row is; `key` the columns that tell rows apart."""

    name: str
    title: str
    row: str
    columns: tuple
    key: tuple

    @property
    def described(self):
        """[(column, its kind in words)]."""
        return [(column, KINDS[column.kind]) for column in self.columns]


SITES = File("sites", _("Sites"), _("one row for each site"), site_columns.COLUMNS, ("code",))
SPECIES = File(
    "species",
    _("Species at sites"),
    _("one row for each species at a site, and for each segment of its life that is claimed apart"),
    claim_columns.COLUMNS,
    ("site_code", "species", "segment"),
)
FILES = (SITES, SPECIES)
