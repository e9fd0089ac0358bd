"""Values out of the JSON of a request: one that cannot be read is noted with its path, and stands as its default."""

import re
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import text
from .fields import NOT_EXACT
from .numbers import NotExact, exact, within_limits

FIRST_YEAR = 1800
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOST_PROBLEMS = 100


class Values:
    """Reads one value after the other; `problems` are the first that were noted, and `further` counts those after them."""

    def __init__(self, default_today):
        self.problems, self.further, self.today = [], 0, default_today

    def wrong(self, path, sentence):
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((path, sentence))
        else:
            self.further += 1

    def told_problems(self):
        """(path, sentence) of what is wrong, and at last how much more is."""
        if not self.further:
            return self.problems
        more = ngettext("%(count)d more is not listed.", "%(count)d more are not listed.", self.further)
        return [*self.problems, ("", more % {"count": self.further})]

    def _known(self, item, keys, at):
        unknown = [key for key in item if key not in keys]
        if unknown:
            sentence = _("There is no such key. Known here are: %(keys)s.") % {"keys": ", ".join(keys)}
            for key in unknown:
                self.wrong(f"{at}{key[:60]}", sentence)

    def _object(self, item, path, keys):
        if not isinstance(item, dict):
            self.wrong(path, _("This must be an object."))
            return False
        self._known(item, keys, path + ".")
        return True

    def _items(self, told, name, most, *, quiet=False):
        """[(item, path)] of the list `name`; none where it is absent, or null and not required, or longer than `most`."""
        value = told.get(name)
        if isinstance(value, list) and len(value) <= most:
            return [(item, f"{name}.{index}") for index, item in enumerate(value)]
        if isinstance(value, list) and not quiet:
            self.wrong(name, _("This list is too long: it may have at most %(most)d items.") % {"most": most})
        elif name in told and not quiet and (value is not None or name == "claims"):
            self.wrong(name, _("This must be a list."))
        return []

    def _required_text(self, item, key, at, longest):
        if item.get(key) is None:
            self.wrong(at + key, _("This is required."))
            return ""
        return self._text(item, key, at + key, longest, empty=False) or ""

    def _text(self, item, key, path, longest, *, empty=True, lines=False):
        value = item.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(path, _("This must be text."))
            return None
        if len(value) > longest:
            return self._too_long(path, longest)
        try:
            value = (text.lines if lines else text.one_line)(value)
        except text.NotText:
            self.wrong(path, _("This text holds characters that cannot be kept."))
            return None
        if not value and not empty:
            self.wrong(path, _("This must not be empty."))
        if len(value) > longest:  # in NFC a few characters become two
            return self._too_long(path, longest)
        return value

    def _too_long(self, path, longest):
        self.wrong(
            path, _("This is too long: at most %(longest)d characters are kept.") % {"longest": longest}
        )

    def _choice(self, item, key, at, values, *, required=False):
        if key not in item and not required:
            return values[0]
        value = item.get(key)
        if isinstance(value, str) and value in values:
            return value
        self.wrong(at + key, _("Choose one of: %(values)s.") % {"values": ", ".join(values)})
        return values[0]

    def _flag(self, item, key, path):
        value = item.get(key, False)
        if not isinstance(value, bool):
            self.wrong(path, _("This must be true or false."))
        return value is True

    def _number(self, item, key, at):
        value = item.get(key)
        if value is None:
            return None
        try:
            if isinstance(value, str):
                return exact(value)
            if is_number(value):
                return within_limits(Decimal(value))
        except NotExact as error:
            self.wrong(at + key, str(NOT_EXACT[error.code]))
            return None
        self.wrong(at + key, _("Write a number, or a number in quotes."))
        return None

    def _year(self, item, key, at):
        number = self._number(item, key, at)
        if number is None:
            return None
        if number != int(number) or not FIRST_YEAR <= number <= self.today.year:
            self.wrong(
                at + key,
                _("Write a year from %(first)s to %(last)s.")
                % {"first": FIRST_YEAR, "last": self.today.year},
            )
            return None
        return int(number)

    def _day(self, told, key):
        value = told.get(key)
        if value is None:
            return self.today
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.wrong(key, _("Write a day as year-month-day, such as 2026-11-22."))
        return self.today


def is_number(value):
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)
