"""What the public sees of a place: the exact boundary of an open site, cells of a fixed grid where the place is sensitive, or none."""

from shapely import Point

from . import geometry
from .models import PublishedBoundary, Site

GRID_DEGREES = {Site.Sensitivity.LOW: 0.001, Site.Sensitivity.MEDIUM: 0.01, Site.Sensitivity.HIGH: 0.1}
OUTLINE_DEGREES = 0.004  # a fifth of a screen's dot at zoom 6, where boundaries begin to be drawn
FIELDS = [
    *("lon", "lat", "has_boundary", "area_km2", "west", "south", "east", "north"),
    *("cell_level", "cell_x", "cell_y"),
]


def draw(rows, exact):
    """Sets the place columns of these rows; their PublishedBoundary rows. `exact`: {site id: its Boundary}."""
    return [_drawn(row, row.site, exact.get(row.site_id)) for row in rows]


def _drawn(row, site, boundary):
    public = PublishedBoundary(site_id=site.pk)
    if site.is_sensitive:
        _draw_generalised(row, site, boundary, public)
    elif boundary and boundary.valid:
        public.geojson, public.wkb = boundary.geojson, boundary.wkb
        public.outline = geometry.to_geojson(geometry.simplify(boundary.geometry(), OUTLINE_DEGREES))
        row.has_boundary, row.area_km2 = True, boundary.area_km2
        row.lon, row.lat = boundary.marker_lon, boundary.marker_lat
        row.index_box(geometry.Bounds(boundary.west, boundary.south, boundary.east, boundary.north))
    elif boundary:
        public.invalid = boundary.geojson
        _mark(row, boundary.marker_lon, boundary.marker_lat)
    elif site.locality_lon is not None:
        _mark(row, site.locality_lon, site.locality_lat)
    return public


def _mark(row, lon, lat):
    row.lon, row.lat = lon, lat
    row.index_box(geometry.Bounds(lon, lat, lon, lat))


def _draw_generalised(row, site, boundary, public):
    step = GRID_DEGREES.get(site.sensitivity)
    place = boundary.geometry() if boundary else None
    if place is None and site.locality_lon is not None:
        place = Point(site.locality_lon, site.locality_lat)
    if step is None or place is None:
        return
    cells = geometry.generalise(place, step)
    row.lon, row.lat = geometry.marker(cells)
    row.index_box(geometry.bounds(cells))
    if boundary and boundary.valid:
        row.has_boundary = True
        public.geojson, public.wkb = geometry.to_geojson(cells), geometry.to_wkb(cells)
        public.outline = public.geojson
