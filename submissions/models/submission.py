from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Site


class Submission(models.Model):
    """What one person, or several with one private link, propose: a new site, or changes to one. Its state is moved by the verbs of
    `submissions.drafts` and `submissions.review` alone, each by one conditional UPDATE on `state` and `version`."""

    class Kind(models.TextChoices):
        NEW = "new", _("new site")
        UPDATE = "update", _("update of a site")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        HELD = "held", _("held")
        SUBMITTED = "submitted", _("sent in")
        IN_REVIEW = "in_review", _("in review")
        CHANGES_REQUESTED = "changes_requested", _("question asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DUPLICATE = "duplicate", _("duplicate")

    class Reason(models.TextChoices):
        """Why a submission was decided as it was."""

        NOT_AZE = "not_aze", _("the criteria are not met")
        NO_EVIDENCE = "no_evidence", _("the evidence is missing or cannot be checked")
        KNOWN = "known", _("the registry already says so")
        ELSEWHERE = "elsewhere", _("another body decides this")
        SPAM = "spam", _("not a contribution")
        OTHER = "other", _("other")

    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="submissions", verbose_name=_("site")
    )
    about = models.JSONField(_("what it is about"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0, editable=False)

    typed = models.JSONField(default=dict, blank=True)
    proposal = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    base = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    base_version = models.PositiveIntegerField(null=True, blank=True)
    flags = models.JSONField(_("flags"), default=list, blank=True)

    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=320, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=500, blank=True)
    credit = models.BooleanField(_("wishes to be credited"), default=False)
    consented_at = models.DateTimeField(_("consented at"), null=True, blank=True)

    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    saved_at = models.DateTimeField(_("last saved"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(_("in this state since"))

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    decision_text = models.TextField(_("explanation"), max_length=20_000, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        verbose_name, verbose_name_plural = _("submission"), _("submissions")
        permissions = [
            ("decide_submission", _("May ask, decide on and release submissions")),
            ("view_personal_data", _("May see who sent a submission")),
        ]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="submission_queue"),
            models.Index(fields=["state", "saved_at"], name="submission_drafts"),
            models.Index(fields=["decided_at"], name="submission_decisions"),
        ]
        constraints = [
            models.CheckConstraint(
                name="update_names_its_site",
                condition=models.Q(kind="new", base_version__isnull=True)
                | models.Q(kind="update", site__isnull=False, base_version__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_with_a_proposal",
                condition=models.Q(state="draft", sent_at__isnull=True)
                | models.Q(proposal__isnull=False, sent_at__isnull=False)
                | models.Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="decision_complete_or_absent",
                condition=models.Q(state__in=["accepted", "declined", "duplicate"], decided_at__isnull=False)
                & ~models.Q(decision_reason="")
                & models.Q(decided_by__isnull=False)
                | ~models.Q(state__in=["accepted", "declined", "duplicate"])
                & models.Q(decided_at__isnull=True, decided_by__isnull=True, decision_reason=""),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def title(self):
        """The name of the place, as far as it was told."""
        if self.site_id:
            return self.site.name
        named = (self.proposal or {}).get("site", {}).get("name")
        return str(named or "".join(self.typed.get("place", {}).get("name", [])[:1]))

    @property
    def is_open_to_its_author(self):
        """Whether its author may still change what it says."""
        return self.state in {
            self.State.DRAFT,
            self.State.HELD,
            self.State.SUBMITTED,
            self.State.CHANGES_REQUESTED,
        }


class Link(models.Model):
    """A private link to a submission. Only the hash of its token is stored, so every mail that names one carries a link of its own;
    whoever holds one may do what the author may.

    `sent_to`: the mailbox to which it was mailed, "" for one that was shown on a page. `confirmed_at`: when somebody used it who, so, reads
    that mailbox."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    sent_to = models.CharField(_("mailed to"), max_length=320, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("private link"), _("private links")

    def __str__(self):
        return f"{self.submission}, {self.made_at:%Y-%m-%d}"


class Revision(models.Model):
    """A proposal as it was sent; append-only. The first is number 1."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    proposal = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_revision_a_number")]
        verbose_name, verbose_name_plural = _("revision"), _("revisions")

    def __str__(self):
        return f"{self.submission} ({self.number})"
