"""PURE. Exact numbers as criteria.md section 2 wants them: read as Decimal, never through a float.

At most 18 significant digits and 18 decimals, below 10^18, ASCII digits, no `_`, NaN or Infinity."""

import re
from decimal import Decimal

PATTERN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
MAX_DIGITS = MAX_DECIMALS = 18
BELOW = Decimal(10) ** 18
LONGEST_TEXT = 200


class NotExact(ValueError):
    """The text is no number that can be kept exactly; `code` says why: `not_a_number`, `too_precise` or `too_large`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def exact(text):
    """The Decimal that `text` writes out in plain ASCII digits. Raises NotExact."""
    text = text.strip(" \t\r\n")
    if not PATTERN.fullmatch(text):
        raise NotExact("not_a_number")
    if len(text) > LONGEST_TEXT:
        raise NotExact("too_precise")
    return within_limits(Decimal(text))


def within_limits(number):
    """The number itself, when it can be kept exactly; zero has no sign. Raises NotExact."""
    if not number.is_finite():
        raise NotExact("not_a_number")
    if number.copy_abs() >= BELOW:
        raise NotExact("too_large")
    if not number:
        return Decimal(0)
    _sign, digits, exponent = number.as_tuple()
    padded = "".join(map(str, digits))
    significant = padded.rstrip("0")
    decimals = -exponent - (len(padded) - len(significant))
    if len(significant.lstrip("0")) > MAX_DIGITS or decimals > MAX_DECIMALS:
        raise NotExact("too_precise")
    return number


def plain(number):
    """The shortest plain writing of a Decimal: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
