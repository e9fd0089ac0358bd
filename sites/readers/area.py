"""PURE. The area in the chosen features: of their polygons together, or of the outline that lines and points draw."""

import shapely

from . import boundary, layers, outlines
from .reading import Notice, Point, Refused

ORDER = ("N_CUT", "N_HEIGHT", "N_DUPLICATES", "N_ROUNDED", "N_REWOUND")


def of(layer, answers):
    """(canonical MultiPolygon, notices) of the features of a layer, in longitude and latitude. Raises Refused."""
    problems = [problem for feature in layer.features for problem in feature.problems]
    if problems:
        raise Refused(*problems[: layers.MOST_PROBLEMS])
    pieces = _pieces(layer, answers)
    areas = [(feature, piece) for feature, piece in pieces if outlines.are([piece], layers.AREAS)]
    if not areas:
        return _outlined(layer, pieces, answers)
    if len(areas) < len(pieces) and not answers.areas:
        others = outlines.kinds(
            piece for _feature, piece in pieces if not outlines.are([piece], layers.AREAS)
        )
        raise Refused(layer.problem(areas[0][0], "F_MIXED", {"types": ", ".join(others)}))
    readings = [boundary.canonical(_closed(piece, answers), layer, feature) for feature, piece in areas]
    notices = [Notice(code) for code in ORDER if any(code in reading.notices for reading in readings)]
    if len(readings) == 1:
        return readings[0].geometry, notices
    notices.append(Notice("N_MERGED", {"count": len(readings)}))
    return _together([reading.geometry for reading in readings]), notices


def drawn(layer, answers):
    """The lines of positions that lines and points draw, as they stand in the file."""
    return (tuple(map(tuple, outlines.places_of(piece for _feature, piece in _pieces(layer, answers)))),)


def _pieces(layer, answers):
    found = [(feature, piece) for feature in layer.features for piece in layers.flattened(feature.geometry)]
    swap = bool(answers.swap) != (answers.order == "lat-lon")
    return [(feature, layers.swapped(piece)) for feature, piece in found] if swap else found


def _closed(piece, answers):
    return outlines.with_rings_closed(piece) if answers.outline else piece


def _outlined(layer, pieces, answers):
    geometries = [piece for _feature, piece in pieces]
    points = outlines.are(geometries, layers.POINTS)
    places = outlines.places_of(geometries) if points or outlines.are(geometries, layers.LINES) else []
    feature = layer.features[0]
    if not geometries:
        raise Refused(layer.problem(feature, "F_NO_GEOMETRY"))
    if not places:  # no type that is read, or empty: refused by its type
        return boundary.canonical(geometries[0], layer, pieces[0][0]).geometry, []
    enough = places if len(places) > 2 else places * 4
    reading = _as_ring(enough, len(places), layer, feature)
    kind, count = ", ".join(outlines.kinds(geometries)), len({tuple(place) for place in places})
    lon, lat = map(float, places[0])
    if points and count == 1:
        problem = layer.problem(feature, "F_POINT", {"type": kind}, lon=lon, lat=lat)
        raise Refused(problem, point=Point(lon, lat))
    if count < 3:
        raise Refused(layer.problem(feature, "F_FEW", {"type": kind, "count": count}, lon=lon, lat=lat))
    if not answers.outline:
        round_about = points or outlines.comes_round(places)
        code = "F_POINTS" if points else "F_ROUND" if round_about else "F_LINE"
        facts = {"type": kind, "count": count} | ({} if points else {"gap_m": round(outlines.gap_m(places))})
        raise Refused(layer.problem(feature, code, facts, lon=lon, lat=lat))
    notices = [Notice(code) for code in ORDER if code in reading.notices]
    return reading.geometry, [*notices, Notice("N_JOINED", {"count": count})]


def _as_ring(places, count, layer, feature):
    """The geojson.Reading of positions as a ring. Raises Refused with what is wrong with the first `count` of them, which are in the file."""
    try:
        return boundary.canonical(outlines.joined(places), layer, feature)
    except Refused as refused:
        raise Refused(*(one for one in refused.problems if (one.position or 0) <= count)) from refused


def _together(boundaries):
    """The ground that any of these covers; their parts side by side where one of them is not valid."""
    if all(one.is_valid for one in boundaries):
        merged = shapely.union_all(boundaries)
    else:
        merged = shapely.MultiPolygon([part for one in boundaries for part in one.geoms])
    return boundary.again(merged)
