"""Remarks at places of a map, a row each: "the quarry is outside". Rows are kept as typed; empty ones are nothing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sites import coordinates, inputs
from sites.screen_form import sentence

PLACE, TEXT = "pin_place", "pin_text"
MOST, LONGEST = 100, 500
EMPTY_ROWS = 2
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Pin:
    """One row. `place`: (lon, lat), None where it cannot be read; `place_fault`, `text_fault`: what is wrong, "" for nothing."""

    number: int
    typed_place: str = ""
    typed_text: str = ""
    place: tuple | None = None
    text: str = ""
    place_fault: str = ""
    text_fault: str = ""

    @property
    def sign(self):
        """What marks it on the picture: A to Z, then A2 and so on."""
        turn, letter = divmod(self.number - 1, len(LETTERS))
        return LETTERS[letter] + (str(turn + 1) if turn else "")

    @property
    def is_right(self):
        return bool(self.place and self.text)


def read(typed):
    """The Pins in what was typed into the part, {field: [values]}."""
    places, texts = typed.get(PLACE, []), typed.get(TEXT, [])
    rows = [
        (place, text)
        for place, text in zip(_filled(places, texts), _filled(texts, places), strict=True)
        if place.strip() or text.strip()
    ]
    return [_pin(number, *row) for number, row in enumerate(rows, 1)]


def rows(typed):
    """The Pins, and empty rows after them."""
    found = read(typed)
    return found + [Pin(len(found) + number + 1) for number in range(EMPTY_ROWS)]


def _filled(values, others):
    return [*values, *[""] * (len(others) - len(values))]


def _pin(number, typed_place, typed_text):
    place, place_fault = _place(typed_place)
    text, text_fault = _text(typed_text)
    if number > MOST:
        place_fault = _("At most %(most)d remarks can be kept: put some of them together.") % {"most": MOST}
    return Pin(
        number=number,
        typed_place=typed_place,
        typed_text=typed_text,
        place=place,
        text=text,
        place_fault=place_fault,
        text_fault=text_fault,
    )


def _place(typed):
    if not typed.strip():
        return None, _("Say where: type its latitude and longitude.")
    try:
        found = coordinates.read(typed.strip())
    except coordinates.Unreadable as unreadable:
        return None, sentence(unreadable.code)
    return (found.lon, found.lat), ""


def _text(typed):
    try:
        text = inputs.LineField(required=False, max_length=LONGEST).clean(typed)
    except ValidationError as error:
        return "", " ".join(error.messages)
    return text, "" if text else _("Say what is wrong or what is there.")
