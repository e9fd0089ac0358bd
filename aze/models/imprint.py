from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .kept import Kept, history, random_name

NAMED = _("A photo is shown with its caption and with who made it: write both.")


def photo_name(_imprint, filename):
    return random_name("imprint", filename)


class Imprint(Kept):
    """Who speaks here and on what terms: one row, shown on every page. What is empty has not been decided."""

    contact = models.EmailField(_("e-mail of the secretariat"), blank=True)
    postal_address = models.TextField(_("postal address"), max_length=500, blank=True)
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        default="Alliance for Zero Extinction",
        help_text=_("Stands first in the citation of the registry."),
    )
    licence_name = models.CharField(
        _("licence of the data"), max_length=100, blank=True, help_text=_("Such as CC BY 4.0.")
    )
    licence_text = models.TextField(_("licence in a sentence"), max_length=1000, blank=True)
    licence_link = models.URLField(_("link to the licence"), max_length=500, blank=True)
    photo = models.FileField(
        _("photo of the first page"),
        upload_to=photo_name,
        max_length=200,
        blank=True,
        help_text=_(
            "Stands in place of the drawing. JPEG, PNG or WebP; it is drawn anew without the data that cameras add."
        ),
    )
    photo_alt = models.CharField(
        _("text in place of the photo"),
        max_length=300,
        blank=True,
        help_text=_("What it shows, for those who cannot see it."),
    )
    photo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_caption = models.CharField(_("caption of the photo"), max_length=300, blank=True)
    photo_credit = models.CharField(_("credit of the photo"), max_length=200, blank=True)

    history = history()

    class Meta:
        verbose_name = verbose_name_plural = _("imprint")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_imprint"),
            models.CheckConstraint(
                condition=Q(photo="") | (~Q(photo_alt="") & ~Q(photo_caption="") & ~Q(photo_credit="")),
                name="a_photo_has_a_caption_and_a_credit",
                violation_error_message=NAMED,
            ),
        ]

    def __str__(self):
        return str(_("Imprint"))

    def clean(self):
        beside = ("photo_alt", "photo_caption", "photo_credit")
        missing = [name for name in beside if not getattr(self, name)]
        if self.photo and missing:
            raise ValidationError(dict.fromkeys(missing, NAMED))

    @property
    def photo_address(self):
        return reverse("hero-photo", args=[PurePath(self.photo.name).name])
