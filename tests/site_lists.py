"""Site lists for tests: rows with defaults of a real site, written to a file and imported."""

import csv

from sites.boundary_file import BoundaryFile
from sites.importing import SiteImport
from sites.models import Boundary, Claim, Evaluation, Listing, Site, SiteCode, Species, StatusChange
from sites.site_list import COLUMNS, SiteList

FLOREANA = {
    "site": "Isla Floreana",
    "country_iso2": "EC",
    "lat": "-1.303179",
    "lon": "-90.442696",
    "species": "Camarhynchus pauper",
    "common_name": "Medium Tree-finch",
    "class": "Aves",
    "red_list_category": "CR",
    "source": "AZE-2010",
    "category_source": "aze-2010",
    "aze_id": "241",
    "site_code": "ECU15",
    "site_type": "Single Site",
    "region": "Americas",
    "order": "Passeriformes",
    "family": "Emberizidae",
    "iucn_taxon_id": "106009033",
    "protection_2010": "Partial",
    "source_row": "311",
}
ESPANOLA = {
    **FLOREANA,
    "site": "Isla Española",
    "lat": "-1.375781",
    "lon": "-89.674302",
    "species": "Mimus macdonaldi",
    "aze_id": "240",
    "site_code": "ECU14",
    "iucn_taxon_id": "106006861",
    "source_row": "312",
}


def row(base=FLOREANA, **cells):
    return base | cells


def written(folder, *rows, columns=COLUMNS, name="list.csv", encoding="utf-8", **options):
    """A list file of these rows."""
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", restval="", **options)
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(path, *, boundaries=None, dry_run=False, encoding=None, **options):
    """The RowReport of each row, by row number."""
    drawn = BoundaryFile(boundaries) if boundaries else None
    run = SiteImport(SiteList(path, encoding=encoding), boundaries=drawn, **options)
    return {report.row: report for reports in run.run(dry_run=dry_run) for report in reports}


def verdicts(reports):
    return [reports[number].verdict for number in sorted(reports)]


def doubts(reports):
    return "\n".join(doubt for report in reports.values() for doubt in report.doubts)


MODELS = (Site, Species, Claim, Listing, Evaluation, StatusChange, SiteCode, Boundary)
HISTORIES = (Site.history, Species.history, Claim.history, Boundary.history)


def counts():
    """How many rows and how many history rows there are."""
    return [model.objects.count() for model in MODELS] + [history.count() for history in HISTORIES]
