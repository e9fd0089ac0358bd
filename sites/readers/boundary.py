"""PURE. The boundary in a chosen geometry: read into its canonical form, judged, and repaired where somebody asks for it."""

import json

import shapely

from .. import geometry
from ..geojson import BadGeometry, read_geojson
from .layers import MOST_PROBLEMS, Feature, Layer
from .reading import Notice, Problem, Refused

LEAST_KM2, WARNED_KM2, MOST_KM2 = 0.0001, 50_000, 5_000_000  # reliability.md, limits
MANY_VERTICES = 20_000
MOST_DEGREES = 1_000  # what is more is no slip in degrees

ONLY = Layer((Feature(None),))


def canonical(value, layer, feature):
    """The geojson.Reading of a GeoJSON geometry. Raises Refused with every fault at its place."""
    try:
        return read_geojson(value, path=feature.path)
    except BadGeometry as error:
        problems = [_placed(problem, value, layer, feature) for problem in error.problems]
        for code in ("F_METRES", "F_SWAPPED"):  # what is wrong with one position is so with most
            if alike := [problem for problem in problems if problem.code == code]:
                raise Refused(alike[0]) from error
        if feature.lines:  # a ring that was closed tells its first corner twice
            problems = {(one.line, one.code): one for one in problems[::-1]}.values()
            problems = sorted(problems, key=lambda one: one.line)
        raise Refused(*problems[:MOST_PROBLEMS]) from error


def again(shape):
    """The canonical MultiPolygon of a Polygon or MultiPolygon that was made of canonical ones. Raises Refused where it is too large."""
    return canonical(json.loads(shapely.to_geojson(shape)), ONLY, ONLY.features[0]).geometry


def judge(multipolygon):
    """(problems, notices) of a canonical boundary. Raises Refused where it is no area of a site at all."""
    fault, area_km2 = geometry.fault(multipolygon), geometry.area_km2(multipolygon)
    if area_km2 > MOST_KM2:
        raise Refused(Problem("F_HUGE", {"area_km2": area_km2, "limit": MOST_KM2}))
    if area_km2 < LEAST_KM2 and (fault is None or fault.code == "NO_AREA" or _is_in_one_line(multipolygon)):
        lon, lat = geometry.marker(multipolygon)
        raise Refused(Problem("F_TINY", {"area_km2": area_km2}, lon=lon, lat=lat))
    problems = (_fault(fault),) if fault else ()
    return problems, tuple(_notices(multipolygon, area_km2))


def repaired(multipolygon):
    """A valid boundary in place of one that is not, or None. Of some shapes this takes longer than anybody waits: only where it can be
    stopped."""
    mended = shapely.make_valid(multipolygon, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(mended) if part.geom_type == "Polygon" and not part.is_empty]
    if not parts:
        return None
    try:
        after = again(shapely.MultiPolygon(parts))
    except Refused:
        return None
    return after if geometry.fault(after) is None and geometry.area_km2(after) >= LEAST_KM2 else None


def _fault(fault):
    facts = {"fault": fault.code, "lon": fault.lon, "lat": fault.lat}
    return Problem("D_INVALID", facts, lon=fault.lon, lat=fault.lat)


def _notices(multipolygon, area_km2):
    if area_km2 > WARNED_KM2:
        yield Notice("N_LARGE", {"area_km2": area_km2, "limit": WARNED_KM2})
    if geometry.is_at_null_island(multipolygon):
        yield Notice("N_NULL_ISLAND")
    count = geometry.count_vertices(multipolygon)
    if count > MANY_VERTICES:
        yield Notice("N_MANY", {"count": count})


def _is_in_one_line(multipolygon):
    return geometry.area_km2(shapely.convex_hull(multipolygon)) < LEAST_KM2


def _placed(problem, value, layer, feature):
    path = problem.path.removeprefix(feature.path).lstrip(".")
    lon, lat = _place(value, path)
    counted = _counted(value, path)
    position = counted.get("position")
    line = feature.lines[(position - 1) % len(feature.lines)] if position and feature.lines else feature.line
    where = {"path": path, "lon": lon, "lat": lat, "line": line} | counted
    facts = problem.facts | (
        {"value": problem.facts["value"].removesuffix(".0")} if "value" in problem.facts else {}
    )
    return layer.problem(feature, _code(problem), facts, **where)


def _code(problem):
    """Degrees that are none may be metres, or stand in the wrong column."""
    if problem.code not in ("G_LONGITUDE", "G_LATITUDE"):
        return problem.code
    if abs(float(problem.facts["value"])) > MOST_DEGREES:
        return "F_METRES"
    return "F_SWAPPED" if problem.facts["swapped"] else problem.code


def _counted(value, path):
    """Which polygon, ring and position a path such as `coordinates.0.0.2` names, from 1; polygons only where there are several."""
    start, *steps = (int(step) + 1 if step.isdigit() else step for step in path.split("."))
    if start != "coordinates" or not steps:
        return {}
    several = value["type"] == "MultiPolygon"
    polygon = steps.pop(0) if several else None
    counted = dict(zip(("ring", "position"), steps, strict=False))
    return {"polygon": polygon} | counted if several and len(value["coordinates"]) > 1 else counted


def _place(value, path):
    """(lon, lat) of the first position at a path such as `coordinates.0.2`; (None, None) where it is none within the globe."""
    for key in path.split(".") if path else ():
        try:
            value = value[int(key) if key.isdigit() else key]
        except (LookupError, TypeError):
            return None, None
    while isinstance(value, list) and value and isinstance(value[0], list):
        value = value[0]
    if (
        isinstance(value, list)
        and len(value) >= 2
        and all(type(number) in (int, float) for number in value[:2])
    ):
        lon, lat = value[:2]
        if -180 <= lon <= 180 and -90 <= lat <= 90:
            return float(lon), float(lat)
    return None, None
