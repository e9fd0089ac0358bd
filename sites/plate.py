"""The world as one printed plate with the confirmed sites set on it, for a page that must not wait for a map program."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from .categories import CATEGORY_NAMES
from .models import PublishedSite, Site
from .projection import HEIGHT, NORTH, SOUTH, WIDTH, on_plate

# Drawn as caps of a stroke, so that a mark keeps its size on every screen: a square cap along the diagonal is a diamond.
SHAPES = {"": "h0", "EN": "h0", "EW": "h.01", "CR": "l.01 .01"}


# Units of the plate to which marks are set, and from how many on more coarsely: there they cover each other many times over.
FINE, COARSE, CROWD = 0.1, 3, 2000


@dataclass(frozen=True)
class Marks:
    """The sites of one Red List category: `path` is one SVG path for all of them."""

    category: str  # "" for the sites none of whose species is EN, CR or EW today
    word: str
    count: int
    path: str


@dataclass(frozen=True)
class Plate:
    """`crowded`: so many marks that they are drawn as small dots of a screen."""

    view_box: str
    marks: list
    crowded: bool


def drawn(stamp):
    """The Plate of this RegistryStamp, drawn once for each."""
    return _drawn(stamp.number, stamp.changed_at)


@lru_cache(maxsize=1)
def _drawn(number, changed_at):
    placed = defaultdict(list)
    confirmed = PublishedSite.objects.filter(status=Site.Status.CONFIRMED, lat__range=(SOUTH, NORTH))
    for category, lon, lat in confirmed.values_list("category", "lon", "lat"):
        placed[category].append(on_plate(lon, lat))
    crowded = sum(map(len, placed.values())) > CROWD
    step = COARSE if crowded else FINE
    return Plate(
        f"0 0 {WIDTH} {HEIGHT}",
        [_marks(category, placed[category], step) for category in SHAPES if placed[category]],
        crowded,
    )


def _marks(category, points, step):
    word = CATEGORY_NAMES[category] if category else _("another category, or none on file")
    return Marks(category, word, len(points), path(points, SHAPES[category], step))


def path(points, shape, step):
    """The SVG path of marks of this shape at these points, set to the step and each drawn once."""
    places = sorted({(round(x / step) * step, round(y / step) * step) for x, y in points})
    return "".join(f"M{_plain(x)} {_plain(y)}{shape}" for x, y in places)


def _plain(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")
