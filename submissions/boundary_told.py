"""What the page of a boundary tells: of the one that stands, and of what waits for an answer."""

import json
from dataclasses import dataclass
from functools import cached_property

import shapely
from django.utils.translation import gettext as _

from sites import geometry
from sites.checks import is_sensitive
from sites.degrees import degrees
from sites.models import PublishedSite
from sites.models.published import PublishedBoundary
from sites.readers.reading import Choice, Notice, Problem
from sites.wording import intake as wording
from sites.wording.sayable import area

from . import pictures, surroundings
from .models import ProposedBoundary

TWICE = 2  # times the area that its author knows of
SAME_DEGREES = 1e-5  # a metre
MANY_CORNERS = 20_000  # the picture and the map then show fewer


@dataclass(frozen=True)
class Fault:
    """What is wrong, with the sign that marks it on the picture and where it is; both "" where that is not known."""

    sign: str
    text: str
    place: str


class Standing:
    """The boundary that stands. `named`: codes of the countries that its author names; `known_km2`: the area that the author knows of;
    `point`: (lon, lat, metres) of the place, or None; `pins`: [(sign, (lon, lat))]."""

    def __init__(self, row, *, named=(), known_km2=None, point=None, pins=()):
        self.row, self.named, self.known_km2, self.point, self.pins = row, named, known_km2, point, pins

    @cached_property
    def boundary(self):
        return _geometry(self.row.geojson)

    @cached_property
    def published(self):
        """The public row of the site that an update is about; None for a new one."""
        site_id = self.row.submission.site_id
        found = PublishedSite.objects.filter(pk=site_id).only("pk", "code", "name", "facts")
        return found.first() if site_id else None

    @cached_property
    def current(self):
        """The public boundary of that site; None where there is none, or only one that is told roughly."""
        if self.published is None or self.is_withheld:
            return None
        wkb = PublishedBoundary.objects.filter(site=self.published.pk).values_list("wkb", flat=True).first()
        return geometry.from_wkb(bytes(wkb)) if wkb else None

    @property
    def is_unchanged(self):
        """Whether it is the public boundary of that site, corner for corner, to about a metre."""
        if self.boundary is None or self.current is None:
            return False
        return shapely.equals_exact(self.boundary.normalize(), self.current.normalize(), SAME_DEGREES)

    @property
    def is_withheld(self):
        """Whether the public is told the place of that site only roughly, or not at all."""
        return bool(self.published and is_sensitive(self.published.facts))

    @cached_property
    def picture(self):
        places = [
            (fault.sign, place_of(told)) for fault, told in zip(self.faults, self.row.problems, strict=True)
        ]
        return pictures.drawn(
            self.boundary,
            before=self.current,
            faults=[(sign, place) for sign, place in places if place],
            pins=self.pins,
            point=self.point if self.boundary is None else None,
        )

    @cached_property
    def counts(self):
        """(corners, parts, holes); the position that closes a ring is not counted."""
        rings = shapely.get_num_interior_rings(shapely.get_parts(self.boundary))
        parts, holes = len(rings), int(rings.sum())
        return geometry.count_vertices(self.boundary) - parts - holes, parts, holes

    @property
    def has_many_corners(self):
        return self.counts[0] > MANY_CORNERS

    @property
    def area(self):
        return area(self.row.area_km2)

    @property
    def area_doubt(self):
        """A sentence where the area is far from what its author knows of, "" else."""
        if not (self.known_km2 and self.row.area_km2):
            return ""
        if 1 / TWICE <= self.row.area_km2 / self.known_km2 <= TWICE:
            return ""
        return _("You know of %(known)s km²: is this the whole boundary, and no more than it?") % {
            "known": area(self.known_km2)
        }

    @cached_property
    def faults(self):
        return faults(self.row.problems)

    @property
    def notices(self):
        return notices(self.row.notices)

    @cached_property
    def countries(self):
        return surroundings.countries(self.boundary, self.named)

    @cached_property
    def neighbours(self):
        """Those of the openly shown sites; of a boundary that is not valid, none can be told."""
        own = self.published.code if self.published else None
        return surroundings.neighbours(self.boundary, own) if self.row.valid and not self.is_withheld else []


class Waiting:
    """What waits for an answer (see `boundaries`)."""

    def __init__(self, told, file=None):
        self.told, self.file = told or {}, file

    def __bool__(self):
        return bool(self.told)

    @property
    def way_word(self):
        """The way in which it was given, in a word."""
        return ProposedBoundary.How(self.told["way"]).label

    @property
    def is_open(self):
        """Whether somebody must choose before the boundary can be sent."""
        return bool(self.told.get("choices") or self.is_other or self.told.get("repair"))

    @property
    def is_other(self):
        """Whether it is another boundary than the one that stands."""
        return bool(self.told.get("geojson")) and not self.told.get("aside")

    @property
    def faults(self):
        return faults(self.told.get("problems", ()))

    @property
    def notices(self):
        return notices(self.told.get("notices", ()))

    @property
    def choices(self):
        """The answers, each with `answer`, `text`, `area` and `picture`."""
        return [
            told | {"text": _choice_text(told), "area": area(told["area_km2"])}
            for told in self.told.get("choices", ())
        ]

    @property
    def are_features(self):
        """Whether several of the answers can be given together."""
        return any(told["code"] == "A_FEATURE" for told in self.told.get("choices", ()))

    @property
    def repair(self):
        """The repair that is offered, with its areas as text."""
        told = self.told.get("repair")
        areas = ("before_km2", "after_km2")
        return told and told | {name.removesuffix("_km2"): area(told[name]) for name in areas}

    @property
    def area(self):
        return area(self.told.get("area_km2"))

    @cached_property
    def picture(self):
        """Of a boundary that waits."""
        return pictures.drawn(_geometry(self.told.get("geojson", "")))


def faults(problems):
    """Problems kept as dicts, as Faults."""
    found = []
    for number, told in enumerate(problems, 1):
        place = place_of(told)
        sign = str(number) if place else ""
        found.append(Fault(sign, wording.problem_text(Problem(**told)), degrees(place) if place else ""))
    return found


def notices(told):
    """Notices kept as dicts, as sentences."""
    return [wording.text(Notice(**notice)) for notice in told]


def place_of(problem):
    """(lon, lat) of a problem kept as a dict, None where that is not known."""
    return None if problem.get("lon") is None else (problem["lon"], problem["lat"])


def _choice_text(told):
    return wording.text(Choice(told["answer"], told["code"], told["facts"]))


def _geometry(text):
    return geometry.read_geojson(json.loads(text)).geometry if text else None
