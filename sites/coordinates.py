"""PURE. A place as people write it, in decimal degrees or in degrees, minutes and seconds: latitude first, unless letters say otherwise.

Never a guess: what could be read in two ways is refused. `Unreadable.code` says why."""

import re
from collections import namedtuple

PLAIN = str.maketrans(
    {**dict.fromkeys("−–—‐", "-"), **dict.fromkeys("′’‘´`ʹ", "'"), **dict.fromkeys("″”“ʺ", '"')}
    | {**dict.fromkeys("º˚", "°"), "：": ":", "，": ",", "；": ";"}
)
NAMED = re.compile(r"\b(lat|lon)(?:g|itude|gitude)?\b\.?\s*[:=]?", re.I)
SPELLED = (
    (r"\bnorth\b", "N"),
    (r"\bsouth\b", "S"),
    (r"\beast\b", "E"),
    (r"\bwest\b", "W"),
    (r"\bdeg(?:rees?)?\b", "°"),
)
NUMBER = r"(\d{1,9}+(?:[.,]\d{1,20}+)?+)"
ANGLE = re.compile(
    rf"([NSEW]?)\s*([+-]?)\s*{NUMBER}\s*[°:]?\s*(?:{NUMBER}\s*[':]?\s*(?:{NUMBER}\s*\"?)?)?\s*([NSEW]?)",
    re.ASCII,
)
SECOND_DEGREES = re.compile(r"(.*°.*?)([+-]?\s*\d+(?:[.,]\d+)?\s*°.*)", re.ASCII)
NORTH_SOUTH, EAST_WEST = "NS", "EW"
LONGEST = 100

Place = namedtuple("Place", "lon lat")


class Unreadable(ValueError):
    """`code`: form, letters, sign, minutes, latitude, longitude, or swapped, where longitude seems to stand first."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def read(text):
    """The Place that a text tells. Raises Unreadable."""
    first, second = pair(text)
    axes = [found.lower() for found in NAMED.findall(text)] or ["lat", "lon"]
    if sorted(axes) != ["lat", "lon"] or bool(first[1]) != bool(second[1]):
        raise Unreadable("letters")
    if first[1] in EAST_WEST and first[1] or axes == ["lon", "lat"] and not first[1]:
        first, second = second, first
    if (first[1] or "N") not in NORTH_SOUTH or (second[1] or "E") not in EAST_WEST:
        raise Unreadable("letters")
    return _within_limits(first[0], second[0], by_order=not first[1])


def pair(text):
    """The two angles in a text, in their order: (degrees, letter of N, S, E, W or "") each. Which is which, only letters tell. Raises
    Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("form")
    first, second = (_angle(half) for half in _halves(_tidied(text)))
    return first, second


def angle(text):
    """(degrees, letter or "") of one angle. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("form")
    return _angle(_tidied(text))


def _within_limits(lat, lon, by_order):
    if abs(lat) > 90:
        raise Unreadable("swapped" if by_order and abs(lat) <= 180 and abs(lon) <= 90 else "latitude")
    if abs(lon) > 180:
        raise Unreadable("longitude")
    return Place(round(lon, 7) + 0.0, round(lat, 7) + 0.0)


def written(place, decimals=5):
    """(degrees without sign, letter) of latitude and of longitude."""
    lat, lon = round(place.lat, decimals), round(place.lon, decimals)
    return (abs(lat), "S" if lat < 0 else "N"), (abs(lon), "W" if lon < 0 else "E")


def plain(degrees):
    """Degrees in plain decimal digits, to about a metre."""
    return f"{round(degrees, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def _tidied(text):
    plain = NAMED.sub(" ", re.sub(r"[()\[\]]", " ", text.translate(PLAIN).replace("''", '"')))
    for word, sign in SPELLED:
        plain = re.sub(word, sign, plain, flags=re.I)
    return " ".join(plain.upper().split()).strip(" ,;")


def _halves(text):
    """The texts of the two angles."""
    letters = [found.start() for found in re.finditer(f"[{NORTH_SOUTH}{EAST_WEST}]", text)]
    if letters:
        if len(letters) != 2:
            raise Unreadable("letters")
        cut = letters[1] if letters[0] == 0 else letters[0] + 1
        return _apart(text[:cut], text[cut:])
    for sign in ";,":
        if text.count(sign) == 1:
            return _apart(*text.split(sign))
    if text.count("°") == 2 and (found := SECOND_DEGREES.fullmatch(text)):
        return _apart(*found.groups())
    words = text.split()
    if len(words) not in (2, 4, 6):
        raise Unreadable("form")
    middle = len(words) // 2
    return _apart(" ".join(words[:middle]), " ".join(words[middle:]))


def _apart(first, second):
    return first.strip(" ,;"), second.strip(" ,;")


def _angle(text):
    """(degrees, letter or "") of one angle."""
    found = ANGLE.fullmatch(text)
    if not found:
        raise Unreadable("form")
    before, sign, degrees, minutes, seconds, after = found.groups()
    letter = before or after
    if sign and letter:
        raise Unreadable("sign")
    if (minutes and not degrees.isdigit()) or (seconds and not minutes.isdigit()):
        raise Unreadable("minutes")
    degrees, minutes, seconds = (
        float((number or "0").replace(",", ".")) for number in (degrees, minutes, seconds)
    )
    if minutes >= 60 or seconds >= 60:
        raise Unreadable("minutes")
    value = degrees + minutes / 60 + seconds / 3600
    return -value if sign == "-" or letter in ("S", "W") else value, letter
