"""PURE. The share of a population that a site holds, in exact arithmetic (criteria.md 2 and 4, basis `population_share`).

Numbers are Decimal in, Fraction inside: nothing is rounded before it is compared, and no float is divided."""

from fractions import Fraction

from .findings import MET, NOT_MET, UNDETERMINED, Share, finding, flag
from .numbers import plain
from .percentages import NEAR, THRESHOLD, shown_percent

YEARS_APART = 10
UNKNOWN = Share(None, None, None)


def compare_share(claim):
    """Findings of the comparison and whether it is near: the rows of section 4, first that fits."""
    here, world = claim.site, claim.worldwide
    if here.known and world.known and here.parameter != world.parameter:
        return [finding("I_PARAMETER", UNDETERMINED, here=here.parameter, worldwide=world.parameter)], False
    if not here.known and not world.known and claim.percent is not None:
        findings, near = _against_threshold(Fraction(claim.percent), {})
        return [*findings, flag("I_PERCENT_ONLY", percent=plain(claim.percent))], near
    if not here.known:
        return [finding("I_SITE_UNKNOWN", UNDETERMINED)], False
    if not world.known:
        return [finding("I_GLOBAL_UNKNOWN", UNDETERMINED)], False
    contradiction = _contradiction(here, world)
    if contradiction:
        return [finding(contradiction, UNDETERMINED, **_figures(here, world))], False
    findings, near = _by_best(here, world) if _both_best(here, world) else _by_range(here, world)
    return findings + _quality_flags(here, world), near


def _contradiction(here, world):
    if _both_best(here, world):
        return "I_GLOBAL_ZERO" if world.best == 0 else "I_OVER100" if here.best > world.best else None
    return "I_OVER100" if here.min is not None and world.max is not None and here.min > world.max else None


def _by_best(here, world):
    findings, near = _against_threshold(_best(here, world), _figures(here, world))
    low, high = lower_bound(here, world), upper_bound(here, world)
    if findings[0].verdict == MET and low is not None and low <= THRESHOLD:
        findings.append(flag("I_BEST_ONLY", low=shown_percent(low)))
    if findings[0].verdict == NOT_MET and high is not None and high > THRESHOLD:
        findings.append(flag("I_UPPER_ONLY", high=shown_percent(high)))
        near = True
    return findings, near


def _by_range(here, world):
    low, high = lower_bound(here, world), upper_bound(here, world)
    facts = _figures(here, world) | {"low": shown_percent(low), "high": shown_percent(high)}
    if low is not None and low > THRESHOLD:
        return [finding("I_GT95", MET, **facts), flag("I_NO_BEST", low=shown_percent(low))], False
    if high is not None and high <= THRESHOLD:
        return [finding("I_NO_BEST_LOW", NOT_MET, **facts)], high >= NEAR
    return [finding("I_RANGE", UNDETERMINED, **facts)], False


def _against_threshold(percent, figures):
    """Section 4, "Compare p"."""
    facts = figures | {"percent": shown_percent(percent)}
    if percent > THRESHOLD:
        return [finding("I_GT95", MET, **facts)], False
    if percent == THRESHOLD:
        return [finding("I_EQ95", NOT_MET, **facts)], True
    if percent >= NEAR:
        return [finding("I_NEAR", NOT_MET, **facts)], True
    return [finding("I_LOW" if percent else "I_ZERO", NOT_MET, **facts)], False


def _quality_flags(here, world):
    flags = [] if here.parameter == "mature_individuals" else [flag("I_PROXY", parameter=here.parameter)]
    if here.year is not None and world.year is not None and abs(here.year - world.year) > YEARS_APART:
        flags.append(flag("I_YEARS", here=here.year, worldwide=world.year))
    return flags


def share_of(claim):
    """The Share that the site holds, None when no percentage is known."""
    here, world = claim.site, claim.worldwide
    if not here.known and not world.known:
        return None if claim.percent is None else Share(Fraction(claim.percent), None, None)
    if here.known and world.known and here.parameter != world.parameter:
        return None
    share = Share(_best(here, world), lower_bound(here, world), upper_bound(here, world))
    return None if share == UNKNOWN else share


def share_claimed(claim):
    """The percentage by which other sites judge whether this claim takes the whole population: best estimate, else lower bound, else
    stated percentage; None when there is none."""
    share = share_of(claim) or UNKNOWN
    known = [value for value in (share.best, share.low, claim.percent) if value is not None]
    return Fraction(known[0]) if known else None


def _both_best(here, world):
    return here.best is not None and world.best is not None


def _best(here, world):
    return _percent(here.best, world.best)


def lower_bound(here, world):
    """100 · s_min / g_max in percent; None when a part is missing or the divisor zero."""
    return _percent(here.min, world.max)


def upper_bound(here, world):
    """100 · s_max / g_min in percent, at most 100; None when a part is missing or the divisor zero."""
    high = _percent(here.max, world.min)
    return None if high is None else min(Fraction(100), high)


def _percent(part, whole):
    return None if part is None or not whole else 100 * Fraction(part) / Fraction(whole)


def _figures(here, world):
    def told(estimate):
        return {
            name: plain(value)
            for name in ("min", "best", "max")
            if (value := getattr(estimate, name)) is not None
        }

    return {"here": told(here), "worldwide": told(world), "parameter": here.parameter}
