"""Pages that a private link opens: the secret in the address is the credential, so neither a session nor a cookie is needed."""

from functools import wraps

from django.http import Http404
from django.views.decorators.csrf import csrf_exempt

from .drafts import opened_by


def private(view):
    """`view(request, submission, token, …)` for an address that begins with a token. Any token that opens nothing is the same 404. A forger
    of requests would have to know the token, which is more than a CSRF cookie asks for."""

    @csrf_exempt
    @wraps(view)
    def opened(request, token, **kwargs):
        submission = opened_by(token)
        if submission is None:
            raise Http404
        return sealed(view(request, submission, token, **kwargs))

    return opened


def sealed(response):
    """The response, kept out of stores, of search engines and of what other pages are told."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
