"""Pages that a private link opens: the secret in the address is the credential, so neither a session nor a cookie is needed."""

from functools import wraps
from http import HTTPStatus

from axes.helpers import get_client_ip_address
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found

from . import allowances
from .drafts import opened_by
from .outages import outlasting

WRONG_PER_HOUR = 20
HOUR_S = 3600


def private(view):
    """`view(request, submission, token, …)` for an address that begins with a token. Any token that opens nothing is the same 404; an
    address of the internet that tries many is told to wait, which whoever has a right one never is. A forger of requests would have to
    know the token, which is more than a CSRF cookie asks for."""

    @csrf_exempt
    @outlasting
    @wraps(view)
    def opened(request, token, **kwargs):
        submission = opened_by(token)
        if submission is None:
            return _closed_door(request)
        try:
            return sealed(view(request, submission, token, **kwargs))
        except Http404 as nothing:
            return sealed(page_not_found(request, nothing))

    return opened


def sealed(response):
    """The response, kept out of stores, of search engines and of what other pages are told."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _closed_door(request):
    who = allowances.of_address(get_client_ip_address(request))
    if allowances.take("wrong link", who, per_hour=WRONG_PER_HOUR):
        return sealed(page_not_found(request, Http404()))
    waiting = render(request, "submissions/wait.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    waiting["Retry-After"] = str(HOUR_S // WRONG_PER_HOUR)
    return sealed(waiting)
