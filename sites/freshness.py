"""Public answers that a browser may keep: true as long as the registry's stamp, the day and the program are the same."""

import gzip
import hashlib
from datetime import UTC
from functools import cache, wraps

from django.conf import settings
from django.db import connection
from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from .models import RegistryStamp

SMALLEST_WORTH_PACKING = 1_000  # bytes
STAMP = f"SELECT number, changed_at, demonstration FROM {RegistryStamp._meta.db_table} WHERE id = 1"


@cache
def build():
    """A fingerprint of the code, templates, scripts and settings that shape public answers."""
    told = hashlib.sha256(f"{settings.SITE_URL} {settings.TILES}".encode())
    for folder, kinds in (
        ("templates", {".html"}),
        ("sites", {".py"}),
        ("submissions", {".py"}),
        ("aze", {".py"}),
        ("static", {".css", ".js", ".svg"}),
    ):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in kinds:
                told.update(path.read_bytes())
    return told.hexdigest()[:12]


def current_stamp():
    """The RegistryStamp of now. Every public request asks for it: in plain SQL, since the ORM takes ten times as long."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        number, changed_at, demonstration = cursor.fetchone() or (0, None, False)
    if changed_at is not None and timezone.is_naive(changed_at):  # SQLite knows no time zones
        changed_at = changed_at.replace(tzinfo=UTC)
    return RegistryStamp(number=number, changed_at=changed_at, demonstration=bool(demonstration))


def etag_of(stamp):
    """The moment beside the number: a database put back from a copy counts on from an earlier number. The day, since a page says when
    it was read."""
    moment = f"{stamp.changed_at:%Y%m%d%H%M%S%f}" if stamp.changed_at else ""
    return f'W/"{stamp.number}-{moment}-{timezone.localdate():%Y%m%d}-{build()}"'


def has(request, etag):
    """Whether the caller names this very answer. `*` names none: it would be 304 where there is no page."""
    named = parse_etags(request.headers.get("If-None-Match", ""))
    return etag.removeprefix("W/") in {each.removeprefix("W/") for each in named}


def fresh(view):
    """A public GET view: 304 when nothing changed since, `public, max-age=60`, gzip where it is wanted, and never a cookie.

    The stamp is read before the rows: an answer can be newer than its ETag, never older. It is set on the request as `stamp`."""

    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        request.stamp = current_stamp()
        etag = etag_of(request.stamp)
        response = HttpResponseNotModified() if has(request, etag) else view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response["ETag"] = etag
            response["Cache-Control"] = "public, max-age=60"
        return packed(request, response)

    return answer


def packed(request, response):
    """The response in gzip where the caller takes it and it is worth it: pictures are packed in their own way."""
    patch_vary_headers(response, ["Accept-Encoding"])
    packed_already = response.has_header("Content-Encoding") or response.get("Content-Type", "").startswith(
        "image/"
    )
    worth_it = len(response.content) >= SMALLEST_WORTH_PACKING and not packed_already
    if worth_it and takes_gzip(request):
        response.content = gzip.compress(response.content, compresslevel=1, mtime=0)
        response["Content-Encoding"] = "gzip"
    return response


def takes_gzip(request):
    """Whether the Accept-Encoding header names gzip without refusing it."""
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _semicolon, weight = part.partition(";")
        if coding.strip().lower() == "gzip":
            return weight.replace(" ", "").lower() not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False
