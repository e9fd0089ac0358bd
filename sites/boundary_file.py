"""A GeoJSON file of boundaries, its features found by the code of their site: read once for where each stands, then one at a time, so that
it is never whole in memory."""

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
    """A FeatureCollection whose features name their site: `site_code` or `code` among the properties, else `id`. `confirmed_as`: the
    source that confirms the rationales in it, where a person has confirmed them."""

    def __init__(self, path, *, confirmed_as=""):
        self.path, self.confirmed_as = Path(path), confirmed_as
        self._places, self._twice = {}, set()
        try:
            for place, feature in self._features():
                for code in _codes(feature):
                    if code in self._places:
                        self._twice.add(code)
                    self._places[code] = place
        except (OSError, UnicodeError, RecursionError) as error:
            raise BoundariesError(
                _("%(file)s cannot be read (%(reason)s).") % {"file": path, "reason": error}
            ) from error

    def get(self, codes):
        """The feature (a dict) of the first of these codes that has one, else None. Raises BoundariesError where it has two."""
        code = next((code for code in codes if code in self._places), None)
        if code in self._twice:
            raise BoundariesError(
                _("The boundary file has several features for %(code)s: none was taken.") % {"code": code}
            )
        if code is None:
            return None
        start, size = self._places[code]
        with self.path.open("rb") as file:
            file.seek(start)
            return json.loads(file.read(size))

    def _features(self):
        """((byte at which it starts, bytes), feature) of each feature."""
        with self.path.open(encoding="utf-8-sig") as file:
            buffer = file.read(CHUNK)
            found = FEATURES.search(buffer)
            if not found:
                raise BoundariesError(
                    _("%(file)s is no GeoJSON collection of features.") % {"file": self.path}
                )
            offset, at = self._mark_bytes(), found.end()
            while True:
                offset, buffer = offset + len(buffer[:at].encode()), buffer[at:]
                feature, at, buffer = self._next(file, buffer)
                if feature is None:
                    return
                start = SEPARATORS.match(buffer).end()
                lead = len(buffer[:start].encode())
                yield (offset + lead, len(buffer[start:at].encode())), feature

    def _mark_bytes(self):
        with self.path.open("rb") as file:
            return 3 if file.read(3) == b"\xef\xbb\xbf" else 0

    def _next(self, file, buffer):
        """(the next feature or None, where it ends, the buffer with what had to be read for it)."""
        decoder = json.JSONDecoder()
        while True:
            start = SEPARATORS.match(buffer).end()
            if buffer[start : start + 1] == "]":
                return None, start, buffer
            try:
                feature, end = decoder.raw_decode(buffer, start)
                return feature, end, buffer
            except json.JSONDecodeError as error:
                more = file.read(max(CHUNK, len(buffer)))
                if not more or len(buffer) > MOST:
                    raise BoundariesError(
                        _("%(file)s is broken off or no JSON: %(reason)s.")
                        % {"file": self.path, "reason": error.msg}
                    ) from error
                buffer += more


def _codes(feature):
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    named = (
        properties.get("site_code")
        or properties.get("code")
        or (feature.get("id") if isinstance(feature, dict) else "")
    )
    return CODE.findall(str(named or ""))


def day(written):
    """The day that a property writes as year-month-day, None for any other."""
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
