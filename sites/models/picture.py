import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .published import PublishedSpecies
from .recorded import Recorded
from .site import Site
from .species import Species


def random_name(_picture, filename):
    """A storage name that tells nothing of the file that was sent, but for its kind."""
    return f"pictures/{secrets.token_hex(16)}{PurePath(filename).suffix}"


class PictureQuerySet(models.QuerySet):
    def public(self):
        """The pictures that anyone may see: where a place is sensitive, only those of which staff said that they do not show it."""
        sensitive = Site.objects.exclude(sensitivity=Site.Sensitivity.OPEN)
        at_sensitive = models.Q(site__in=sensitive) | models.Q(species__claims__site__in=sensitive)
        told = models.Q(site__published__isnull=False) | models.Q(
            species__in=PublishedSpecies.objects.values("species")
        )
        return self.filter(told, published=True).exclude(
            pk__in=Picture.objects.filter(at_sensitive, hides_place=False).values("pk")
        )


class Picture(Recorded):
    """A picture of a site or of a species, drawn anew without anything that its file told (see `images`)."""

    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="pictures")
    species = models.ForeignKey(
        Species, models.PROTECT, null=True, blank=True, related_name="pictures", verbose_name=_("species")
    )
    file = models.FileField(_("picture"), upload_to=random_name, max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("text in place of the picture"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(_("caption"), max_length=500)
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Who made the picture."))
    licence = models.CharField(
        _("licence"), max_length=200, help_text=_("On what terms it may be shown here, such as CC BY 4.0.")
    )
    hides_place = models.BooleanField(
        _("does not show where a sensitive place is"),
        default=False,
        help_text=_(
            "Needed where the site is sensitive, or the species lives at a sensitive site: no landmark, no skyline, no sign, no coordinates."
        ),
    )
    published = models.BooleanField(_("published"), default=False)

    history = HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))
    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("picture"), _("pictures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(site__isnull=True, species__isnull=False)
                | models.Q(site__isnull=False, species__isnull=True),
                name="a_picture_is_of_one_site_or_one_species",
            ),
            models.CheckConstraint(
                condition=~models.Q(credit="") & ~models.Q(licence="") & ~models.Q(alt=""),
                name="a_picture_names_its_maker_and_licence",
            ),
        ]

    def __str__(self):
        return f"{self.caption} ({self.site or self.species})"

    def get_absolute_url(self):
        return reverse("picture", args=[PurePath(self.file.name).name])

    def touch(self, touched, changed, stored):
        touched.pictured.add(self.pk)

    @property
    def is_wide(self):
        return self.width > self.height

    def clean(self):
        if (self.site is None) == (self.species is None):
            raise ValidationError(_("A picture is of one site or of one species: name one of them."))
        if self.published and not self.hides_place and self.is_of_a_sensitive_place():
            raise ValidationError(
                {
                    "hides_place": _(
                        "The place is sensitive: look at the picture and say that it does not show where it is, or leave it unpublished."
                    )
                }
            )

    def is_of_a_sensitive_place(self):
        if self.site is not None:
            return self.site.is_sensitive
        sensitive = Site.objects.exclude(sensitivity=Site.Sensitivity.OPEN)
        return sensitive.filter(claims__species=self.species).exists()
