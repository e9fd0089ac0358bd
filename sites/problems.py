"""Problem documents (RFC 9457): what the API says when it cannot answer."""

import json
from http import HTTPStatus

from django.http import HttpResponse


def problem(status, detail, **members):
    """A `application/problem+json` answer with one sentence and, where given, more members such as `errors`."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    } | members
    return HttpResponse(
        json.dumps(document, ensure_ascii=False), status=status, content_type="application/problem+json"
    )


def parameter_problem(problems):
    """400 naming every parameter that is wrong: `problems` is [(parameter, sentence)]."""
    return problem(
        HTTPStatus.BAD_REQUEST,
        " ".join(f"{name}: {sentence}" for name, sentence in problems),
        errors=[{"parameter": name, "message": sentence} for name, sentence in problems],
    )
