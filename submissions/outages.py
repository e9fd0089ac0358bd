"""What is said while the database cannot be asked: that it will be back, and everything that was typed, ready to be sent again."""

from functools import wraps
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

RETRY_AFTER_S = 15
NOT_SENT_AGAIN = {"csrfmiddlewaretoken"}


def outlasting(view):
    """The view, with a page in place of its failure when the database does not answer, or is held by others for too long."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return _unavailable(request)

    return answered


def _unavailable(request):
    """Made without the database, which the frame of all other pages asks."""
    headers = {"Retry-After": str(RETRY_AFTER_S)}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if not request.accepts("text/html"):
        return JsonResponse({}, status=status, headers=headers)
    sent = request.POST.lists() if request.method == "POST" else ()
    fields = [(name, value) for name, values in sent if name not in NOT_SENT_AGAIN for value in values]
    told = {"fields": fields, "was_sent": request.method == "POST", "had_files": bool(request.FILES)}
    return HttpResponse(render_to_string("submissions/outage.html", told), status=status, headers=headers)
