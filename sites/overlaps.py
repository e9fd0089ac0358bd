"""Which exact boundaries share ground: kept as rows, so that a save that moves no boundary does no geometry work."""

import math

from django.db.models import Q

from . import geometry
from .models import Boundary, Overlap

PLACE = ("wkb", "area_km2", "west", "south", "east", "north")
NOISE = 1e-9  # what the order of two boundaries moves in the share of one and the same overlap
CHUNK = 1000


def refresh(site_ids):
    """Finds the overlaps of these sites anew; the ids of all sites that overlapped them before or do so now."""
    if not site_ids:
        return set()
    boundaries = Boundary.objects.filter(site__in=site_ids, valid=True).values_list("site", *PLACE)
    found = {pair: percent for boundary in boundaries for pair, percent in _overlaps_of(*boundary)}
    stored = _stored(_of(site_ids))
    _store(found, stored)
    return {site_id for pair in found.keys() | stored.keys() for site_id in pair}


def partners(site_ids):
    """Ids of the sites on record as overlapping any of these."""
    return {site_id for pair in _stored(_of(site_ids)) for site_id in pair} if site_ids else set()


def refresh_all():
    """Finds all overlaps anew: one bulk join over all valid boundaries."""
    boundaries = Boundary.objects.filter(valid=True).order_by("site").values_list("site", "area_km2", "wkb")
    site_ids, areas, places = zip(*boundaries, strict=True) if boundaries else ((), (), ())
    shapes = [geometry.from_wkb(bytes(wkb)) for wkb in places]
    shared = geometry.bulk_overlaps(shapes, areas)
    _store({(site_ids[i], site_ids[j]): percent for i, j, percent in shared}, _stored(Q()))


def _overlaps_of(site_id, wkb, area_km2, *box):
    """((first, second), percent of the smaller) of each valid boundary that shares ground with this one."""
    others = list(
        Boundary.objects.touching(geometry.Bounds(*box))
        .filter(valid=True)
        .exclude(site=site_id)
        .values_list("site", "area_km2", "wkb")
    )
    shapes = [(geometry.from_wkb(bytes(other)), area) for _site_id, area, other in others]
    for index, percent in geometry.overlaps_with(geometry.from_wkb(bytes(wkb)), area_km2, shapes):
        yield tuple(sorted((site_id, others[index][0]))), percent


def _of(site_ids):
    return Q(first__in=site_ids) | Q(second__in=site_ids)


def _stored(which):
    """{(first, second): (row id, percent of the smaller)} on record."""
    rows = Overlap.objects.filter(which).values_list("first", "second", "pk", "percent_of_smaller")
    return {(first, second): told for first, second, *told in rows}


def _store(found, stored):
    """Writes what differs between the pairs found and those on record."""
    gone = [row_id for pair, (row_id, _percent) in stored.items() if pair not in found]
    for start in range(0, len(gone), CHUNK):
        Overlap.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    rows = [
        Overlap(first_id=first, second_id=second, percent_of_smaller=percent)
        for (first, second), percent in found.items()
        if not math.isclose(percent, stored.get((first, second), (None, -1))[1], rel_tol=NOISE)
    ]
    Overlap.objects.bulk_create(
        rows,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["percent_of_smaller"],
    )
