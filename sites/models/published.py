from django.db import models
from django.utils.translation import gettext_lazy as _

from .boundary import BoxQuerySet, Indexed
from .judgement import Evaluation
from .site import Site
from .species import Country, Species


class PublishedQuerySet(BoxQuerySet):
    def public(self):
        """Every site that the public may see. There is no other door: no row here, not public."""
        return self.order_by("name", "code")


class PublishedSite(Indexed):
    """What the public may see of a site of any status but draft: computed in the saving transaction, read by every public page.

    `facts` and `history` are JSON: see `publication` for their keys. The geometry is in `PublishedBoundary`."""

    site = models.OneToOneField(Site, models.CASCADE, primary_key=True, related_name="published")
    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    national_name = models.CharField(max_length=200, blank=True)
    national_language = models.CharField(max_length=12, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Site.Status)
    successor_code = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(_("state of the evidence"), max_length=20, choices=Evaluation.Outcome)
    endangerment = models.CharField(max_length=12)
    irreplaceability = models.CharField(max_length=12)
    discreteness = models.CharField(max_length=12)
    category = models.CharField(max_length=20, blank=True)
    country_names = models.TextField(blank=True)
    protection = models.CharField(_("protection"), max_length=12, choices=Site.Protection)
    area_km2 = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    has_boundary = models.BooleanField(default=False)
    facts = models.JSONField()
    findings = models.JSONField()
    history = models.JSONField()
    search_text = models.TextField()
    moved_on = models.DateField(null=True)
    evaluated_on = models.DateField()
    updated_at = models.DateTimeField()

    objects = PublishedQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["cell_level", "cell_x", "cell_y"], name="published_cell"),
            models.Index(fields=["name", "code"], name="published_name"),
            models.Index(fields=["-moved_on"], name="published_moves"),
        ]

    def __str__(self):
        return f"{self.name} ({self.code})"

    def get_absolute_url(self):
        return f"/sites/{self.code}/"


class PublishedBoundary(models.Model):
    """The public geometry of a site, ready-made: the exact boundary, or grid cells where the place is sensitive.

    `outline` is the same with fewer vertices, for maps that show much of the world. `invalid` is the text of a boundary that is on file but not valid: never drawn, carried in the request for `/api/check` only."""

    site = models.OneToOneField(PublishedSite, models.CASCADE, primary_key=True, related_name="boundary")
    geojson = models.TextField(blank=True)
    outline = models.TextField(blank=True)
    wkb = models.BinaryField(null=True)
    invalid = models.TextField(blank=True)

    def __str__(self):
        return str(self.site)


class PublishedCountry(models.Model):
    site = models.ForeignKey(PublishedSite, models.CASCADE, related_name="countries")
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self):
        return f"{self.country_id} ({self.site_id})"


class PublishedSpecies(models.Model):
    """One public claim: a species and segment at a site, with how it stands. `claim` and `result` are JSON: see `publication`."""

    site = models.ForeignKey(PublishedSite, models.CASCADE, related_name="species")
    species = models.ForeignKey(Species, models.PROTECT, related_name="published")
    scientific_name = models.CharField(max_length=200, db_index=True)
    category = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=20)
    segment = models.CharField(max_length=12)
    basis = models.CharField(max_length=20)
    presence = models.CharField(max_length=20)
    origin = models.CharField(max_length=12)
    share_claimed = models.CharField(max_length=80, blank=True)
    standing = models.CharField(max_length=10)
    claim = models.JSONField()
    result = models.JSONField()

    class Meta:
        ordering = ["scientific_name", "segment"]

    def __str__(self):
        return f"{self.scientific_name} ({self.site_id})"


class RegistryStamp(models.Model):
    """One row: counts every change of what the public sees, so that a cached answer knows whether it is still true.
    `demonstration`: the register began with the demonstration sites, and every page says so."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    demonstration = models.BooleanField(default=False)

    def __str__(self):
        return str(self.number)
