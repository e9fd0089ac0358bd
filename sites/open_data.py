"""Data that any page of any host may read: without a cookie, and with a sentence for whatever cannot be answered."""

from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .problems import problem

READING = ("GET", "HEAD")


def open_data(*methods):
    """A view of open data that takes these methods. What it does not find, or a method it does not take, is a problem document."""
    allowed = ", ".join([*methods, "OPTIONS"])

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def answer(request, *args, **kwargs):
            response = _answer(request, *args, **kwargs)
            response["Access-Control-Allow-Origin"] = "*"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
            return response

        def _answer(request, *args, **kwargs):
            if request.method == "OPTIONS":
                return _preflight(allowed)
            if request.method not in methods:
                return _refused(request.method, allowed)
            try:
                return view(request, *args, **kwargs)
            except Http404 as missing:
                return problem(HTTPStatus.NOT_FOUND, str(missing))

        return answer

    return decorate


def _preflight(allowed):
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    del response["Content-Type"]
    response["Allow"] = response["Access-Control-Allow-Methods"] = allowed
    response["Access-Control-Allow-Headers"] = "Content-Type"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _refused(method, allowed):
    sentence = _("%(method)s is not answered here; this address takes %(allowed)s.")
    response = problem(HTTPStatus.METHOD_NOT_ALLOWED, sentence % {"method": method, "allowed": allowed})
    response["Allow"] = allowed
    return response
