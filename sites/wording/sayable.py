"""Facts of findings as words and figures for a sentence: names of sites, numbers as the reader's language writes them."""

from decimal import Decimal

import pycountry
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..categories import CATEGORY_NAMES
from ..numbers import plain
from ..percentages import shown_beside

RANKS = {
    "subspecies": gettext_lazy("a subspecies"),
    "variety": gettext_lazy("a variety"),
    "subpopulation": gettext_lazy("a subpopulation"),
}
MEASURES = {
    "mature_individuals": gettext_lazy("mature individuals"),
    "area_of_occupancy": gettext_lazy("area of occupancy"),
    "extent_of_suitable_habitat": gettext_lazy("suitable habitat"),
    "range": gettext_lazy("range"),
    "localities": gettext_lazy("localities"),
}
POPULATIONS = {
    "resident": gettext_lazy("the resident population"),
    "breeding": gettext_lazy("the breeding population"),
    "non_breeding": gettext_lazy("the non-breeding population"),
    "passage": gettext_lazy("the population on passage"),
    "other": gettext_lazy("the population in one part of its life"),
}
FAULTS = {
    "CROSSES": gettext_lazy("it crosses itself"),
    "TOUCHES": gettext_lazy("it touches itself"),
    "HOLE_OUTSIDE": gettext_lazy("a hole lies outside the part that it should be cut from"),
    "HOLE_IN_HOLE": gettext_lazy("a hole lies within another hole"),
    "PART_IN_PART": gettext_lazy("a part lies within another part"),
    "RING_TWICE": gettext_lazy("a ring stands twice"),
    "CUT_APART": gettext_lazy("holes cut a part in two"),
    "NO_AREA": gettext_lazy("a ring encloses nothing"),
    "OTHER": gettext_lazy("its rings do not fit together"),
}
PERCENT_MARKS = (0, 1, Decimal("99.9"), 100)  # where an overlap is flagged, where it is a duplicate
AREA_MARKS = (0, 50_000)
M2_PER_KM2 = 1_000_000


def sayable(facts, names=None):
    """The known facts by name, each as text. What is None is left out: a sentence cannot tell it."""
    said = {}
    for name, value in facts.items():
        if value is not None:
            said |= SPEAKERS.get(name, _as_it_is)(name, value)
    if names is not None and "site" in said:
        said |= _named(said.pop("site"), names)
    if isinstance(facts.get("worldwide"), dict):
        said |= _measured(facts["worldwide"], facts.get("parameter"))
    return said


def listed(phrases):
    """Phrases as one: a, b and c."""
    *first, last = map(str, phrases)
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def number(value):
    """An exact number with every digit, grouped. `value`: a number or its text."""
    return number_format(plain(Decimal(str(value))), force_grouping=True)


def area(km2):
    """An area in km² with as many digits as a reader can use; "" where it is not known."""
    if km2 is None:
        return ""
    decimals = 0 if km2 >= 100 else 2 if km2 >= 0.1 else 6
    return number(shown_beside(km2, AREA_MARKS, decimals))


def _as_it_is(name, value):
    return {name: str(value)}


def _number(name, value):
    return {name: number(value)}


def _percent(name, value):
    """A share comes as text, rounded by those who knew its verdict; an overlap as the float that was measured."""
    return {name: number(value if isinstance(value, str) else shown_beside(value, PERCENT_MARKS))}


def _area(name, value):
    return {
        "area": area(value),
        "area_m2": number(shown_beside(value * M2_PER_KM2, (0, 1))),
    }


def _category(name, value):
    return {name: f"{CATEGORY_NAMES[value]} ({value})" if value in CATEGORY_NAMES else value}


def _countries(name, codes):
    return {name: listed(_country(code) for code in codes)} if codes else {}


def _country(code):
    found = pycountry.countries.get(alpha_2=code)
    if found is None:
        return _("the high seas") if code == "ABNJ" else code
    return getattr(found, "common_name", found.name)


def _worded(words):
    return lambda name, value: {name: str(words.get(value, value))}


def _figures(name, value):
    """`here` and `worldwide` hold an estimate, or what or when it was: a parameter, a year."""
    if isinstance(value, dict):
        span = _span(value)
        return {name: span} if span else {}
    return {name: str(MEASURES.get(value, value))}


SPEAKERS = {
    "percent": _percent,
    "low": _number,
    "high": _number,
    "lon": _number,
    "lat": _number,
    "fault": _worded(FAULTS),
    "count": _number,
    "limit": _number,
    "area_km2": _area,
    "before_km2": lambda name, value: {"before": area(value)},
    "after_km2": lambda name, value: {"after": area(value)},
    "gap_m": _number,
    "fewer": _number,
    "metres": lambda name, value: {name: number(round(value))},
    "names": lambda name, value: {name: listed(value)},
    "category": _category,
    "countries": _countries,
    "rank": _worded(RANKS),
    "parameter": _worded(MEASURES),
    "segment": _worded(POPULATIONS),
    "their_segment": _worded(POPULATIONS),
    "here": _figures,
    "worldwide": _figures,
}


def _named(code, names):
    """A site by name and code, by its code where it has no name; nothing of a site that the audience may not see."""
    if code not in names:
        return {}
    return {"site": _("%(name)s (%(code)s)") % {"name": names[code], "code": code} if names[code] else code}


def _span(figures):
    """An estimate of which any part may be missing: "200 (190 to 210)"; "" where all of it is."""
    told = {name: number(value) for name, value in figures.items() if value is not None}
    best, bounds = told.get("best", ""), ""
    if "min" in told and "max" in told:
        bounds = _("%(min)s to %(max)s") % told
    elif "min" in told:
        bounds = _("at least %(min)s") % told
    elif "max" in told:
        bounds = _("at most %(max)s") % told
    return (
        _("%(best)s (%(bounds)s)") % {"best": best, "bounds": bounds} if best and bounds else best or bounds
    )


def _measured(figures, parameter):
    """The worldwide estimate with what was measured: "205 mature individuals", "12 km² of range"."""
    span = _span(figures)
    if not span:
        return {}
    count = 1 if list(figures.values()) == ["1"] else 2
    if parameter == "mature_individuals":
        span = ngettext("%(span)s mature individual", "%(span)s mature individuals", count) % {"span": span}
    elif parameter == "localities":
        span = ngettext("%(span)s locality", "%(span)s localities", count) % {"span": span}
    elif parameter in MEASURES:
        span = _("%(span)s km² of %(measure)s") % {"span": span, "measure": MEASURES[parameter]}
    return {"worldwide": span}
