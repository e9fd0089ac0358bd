"""Places as a reader writes them, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .coordinates import Place, written


def degrees(place):
    """1.3000° S, 90.4300° W for (lon, lat)."""
    (lat, north), (lon, east) = written(Place(*place), decimals=4)
    letters = {"N": _("N"), "S": _("S"), "E": _("E"), "W": _("W")}
    told = [f"{number_format(value, 4)}° {letters[letter]}" for value, letter in ((lat, north), (lon, east))]
    return ", ".join(told)
