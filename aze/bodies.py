"""Bodies of requests, before anything reads them: none is larger than LARGEST_BODY, each has a length that is known, and one that breaks
off is an error instead of a shorter one."""

import io
import tempfile
from http import HTTPStatus

from django.conf import settings
from django.http import UnreadablePostError
from django.shortcuts import render
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _

from sites.problems import problem
from submissions import arrivals

IN_MEMORY = 1 << 20  # bytes of a body of unknown length; the rest of it waits on the disk
CHUNK = 1 << 16
TAIL = 1 << 10
WITH_BODY = {"POST", "PUT", "PATCH"}
REFUSED = "aze.body_refused"  # in the environment of a request: the status, where its body is not to be read
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


class BrokenOff(ConnectionError):
    """The connection ended before the body did."""


class Body(io.RawIOBase):
    """A body as the server hands it on, which must be as long as it was said to be: a server may end one that broke off without a word."""

    def __init__(self, source, length):
        self._source, self._left = source, length

    def read(self, size=-1):
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        parts = []
        while wanted:
            part = self._source.read(wanted)
            if not part:
                raise BrokenOff
            parts.append(part)
            wanted -= len(part)
            self._left -= len(part)
        return b"".join(parts)


def bounded(environ):
    """Gives the body of a WSGI request a length that is known and kept to."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        environ["wsgi.input"] = Body(environ["wsgi.input"], int(length))
    elif environ["REQUEST_METHOD"] in WITH_BODY and environ.get("HTTP_TRANSFER_ENCODING"):
        _receive(environ)


def _receive(environ):
    """Receives a body that is sent in chunks, as far as it may go. Where it breaks off cannot be known but by what it is."""
    kind, options = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    if kind == FORM:
        environ[REFUSED] = HTTPStatus.BAD_REQUEST
        return
    try:
        received = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the request's
        while received.tell() <= settings.LARGEST_BODY and (chunk := environ["wsgi.input"].read(CHUNK)):
            received.write(chunk)
    except OSError:
        environ[REFUSED] = HTTPStatus.SERVICE_UNAVAILABLE
        return
    size = received.tell()
    received.seek(max(size - TAIL, 0))
    if size > settings.LARGEST_BODY:
        environ[REFUSED] = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    elif kind == MULTIPART and f"--{options.get('boundary')}--".encode() not in received.read():
        environ[REFUSED] = HTTPStatus.BAD_REQUEST
    received.seek(0)
    environ["CONTENT_LENGTH"], environ["wsgi.input"] = str(size), received


class Limited:
    """Answers a request whose body is not to be read, before any of it is. A view that keeps the text of large forms reads that itself."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if status := request.META.get(REFUSED):
            return refused(request, arrivals.Refusal(status, _sentences()[status]))
        if arrivals.is_too_large(request) and not getattr(view, "reads_large_forms", False):
            return refused(
                request, arrivals.Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, arrivals.too_large())
            )
        return None

    def process_exception(self, request, exception):
        if isinstance(exception, UnreadablePostError):
            return refused(request, arrivals.refusal_of(exception))
        return None


def refused(request, refusal):
    """The answer to a form or file that was not taken: a page, or for programs a problem document."""
    if request.path.startswith("/api/") or not request.accepts("text/html"):
        response = problem(refusal.status, refusal.sentence)
    else:
        response = render(request, "refused.html", {"refusal": refusal}, status=refusal.status)
    if refusal.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = "60"
    response["Cache-Control"] = "no-store"
    return response


def _sentences():
    return {
        HTTPStatus.BAD_REQUEST: _(
            "What was sent did not arrive whole, or did not say how long it is. Send it once more."
        ),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: arrivals.too_large(),
        HTTPStatus.SERVICE_UNAVAILABLE: _(
            "Nothing can be received at the moment. Try again in a few minutes."
        ),
    }
