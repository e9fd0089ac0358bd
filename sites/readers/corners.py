"""PURE. A list of corners as people type it, one in a line, or a table with a header: decimal degrees, degrees with minutes and seconds, or
UTM with its zone. One place alone is a place, with its uncertainty where that is told.

Which column is which, the header or the letters N, S, E, W tell. Where neither does, that is asked."""

import codecs
import re
from dataclasses import dataclass

from .. import coordinates
from ..text import CONTROL
from . import columns, layers, systems, zones
from .reading import Asked, Choice, Notice, Problem, Refused, refuse

MOST_LINES, LONGEST_LINE, LONGEST_CORNER = 100_000, 1_000, 150  # characters
NAME = re.compile(r"\s*(?:[^\W\d_][\w-]{0,19}[.):,;\s]|\d{1,4}[.):]\s)\s*")  # of a corner, before its place
NUMBERED = re.compile(r"\s*(\d{1,5})[.):,;\s]\s*")
NUMBER = r"([-+]?\d{1,9}(?:[.,]\d{1,17})?)"
CELL = re.compile(rf"{NUMBER}(?:[eE][-+]?\d{{1,2}})?")  # as spreadsheets write numbers
METRES = re.compile(
    rf"(?:(.{{0,20}}?)[\s,;]+)??{NUMBER}\s*(?:m\s*)?([EN]?)[\s,;]+{NUMBER}\s*(?:m\s*)?([EN]?)", re.I
)
LEAST_METRES = 1_000  # no number of degrees is as large
MOST_EASTING = 1_000_000
METRES_ORDERS = ("east-north", "north-east")
EPSG = re.compile(r".{0,40}\bEPSG\s*[:\s]\s*(\d{4,6})\b.{0,40}", re.I)
UNCERTAIN = re.compile(
    r"[\s,;(]*(?:±|\+\s*/?\s*-|\buncertainty\b\W*)\s*(\d{1,7}(?:[.,]\d{1,3})?)\s*(km|m|met\w+)?[\s.)]*$", re.I
)


@dataclass(frozen=True)
class Place:
    """A place in a line: `x` and `y` in the order in which they are to be taken, or, where not `ordered`, in that in which they stand."""

    line: int
    x: float
    y: float
    ordered: bool
    zones: tuple | None = None  # EPSG codes; None for degrees
    uncertainty_m: float | None = None


def read(data, answers):
    """The Contents of a text. Raises Refused, Asked."""
    lines = _lines(data)
    header = columns.read(lines[0][1])
    if header:
        places, problems = _each(lines[1:], lambda number, line: _in_table(header, number, line))
        numbered = False
    else:
        general, rows = _general(lines)
        places, problems, numbered = _typed(rows, lambda number, line: _alone(number, line, general))
    if problems or not places:
        raise Refused(*problems[: layers.MOST_PROBLEMS] or [Problem("F_NO_FEATURES")])
    return _contents(places, header, numbered, answers)


def _typed(rows, place_in):
    """(places, problems, whether the rows were numbered). Raises Refused for a text that tells no places at all."""
    bare, numbered = _unnumbered(rows)
    places, problems = _each(bare, place_in)
    if problems and numbered:
        numbered, (places, problems) = False, _each(rows, place_in)
    if len(problems) >= max(1, len(places)):
        refuse("F_UNKNOWN")
    return places, problems, numbered


def _each(rows, place_in):
    """(places, problems) of the lines."""
    places, problems = [], []
    for number, line in rows:
        try:
            places.append(place_in(number, line))
        except ValueError:
            problems.append(Problem("F_CORNER", {"text": line.strip()[:60]}, line=number))
    return places, problems


def _lines(data):
    """[(number, line)] of what is not blank. Raises Refused for what is no text."""
    lines = [(number, line) for number, line in enumerate(_text(data).splitlines(), 1) if line.strip(" \t,;")]
    if not lines or len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for _number, line in lines):
        refuse("F_UNKNOWN")
    return lines


def _text(data):
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return refuse("F_UNKNOWN") if CONTROL.search(text) else text


def _general(rows):
    """(EPSG codes that a line before the corners names for all of them, the other lines)."""
    first = rows[0][1]
    if found := EPSG.fullmatch(first):
        return (int(found[1]),), rows[1:]
    codes = zones.read(re.sub(r"^.*?\b(?=(?:utm|zone|zona|huso)\b)", "", first, flags=re.I).rstrip(" :.,"))
    return (codes, rows[1:]) if codes and not re.fullmatch(r"[\s\d.,;-]+", first) else ((), rows)


def _in_table(header, number, line):
    cells = header.cells(line)
    told = {role: cells[at] if at < len(cells) else "" for role, at in header.roles.items()}
    uncertainty = told.get("uncertainty", "")
    radius = float(uncertainty.replace(",", ".")) if uncertainty else None
    x, y = (_angle(told[role], role) for role in header.pair)
    if header.pair[0] == "lon" or max(abs(x), abs(y)) < LEAST_METRES:
        return Place(number, x, y, True, uncertainty_m=radius)
    codes = zones.read(told["zone"], told.get("hemisphere", "")) if told.get("zone") else ()
    if told.get("zone") and not codes:
        raise ValueError("zone")
    return Place(number, x, y, True, codes, radius)


