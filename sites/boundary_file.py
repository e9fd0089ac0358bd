"""GeoJSON files of boundaries, their features found by the code of their site: read once for where each stands, then one at a time, so that
no file is ever whole in memory."""

import json
import re
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

CODE = re.compile(r"[A-Z]{3,4}[0-9]{1,6}")
FEATURES = re.compile(r'"features"\s*:\s*\[')
SEPARATORS = re.compile(r"[\s,]*")
CHUNK = 1 << 20  # characters
MOST = 1 << 28  # of one feature


class BoundariesError(ValueError):
    """The file as a whole cannot be read; the message says why."""


class BoundaryFile:
    """FeatureCollections whose features name their site: `site_code` or `code` among the properties, else `id`. `confirmed_as`: the
    source that confirms the rationales in them, where a person has confirmed them."""

    def __init__(self, *paths, confirmed_as=""):
        self.confirmed_as = confirmed_as
        self._places, self._twice = {}, set()
        for path in map(Path, paths):
            try:
                self._index(path)
            except (OSError, UnicodeError, RecursionError) as error:
                raise BoundariesError(
                    _("%(file)s cannot be read (%(reason)s).") % {"file": path, "reason": error}
                ) from error

    def get(self, codes):
        """The feature (a dict) of the first of these codes that has one, else None. Raises BoundariesError where it has two."""
        code = next((code for code in codes if code in self._places), None)
        if code in self._twice:
            raise BoundariesError(
                _("There are several boundaries for %(code)s: none was taken.") % {"code": code}
            )
        if code is None:
            return None
        path, start, size = self._places[code]
        with path.open("rb") as file:
            file.seek(start)
            return json.loads(file.read(size))

    def _index(self, path):
        for start, size, feature in _features(path):
            for code in _codes(feature):
                if code in self._places:
                    self._twice.add(code)
                self._places[code] = path, start, size


def _features(path):
    """(byte at which it starts, bytes, feature) of each feature of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        buffer = file.read(CHUNK)
        found = FEATURES.search(buffer)
        if not found:
            raise BoundariesError(_("%(file)s is no GeoJSON collection of features.") % {"file": path})
        offset, at = 0, found.end()
        while True:
            start, end, feature, buffer = _next(file, buffer, at)
            if feature is None:
                return
            offset += _bytes(buffer[at:start]) if offset else _bytes(buffer[:start])
            size = _bytes(buffer[start:end])
            yield offset, size, feature
            offset += size
            buffer, at = (buffer[end:], 0) if end > CHUNK // 2 else (buffer, end)


def _bytes(text):
    return len(text.encode())


def _next(file, buffer, at):
    """(where the next feature starts and ends, the feature or None after the last one, the buffer with what had to be read for it)."""
    decoder = json.JSONDecoder()
    while True:
        start = SEPARATORS.match(buffer, at).end()
        if buffer[start : start + 1] == "]":
            return start, start, None, buffer
        try:
            feature, end = decoder.raw_decode(buffer, start)
            return start, end, feature, buffer
        except json.JSONDecodeError as error:
            more = file.read(max(CHUNK, len(buffer)))
            if not more or len(buffer) > MOST:
                raise BoundariesError(
                    _("%(file)s is broken off or no JSON: %(reason)s.")
                    % {"file": file.name, "reason": error.msg}
                ) from error
            buffer += more


def _codes(feature):
    if not isinstance(feature, dict):
        return []
    properties = properties_of(feature)
    named = properties.get("site_code") or properties.get("code") or feature.get("id")
    return CODE.findall(str(named or ""))


def properties_of(feature):
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def day(written):
    """The day that a property writes as year-month-day, None for any other."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
