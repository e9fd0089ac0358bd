"""PURE. From bytes to a boundary: what they are, which part of them is meant, and what is to be said of it."""

from dataclasses import replace

from .. import geometry
from . import answers as answering
from . import area, boundary, choosing, content, systems
from .reading import Asked, Choice, Notice, Problem, Reading, Refused, Repair

METRES_PER_DEGREE = 111_320  # on the equator
OFFERED = {"F_ROUND": "A_JOIN", "F_POINTS": "A_JOIN", "G_OPEN": "A_CLOSE"}


def read(data, choice=""):
    """The Reading of a file's bytes, or of a text in UTF-8. `choice`: the answers to what an earlier reading asked.

    An invalid boundary is repaired only where `choice` asks for it; for what a repair would give, see `offer`."""
    course = _Course()
    try:
        return course.read(data, answering.read(choice))
    except Asked as asked:
        return Reading(course.format, notices=tuple(course.notices), choices=asked.choices)
    except Refused as refused:
        told = {"problems": refused.problems, "choices": refused.choices, "point": refused.point}
        return Reading(course.format, notices=tuple(course.notices), **told)


def offer(reading, choice=""):
    """What somebody may take in place of a Reading's boundary: a Repair of one that is not valid, a Choice of a simpler one where it has
    more positions than can be seen; None where there is neither. May take longer than anybody waits: only where it can be stopped."""
    if reading.boundary is None:
        return None
    answers = answering.read(choice)
    if not reading.valid:
        after = boundary.repaired(reading.boundary)
        answer = answers.text(repair="yes")
        return after and Repair(answer, reading.area_km2, geometry.area_km2(after), after)
    count = geometry.count_vertices(reading.boundary)
    for degrees in answering.SIMPLER if count > boundary.MANY_VERTICES else ():
        after = geometry.simplify(reading.boundary, float(degrees))
        if (fewer := geometry.count_vertices(after)) <= boundary.MANY_VERTICES:
            facts = {"count": count, "fewer": fewer, "metres": METRES_PER_DEGREE * float(degrees)}
            answer = answers.text(simplify=degrees)
            return Choice(answer, "A_SIMPLIFY", facts, geometry.area_km2(after), after=after)
    return None


class _Course:
    """The course of one reading: format and notices are told however it ends."""

    def __init__(self):
        self.format, self.notices = "", []

    def read(self, data, answers):
        self.format = content.format_of(data)
        contents = content.read(data, self.format, answers)
        self.format = contents.format
        self.notices += contents.notices
        layer = choosing.choose_layer(contents, answers)
        try:
            features, notices = choosing.choose_features(layer, answers)
        except choosing.Several as several:
            raise Asked(self._choices(layer, several.features, answers)) from several
        self.notices += notices
        layer = self._on_the_globe(replace(layer, features=tuple(features)), answers)
        self.notices += layer.notices
        if contents.unordered and not answers.order:
            answers = self._ordered(layer, answers)
        if contents.is_place:
            return self._place(layer, answers, contents.uncertainty_m)
        return self._judged(self._area(layer, answers), answers)

    def _choices(self, layer, features, answers):
        listed = replace(layer, features=tuple(features[: choosing.MOST_LISTED]))
        return choosing.choices(self._on_the_globe(listed, answers), len(features), answers)

    def _on_the_globe(self, layer, answers):
        """The layer in longitude and latitude. Raises Asked where nothing tells the system that it is in."""
        if layer.system is None and not answers.system:
            found = systems.candidates(layer)
            if not found:
                raise Refused(Problem("F_SYSTEM_MISSING", part=layer.name))
            if layer.possible and len(found) == 1:
                return systems.in_wgs84(layer, found[0].answer)
            raise Asked(replace(one, answer=answers.text(system=one.answer)) for one in found)
        return systems.in_wgs84(layer, answers.system)

    def _ordered(self, layer, answers):
        """The answers with the only order in which the numbers can be longitude and latitude. Raises Asked where both can."""
        ways = (("lat-lon", "A_LAT_FIRST"), ("lon-lat", "A_LON_FIRST"))
        found = [(order, way) for order, code in ways for way in _way_out(layer, answers, code, order=order)]
        if len(found) > 1:
            raise Asked(way for _order, way in found)
        if not found:
            return answers
        self.notices.append(Notice(f"N{found[0][1].code[1:]}"))
        return replace(answers, order=found[0][0])

    def _place(self, layer, answers, uncertainty_m):
        try:
            area.of(layer, answers)
        except Refused as refused:
            if refused.point is None:
                choices = _ways_out(layer, answers, refused.problems)
                raise Refused(*refused.problems, choices=choices) from refused
            point = replace(refused.point, uncertainty_m=uncertainty_m)
        notices = (*self.notices, Notice("N_PLACE"))
        return Reading(self.format, point=point, notices=notices)

    def _area(self, layer, answers):
        """The area as it stands. Raises Refused, with the ways in which it could be taken all the same."""
        try:
            multipolygon, notices = area.of(layer, answers)
        except Refused as refused:
            raise Refused(
                *refused.problems, choices=_ways_out(layer, answers, refused.problems), point=refused.point
            ) from refused
        self.notices += notices
        return multipolygon

    def _judged(self, multipolygon, answers):
        problems, notices = boundary.judge(multipolygon)
        if changed := self._changed(multipolygon, answers, problems):
            facts = {"before_km2": geometry.area_km2(multipolygon), "after_km2": geometry.area_km2(changed)}
            self.notices.append(Notice("N_REPAIRED" if problems else "N_SIMPLIFIED", facts))
            multipolygon, (problems, notices) = changed, boundary.judge(changed)
        area_km2, notices = geometry.area_km2(multipolygon), (*self.notices, *notices)
        return Reading(self.format, multipolygon, area_km2, not problems, problems=problems, notices=notices)

    def _changed(self, multipolygon, answers, problems):
        """The boundary that was chosen in place of this one, if any was."""
        if problems:
            return boundary.repaired(multipolygon) if answers.repair else None
        return geometry.simplify(multipolygon, float(answers.simplify)) if answers.simplify else None


def _ways_out(layer, answers, problems):
    """Choices of what else the layer could mean, each with the boundary that it would make."""
    codes = {problem.code for problem in problems}
    if any(problem.facts.get("swapped") for problem in problems) and not answers.swap:
        yield from _way_out(layer, answers, "A_SWAP", swap="yes")
    elif codes == {"F_MIXED"}:
        yield from _way_out(layer, answers, "A_AREAS", areas="only")
    elif len(codes) == 1 and (code := OFFERED.get(*codes)) and not answers.outline:
        before = area.drawn(layer, answers) if code == "A_JOIN" else ()
        yield from _way_out(layer, answers, code, before, outline="closed")


def _way_out(layer, answers, code, before=(), **more):
    try:
        after, _notices = area.of(layer, replace(answers, **more))
        boundary.judge(after)
    except Refused as refused:
        if refused.point:
            yield Choice(answers.text(**more), code, {"lon": refused.point.lon, "lat": refused.point.lat})
        return
    lon, lat = (round(degrees, 4) for degrees in geometry.marker(after))
    facts = {"lon": lon, "lat": lat}
    yield Choice(answers.text(**more), code, facts, geometry.area_km2(after), before, after)
