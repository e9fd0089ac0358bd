"""The layout of a site list: a table with one row a site and species."""

import re

from .table import Table

REQUIRED = ("site", "country_iso2", "species")
PROTECTION, EARLIER = re.compile(r"protection_([12][0-9]{3})"), re.compile(r"aze([12][0-9]{3})_site")
COLUMNS = (
    *("site", "country_iso2", "lat", "lon", "species", "common_name", "class", "red_list_category", "source"),
    *("category_source", "aze_id", "site_code", "site_type", "region", "order", "family", "iucn_taxon_id"),
    *("birdlife_site_id", "protection_2010", "aze2005_site", "source_row", "note"),
)
NUMBERS = {"lat", "lon"}
IGNORED = {"boundary"}  # a hint which outline exists, no fact of the site


class SiteList(Table):
    """`unknown` names the columns that are not taken over."""

    def __init__(self, path, *, encoding=None):
        super().__init__(path, required=REQUIRED, known=COLUMNS, encoding=encoding)
        self.unknown = [name for name in self.header if name and not _is_known(name)]


def _is_known(name):
    return name in COLUMNS or name in IGNORED or PROTECTION.fullmatch(name) or EARLIER.fullmatch(name)
