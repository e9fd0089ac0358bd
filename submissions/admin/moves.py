"""The pages by which the secretariat moves a submission: each asks, calls one verb of `submissions.review`, and keeps what was typed when it
is refused. Who comes second is told who was first."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from .. import review
from ..models import Submission
from .forms import AskForm, DeclineForm, MoveForm

FORMS = {"ask": AskForm, "decline": DeclineForm, "hold": MoveForm, "release": MoveForm}
VERBS = {
    "ask": _("Ask the author"),
    "decline": _("Decline"),
    "hold": _("Hold as likely spam"),
    "release": _("Release for review"),
}
FROM = {
    "ask": review.OPEN - {review.State.HELD},
    "decline": review.OPEN,
    "hold": {review.State.SUBMITTED},
    "release": {review.State.HELD},
}
HELP = {
    "hold": _("It is set aside until somebody releases or declines it. Its author is not told."),
    "release": _("It goes among those that wait for review."),
    "decline": _("Its author is told the decision, by mail and on their page. It cannot be taken back."),
}
TOLD = {
    "ask": _("The question is on its way: %(submission)s waits for its author."),
    "decline": _("%(submission)s is declined."),
    "hold": _("%(submission)s is held."),
    "release": _("%(submission)s waits for review."),
}


def open_to(submission, user):
    """(verb, its label) of the moves that this account may make now."""
    if not user.has_perm(review.DECIDE) or review.is_own(submission, user):
        return []
    return [(verb, label) for verb, label in VERBS.items() if submission.state in FROM[verb]]


class Moves:
    """The moves of the submission admin."""

    def get_urls(self):
        moves = path(
            "<int:pk>/move/<slug:verb>/",
            self.admin_site.admin_view(self.move_view),
            name="submissions_submission_move",
        )
        return [moves, *super().get_urls()]

    def move_view(self, request, pk, verb):
        if verb not in VERBS:
            raise Http404
        if not request.user.has_perm(review.DECIDE):
            raise PermissionDenied
        submission = get_object_or_404(self.get_queryset(request), pk=pk)
        form = FORMS[verb](request.POST or None, initial={"version": submission.version})
        try:
            if form.is_valid():
                self._move(submission, verb, by=request.user, **form.cleaned_data)
                messages.success(request, TOLD[verb] % {"submission": submission})
                return redirect("admin:submissions_submission_change", pk)
            if request.method != "POST" and submission.state not in FROM[verb]:
                raise review.Lost(submission)
        except (review.Lost, review.NotNow):
            return self._lost(request, get_object_or_404(Submission, pk=pk), form)
        told = self._around(request, submission) | {
            "title": VERBS[verb],
            "help": HELP.get(verb, ""),
            "form": form,
        }
        return TemplateResponse(request, "admin/submissions/submission/move.html", told)

    def _move(self, submission, verb, *, version, **asked):
        if submission.version != version:
            raise review.Lost(submission)
        getattr(review, verb)(submission, **asked)

    def _lost(self, request, submission, form):
        """Who came first, when, and what they did; with what was typed here."""
        told = self._around(request, submission) | {
            "title": _("It was moved meanwhile"),
            "latest": submission.events.select_related("by").order_by("-pk").first(),
            "typed": form["text"].value() if form.is_bound and "text" in form.fields else "",
        }
        page = "admin/submissions/submission/lost.html"
        return TemplateResponse(request, page, told, status=HTTPStatus.CONFLICT)

    def _around(self, request, submission):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "submission": submission,
            "back": reverse("admin:submissions_submission_change", args=[submission.pk]),
        }
