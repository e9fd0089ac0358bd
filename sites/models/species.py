from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .recorded import NeverDeleted, Recorded

RED_LIST_FIELDS = {
    "rank",
    "category",
    "possibly_extinct",
    "possibly_extinct_in_the_wild",
    "assessment_year",
}


def not_in_the_future(year):
    """Refuses a year that has not begun (UTC)."""
    if year > timezone.now().year:
        raise ValidationError(_("%(year)s lies in the future."), params={"year": year})


YEAR = [MinValueValidator(1800), not_in_the_future]


class Country(models.Model):
    """An ISO 3166-1 country or territory, or the high seas (ABNJ)."""

    iso2 = models.CharField(_("code"), max_length=4, primary_key=True)
    iso3 = models.CharField(_("three-letter code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    region = models.CharField(_("region"), max_length=40, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("country"), _("countries")

    def __str__(self):
        return self.name


class Species(NeverDeleted, Recorded):
    """A species concept of the IUCN Red List with the global record on file. Criterion 1 reads this and nothing else."""

    class Rank(models.TextChoices):
        SPECIES = "species", _("species")
        SUBSPECIES = "subspecies", _("subspecies")
        VARIETY = "variety", _("variety")
        SUBPOPULATION = "subpopulation", _("subpopulation")

    class Group(models.TextChoices):
        AMPHIBIANS = "amphibians", _("amphibians")
        BIRDS = "birds", _("birds")
        MAMMALS = "mammals", _("mammals")
        REPTILES = "reptiles", _("reptiles")
        FISHES = "fishes", _("fishes")
        CORALS = "corals", _("reef-building corals")
        CRUSTACEANS = "crustaceans", _("crustaceans")
        INSECTS = "insects", _("insects and spiders")
        MOLLUSCS = "molluscs", _("molluscs")
        CONIFERS = "conifers", _("conifers and cycads")
        FLOWERING_PLANTS = "plants", _("flowering plants")
        OTHER = "other", _("other groups")

    scientific_name = models.CharField(_("scientific name"), max_length=200, unique=True)
    slug = models.SlugField(max_length=220, unique=True, editable=False)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    common_name = models.CharField(_("common name"), max_length=200, blank=True)
    rank = models.CharField(_("rank"), max_length=20, choices=Rank, default=Rank.SPECIES)
    class_name = models.CharField(_("class"), max_length=60, blank=True)
    order_name = models.CharField(_("order"), max_length=60, blank=True)
    family_name = models.CharField(_("family"), max_length=60, blank=True)
    group = models.CharField(_("taxon group"), max_length=20, choices=Group, default=Group.OTHER)
    sis_id = models.PositiveBigIntegerField(
        _("SIS id"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("The Red List's own number of the species."),
    )
    birdlife_id = models.PositiveBigIntegerField(
        _("old BirdLife number"), null=True, blank=True, help_text=_("From lists before 2014: not a SIS id.")
    )

    category = models.CharField(
        _("Red List category"),
        max_length=20,
        blank=True,
        help_text=_("Code of the global assessment: EN, CR, EW, … Empty when none is on file."),
        validators=[
            RegexValidator(
                r"^[A-Za-z][A-Za-z/?() ]*\Z", _("Write the Red List's code, such as EN, CR or LR/nt.")
            )
        ],
    )
    possibly_extinct = models.BooleanField(_("possibly extinct"), default=False)
    possibly_extinct_in_the_wild = models.BooleanField(_("possibly extinct in the wild"), default=False)
    assessment_year = models.PositiveSmallIntegerField(
        _("year of the assessment"), null=True, blank=True, validators=YEAR
    )
    assessment_id = models.PositiveBigIntegerField(_("assessment id"), null=True, blank=True)
    red_list_criteria = models.CharField(_("Red List criteria"), max_length=200, blank=True)
    red_list_url = models.URLField(_("Red List page"), blank=True)
    red_list_citation = models.TextField(_("citation"), blank=True, max_length=2000)
    red_list_version = models.CharField(_("Red List version"), max_length=20, blank=True)
    fetched_at = models.DateTimeField(_("fetched at"), null=True, blank=True, editable=False)
    category_source = models.CharField(_("source of the category"), max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    history = HistoricalRecords(
        excluded_fields=["slug"], history_change_reason_field=models.CharField(max_length=500, null=True)
    )

    class Meta:
        ordering = ["scientific_name"]
        verbose_name = verbose_name_plural = _("species")

    def __str__(self):
        return self.scientific_name

    def get_absolute_url(self):
        return reverse("species-detail", args=[self.slug])

    def clean(self):
        if self.category and not self.category_source and not self.fetched_at:
            raise ValidationError(
                {"category_source": _("Say where the category comes from: it decides about listings.")}
            )
        if not self.category and (self.possibly_extinct or self.possibly_extinct_in_the_wild):
            raise ValidationError(
                {"category": _("A species flagged as possibly extinct has a category: enter it.")}
            )

    def save(self, *args, **kwargs):
        self.scientific_name = " ".join(self.scientific_name.split())
        old_slug = self.slug
        self.slug = self._free_slug()
        super().save(*args, **kwargs)
        if old_slug and old_slug != self.slug:
            SpeciesSlug.objects.filter(slug=self.slug).delete()
            SpeciesSlug.objects.update_or_create(slug=old_slug, defaults={"species": self})

    def touch(self, touched, changed, stored):
        if changed & RED_LIST_FIELDS and stored:
            touched.assessed.add(self.pk)
        if stored:
            touched.named.add(self.pk)
            if "scientific_name" in changed:
                touched.renamed.add(self.pk)

    def _free_slug(self):
        wanted = slugify(self.scientific_name)[:200] or "species"
        others = Species.objects.exclude(pk=self.pk)
        number, slug = 1, wanted
        while slug != self.slug and others.filter(slug=slug).exists():
            number += 1
            slug = f"{wanted}-{number}"
        return slug


class SpeciesName(Recorded):
    """A synonym or common name. Found by search, never used for criterion 1."""

    class Kind(models.TextChoices):
        SYNONYM = "synonym", _("synonym")
        COMMON = "common", _("common name")

    species = models.ForeignKey(Species, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("Language code such as en, es or pt-BR.")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["species", "name", "kind"], name="one_name_once")]
        verbose_name, verbose_name_plural = _("name of a species"), _("names of species")

    def __str__(self):
        return f"{self.name} ({self.species})"

    def touch(self, touched, changed, stored):
        touched.named.add(self.species_id)


class SpeciesSlug(models.Model):
    """An address a species had before: it redirects for ever."""

    slug = models.SlugField(max_length=220, unique=True)
    species = models.ForeignKey(Species, models.PROTECT, related_name="old_slugs")

    def __str__(self):
        return self.slug


PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
