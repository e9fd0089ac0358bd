from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .. import geometry
from ..touched import evaluating
from .recorded import Recorded
from .site import Site


class Indexed(models.Model):
    """A bounding box [west, south, east, north] (west > east across ±180°) and the one cell of the loose quadtree that holds it."""

    west = models.FloatField(null=True, editable=False)
    south = models.FloatField(null=True, editable=False)
    east = models.FloatField(null=True, editable=False)
    north = models.FloatField(null=True, editable=False)
    cell_level = models.PositiveSmallIntegerField(null=True, editable=False)
    cell_x = models.PositiveIntegerField(null=True, editable=False)
    cell_y = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        abstract = True

    def index_box(self, bounds):
        """Sets box and cell from Bounds, or clears them for None."""
        self.west, self.south, self.east, self.north = bounds or (None,) * 4
        self.cell_level, self.cell_x, self.cell_y = geometry.cell(bounds) if bounds else (None,) * 3


class InCells(models.Func):
    """Whether a row lies in one of some ranges of cells, as one expression: as Q objects they take longer to write out than to run."""

    output_field = models.BooleanField()

    def __init__(self, *ranges):
        super().__init__("cell_level", "cell_x", "cell_y")
        self.ranges = ranges

    def as_sql(self, compiler, connection):
        level, x, y = (compiler.compile(column)[0] for column in self.source_expressions)
        one = f"({level} = %s AND {x} BETWEEN %s AND %s AND {y} BETWEEN %s AND %s)"
        return f"({' OR '.join([one] * len(self.ranges))})", [
            number for cells in self.ranges for number in cells
        ]


class BoxQuerySet(models.QuerySet):
    def touching(self, bounds):
        """Rows whose box touches `bounds` (either may cross ±180°), found by their cells."""
        found = self.filter(
            InCells(*geometry.cells_to_search(bounds)), south__lte=bounds.north, north__gte=bounds.south
        )
        if bounds.west <= bounds.east:
            plain = models.Q(west__lte=bounds.east, east__gte=bounds.west)
            crossing = models.Q(west__gt=models.F("east")) & (
                models.Q(west__lte=bounds.east) | models.Q(east__gte=bounds.west)
            )
            return found.filter(plain | crossing)
        return found.filter(
            models.Q(west__gt=models.F("east"))
            | models.Q(west__lte=bounds.east)
            | models.Q(east__gte=bounds.west)
        )


class Boundary(Indexed, Recorded):
    """The exact boundary of a site: canonical RFC 7946 MultiPolygon, WGS 84, at most 7 decimals. Staff only.

    A boundary that is parseable but not valid is kept, evaluated `D_INVALID`, and left out of overlap tests."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="boundary")
    source = models.CharField(_("source of the boundary"), max_length=500, blank=True)
    source_date = models.DateField(_("date of the boundary"), null=True, blank=True)
    licence = models.CharField(_("licence of the boundary"), max_length=200, blank=True)

    area_km2 = models.FloatField(editable=False)
    vertices = models.PositiveIntegerField(editable=False)
    valid = models.BooleanField(editable=False)
    fault_code = models.CharField(max_length=40, blank=True, editable=False)
    fault_lon = models.FloatField(null=True, editable=False)
    fault_lat = models.FloatField(null=True, editable=False)
    marker_lon = models.FloatField(editable=False)
    marker_lat = models.FloatField(editable=False)

    # Last in the table too: SQLite reads its way through them to whatever stands behind.
    geojson = models.TextField(_("boundary"))
    wkb = models.BinaryField(editable=False)

    objects = BoxQuerySet.as_manager()
    history = HistoricalRecords(
        excluded_fields=[
            *(
                "wkb",
                "area_km2",
                "vertices",
                "valid",
                "fault_code",
                "fault_lon",
                "fault_lat",
                "marker_lon",
                "marker_lat",
            ),
            *("west", "south", "east", "north", "cell_level", "cell_x", "cell_y"),
        ],
        history_change_reason_field=models.CharField(max_length=500, null=True),
    )

    class Meta:
        verbose_name, verbose_name_plural = _("boundary"), _("boundaries")
        indexes = [models.Index(fields=["cell_level", "cell_x", "cell_y"], name="boundary_cell")]

    def __str__(self):
        return str(self.site)

    def place(self, multipolygon):
        """Takes a canonical MultiPolygon (see `geometry.read_geojson`) and derives every column from it; save afterwards."""
        text = geometry.to_geojson(multipolygon)
        if text == self.geojson:
            return
        self.geojson, self.wkb = text, geometry.to_wkb(multipolygon)
        self.area_km2 = geometry.area_km2(multipolygon)
        self.vertices = geometry.count_vertices(multipolygon)
        self.marker_lon, self.marker_lat = geometry.marker(multipolygon)
        fault = geometry.fault(multipolygon)
        self.valid = fault is None
        self.fault_code, self.fault_lon, self.fault_lat = (
            (fault.code, fault.lon, fault.lat) if fault else ("", None, None)
        )
        self.index_box(geometry.bounds(multipolygon))

    def geometry(self):
        """The exact MultiPolygon."""
        return geometry.from_wkb(bytes(self.wkb))

    def save(self, *args, **kwargs):
        with evaluating():
            drawn = "geojson" in self.changed_fields()
            super().save(*args, **kwargs)
            if drawn:
                self._lapse_confirmation()

    def delete(self, *args, **kwargs):
        with evaluating():
            deleted = super().delete(*args, **kwargs)
            self._lapse_confirmation()
        return deleted

    def _lapse_confirmation(self):
        """Reads the site anew: the copy at hand may be older than its confirmation."""
        confirmed = Site.objects.filter(pk=self.site_id, discreteness_confirmed_at__isnull=False)
        if confirmed.exists():
            site = confirmed.get()
            site.lapse_confirmation()
            site.save()

    def touch(self, touched, changed, stored):
        touched.sites.add(self.site_id)
        touched.edited.add(self.site_id)
        if "geojson" in changed:
            touched.drawn.add(self.site_id)
            touched.shown.add(self.site_id)


class Overlap(models.Model):
    """That the exact boundaries of two sites share ground. Derived when a boundary is saved; first_id < second_id."""

    first = models.ForeignKey(Site, models.CASCADE, related_name="+")
    second = models.ForeignKey(Site, models.CASCADE, related_name="+")
    percent_of_smaller = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_overlap_per_pair")]

    def __str__(self):
        return f"{self.first} / {self.second}: {self.percent_of_smaller:.1f} %"


class DistinctSites(Recorded):
    """That a reviewer found two overlapping sites to be distinct, and why; first_id < second_id."""

    first = models.ForeignKey(Site, models.PROTECT, related_name="+")
    second = models.ForeignKey(Site, models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), max_length=20_000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_ruling_per_pair")]
        verbose_name, verbose_name_plural = (
            _("ruling that two sites are distinct"),
            _("rulings that two sites are distinct"),
        )

    def __str__(self):
        return f"{self.first} ≠ {self.second}"

    def touch(self, touched, changed, stored):
        touched.sites |= {self.first_id, self.second_id}
