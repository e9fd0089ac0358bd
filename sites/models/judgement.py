from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .site import Site


class Evaluation(models.Model):
    """What the rules said of a site on a day, from which facts. Append-only; a new row only when something changed."""

    class Outcome(models.TextChoices):
        QUALIFIES = "qualifies", _("all three criteria shown")
        NEEDS_REVIEW = "needs_review", _("evidence under review")
        CANDIDATE = "candidate", _("not yet shown")
        DOES_NOT_QUALIFY = "does_not_qualify", _("evidence on file does not support the listing")

    class Cause(models.TextChoices):
        EDIT = "edit", _("edit")
        NEIGHBOUR = "neighbour", _("change at another site")
        RED_LIST = "red list", _("Red List")
        CALENDAR = "calendar", _("a year has turned")
        RULESET = "ruleset", _("new rules")

    site = models.ForeignKey(Site, models.CASCADE, related_name="evaluations")
    day = models.DateField(_("day"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    endangerment = models.CharField(_("criterion 1"), max_length=12)
    irreplaceability = models.CharField(_("criterion 2"), max_length=12)
    discreteness = models.CharField(_("criterion 3"), max_length=12)
    result = models.JSONField(_("findings"))
    facts = models.JSONField(_("facts"))
    ruleset = models.CharField(_("rules"), max_length=20)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("evaluation"), _("evaluations")

    def __str__(self):
        return f"{self.site}, {self.day}"


class StatusChange(models.Model):
    """That a person moved a site's public status, and why. Append-only."""

    class Reason(models.TextChoices):
        BETTER_KNOWLEDGE = "better_knowledge", _("better knowledge")
        TAXONOMY = "taxonomy", _("taxonomy")
        IMPROVEMENT = "genuine_improvement", _("genuine improvement")
        DETERIORATION = "genuine_deterioration", _("genuine deterioration")
        RANGE = "range_change", _("range change")
        BOUNDARY = "boundary", _("boundary")
        ERROR = "error", _("error")
        OTHER = "other", _("other")

    site = models.ForeignKey(Site, models.PROTECT, related_name="status_changes")
    from_status = models.CharField(max_length=12, choices=Site.Status)
    to_status = models.CharField(max_length=12, choices=Site.Status)
    reason = models.CharField(_("reason"), max_length=30, choices=Reason)
    text = models.TextField(_("explanation"), max_length=20_000)
    overridden = models.BooleanField(_("against the evidence on file"), default=False)
    successor = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("change of status"), _("changes of status")

    @staticmethod
    def is_against(to_status, outcome):
        """Whether a move to this status goes against evidence of this outcome."""
        qualifies = outcome == Evaluation.Outcome.QUALIFIES
        return to_status == (Site.Status.DELISTED if qualifies else Site.Status.CONFIRMED)

    def __str__(self):
        return f"{self.site}: {self.get_from_status_display()} → {self.get_to_status_display()}"
