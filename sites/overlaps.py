"""Which exact boundaries share ground: kept as rows, so that a save that moves no boundary does no geometry work."""

from django.db.models import Q

from . import geometry
from .models import Boundary, Overlap

BOX = ("west", "south", "east", "north")


def refresh(site_ids):
    """Finds the overlaps of these sites anew; the ids of all sites that overlapped them before or do so now."""
    neighbours = partners(site_ids)
    if site_ids:
        Overlap.objects.filter(Q(first__in=site_ids) | Q(second__in=site_ids)).delete()
    for boundary in Boundary.objects.filter(site__in=site_ids, valid=True).only(
        "site", "wkb", "area_km2", *BOX
    ):
        _store(_overlaps_of(boundary))
    return neighbours | partners(site_ids)


def partners(site_ids):
    """Ids of the sites on record as overlapping any of these."""
    if not site_ids:
        return set()
    pairs = Overlap.objects.filter(Q(first__in=site_ids) | Q(second__in=site_ids)).values_list(
        "first", "second"
    )
    return {site_id for pair in pairs for site_id in pair}


def refresh_all():
    """Finds all overlaps anew: one bulk join over all valid boundaries."""
    boundaries = list(
        Boundary.objects.filter(valid=True).order_by("site").values_list("site", "area_km2", "wkb")
    )
    shapes = [geometry.from_wkb(bytes(wkb)) for _, _, wkb in boundaries]
    areas = [area for _, area, _ in boundaries]
    Overlap.objects.all().delete()
    _store(
        (boundaries[i][0], boundaries[j][0], percent)
        for i, j, percent in geometry.bulk_overlaps(shapes, areas)
    )


def _overlaps_of(boundary):
    box = geometry.Bounds(*(getattr(boundary, side) for side in BOX))
    others = list(
        Boundary.objects.touching(box)
        .filter(valid=True)
        .exclude(site=boundary.site_id)
        .values_list("site", "area_km2", "wkb")
    )
    shapes = [(geometry.from_wkb(bytes(wkb)), area) for _, area, wkb in others]
    for index, percent in geometry.overlaps_with(boundary.geometry(), boundary.area_km2, shapes):
        yield boundary.site_id, others[index][0], percent


def _store(found):
    rows = (
        Overlap(first_id=min(a, b), second_id=max(a, b), percent_of_smaller=percent)
        for a, b, percent in found
    )
    Overlap.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
