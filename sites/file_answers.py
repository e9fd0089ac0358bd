"""How a file is answered: its headers, its pieces on their way, and a refusal that a person or a program can read."""

import zlib
from contextlib import ExitStack
from functools import wraps
from http import HTTPStatus
from itertools import chain

from axes.helpers import get_client_ip_address
from django.http import HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from . import downloads
from .download_slots import MOST_IN_ALL, MOST_OF_ONE, RETRY_AFTER, Busy, slot
from .freshness import current_stamp, etag_of, has, takes_gzip
from .problems import parameter_problem, problem

POLICY = "default-src 'none'; frame-ancestors 'none'"
GZIP = 16 + zlib.MAX_WBITS  # with the header of a .gz file
HTML = "text/html"


def file(view):
    """A view that answers with a file: 304 where the caller has it, else as `view` says. The state that it is of is set on the request as
    `stamp`, read before the rows: a file can be newer than its ETag, never older."""

    @wraps(view)
    def answer(request):
        request.stamp = current_stamp()
        etag = etag_of(request.stamp)
        response = HttpResponseNotModified() if has(request, etag) else view(request)
        if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response["ETag"], response["Cache-Control"] = etag, "public, max-age=60"
        if not response.get("Content-Type", "").startswith(HTML):
            response["Content-Security-Policy"] = POLICY
        patch_vary_headers(response, ["Accept", "Accept-Encoding"])
        return response

    return answer


def sent(request, pieces, content_type):
    """The response that sends these pieces of text while they are written, or says that too many files are on their way."""
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type)
    held = ExitStack()
    try:
        held.enter_context(slot(get_client_ip_address(request)))
    except Busy:
        return _busy(request)
    held.callback(pieces.close)
    with held:
        packets = _begun(downloads.packets(pieces))
        packed = takes_gzip(request)
        response = StreamingHttpResponse(_packed(packets) if packed else packets, content_type=content_type)
        if packed:
            response["Content-Encoding"] = "gzip"
        response._resource_closers.append(
            held.pop_all().close
        )  # the place is free again when the response is closed
    return response


def refused(request, problems):
    """400 with every (parameter, sentence)."""
    if _is_read_by_a_person(request):
        return render(
            request, "downloads/refused.html", {"problems": problems}, status=HTTPStatus.BAD_REQUEST
        )
    return parameter_problem(problems)


def _busy(request):
    sentence = _(
        "As many files as the registry can send at once are on their way. Try again in half a minute; at most %(one)d at a time go to "
        "one address and %(all)d to everybody."
    ) % {"one": MOST_OF_ONE, "all": MOST_IN_ALL}
    if _is_read_by_a_person(request):
        status = HTTPStatus.TOO_MANY_REQUESTS
        response = render(request, "downloads/refused.html", {"busy": sentence}, status=status)
    else:
        response = problem(HTTPStatus.TOO_MANY_REQUESTS, sentence)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _is_read_by_a_person(request):
    return HTML in request.headers.get("Accept", "")


def _begun(packets):
    """The same packets, of which the first is written already: what fails at the start is then an error and no broken file."""
    return chain([next(packets)], packets)


def _packed(packets):
    packer = zlib.compressobj(1, zlib.DEFLATED, GZIP)
    for packet in packets:
        yield packer.compress(packet)
    yield packer.flush()
