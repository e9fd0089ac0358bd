"""What a Reading tells, as texts: `sites.readers` gives codes, facts and places."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from . import sentence


def problem_text(problem):
    """Where a Problem is, what is wrong there and what to do: one or two sentences."""
    said, where = sentence(problem.code, problem.facts), place_text(problem)
    return _("%(where)s: %(problem)s") % {"where": capfirst(where), "problem": said} if where else said


def place_text(problem):
    """Where a Problem is in the file, from the outermost to the position; "" where it is the whole of it."""
    return ", ".join(_places(problem))


def text(told):
    """What a Notice or a Choice says."""
    return sentence(told.code, told.facts)


def _places(problem):
    facts = vars(problem) | {"hole": (problem.ring or 1) - 1}
    if problem.part:
        yield _("in “%(part)s”") % facts
    if problem.feature and problem.name:
        yield _("feature %(feature)s “%(name)s”") % facts
    elif problem.feature:
        yield _("feature %(feature)s") % facts
    elif problem.name:
        yield _("“%(name)s”") % facts
    if problem.line:
        yield _("line %(line)s") % facts
        if not problem.feature:  # a list of corners: the line is the place
            return
    if problem.polygon:
        yield _("polygon %(polygon)s") % facts
    if facts["hole"]:
        yield _("hole %(hole)s") % facts
    if problem.position:
        yield _("position %(position)s") % facts
    if problem.path and not problem.path.startswith("coordinates"):
        yield _("at “%(path)s”") % facts
