"""`POST /api/boundary`: reads a boundary file or pasted text and says what it holds, what is wrong with it and what is to be asked. Keeps
nothing.

Takes `multipart/form-data` with `file` and, to answer what an earlier answer asked, `choice`; or JSON: `{"text": …, "choice": …}`."""

import json
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

from . import geometry, intake, strict_json
from .open_data import open_data
from .problems import problem
from .wording import intake as wording
from .wording import sentence

LARGEST_REQUEST = intake.LARGEST + 64 * 1024  # bytes: a file with what is written round it
LARGEST_JSON = 5 * 1024 * 1024  # bytes
KEYS = ("text", "choice")


@open_data("POST")
def boundary(request):
    try:
        data, choice = _asked(request)
        response = _answer(intake.read(data, choice=choice))
    except _TooLarge as large:
        response = problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, str(large))
    except _BadRequest as bad:
        response = _refusal([{"message": str(bad)}])
    except intake.Busy:
        later = _("Many files are being read at the moment. Try again in a few seconds.")
        response = problem(HTTPStatus.SERVICE_UNAVAILABLE, later)
        response["Retry-After"] = str(intake.RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


class _TooLarge(Exception):
    """More was sent than is read; the message says how much is."""


class _BadRequest(Exception):
    """What was sent is no request; the message says why."""


def _asked(request):
    """(the content that was sent, the choice) of a request. Raises _TooLarge, _BadRequest."""
    told = request.META.get("CONTENT_LENGTH") or ""
    if told.isdigit() and int(told[:20]) > LARGEST_REQUEST:
        raise _TooLarge(_("A file may have at most 20 MB (20 971 520 bytes)."))
    try:
        return _form(request) if request.content_type == "multipart/form-data" else _json(request)
    except UnreadablePostError as broken:
        raise _BadRequest(_("The request broke off.")) from broken


def _form(request):
    """Files stay in memory: they are no larger than `LARGEST_REQUEST`, and nothing is left of them."""
    request.upload_handlers = [_InMemory(request)]
    try:
        files, fields = request.FILES, request.POST
    except (MultiPartParserError, SuspiciousOperation, RequestDataTooBig) as broken:
        raise _BadRequest(_("The form cannot be read: send one file as “file”.")) from broken
    if set(files) != {"file"} or len(files.getlist("file")) != 1 or set(fields) - {"choice"}:
        raise _BadRequest(
            _("Send one file as “file” and, where there is one, the answer as “choice”, and nothing else.")
        )
    return files["file"].read(), fields.get("choice", "")


def _json(request):
    body = request.read(LARGEST_JSON + 1)
    if len(body) > LARGEST_JSON:
        raise _TooLarge(_("A text may have at most 5 MB (5 242 880 bytes). Send it as a file."))
    try:
        told = strict_json.loads(body)
    except strict_json.NotJson as error:
        raise _BadRequest(sentence(error.code, error.facts)) from error
    if (
        not isinstance(told, dict)
        or set(told) - set(KEYS)
        or not all(isinstance(one, str) for one in told.values())
    ):
        raise _BadRequest(
            _(
                "The body is one JSON object with the boundary as “text” and, where there is one, the answer as “choice”."
            )
        )
    if "text" not in told:
        raise _BadRequest(_("The boundary is missing: give it as “text”."))
    return told["text"], told.get("choice", "")


class _InMemory(MemoryFileUploadHandler):
    def handle_raw_input(self, *args, **kwargs):
        self.activated = True


def _answer(reading):
    if reading.refused:
        return _refusal([_told(one) for one in reading.problems], reading)
    problems = [_told(one, "text") for one in reading.problems]
    return JsonResponse({"boundary": _geojson(reading.boundary)} | _common(reading) | {"problems": problems})


def _refusal(errors, reading=None):
    more = {name: value for name, value in _common(reading).items() if value} if reading else {}
    return problem(
        HTTPStatus.BAD_REQUEST, " ".join(error["message"] for error in errors[:3]), errors=errors, **more
    )


def _common(reading):
    """What is told whether there is a boundary or not."""
    return {
        "format": reading.format,
        "area_km2": reading.area_km2,
        "valid": reading.valid,
        "point": reading.point and vars(reading.point),
        "notices": [{"code": one.code, "text": wording.text(one)} for one in reading.notices],
        "choices": [_choice(one) for one in reading.choices],
        "repair": reading.repair and _repair(reading.repair),
    }


def _told(one, key="message"):
    """A problem with its place; what is not known of it is left out."""
    where = {name: getattr(one, name) for name in ("part", "feature", "name", "line", "path")}
    known = {name: value for name, value in where.items() if value not in (None, "")}
    return {"code": one.code, key: wording.problem_text(one), "lon": one.lon, "lat": one.lat} | known


def _choice(choice):
    return {
        "answer": choice.answer,
        "code": choice.code,
        "text": wording.text(choice),
        "area_km2": choice.area_km2,
        "before": choice.before and {"type": "MultiLineString", "coordinates": choice.before},
        "after": _geojson(choice.after),
    }


def _repair(repair):
    return {
        "answer": repair.answer,
        "before_km2": repair.before_km2,
        "after_km2": repair.after_km2,
        "change_km2": repair.change_km2,
        "change_percent": repair.change_percent,
        "after": _geojson(repair.after),
    }


def _geojson(multipolygon):
    return multipolygon and json.loads(geometry.to_geojson(multipolygon))
