"""Where on Earth some sites lie, as a part of the printed plate: for paper, and for readers without a map program."""

from collections import defaultdict
from dataclasses import dataclass

from .plate import SHAPES, path
from .projection import HEIGHT, WIDTH, on_plate

NARROWEST, PROPORTION = 150, 1.5  # of the part, in units of the plate; width by height
MARGIN = 1.35
FINE, COARSE, CROWD = 0.05, 1, 300  # see the plate, of which this is an enlarged part


@dataclass(frozen=True)
class Locator:
    """`view_box` of the plate; `marks` are (Red List category or "", SVG path); `crowded` as of the plate."""

    view_box: str
    marks: list
    crowded: bool


def locator(sites):
    """The Locator of these PublishedSite rows; None where none of them has a place."""
    placed = defaultdict(list)
    for site in sites:
        if site.lon is not None:
            placed[site.category if site.category in SHAPES else ""].append(on_plate(site.lon, site.lat))
    if not placed:
        return None
    points = [point for of_one in placed.values() for point in of_one]
    crowded = len(points) > CROWD
    step = COARSE if crowded else FINE
    marks = [
        (category, path(placed[category], shape, step))
        for category, shape in SHAPES.items()
        if placed[category]
    ]
    return Locator(" ".join(f"{number:.1f}" for number in _part(points)), marks, crowded)


def _part(points):
    """x, y, width and height of the part of the plate that holds these points, and some of the world around."""
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*points, strict=True))
    width = max(NARROWEST, (right - left) * MARGIN, (bottom - top) * MARGIN * PROPORTION)
    width = min(width, WIDTH)
    height = min(width / PROPORTION, HEIGHT)
    x = min(max((left + right - width) / 2, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0), HEIGHT - height)
    return x, y, width, height
