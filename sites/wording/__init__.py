"""Codes and facts to sentences, in the reader's language and for one audience (criteria.md 2).

The sentences themselves are data, in `sentences` and `advice`. A code has several of them, the most exact one first; the first
whose every fact is known is said. So facts that an older evaluation lacks, or that are withheld, cost exactness and never truth."""

from django.utils.translation import gettext as _

from .. import criteria
from . import advice
from .sayable import listed, sayable
from .sentences import SENTENCES, TURNS_ON, UNKNOWN_CODE


def sentence(code, facts, names=None):
    """One sentence for a finding or a problem. `names` maps the codes of the sites that the audience may see to their names, "" where
    one has none: a site not among them is "another site". Without `names` a site is told as the facts have it."""
    said = sayable(facts, names)
    for words in _alternatives(code, facts):
        try:
            return words % said
        except KeyError:  # it tells a fact that is not known
            continue
    return UNKNOWN_CODE % {"code": code}


def _alternatives(code, facts):
    turning = facts.get(TURNS_ON.get(code))
    return (*SENTENCES.get((code, turning), ()), *SENTENCES.get(code, ()))


def verdict_word(verdict):
    """`met`, `not_met` or `undetermined` as a word."""
    return str(advice.VERDICTS.get(verdict, verdict))


def standing_word(standing):
    """The standing of a claim as a word."""
    return str(advice.STANDINGS.get(standing, standing))


def evidence_state(result):
    """The outcome of an evaluation's JSON in public words, which never share one with the status of a site (design.md 3)."""
    if result["outcome"] == "candidate" and (missing := missing_parts(result)):
        return _("not yet shown: %(missing)s") % {"missing": listed(missing)}
    return str(advice.STATES.get(result["outcome"], result["outcome"]))


def missing_parts(result):
    """What stands between a site and `qualifies`, as short noun phrases in the order of the criteria."""
    codes = criteria.in_the_way(result)
    phrases = [str(phrase) for code, phrase in advice.MISSING.items() if code in codes]
    return list(dict.fromkeys(phrases))


def what_would_change(code):
    """What would change the verdict of this finding, "" where nothing on file could."""
    return str(advice.CHANGES.get(code, ""))
