"""PURE. Reference systems of coordinates: what a file says of its own, and the way from there to longitude and latitude in WGS 84.

Only EPSG codes and well-known text are ever read as one: anything else that PROJ understands may name files or addresses."""

import re
from dataclasses import replace

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from .layers import WGS84
from .reading import Choice, Notice, Problem, Refused, refuse
from .zones import NORTH, SOUTH

LONGEST_WKT = 10_000  # characters; the longest in the EPSG registry have about 5 000
NAMES_A_FILE = re.compile(
    r'PARAMETERFILE|grids(?!=@null\b)|METHOD\["PROJ', re.I
)  # of shifts between two datums
ZONES = range(1, 61)
WEB_MERCATOR = 3857
WIDEST = 8  # degrees from its middle to which a zone of six is stretched in practice
REACH = 20_040_000  # metres from the middle of the map to its edge in that projection
DECIMALS = 7


def from_wkt(text):
    """The system that a .prj file or a GeoPackage describes; WGS84 where it is that. Raises Refused."""
    text = text.strip().removeprefix("\ufeff")
    if len(text) > LONGEST_WKT or "[" not in text[:40] or NAMES_A_FILE.search(text):
        refuse("F_SYSTEM")
    return _usable(lambda: CRS.from_wkt(text))


def from_epsg(code):
    """The system with this EPSG code. Raises Refused."""
    return _usable(lambda: CRS.from_epsg(code))


def from_answer(text):
    """The system that somebody named: `EPSG:` and a code. Raises Refused."""
    authority, _colon, code = text.partition(":")
    if authority != "EPSG" or not (code.isascii() and code.isdigit() and len(code) <= 6):
        refuse("F_SYSTEM")
    return from_epsg(int(code))


def in_wgs84(layer, answer):
    """The layer in longitude and latitude. `answer`: the system that somebody named, "" for none. Raises Refused."""
    system = from_answer(answer) if layer.system is None else layer.system
    if system == WGS84:
        return replace(layer, system=WGS84)
    try:
        transformer = Transformer.from_crs(system, WGS84, always_xy=True)
    except ProjError as error:  # of another planet, for instance
        raise Refused(Problem("F_SYSTEM", part=layer.name)) from error
    features = tuple(_moved(layer, feature, transformer) for feature in layer.features)
    notices = (*layer.notices, Notice("N_SYSTEM", {"system": system.name[:200]}), *_doubts(transformer))
    return replace(layer, features=features, system=WGS84, notices=notices)


def candidates(layer):
    """Choices whose answers are the EPSG codes of systems in which a layer may be that tells none, each with the place at which its first
    position would lie."""
    places = [place[:2] for feature in layer.features for place in positions(feature.geometry)]
    if not places:
        return []
    if layer.possible:
        found = [_in_zone(code % 100, code > SOUTH, places[0]) for code in layer.possible]
        return [choice for choice in found if choice]
    first, reach = places[0], np.abs(np.array(places)).max(axis=0)
    if (reach <= [180, 90]).all():
        return [_choice(WGS84, None, first)]
    found = []
    if (reach <= [1_000_000, 10_000_000]).all():
        found += [_in_zone(zone, south, first) for south in (False, True) for zone in ZONES]
    if (reach <= REACH).all():
        found.append(_choice(f"EPSG:{WEB_MERCATOR}", "Web Mercator", _from(WEB_MERCATOR, first)))
    return [choice for choice in found if choice]


def positions(value):
    """Every position in a geometry, in order; what is no list of numbers is left out."""
    if isinstance(value, dict):
        value = [value.get("coordinates"), value.get("geometries")]
    if _is_position(value):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from positions(one)


def _usable(make):
    try:
        crs = make()
        while crs.is_compound:
            crs = crs.sub_crs_list[0]
    except (CRSError, ProjError, UnicodeError) as error:
        raise Refused(Problem("F_SYSTEM")) from error
    if not (crs.is_geographic or crs.is_projected):
        refuse("F_SYSTEM_KIND", system=crs.name[:200])
    return WGS84 if crs.equals(CRS.from_epsg(4326), ignore_axis_order=True) else crs


def _moved(layer, feature, transformer):
    places = [place[:2] for place in positions(feature.geometry)]
    if not places:
        return feature
    moved = np.round(np.column_stack(transformer.transform(*np.array(places, dtype=float).T)), DECIMALS) + 0.0
    lost = np.flatnonzero(~np.isfinite(moved).all(axis=1))
    if lost.size:
        x, y = places[lost[0]]
        facts = {"x": f"{x:.10g}", "y": f"{y:.10g}", "count": int(lost.size)}
        return replace(feature, problems=(layer.problem(feature, "F_OUTSIDE_SYSTEM", facts),))
    return replace(feature, geometry=_replaced(feature.geometry, iter(moved.tolist())))


def _doubts(transformer):
    """A notice where PROJ knows no way between the two datums at this place and takes them for one."""
    try:
        used = transformer.get_last_used_operation().description
    except ProjError:  # there was only one way
        used = transformer.description
    return (Notice("N_SYSTEM_ABOUT"),) if "Ballpark" in used else ()


def _is_position(value):
    return (
        isinstance(value, list)
        and len(value) > 1
        and all(type(number) in (int, float) for number in value[:2])
    )


def _replaced(value, fresh):
    """The geometry with each of its positions replaced by the next of `fresh`."""
    if isinstance(value, dict):
        return {key: one if key == "type" else _replaced(one, fresh) for key, one in value.items()}
    return next(fresh) if _is_position(value) else [_replaced(one, fresh) for one in value]


def _from(code, place):
    return Transformer.from_crs(code, WGS84, always_xy=True).transform(*place)


def _in_zone(zone, south, place):
    """Zones differ by the meridian in their middle only. None where a place lies outside what a zone is made for."""
    lon, lat = _from((SOUTH if south else NORTH) + 31, place)
    off_the_middle = (lon - 3 + 180) % 360 - 180
    if not (abs(off_the_middle) <= WIDEST and (-81 <= lat <= 1 if south else -1 <= lat <= 85)):
        return None
    name = f"UTM {zone} {'S' if south else 'N'}"
    return _choice(
        f"EPSG:{(SOUTH if south else NORTH) + zone}", name, ((lon + 6 * (zone - 31) + 180) % 360 - 180, lat)
    )


def _choice(answer, name, place):
    lon, lat = (float(round(degrees, 4)) for degrees in place)
    return Choice(answer, "A_SYSTEM", {"system": name, "lon": lon, "lat": lat})
