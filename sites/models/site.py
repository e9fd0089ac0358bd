from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .recorded import NeverDeleted, Recorded
from .species import PERCENT, Country

PARTIAL_DATE = RegexValidator(
    r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?\Z",
    _("Write a year, a month (2026-10) or a day (2026-10-31)."),
)


class Site(NeverDeleted, Recorded):
    """A candidate or listed AZE site. Its status is moved by the verbs of `sites.status` alone, never by an evaluation."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        CANDIDATE = "candidate", _("candidate")
        CONFIRMED = "confirmed", _("confirmed")
        DELISTED = "delisted", _("de-listed")
        SUPERSEDED = "superseded", _("superseded")

    class Protection(models.TextChoices):
        COMPLETE = "complete", _("complete (98 % or more)")
        PARTIAL = "partial", _("partial")
        NONE = "none", _("none (2 % or less)")
        NOT_ASSESSED = "not_assessed", _("not assessed")

    class Sensitivity(models.TextChoices):
        """Categories of Chapman (2020): the decimal-degree grid by which the place is shown."""

        OPEN = "open", _("open: shown exactly")
        LOW = "low", _("low: shown by cells of 0.001°")
        MEDIUM = "medium", _("medium: shown by cells of 0.01°")
        HIGH = "high", _("high: shown by cells of 0.1°")
        EXTREME = "extreme", _("extreme: no place shown")

    WORDS = {
        *(
            "description",
            "protection",
            "coverage_percent",
            "protection_as_of",
            "protection_source",
            "threats",
        ),
        *("habitats", "actions", "site_type", "aze_id", "sitrecid", "birdlife_site_id", "wdpa_ids"),
        *("locality_uncertainty_m", "sensitivity_reason", "last_reviewed", "national_language"),
    }  # read by no criterion, and told by no other row

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        null=True,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z]{3,4}[0-9]{1,6}\Z",
                _("A code is a country's three letters and a number, such as ECU15."),
            )
        ],
    )
    name = models.CharField(_("name"), max_length=200)
    national_name = models.CharField(_("national name"), max_length=200, blank=True)
    national_language = models.CharField(_("language of the national name"), max_length=12, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="predecessors"
    )
    countries = models.ManyToManyField(Country, through="SiteCountry", related_name="sites")

    description = models.TextField(_("description"), blank=True, max_length=20_000)
    rationale = models.TextField(
        _("rationale for discreteness"),
        blank=True,
        max_length=20_000,
        help_text=_(
            "Why what lies inside the boundary belongs together, and differs from what lies around it."
        ),
    )
    discreteness_confirmed_at = models.DateField(
        _("rationale confirmed on"), null=True, blank=True, editable=False
    )
    discreteness_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    discreteness_source = models.CharField(
        _("source of the confirmation"), max_length=500, blank=True, editable=False
    )

    protection = models.CharField(
        _("protection class"), max_length=12, choices=Protection, default=Protection.NOT_ASSESSED
    )
    coverage_percent = models.DecimalField(
        _("share covered by protected areas, %"),
        max_digits=6,
        decimal_places=3,
        null=True,
        blank=True,
        validators=PERCENT,
    )
    protection_as_of = models.CharField(
        _("protection as of"), max_length=10, blank=True, validators=[PARTIAL_DATE]
    )
    protection_source = models.CharField(_("source of the protection class"), max_length=500, blank=True)

    threats = models.JSONField(_("threats"), default=list, blank=True)
    habitats = models.JSONField(_("habitats"), default=list, blank=True)
    actions = models.JSONField(_("conservation actions"), default=list, blank=True)

    site_type = models.CharField(_("kind of site in the source list"), max_length=60, blank=True)
    aze_id = models.CharField(_("AZE id of 2010"), max_length=20, blank=True)
    sitrecid = models.CharField(
        "SitRecID", max_length=20, blank=True, help_text=_("Record number in the World Database of KBAs.")
    )
    birdlife_site_id = models.CharField(_("BirdLife site id"), max_length=20, blank=True)
    wdpa_ids = models.CharField(_("WDPA ids"), max_length=500, blank=True)

    locality_lon = models.FloatField(
        _("longitude of the locality"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    locality_lat = models.FloatField(
        _("latitude of the locality"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    locality_uncertainty_m = models.PositiveIntegerField(
        _("uncertainty of the locality, metres"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(20_000_000)],
    )

    sensitivity = models.CharField(
        _("sensitivity"), max_length=8, choices=Sensitivity, default=Sensitivity.OPEN
    )
    sensitivity_reason = models.TextField(_("reason for the sensitivity"), blank=True, max_length=20_000)
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)

    outcome = models.CharField(max_length=20, blank=True, editable=False)
    in_the_way = models.JSONField(default=list, editable=False)
    evaluation = models.OneToOneField(
        "Evaluation", models.PROTECT, null=True, editable=False, related_name="+"
    )
    search_text = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    history = HistoricalRecords(
        excluded_fields=["outcome", "in_the_way", "evaluation", "search_text", "version"],
        history_change_reason_field=models.CharField(max_length=500, null=True),
    )

    class Meta:
        ordering = ["name", "pk"]
        permissions = [
            ("decide", _("Can move the public status of sites")),
            ("view_exact_location", _("Can see the exact location of sensitive sites")),
        ]
        verbose_name, verbose_name_plural = _("site"), _("sites")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(code__isnull=False),
                name="public_sites_have_a_code",
            ),
            models.CheckConstraint(
                condition=models.Q(discreteness_confirmed_at__isnull=True)
                | ~models.Q(discreteness_source=""),
                name="a_confirmation_names_its_source",
            ),
            models.CheckConstraint(
                condition=models.Q(locality_lon__isnull=True, locality_lat__isnull=True)
                | models.Q(locality_lon__isnull=False, locality_lat__isnull=False),
                name="a_locality_has_both_coordinates",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.code or _('no code')})"

    def get_absolute_url(self):
        return reverse("site-detail", args=[self.code])

    def clean(self):
        errors = {}
        if (self.locality_lon is None) != (self.locality_lat is None):
            missing = "locality_lat" if self.locality_lat is None else "locality_lon"
            errors[missing] = _("A point needs both longitude and latitude.")
        if self.protection != self.Protection.NOT_ASSESSED and not self.protection_as_of:
            errors["protection_as_of"] = _("Say as of when this protection class holds.")
        if self.coverage_percent is not None and self.protection == self.Protection.NOT_ASSESSED:
            errors["protection"] = _("A share is on file, so the protection was assessed: choose its class.")
        if self.sensitivity != self.Sensitivity.OPEN and not self.sensitivity_reason.strip():
            errors["sensitivity_reason"] = _("Say why showing the exact place would endanger the species.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        if not self._state.adding and "rationale" in self.changed_fields():
            self.lapse_confirmation()
        super().save(*args, **kwargs)

    def lapse_confirmation(self):
        """Clears the confirmation of the rationale: boundary or rationale changed (criteria.md 5)."""
        self.discreteness_confirmed_at = self.discreteness_confirmed_by = None
        self.discreteness_source = ""

    def touch(self, touched, changed, stored):
        touched.edited.add(self.pk)
        if stored and changed <= self.WORDS:
            touched.worded.add(self.pk)
            return
        touched.sites.add(self.pk)
        if changed & {"name", "national_name", "code"}:
            touched.spelt.add(self.pk)
        if changed & {"status", "code"}:
            touched.moved.add(self.pk)
        if changed & {"status", "code", "sensitivity", "locality_lon", "locality_lat"}:
            touched.shown.add(self.pk)
        if stored and "sensitivity" in changed:
            touched.veiled.add(self.pk)

    @property
    def is_sensitive(self):
        return self.sensitivity != self.Sensitivity.OPEN


OTHER_SITES = (
    Site.Status.CANDIDATE,
    Site.Status.CONFIRMED,
)  # those that count against a site (criteria.md 4)


class SiteCountry(Recorded):
    """One of a site's countries, in the order in which they are named."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="country_rows")
    country = models.ForeignKey(Country, models.PROTECT, related_name="site_rows", verbose_name=_("country"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["site", "country"], name="one_country_once")]
        verbose_name, verbose_name_plural = _("country of the site"), _("countries of the site")

    def __str__(self):
        return f"{self.country} ({self.site})"

    def touch(self, touched, changed, stored):
        touched.sites.add(self.site_id)
        touched.edited.add(self.site_id)
        touched.spelt.add(self.site_id)


class SiteCode(Recorded):
    """Another code by which lists know a site: its address redirects for ever."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="aliases")
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("other code"), _("other codes")

    def __str__(self):
        return self.code

    def touch(self, touched, changed, stored):
        touched.sites.add(self.site_id)
        touched.spelt.add(self.site_id)


class CodeCounter(models.Model):
    """The highest number given to a site of a country: codes are never used again."""

    iso3 = models.CharField(max_length=4, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.iso3}{self.last}"
