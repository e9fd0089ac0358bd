"""Bodies of requests, received before any of our code works on them: whole, of a length that is known, and none larger than LARGEST_BODY.

A body may take minutes to come, and holds a thread of the server for so long, though neither a connection to the database nor any of our
memory. So that pages are answered meanwhile, some of the threads are kept from receiving; and lines that died without a word are noticed."""

import contextlib
import io
import os
import socket
import stat
import tempfile
import threading
from http import HTTPStatus

from django.conf import settings
from django.utils.http import parse_header_parameters

MOST_ARRIVING = 24  # bodies at a time, of each process of the server: fewer than it has threads (see run.py)
IN_MEMORY = 1 << 20  # bytes of one body; the rest of it waits on the disk
CHUNK = 1 << 16
TAIL = 1 << 10
WITH_BODY = {"POST", "PUT", "PATCH"}
REFUSED = "aze.body_refused"  # in the environment of a request: the status of the answer, where there is no body to be read
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
SILENT_S, PROBES, PROBE_EVERY_S = 60, 4, 15

_arriving = threading.BoundedSemaphore(MOST_ARRIVING)


class BrokenOff(ConnectionError):
    """The connection ended before the body did."""


class Busy(ConnectionError):
    """As many bodies arrive as may at a time."""


class Arriving(io.RawIOBase):
    """A body on its way in. A server may end one that broke off without a word: it must be as long as it was said to be. Once read from, it
    counts among those that arrive until it is closed."""

    def __init__(self, source, length=None):
        self._source, self._left, self._counts = source, length, False

    def read(self, size=-1):
        """As many bytes as are asked for; fewer at the end alone. Raises Busy, BrokenOff."""
        if not self._counts and not _arriving.acquire(blocking=False):
            raise Busy
        self._counts = True
        if self._left is None:
            return self._source.read(size)
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        part = self._source.read(wanted) if wanted else b""
        self._left -= len(part)
        if wanted and not part:
            raise BrokenOff
        return part

    def close(self):
        if self._counts and not self.closed:
            _arriving.release()
        super().close()


@contextlib.contextmanager
def received(environ):
    """The block works on a WSGI request whose whole body has taken the place of the one on its way, or the reason why it is not to be read.
    One that is said to be too large is left where it is, for a view that may want its beginning."""
    came = environ["wsgi.input"]
    _receive_any(environ)
    try:
        yield
    finally:
        if environ["wsgi.input"] is not came:
            environ["wsgi.input"].close()


def _receive_any(environ):
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isascii() and length.isdigit():
        environ["wsgi.input"] = Arriving(environ["wsgi.input"], int(length))
        if 0 < int(length) <= settings.LARGEST_BODY:
            _receive(environ)
    elif environ["REQUEST_METHOD"] in WITH_BODY and environ.get("HTTP_TRANSFER_ENCODING"):
        environ["wsgi.input"] = Arriving(environ["wsgi.input"])
        _receive_in_chunks(environ)


def _receive(environ):
    try:
        with environ["wsgi.input"] as arriving:
            received = _spooled(arriving)
    except Busy:
        environ[REFUSED] = HTTPStatus.TOO_MANY_REQUESTS
    except BrokenOff:
        environ[REFUSED] = HTTPStatus.BAD_REQUEST
    except OSError:
        environ[REFUSED] = HTTPStatus.SERVICE_UNAVAILABLE
    else:
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = received, str(received.seek(0, io.SEEK_END))
        received.seek(0)
        return
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(), "0"


def _receive_in_chunks(environ):
    """A body of unknown length. Where it breaks off, it is only known by what it is: a form of browsers, which send none so, is not taken."""
    kind, options = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    if kind == FORM:
        environ[REFUSED] = HTTPStatus.BAD_REQUEST
        return
    _receive(environ)
    body = environ["wsgi.input"]
    size = int(environ["CONTENT_LENGTH"])
    body.seek(max(size - TAIL, 0))
    if size > settings.LARGEST_BODY:
        environ[REFUSED] = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    elif kind == MULTIPART and f"--{options.get('boundary')}--".encode() not in body.read():
        environ.setdefault(REFUSED, HTTPStatus.BAD_REQUEST)
    body.seek(0)


def _spooled(arriving):
    """What arrives, up to one chunk more than may be."""
    received = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the request's
    while received.tell() <= settings.LARGEST_BODY and (chunk := arriving.read(CHUNK)):
        received.write(chunk)
    return received


def probe_silent_connections():
    """Has connections that this process accepts from now on probed when nothing comes for a minute: one whose other end is gone, as when a
    telephone loses the network, is then ended after another minute, and with it the thread that waits for its body. Linux alone."""
    with contextlib.suppress(OSError):
        for name in os.listdir("/proc/self/fd"):
            _probe(int(name))


def _probe(descriptor):
    with contextlib.suppress(OSError):
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return
        with socket.socket(fileno=os.dup(descriptor)) as found:
            if found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) and found.family != socket.AF_UNIX:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, SILENT_S)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, PROBE_EVERY_S)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, PROBES)
