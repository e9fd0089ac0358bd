"""Submissions: the list, oldest first, and the page with all that was sent. Nothing is added, changed or deleted here."""

import logging

from django.contrib import admin
from django.db.models.fields.json import KT
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from post_office.models import STATUS

from sites.admin.base import ReadOnlyPage
from sites.withheld import sees_places

from .. import links, notices, sheet, suspicion
from ..file_views import tells_sensitive_place
from ..models import Submission
from . import filters, moves, warnings

SEES_PEOPLE = "submissions.view_personal_data"
log = logging.getLogger("aze.people")


@admin.register(Submission)
class SubmissionAdmin(moves.Moves, ReadOnlyPage):
    list_display = ("reference", "kind", "state", "place", "sender", "age", "flagged")
    list_filter = (filters.ByState, filters.ByKind, filters.ByFlags)
    list_select_related = ("site",)
    search_fields = ("reference",)
    search_help_text = _("References, such as AZE-7KQ2-MX4P.")
    ordering = ("sent_at", "pk")

    # --- The list ---------------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        """What was sent: a draft is its author's alone. The list reads none of the large columns."""
        rows = super().get_queryset(request).filter(sent_at__isnull=False)
        if not (request.resolver_match and request.resolver_match.url_name.endswith("_changelist")):
            return rows
        large = ("proposal", "typed", "base", "decision_text")
        return rows.annotate(named=KT("proposal__site__name")).defer(*large)

    def get_changelist_instance(self, request):
        if request.user.has_perm(SEES_PEOPLE):
            log.info("names of contributors shown", extra={"user": request.user.pk})
        return super().get_changelist_instance(request)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": _("What was sent in, oldest first")} | (extra_context or {})
        )

    def get_list_display(self, request):
        names = super().get_list_display(request)
        return names if request.user.has_perm(SEES_PEOPLE) else [name for name in names if name != "sender"]

    @admin.display(description=_("place"))
    def place(self, submission):
        return str(submission.site) if submission.site_id else submission.named or ""

    @admin.display(description=_("name"), ordering="name")
    def sender(self, submission):
        return submission.name

    @admin.display(description=_("age"), ordering="sent_at")
    def age(self, submission):
        days = (timezone.now() - submission.sent_at).days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}

    @admin.display(description=_("flags"))
    def flagged(self, submission):
        return ", ".join(map(str, submission.flags))

    # --- The page ---------------------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        submission = self.get_object(request, object_id)
        if submission is None or not self.has_view_permission(request, submission):
            raise Http404
        sees_people = request.user.has_perm(SEES_PEOPLE)
        with_place = sees_places(request.user) or not tells_sensitive_place(submission)
        revisions = list(submission.revisions.all())
        asked = next((each for each in revisions if str(each.number) == request.GET.get("revision")), None)
        proposal = (asked.proposal if asked else submission.proposal) or {}
        self._note(request, submission, sees_people, with_place)
        told = self._around(request, submission) | {
            "title": str(submission),
            "subtitle": None,
            "place": submission.title,
            "moves": moves.open_to(submission, request.user),
            "groups": sheet.groups(proposal, with_place=with_place),
            "with_place": with_place,
            "outline": sheet.outline(proposal) if with_place else None,
            "files": warnings.told(submission.attachments.all()),
            "flags": [suspicion.WORDS.get(code, code) for code in submission.flags],
            "sees_people": sees_people,
            "is_confirmed": sees_people and links.is_confirmed(submission, submission.email),
            "conversation": submission.messages.select_related("by"),
            "events": submission.events.select_related("by"),
            "revisions": revisions,
            "shown": asked or (revisions[-1] if revisions else None),
            "unsent_mails": notices.about(submission).filter(status=STATUS.failed).count(),
        }
        return TemplateResponse(request, "admin/submissions/submission/page.html", told)

    def _note(self, request, submission, sees_people, with_place):
        """Leaves a line in the log of what this account was shown that not everybody may see."""
        told = {"user": request.user.pk, "submission": submission.reference}
        if sees_people:
            log.info("personal data of a submission shown", extra=told)
        if with_place and tells_sensitive_place(submission):
            log.info("exact place of a sensitive submission shown", extra=told)
