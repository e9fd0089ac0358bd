"""The files themselves, written piece by piece: bounded in memory at any size of the registry, all of one state of it."""

import csv

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from . import columns, reuse
from .data_dictionary import SITES, SPECIES, ClaimRow, SiteRow
from .features import dumps, feature
from .freshness import current_stamp
from .models import PublishedSpecies
from .snapshot import snapshot

ROWS_AT_ONCE = 200
BOUNDARIES_AT_ONCE = 25  # one may have 100,000 vertices
PACKET = 32_000  # characters that are worth sending
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes UTF-8 for the letters of its own country
UNTOLD = ("findings", "history", "search_text")


def sites_csv(asked):
    """The text of the sites that the filter set `asked` chooses, in pieces."""
    with snapshot():
        yield from table(SITES.columns, _site_rows(asked, as_of(current_stamp()), ROWS_AT_ONCE))


def species_csv(asked):
    """The text of the claims that the filter set `asked` chooses, in pieces."""
    with snapshot():
        yield from table(SPECIES.columns, _claim_rows(asked, as_of(current_stamp())))


def sites_geojson(asked):
    """The sites with their public boundaries and the columns of the CSV file as properties; terms and citation come first."""
    with snapshot():
        stamp = current_stamp()
        head = dumps({"type": "FeatureCollection"} | terms(stamp) | {"number": asked.everything().count()})
        yield f'{head[:-1]},"features":['
        between = ""
        for row in _site_rows(asked, as_of(stamp), BOUNDARIES_AT_ONCE, with_boundaries=True):
            told = {column.name: columns.told(column, row) for column in SITES.columns}
            yield between + feature(row.site, row.site.boundary.geojson, dumps(told))
            between = ",\n"
        yield "]}\n"


def as_of(stamp):
    """The day of the last change, as ISO 8601 writes it; "" for a registry that has never changed."""
    return stamp.changed_at.date().isoformat() if stamp.changed_at else ""


def terms(stamp):
    """What a file says of itself where its format has a place for that."""
    return {
        "citation": reuse.citation(stamp),
        "licence": reuse.licence(stamp),
        "as_of": as_of(stamp) or None,
        "data_dictionary": settings.SITE_URL + reverse("downloads"),
    }


def packets(pieces):
    """The same text in UTF-8, in fewer pieces."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PACKET:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def table(told, rows):
    """The lines of a CSV file that tells these Columns of each row."""
    line = csv.writer(_Line()).writerow
    yield BYTE_ORDER_MARK + line([column.name for column in told])
    for row in rows:
        yield line([columns.cell(column, row) for column in told])


class _Line:
    """Hands a written line back to its writer."""

    def write(self, text):
        return text


def _site_rows(asked, day, at_once, *, with_boundaries=False):
    claims = PublishedSpecies.objects.only("site", "scientific_name").order_by("scientific_name")
    sites = asked.everything().defer(*UNTOLD).prefetch_related("countries", Prefetch("species", claims))
    if with_boundaries:
        heavy = [f"boundary__{name}" for name in ("wkb", "outline", "invalid")]
        sites = sites.select_related("boundary").defer(*UNTOLD, *heavy)
    for site in sites.iterator(chunk_size=at_once):
        yield SiteRow(
            site,
            [row.country_id for row in site.countries.all()],
            list(dict.fromkeys(claim.scientific_name for claim in site.species.all())),
            day,
        )


def _claim_rows(asked, day):
    heavy = [f"site__{name}" for name in ("facts", *UNTOLD)]
    claims = asked.everything().select_related("site", "species").defer(*heavy)
    for claim in claims.iterator(chunk_size=ROWS_AT_ONCE):
        yield ClaimRow(claim.site, claim, day)
