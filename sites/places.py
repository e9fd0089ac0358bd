"""Which published sites lie within a box or near a place: told from the public geometry alone (lon, lat; box west, south, east, north)."""

from collections import namedtuple

import shapely
from django.db.models import Q

from . import geometry
from .models import PublishedBoundary

Candidate = namedtuple("Candidate", "pk lon lat has_boundary west south east north")
WIDE_DEGREES = (
    10  # a wider box is no longer small against the globe: its corners do not tell how far its far end is
)


def within(queryset, box):
    """The sites of `queryset` whose public geometry, or marker, touches `box`."""
    touching = queryset.touching(box)
    whole = Q(west__gte=box.west, east__lte=box.east, south__gte=box.south, north__lte=box.north)
    edges = touching.filter(has_boundary=True)
    if box.west <= box.east:
        edges = edges.exclude(whole & Q(west__lte=box.east))
    area = _area(box)
    rows = PublishedBoundary.objects.filter(site__in=edges.order_by().values("pk")).values_list("site", "wkb")
    outside = [pk for pk, wkb in rows if not area.intersects(geometry.from_wkb(bytes(wkb)))]
    return touching.exclude(pk__in=outside) if outside else touching


def _area(box):
    """The box as a geometry: two parts where it crosses ±180°, a line or a point where it has no width or height."""
    spans = [(box.west, box.east)] if box.west <= box.east else [(box.west, 180.0), (-180.0, box.east)]
    parts = [shapely.MultiPoint([(west, box.south), (east, box.north)]).envelope for west, east in spans]
    area = shapely.union_all(parts)
    shapely.prepare(area)
    return area


class Neighbourhood:
    """The sites of a queryset within `km` of `place` (lon, lat), by the public geometry.

    The exact distance to a boundary is dear, so it is measured only where marker and box, between which it must lie, leave the
    question open. `ids`: of all sites within."""

    def __init__(self, queryset, place, km):
        self.queryset, self.place = queryset, place
        around = geometry.box_around(*place, km)
        rows = queryset.order_by("pk").touching(around).values_list(*Candidate._fields)
        candidates = [Candidate(*row) for row in rows]
        self.reach = {row.pk: _reach(row, place) for row in candidates}
        self.distance_km = {row.pk: self.reach[row.pk][0] for row in candidates if not row.has_boundary}
        self._measure(pk for pk, (least, most) in self.reach.items() if least <= km < most)
        self.ids = [
            pk
            for pk, (least, _most) in self.reach.items()
            if least <= km and self.distance_km.get(pk, 0) <= km
        ]

    def nearest(self, offset, limit):
        """The sites from `offset`, near to far, with `distance_km` set."""
        farthest = sorted(self.reach[pk][1] for pk in self.ids)[: offset + limit][-1:] or [0]
        in_front = [pk for pk in self.ids if self.reach[pk][0] <= farthest[0]]
        self._measure(in_front)
        asked = sorted(in_front, key=lambda pk: (self.distance_km[pk], pk))[offset : offset + limit]
        sites = self.queryset.order_by().in_bulk(asked)
        for pk in asked:
            sites[pk].distance_km = self.distance_km[pk]
        return [sites[pk] for pk in asked]

    def _measure(self, ids):
        wanted = [pk for pk in ids if pk not in self.distance_km]
        rows = PublishedBoundary.objects.filter(site__in=wanted).values_list("site", "wkb") if wanted else ()
        for pk, wkb in rows:
            self.distance_km[pk] = geometry.distance_km(*self.place, geometry.from_wkb(bytes(wkb)))


def _cell(row):
    return shapely.box(row.west, row.south, row.east, row.north)


def _reach(row, place):
    """(least, most) kilometres that can lie between the place and the site. A site that shows only the cell of a grid around its point
    lies somewhere in that cell."""
    most = geometry.distance_between_km(*place, row.lon, row.lat)
    if not row.has_boundary:
        exact = most if row.west == row.east else geometry.distance_km(*place, _cell(row))
        return exact, exact
    if row.west > row.east or row.east - row.west > WIDE_DEGREES or row.north - row.south > WIDE_DEGREES:
        return 0, most
    corners = [(lon, lat) for lon in (row.west, row.east) for lat in (row.south, row.north)]
    return most - 1.01 * max(
        geometry.distance_between_km(row.lon, row.lat, *corner) for corner in corners
    ), most
