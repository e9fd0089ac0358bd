from django.db import models
from django.utils.translation import gettext_lazy as _

from .attachment import Attachment
from .submission import Submission


class ProposedBoundary(models.Model):
    """The boundary of a submission as it stands: read and chosen by its author, or left to the secretariat to draw.

    `geojson`: canonical RFC 7946 MultiPolygon in WGS 84 as text, "" where there is none yet. `answers`: what its author answered to what
    was asked of the file or text, as `sites.readers.answers` writes it. `taken`: {way of giving it: mark of what was typed there when it
    was last read}. `waiting`: what was read and waits for its author to choose (see `submissions.boundaries`), or None."""

    class How(models.TextChoices):
        DRAWN = "drawn", _("drawn on the map")
        FILE = "file", _("read from a file")
        PASTED = "pasted", _("pasted")
        CORNERS = "corners", _("a table of corners")
        POINT = "point", _("the circle round a point")
        SECRETARIAT = "secretariat", _("to be drawn by the secretariat")

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="boundary")
    how = models.CharField(max_length=12, choices=How.choices)
    geojson = models.TextField(blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    valid = models.BooleanField(default=True)
    notices = models.JSONField(default=list, blank=True)
    problems = models.JSONField(default=list, blank=True)
    answers = models.CharField(max_length=2000, blank=True)
    taken = models.JSONField(default=dict, blank=True)
    waiting = models.JSONField(null=True, blank=True)
    file = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("proposed boundary"), _("proposed boundaries")

    def __str__(self):
        return str(self.submission)