def _angle(text, role):
    """The degrees, or metres, in a cell. Raises ValueError."""
    if CELL.fullmatch(text):
        return float(text.replace(",", "."))
    value, letter = coordinates.angle(text)
    if letter and letter not in {"lat": "NS", "lon": "EW"}.get(role, ""):
        raise ValueError("letter")
    return value


def _alone(number, line, general):
    """The Place in a line that stands without a header. Raises ValueError."""
    if len(line) > LONGEST_CORNER:
        raise ValueError("long")
    line, radius = _uncertainty(line)
    found = METRES.fullmatch(line.strip())
    if found and max(_number(found[2]), _number(found[4])) >= LEAST_METRES:
        return _in_metres(number, found, general, radius)
    try:
        first, second = coordinates.pair(line)
    except coordinates.Unreadable:
        first, second = coordinates.pair(NAME.sub("", line, count=1))
    return _in_degrees(number, first, second, radius)


def _in_degrees(number, first, second, radius):
    if bool(first[1]) != bool(second[1]) or first[1] and (first[1] in "NS") == (second[1] in "NS"):
        raise ValueError("letters")
    if first[1] and first[1] in "NS":
        first, second = second, first
    return Place(number, first[0], second[0], bool(first[1]), uncertainty_m=radius)


def _in_metres(number, found, general, radius):
    before, first, first_letter, second, second_letter = found.groups()
    codes = zones.read(before or "")
    if before and not codes and len(before.split()) > 1:  # a label before the zone
        codes = zones.read(before.split(maxsplit=1)[1])
    x, y = _number(first), _number(second)
    letters = (first_letter.upper(), second_letter.upper())
    if letters not in (("E", "N"), ("N", "E"), ("", "")):
        raise ValueError("letters")
    return Place(
        number, *((y, x) if letters[0] == "N" else (x, y)), bool(letters[0]), codes or general, radius
    )


def _number(text):
    return float(text.replace(",", "."))


def _uncertainty(line):
    """(the line without it, metres of uncertainty or None)."""
    found = UNCERTAIN.search(line)
    if not found:
        return line, None
    unit = 1000 if (found[2] or "m").lower() == "km" else 1
    return line[: found.start()], _number(found[1]) * unit


def _unnumbered(rows):
    """(the rows without their numbers, True) where they are numbered 1, 2, 3 …, else (the rows, False)."""
    found = [NUMBERED.match(line) for _number, line in rows]
    if len(rows) < 3 or not all(found) or [int(one[1]) for one in found] != list(range(1, len(rows) + 1)):
        return rows, False
    return [(number, line[one.end() :]) for (number, line), one in zip(rows, found, strict=True)], True


def _contents(places, header, numbered, answers):
    metres = [place.zones is not None for place in places]
    if any(metres) and not all(metres):
        raise Refused(Problem("F_CORNERS_MIXED", line=places[metres.index(not metres[0])].line))
    if all(metres):
        places, possible, unordered = _ordered(places, answers), _zones(places), False
    else:
        possible, unordered = (), not all(place.ordered for place in places)
    geometry, lines = _geometry(
        [[place.x, place.y] for place in places], [place.line for place in places], header
    )
    system = layers.WGS84 if not any(metres) else systems.from_epsg(*possible) if len(possible) == 1 else None
    feature = layers.Feature(geometry, lines=tuple(lines))
    notices = [Notice("N_NUMBERED")] if numbered else []
    if geometry["type"] == "Polygon":
        notices.append(Notice("N_CORNERS", {"count": len(places)}))
    return layers.Contents(
        "table",
        (layers.Layer((feature,), system=system, possible=possible),),
        tuple(notices),
        unordered,
        len(places) == 1,
        places[0].uncertainty_m,
    )


def _geometry(places, lines, header):
    """An outline of corners; points where a table tells more of each, or where there are too few."""
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}, lines
    if len(places) < 3 or header and header.others:
        return {"type": "MultiPoint", "coordinates": places}, lines
    if places[0] != places[-1]:
        places, lines = [*places, places[0]], [*lines, lines[0]]
    return {"type": "Polygon", "coordinates": [places]}, lines


def _zones(places):
    """The EPSG codes that all places may be in, () where none was told. Raises Refused."""
    told = {place.zones for place in places}
    if len(told) > 1:
        other = next(place for place in places if place.zones != places[0].zones)
        raise Refused(Problem("F_ZONES", line=other.line))
    return told.pop()


def _ordered(places, answers):
    """The places in metres with easting first. Raises Asked where nothing tells which is easting."""
    if all(place.ordered for place in places):
        return places
    order = answers.order if answers.order in METRES_ORDERS else _only_order(places)
    if not order:
        ways = (("east-north", "A_EAST_FIRST"), ("north-east", "A_NORTH_FIRST"))
        raise Asked(Choice(answers.text(order=order), code) for order, code in ways)
    if order == "east-north":
        return places
    return [Place(place.line, place.y, place.x, True, place.zones, place.uncertainty_m) for place in places]


def _only_order(places):
    """An easting is never as large as a million metres, and most northings are."""
    first, second = max(place.x for place in places), max(place.y for place in places)
    if first < MOST_EASTING <= second:
        return "east-north"
    return "north-east" if second < MOST_EASTING <= first else ""
