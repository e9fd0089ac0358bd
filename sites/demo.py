"""The demonstration data: fifty real sites of the AZE 2010 update, taken over by the importer into a registry that holds nothing else."""

import json
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from .boundary_file import BoundaryFile
from .import_report import Summary
from .importing import SiteImport
from .models import RegistryStamp, Site, Species
from .table import Row

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SITES = FIXTURES / "demo_sites.json"
COASTLINES = (FIXTURES / "demo_coastlines_gshhg.geojson", FIXTURES / "demo_coastlines_natural_earth.geojson")


class DemoSites:
    """The fixture as the rows of a site list."""

    def __init__(self):
        self.sites = json.loads(SITES.read_text(encoding="utf-8"))["sites"]

    def __iter__(self):
        pairs = ((site, species) for site in self.sites for species in site["species"])
        return (Row(number, _cells(site, species)) for number, (site, species) in enumerate(pairs, 1))


def is_empty():
    """Whether the registry holds no site and no species yet."""
    return not (Site.objects.exists() or Species.objects.exists())


@transaction.atomic
def load():
    """Loads all of it or nothing; the Summary."""
    source = _("For the demonstration: nobody has confirmed it for the AZE")
    site_import = SiteImport(DemoSites(), boundaries=BoundaryFile(*COASTLINES, confirmed_as=source))
    summary = Summary()
    for reports in site_import.run():
        summary.count(reports)
    RegistryStamp.objects.filter(pk=1).update(demonstration=True)
    return summary


def _cells(site, species):
    """By the columns of a site list, which the fixture has for all but codes, countries and the point."""
    lon, lat = site["point"]
    told = {name: value for name, value in site.items() if isinstance(value, str)}
    return {
        **told,
        **species,
        "site_code": ", ".join(site["codes"]),
        "country_iso2": ";".join(site["countries"]),
        "lon": str(lon),
        "lat": str(lat),
    }
