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


@dataclass(frozen=True)
class Marks:
    """The sites of one Red List category: `path` is one SVG path for all of them."""

    category: str  # "" for the sites none of whose species is EN, CR or EW today
    word: str
    count: int
    path: str


@dataclass(frozen=True)
class Plate:
    view_box: str
    marks: list


def drawn(stamp):
    """The Plate of this RegistryStamp, drawn once for each."""
    return _drawn(stamp.number, stamp.changed_at)


@lru_cache(maxsize=1)
def _drawn(number, changed_at):
    placed = defaultdict(list)
    confirmed = PublishedSite.objects.filter(status=Site.Status.CONFIRMED, lat__range=(SOUTH, NORTH))
    for category, lon, lat in confirmed.values_list("category", "lon", "lat"):
        x, y = on_plate(lon, lat)
        placed[category].append(f"M{x:.1f} {y:.1f}")
    return Plate(
        f"0 0 {WIDTH} {HEIGHT}",
        [_marks(category, placed[category]) for category in SHAPES if placed[category]],
    )


def _marks(category, starts):
    shape = SHAPES[category]
    places = sorted(set(starts))
    word = CATEGORY_NAMES[category] if category else _("another category, or none on file")
    return Marks(category, word, len(starts), "".join(start + shape for start in places))
