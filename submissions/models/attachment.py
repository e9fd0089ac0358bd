from django.db import models
from django.utils.translation import gettext_lazy as _

from .submission import Submission


class Attachment(models.Model):
    """A file as it was sent: kept byte for byte in private storage under a name by chance, served as an attachment to those who may.

    `warnings`: codes of what its reader should know before opening it, such as a script in a PDF (see `submissions.file_kinds`).
    `taken_back_at`: when its author took it out of what was already sent, which keeps it."""

    class Purpose(models.TextChoices):
        EVIDENCE = "evidence", _("evidence")
        PHOTO = "photo", _("photo")
        BOUNDARY = "boundary", _("boundary file")
        MARKUP = "markup", _("photo of a marked-up print")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    key = models.UUIDField(_("key of its sending"), unique=True, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    name = models.CharField(_("name as sent"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    warnings = models.JSONField(default=list, blank=True)
    stored_as = models.CharField(max_length=100, unique=True, editable=False)
    caption = models.CharField(_("what it shows"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    may_be_published = models.BooleanField(_("may be published under CC BY 4.0"), default=False)
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = _("attachment"), _("attachments")

    def __str__(self):
        return self.name
