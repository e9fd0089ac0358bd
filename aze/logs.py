"""One JSON line per event. Never a mail address, a name, a token, a cookie or an exact coordinate."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("request_id", "route", "method", "status", "ms", "user", "sent", "failed", "changed", "sites")


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
