"""Writes the registry's candidate and confirmed sites in the layout that the importer reads, so that a list comes back as it was taken over.

Cells that a spreadsheet would take for a formula get an apostrophe, which the importer takes off again; numbers stay numbers. Claims that
no list has made stand without a source, and so are told and left out by an import, as their year is not known."""

import csv
from decimal import Decimal

from django.db.models import Prefetch

from . import list_names
from .models import Claim, Listing, Site, SiteCode, SiteCountry
from .numbers import plain
from .site_list import COLUMNS, NUMBERS
from .spreadsheet import guarded

LISTED = (Site.Status.CANDIDATE, Site.Status.CONFIRMED)
CHUNK = 200


def export_sites(file):
    """Writes the list to a text file; how many rows. Holds the exact places of sensitive sites: it is for the secretariat."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for site in _sites().iterator(chunk_size=CHUNK):
        for cells in _rows(site):
            writer.writerow(
                cells[column] if column in NUMBERS else guarded(cells[column]) for column in COLUMNS
            )
            count += 1
    return count


def without_rows():
    """The candidate and confirmed sites that no row of a list can hold: they have no species."""
    return Site.objects.filter(status__in=LISTED, listings__isnull=True, claims__isnull=True)


def sensitive():
    """The sites in the list whose exact place the public must not see."""
    return Site.objects.filter(status__in=LISTED).exclude(sensitivity=Site.Sensitivity.OPEN)


def _sites():
    return (
        Site.objects.filter(status__in=LISTED)
        .defer("description", "rationale", "search_text", "threats", "habitats", "actions")
        .order_by("pk")
        .prefetch_related(
            Prefetch(
                "country_rows", SiteCountry.objects.select_related("country").order_by("position", "pk")
            ),
            Prefetch("aliases", SiteCode.objects.order_by("pk")),
            Prefetch("listings", Listing.objects.select_related("species").order_by("pk")),
            Prefetch("claims", Claim.objects.select_related("species").order_by("pk")),
        )
    )


def _rows(site):
    """The cells of each species that a list, or a claim alone, has at this site."""
    shared = _site_cells(site)
    listings = list(site.listings.all())
    told = {row.species_id: row for row in listings if list_names.is_told(row.source)}
    listed = {row.species_id for row in listings if row not in told.values()}
    for row in listings:
        if row.species_id not in listed or not list_names.is_told(row.source):
            earlier = told.get(row.species_id)
            yield (
                shared
                | _species_cells(row.species)
                | _listing_cells(row, earlier if earlier != row else None)
            )
    unlisted = {}
    for claim in site.claims.all():
        if claim.species_id not in listed | told.keys():
            unlisted[claim.species_id] = claim.species
    for species in unlisted.values():
        yield shared | _species_cells(species)


def _site_cells(site):
    countries = [row.country for row in site.country_rows.all()]
    codes = [site.code or "", *(alias.code for alias in site.aliases.all())]
    return dict.fromkeys(COLUMNS, "") | {
        "site": site.name,
        "country_iso2": ";".join(country.iso2 for country in countries),
        "lat": _degrees(site.locality_lat),
        "lon": _degrees(site.locality_lon),
        "aze_id": site.aze_id,
        "site_code": ", ".join(codes),
        "site_type": site.site_type,
        "region": countries[0].region.title() if countries else "",
        "birdlife_site_id": site.birdlife_site_id,
    }


def _species_cells(species):
    return {
        "species": species.scientific_name,
        "common_name": species.common_name,
        "class": species.class_name,
        "order": species.order_name,
        "family": species.family_name,
        "iucn_taxon_id": str(species.sis_id or species.birdlife_id or ""),
        "red_list_category": species.category,
    }


def _listing_cells(row, earlier):
    return {
        "red_list_category": row.category,
        "source": row.source,
        "category_source": row.category_source,
        "birdlife_site_id": row.birdlife_site_id,
        "protection_2010": row.protection,
        "aze2005_site": earlier.listed_name if earlier else "",
        "source_row": row.source_row,
        "note": row.note,
    }


def _degrees(number):
    return "" if number is None else plain(Decimal(repr(number)))
