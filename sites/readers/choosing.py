"""PURE. Which of the layers and features of a file is the boundary: the only area in it, or whichever somebody chose."""

from dataclasses import replace

from .. import geometry
from . import answers as answering
from . import area, layers, outlines, systems
from .reading import Asked, Choice, Notice, Problem, Refused, refuse

MOST_LISTED = 100  # of what can be chosen; a number beyond it may be given all the same
MOST_SHOWN = 100_000  # positions of what is to be chosen from


class Several(Exception):
    """Several features may be the boundary."""

    def __init__(self, features):
        super().__init__(len(features))
        self.features = features


def choose_layer(contents, answers):
    """The one Layer to read. Raises Asked, Refused."""
    if answers.layer:
        number = int(answers.layer)
        if not 1 <= number <= len(contents.layers):
            refuse("F_CHOICE")
        return contents.layers[number - 1]
    filled = [
        (number, layer)
        for number, layer in enumerate(contents.layers, 1)
        if any(map(_is_filled, layer.features))
    ]
    with_areas = [(number, layer) for number, layer in filled if any(map(outlines.has_area, layer.features))]
    possible = with_areas or filled or [(1, contents.layers[0])]
    if len(possible) == 1:
        return possible[0][1]
    raise Asked(
        Choice(answers.text(layer=str(number)), "A_LAYER", {"part": layer.name, "count": len(layer.features)})
        for number, layer in possible[:MOST_LISTED]
    )


def choose_features(layer, answers):
    """(features of the layer that make up the boundary, notices), in whatever reference system. Raises Several, Refused."""
    if not layer.features:
        raise Refused(Problem("F_NO_FEATURES", part=layer.name))
    areas = [feature for feature in layer.features if outlines.has_area(feature)]
    lines = [feature for feature in layer.features if _is(feature, layers.LINES)]
    points = [feature for feature in layer.features if _is(feature, layers.POINTS)]
    if answers.feature:
        return _named(layer, areas or lines or points, answers.feature), ()
    possible = areas or lines
    if len(possible) > 1:
        raise Several(possible)
    found = possible or points or [_hopeless(layer)]
    left = len(layer.features) - len(found)
    return found, (Notice("N_LEFT_OUT", {"count": left}),) if left else ()


def choices(layer, count, answers):
    """The Choices among the features of a layer, in longitude and latitude, that are the first of `count`: each with its area."""
    left = MOST_SHOWN
    for feature in layer.features:
        facts = {"name": feature.name or None, "number": feature.number, "part": layer.name or None}
        left -= sum(1 for _position in systems.positions(feature.geometry))
        after = _area(replace(layer, features=(feature,)), answers) if left >= 0 else None
        answer = answers.text(feature=(str(feature.number),))
        yield Choice(answer, "A_FEATURE", facts, after and geometry.area_km2(after), after=after)
    yield Choice(answers.text(feature=(answering.ALL,)), "A_ALL", {"count": count})


def _area(layer, answers):
    try:
        return area.of(layer, answers)[0]
    except Refused:
        return None


def _is_filled(feature):
    return feature.geometry is not None or bool(feature.problems)


def _is(feature, types):
    return outlines.are(layers.flattened(feature.geometry), types)


def _named(layer, possible, numbers):
    if answering.ALL in numbers:
        return possible or refuse("F_CHOICE")
    wanted = set(map(int, numbers))
    found = [feature for feature in layer.features if feature.number in wanted]
    return found if len(found) == len(wanted) else refuse("F_CHOICE")


def _hopeless(layer):
    """The first feature without any geometry, where there is nothing better. Raises Refused with what is known to be wrong."""
    problems = [problem for feature in layer.features for problem in feature.problems]
    if problems:
        raise Refused(*problems[: layers.MOST_PROBLEMS])
    broken = next((feature for feature in layer.features if feature.geometry is not None), None)
    if broken:
        return broken
    raise Refused(
        *(layer.problem(feature, "F_NO_GEOMETRY") for feature in layer.features[: layers.MOST_PROBLEMS])
    )
