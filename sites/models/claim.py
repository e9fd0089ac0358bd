from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .. import criteria, wording
from ..fields import ExactDecimalField
from .recorded import Recorded
from .site import Site
from .species import YEAR, Species

ESTIMATE = ("min", "best", "max", "parameter", "year")
SITE_FIGURES, GLOBAL_FIGURES = ([f"{side}_{name}" for name in ESTIMATE] for side in ("site", "global"))
RED_LIST_FACTS = ("rank", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year")
CLAIM_FACTS = (
    *("basis", "segment", "percent", "presence", "origin", "last_confirmed", "reintroduction_confirmed"),
)


class Claim(Recorded):
    """What is said of one species and one life-history segment at one site: every input of criterion 2 (criteria.md 4)."""

    class Segment(models.TextChoices):
        RESIDENT = "resident", _("resident")
        BREEDING = "breeding", _("breeding")
        NON_BREEDING = "non_breeding", _("non-breeding")
        PASSAGE = "passage", _("passage")
        OTHER = "other", _("other segment")

    class Basis(models.TextChoices):
        SOLE_AREA = "sole_area", _("sole area of occurrence")
        POPULATION_SHARE = "population_share", _("share of the known population")
        REINTRODUCTION_SITE = "reintroduction_site", _("most viable site for reintroduction")
        EARLIER_LISTING = "earlier_listing", _("accepted in an earlier AZE update")

    class Parameter(models.TextChoices):
        MATURE_INDIVIDUALS = "mature_individuals", _("mature individuals")
        AREA_OF_OCCUPANCY = "area_of_occupancy", _("area of occupancy, km²")
        EXTENT_OF_SUITABLE_HABITAT = "extent_of_suitable_habitat", _("extent of suitable habitat, km²")
        RANGE = "range", _("range, km²")
        LOCALITIES = "localities", _("localities")

    class Presence(models.TextChoices):
        EXTANT = "extant", _("extant")
        POSSIBLY_EXTINCT = "possibly_extinct", _("possibly extinct here")
        UNCERTAIN = "uncertain", _("presence uncertain")
        EXTINCT = "extinct", _("extinct here")

    class Origin(models.TextChoices):
        NATIVE = "native", _("native")
        REINTRODUCED = "reintroduced", _("reintroduced")
        INTRODUCED = "introduced", _("introduced")
        VAGRANT = "vagrant", _("vagrant")
        CAPTIVE = "captive", _("captive")

    site = models.ForeignKey(Site, models.CASCADE, related_name="claims")
    species = models.ForeignKey(Species, models.PROTECT, related_name="claims", verbose_name=_("species"))
    segment = models.CharField(
        _("life-history segment"), max_length=12, choices=Segment, default=Segment.RESIDENT
    )
    basis = models.CharField(_("basis"), max_length=20, choices=Basis)

    site_min = ExactDecimalField(_("at the site, minimum"), null=True, blank=True)
    site_best = ExactDecimalField(_("at the site, best estimate"), null=True, blank=True)
    site_max = ExactDecimalField(_("at the site, maximum"), null=True, blank=True)
    site_parameter = models.CharField(
        _("measured at the site as"), max_length=30, choices=Parameter, default=Parameter.MATURE_INDIVIDUALS
    )
    site_year = models.PositiveSmallIntegerField(
        _("year of the figure at the site"), null=True, blank=True, validators=YEAR
    )
    global_min = ExactDecimalField(_("worldwide, minimum"), null=True, blank=True)
    global_best = ExactDecimalField(_("worldwide, best estimate"), null=True, blank=True)
    global_max = ExactDecimalField(_("worldwide, maximum"), null=True, blank=True)
    global_parameter = models.CharField(
        _("measured worldwide as"), max_length=30, choices=Parameter, default=Parameter.MATURE_INDIVIDUALS
    )
    global_year = models.PositiveSmallIntegerField(
        _("year of the worldwide figure"), null=True, blank=True, validators=YEAR
    )
    percent = ExactDecimalField(
        _("stated percentage"), null=True, blank=True, help_text=_("Only when the source gives no figures.")
    )

    presence = models.CharField(_("presence"), max_length=20, choices=Presence, default=Presence.EXTANT)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.NATIVE)
    last_confirmed = models.PositiveSmallIntegerField(
        _("presence last confirmed in"), null=True, blank=True, validators=YEAR
    )
    reintroduction_confirmed = models.BooleanField(
        _("reintroduction site confirmed by the secretariat"), default=False
    )
    reintroduction_reason = models.TextField(_("reason of that confirmation"), blank=True, max_length=20_000)

    citation = models.TextField(_("source"), blank=True, max_length=20_000)
    evidence_url = models.URLField(_("link to the evidence"), blank=True, max_length=500)
    notes = models.TextField(_("notes of the secretariat"), blank=True, max_length=20_000)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))

    class Meta:
        ordering = ["species__scientific_name", "segment"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "species", "segment"], name="one_claim_per_site_species_segment"
            )
        ]
        verbose_name, verbose_name_plural = _("claim"), _("claims")

    def __str__(self):
        return f"{self.species} ({self.get_segment_display()}): {self.site}"

    def clean(self):
        errors = {
            path.replace(".", "_"): wording.sentence(code, {"path": path})
            for path, code in criteria.invalid_estimates(self.facts(with_species=False))
        }
        if self.reintroduction_confirmed and not self.reintroduction_reason.strip():
            errors["reintroduction_reason"] = _(
                "Say why this is the most viable place to bring the species back."
            )
        if errors:
            raise ValidationError(errors)

    def facts(self, *, with_species=True):
        """This claim as the criteria read it, with the Red List record on file."""
        species = self.species if with_species else Species()
        return criteria.ClaimFacts(
            species=species.scientific_name,
            category=species.category or None,
            **{name: getattr(species, name) for name in RED_LIST_FACTS},
            **{name: getattr(self, name) for name in CLAIM_FACTS},
            site=criteria.Estimate(*(getattr(self, name) for name in SITE_FIGURES)),
            worldwide=criteria.Estimate(*(getattr(self, name) for name in GLOBAL_FIGURES)),
        )

    def touch(self, touched, changed, stored):
        touched.sites |= {self.site_id, stored.get("site_id", self.site_id)}
        touched.edited |= {self.site_id, stored.get("site_id", self.site_id)}
        touched.spelt |= {self.site_id, stored.get("site_id", self.site_id)}
        touched.claimed |= {self.species_id, stored.get("species_id", self.species_id)}


class Listing(Recorded):
    """That an AZE update listed a species at a site: "listed since". Kept beside the claim, never overwritten."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="listings")
    species = models.ForeignKey(Species, models.PROTECT, related_name="listings")
    year = models.PositiveSmallIntegerField(_("AZE update"), validators=YEAR)
    source = models.CharField(_("source"), max_length=500)
    listed_name = models.CharField(_("name of the site in that list"), max_length=300, blank=True)
    category = models.CharField(_("category in that list"), max_length=20, blank=True)
    category_source = models.CharField(_("source of that category"), max_length=100, blank=True)
    protection = models.CharField(_("protection in that list"), max_length=60, blank=True)
    birdlife_site_id = models.CharField(_("BirdLife site id in that list"), max_length=20, blank=True)
    source_row = models.CharField(_("row in that list"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=20_000)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "species", "year"], name="listed_once_per_update")
        ]
        verbose_name, verbose_name_plural = _("listing"), _("listings")

    def __str__(self):
        return f"{self.year}: {self.species}, {self.site}"

    def touch(self, touched, changed, stored):
        touched.sites.add(self.site_id)
