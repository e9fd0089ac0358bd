"""Bars that are drawn on the server as inline SVG. Lengths are text in units of a view box, so that no language writes them with
a comma; what they show stands in words or a table beside them."""

from dataclasses import dataclass

WIDTH = 100  # of the view box
THINNEST = 0.8  # what is there at all can be seen


@dataclass(frozen=True)
class Piece:
    """A part of a stacked bar; `kind` names its class in the style sheet."""

    kind: str
    count: int
    x: str
    width: str


def stacked(counts, *, whole):
    """Pieces of one bar for (kind, count) in this order, WIDTH long where they add up to `whole`; none for a count of nothing."""
    pieces, x = [], 0.0
    for kind, count in counts:
        if count:
            width = max(length(count, whole), THINNEST)
            pieces.append(Piece(kind, count, _text(x), _text(width)))
            x += width
    return pieces


def bar(count, most):
    """The length of a bar as text, WIDTH where `count` is `most`; "" for nothing."""
    return _text(max(length(count, most), THINNEST)) if count else ""


def length(count, whole):
    return WIDTH * count / whole if whole else 0.0


def _text(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")
