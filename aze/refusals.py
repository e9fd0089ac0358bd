"""What is said when a request was not taken: by its body, before any view sees it, or because Django could not read it."""

from http import HTTPStatus

from django.http import UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from sites.problems import problem
from submissions.arrivals import Refusal, is_too_large, refusal_of, too_large

from .bodies import REFUSED

RETRY_AFTER_S = {HTTPStatus.TOO_MANY_REQUESTS: 15, HTTPStatus.SERVICE_UNAVAILABLE: 60}


class UnreadBodies:
    """Answers a request whose body was not read. A view that keeps the text of large forms reads as far as that comes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if status := request.META.get(REFUSED):
            return refused(request, Refusal(status, _sentence(status)))
        if is_too_large(request) and not getattr(view, "reads_large_forms", False):
            return refused(request, Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large()))
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return refused(request, refusal_of(exception))
        return None


def refused(request, refusal):
    """The answer to a form or file that was not taken: a page, or for programs a problem document."""
    if request.path.startswith("/api/") or not request.accepts("text/html"):
        response = problem(refusal.status, refusal.sentence)
    else:
        response = render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    if refusal.status in RETRY_AFTER_S:
        response["Retry-After"] = str(RETRY_AFTER_S[refusal.status])
    response["Cache-Control"] = "no-store"
    return response


def _sentence(status):
    return {
        HTTPStatus.BAD_REQUEST: _(
            "What was sent did not arrive whole, or did not say how long it is. Send it once more."
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: too_large(),
        HTTPStatus.TOO_MANY_REQUESTS: _("Many send something at the moment. Try again in a few seconds."),
        HTTPStatus.SERVICE_UNAVAILABLE: _(
            "Nothing can be received at the moment. Try again in a few minutes."
        ),
    }[status]
