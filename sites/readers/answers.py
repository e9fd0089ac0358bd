"""PURE. What somebody answered to what was asked of a file, as one text that goes with the same file again: `system=EPSG:32717&feature=2`."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from .reading import refuse

LONGEST = 2000  # characters
SIMPLER = ("0.0001", "0.0005", "0.002")  # degrees by which a boundary may be moved to have fewer positions
WORDS = {
    "order": ("lon-lat", "lat-lon", "east-north", "north-east"),
    "swap": ("yes",),
    "outline": ("closed",),
    "areas": ("only",),
    "repair": ("yes",),
    "simplify": SIMPLER,
}
ALL = "all"


@dataclass(frozen=True)
class Answers:
    """`system`: the reference system of coordinates that tell none; `order`: what the two numbers of a corner are; `swap`: take longitude
    for latitude; `layer`: its number; `feature`: numbers in that layer as text, or ("all",); `outline`: join what is open into a ring;
    `areas`: leave out what is no area; `repair`: take the repaired boundary; `simplify`: take
    one with fewer positions, none of them moved by more degrees. Numbers count from 1; "" and () are no answer."""

    system: str = ""
    order: str = ""
    swap: str = ""
    layer: str = ""
    feature: tuple = ()
    outline: str = ""
    areas: str = ""
    repair: str = ""
    simplify: str = ""

    def text(self, **more):
        """These answers and `more` of them as text."""
        given = vars(replace(self, **more))
        return urlencode({key: value for key, value in given.items() if value}, doseq=True, safe=":")


def read(text):
    """The Answers in a text. Raises Refused for what nothing asked for."""
    given = {}
    try:
        pairs = (
            parse_qsl(text, strict_parsing=True, keep_blank_values=True, max_num_fields=200) if text else []
        )
    except ValueError:
        refuse("F_CHOICE")
    for key, value in pairs:
        if len(text) > LONGEST or not _is_answer(key, value) or (key in given and key != "feature"):
            refuse("F_CHOICE")
        given[key] = (*given.get(key, ()), value) if key == "feature" else value
    return Answers(**given)


def _is_answer(key, value):
    if key in WORDS:
        return value in WORDS[key]
    if key == "system":
        return 0 < len(value) <= 40 and value.isascii() and value.isprintable()
    return key == "layer" and _is_number(value) or key == "feature" and (value == ALL or _is_number(value))


def _is_number(text):
    return text.isascii() and text.isdigit() and len(text) <= 7
