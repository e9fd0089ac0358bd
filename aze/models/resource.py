from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sites.links import web_link
from sites.models.site import PARTIAL_DATE

from ..documents import KINDS, checked
from ..partial_dates import in_words
from .kept import Kept, history, random_name

TO_READ = _("Give a link or a file: one of them, and not both.")


def document_name(_resource, filename):
    return random_name("resources", filename)


class ResourceQuerySet(models.QuerySet):
    def public(self):
        return self.filter(published=True)


class Resource(Kept):
    """Something that an audience can use, at its own address or as a file kept here."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        LINK = "link", _("page")
        TOOL = "tool", _("tool")
        DATASET = "dataset", _("data set")

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"), max_length=1000, help_text=_("One or two sentences: what it is for.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DOCUMENT)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(
        _("file"),
        upload_to=document_name,
        max_length=200,
        blank=True,
        help_text=_("PDF, Word, Excel, CSV or text, up to 25 MB."),
    )
    language = models.CharField(
        _("language"), max_length=12, default="en", help_text=_("Its code, such as en, es or fr.")
    )
    date = models.CharField(
        _("date"),
        max_length=10,
        blank=True,
        validators=[PARTIAL_DATE],
        help_text=_("Of the resource itself: a year, a month (2024-06) or a day (2024-06-30)."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Small numbers stand first.")
    )
    source = models.URLField(
        _("found at"), max_length=500, help_text=_("The address at which we learned of it.")
    )
    published = models.BooleanField(_("published"), default=False)

    history = history()
    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        verbose_name, verbose_name_plural = _("resource"), _("resources")
        constraints = [
            models.CheckConstraint(
                condition=(Q(link="") & ~Q(file="")) | (~Q(link="") & Q(file="")),
                name="a_resource_is_a_link_or_a_file",
                violation_error_message=TO_READ,
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if bool(self.link) == bool(self.file):
            raise ValidationError(dict.fromkeys(("link", "file"), TO_READ))
        if self.file and not self.file._committed:
            checked(self.file)

    @property
    def address(self):
        """Where it can be read: an address of the web, or our own; "" for a link that is neither."""
        return web_link(self.link) if self.link else reverse("resource-file", args=[self.pk])

    @property
    def file_name(self):
        """The name under which the file is saved by those who take it: made from the title."""
        return (slugify(self.title)[:80].strip("-") or "resource") + PurePath(self.file.name).suffix

    @property
    def file_kind(self):
        """What kind of file it is in letters, such as PDF; "" for a link."""
        return PurePath(self.file.name).suffix[1:].upper() if self.file else ""

    @property
    def media_type(self):
        return KINDS.get(PurePath(self.file.name).suffix, "application/octet-stream")

    @property
    def day(self):
        return in_words(self.date)


class ResourceAudience(Kept):
    """For whom a resource is."""

    class Audience(models.TextChoices):
        POLICY_MAKERS = "policy-makers", _("policy makers")
        RESEARCH_SCIENTISTS = "research-scientists", _("research scientists")
        CONSERVATION_ORGANIZATIONS = "conservation-organizations", _("conservation organizations")
        INDIVIDUAL_CONTRIBUTORS = "individual-contributors", _("individual contributors")

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="audiences")
    audience = models.CharField(_("audience"), max_length=30, choices=Audience)

    history = history()

    class Meta:
        verbose_name, verbose_name_plural = _("audience"), _("audiences")
        constraints = [
            models.UniqueConstraint(fields=["resource", "audience"], name="an_audience_once_a_resource")
        ]

    def __str__(self):
        return self.get_audience_display()
