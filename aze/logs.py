"""One JSON line per event. Never a mail address, a name, a token, a cookie or an exact coordinate."""

import json
import logging
import traceback
from datetime import UTC, datetime

from django.db import Error as DatabaseTrouble
from shapely.errors import ShapelyError

TELL_TALE = (DatabaseTrouble, ShapelyError)  # their messages quote the row or the place that they failed on
FIELDS = (
    "request_id",
    "route",
    "method",
    "status",
    "ms",
    "user",
    "sent",
    "failed",
    "changed",
    "sites",
    "submission",
)


class JsonLines(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage() if record.name.startswith("aze") else record.msg,
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)

    def formatException(self, exc_info):
        """The traceback; without any message where one of them may tell a place."""
        chain = list(_chain(exc_info[1]))
        if not any(isinstance(error, TELL_TALE) for error in chain):
            return super().formatException(exc_info)
        return "\n".join(line for error in reversed(chain) for line in _without_message(error))


def _chain(error):
    """The exception, and those that it came from, the last first."""
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _without_message(error):
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
