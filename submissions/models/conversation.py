from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .submission import Submission


class Message(models.Model):
    """One turn of the conversation between the author and the secretariat. Plain text of either is shown inert.

    `key`: that of the form it came with; sent again, it is the same message."""

    class Side(models.TextChoices):
        AUTHOR = "author", _("contributor")
        SECRETARIAT = "secretariat", _("secretariat")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=12, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"), max_length=20_000)
    key = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "key"], name="one_message_a_form")]
        verbose_name, verbose_name_plural = _("message"), _("messages")

    def __str__(self):
        return f"{self.submission}, {self.get_side_display()}"


class Event(models.Model):
    """What happened to a submission; append-only, without personal data. `by` is None where its author or the registry itself acted."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("begun")
        SENT = "sent", _("sent in")
        HELD = "held", _("held")
        RELEASED = "released", _("released")
        REVISED = "revised", _("revised")
        ASKED = "asked", _("question asked")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")
        CLAIMED = "claimed", _("taken up")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        DUPLICATE = "duplicate", _("marked as a duplicate")
        REMINDED = "reminded", _("reminded")
        ERASED = "erased", _("personal data erased")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = _("event"), _("events")

    def __str__(self):
        return f"{self.submission}: {self.get_kind_display()}"
