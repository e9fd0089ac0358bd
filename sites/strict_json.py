"""PURE. JSON read strictly: exact numbers, no key twice, no NaN, and no nesting so deep that reading it would break the process."""

import json
import re
from decimal import Decimal

MAX_DEPTH = 32
# possessive, and content with a text that never ends: one that were looked at from each of its quotes would take for ever
_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotJson(ValueError):
    """`code` and `facts` say why: J_EMPTY, J_ENCODING, J_SYNTAX (line, column), J_TOO_DEEP (limit), J_TWICE (key), J_NUMBER (text),
    J_TEXT (a character that no text may hold)."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def loads(text, *, max_depth=MAX_DEPTH, exact=True):
    """What `text` (str, or bytes in UTF-8) says: numbers with a point as Decimal, or as float where not `exact`, others as int. Raises
    NotJson."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError as error:
            raise NotJson("J_ENCODING") from error
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise NotJson("J_EMPTY")
    _check_depth(text, max_depth)
    try:
        return json.loads(
            text,
            parse_float=_number if exact else float,
            parse_int=_whole,
            parse_constant=_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise NotJson("J_SYNTAX", line=error.lineno, column=error.colno) from error


def _check_depth(text, limit):
    depth = 0
    for match in _STRUCTURE.finditer(text):
        sign = match[0]
        if sign in "[{":
            depth += 1
            if depth > limit:
                raise NotJson("J_TOO_DEEP", limit=limit)
        elif sign in "]}":
            depth -= 1


def _object(pairs):
    told = {}
    for key, value in pairs:
        if key in told:
            raise NotJson("J_TWICE", key=key[:100])
        _check_text(key)
        told[key] = value
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str):
                _check_text(one)
    return told


def _check_text(text):
    if "\x00" in text or _SURROGATE.search(text):
        raise NotJson("J_TEXT")


def _number(text):
    if text in ("NaN", "Infinity", "-Infinity") or len(text) > 400:
        raise NotJson("J_NUMBER", text=text[:40])
    return Decimal(text)


def _whole(text):
    return int(text) if len(text) <= 20 else _number(text)
