"""What the codes of a population share say (criteria.md 4, basis `population_share`), and those of figures that cannot be."""

from django.utils.translation import gettext_lazy as _

SHARES = {
    "I_PARAMETER": (
        _("The two figures cannot be compared: %(here)s at the site, %(worldwide)s in the whole world."),
        _("The two figures cannot be compared: they do not measure the same thing."),
    ),
    "I_PERCENT_ONLY": (
        _("The share of %(percent)s %% is stated without the figures behind it."),
        _("The share is stated without the figures behind it."),
    ),
    "I_SITE_UNKNOWN": (_("No figure for the population at the site is on file."),),
    "I_GLOBAL_UNKNOWN": (_("No figure for the population of the whole world is on file."),),
    "I_GLOBAL_ZERO": (_("The figure for the whole world is zero, so no share can be told."),),
    "I_OVER100": (
        _("The figures contradict each other: %(here)s at the site, but %(worldwide)s in the whole world."),
        _("The figures contradict each other: more at the site than in the whole world."),
    ),
    "I_GT95": (
        _("The site holds %(here)s of %(worldwide)s: %(percent)s %%, and more than 95 %% is asked for."),
        _("The site holds %(here)s of %(worldwide)s: at least %(low)s %%, and more than 95 %% is asked for."),
        _("The site holds %(percent)s %% of the population, and more than 95 %% is asked for."),
        _("The site holds more than 95 %% of the population."),
    ),
    "I_EQ95": (
        _("The site holds %(here)s of %(worldwide)s: exactly 95 %%, and more than that is asked for."),
        _("The site holds exactly 95 %% of the population, and more than that is asked for."),
    ),
    "I_NEAR": (
        _("The site holds %(here)s of %(worldwide)s: %(percent)s %%, and more than 95 %% is asked for."),
        _("The site holds %(percent)s %% of the population, and more than 95 %% is asked for."),
        _("The site holds at least half of the population, and more than 95 %% is asked for."),
    ),
    "I_LOW": (
        _("The site holds %(here)s of %(worldwide)s: %(percent)s %%, and more than 95 %% is asked for."),
        _("The site holds %(percent)s %% of the population, and more than 95 %% is asked for."),
        _("The site holds less than half of the population, and more than 95 %% is asked for."),
    ),
    "I_ZERO": (
        _("The site holds none of %(worldwide)s."),
        _("The site holds none of the population."),
    ),
    "I_NO_BEST": (
        _(
            "A best estimate is missing: the share is at least %(low)s %%, by the lower figure here and the upper one worldwide."
        ),
        _("A best estimate is missing; even the lowest share that the figures allow is above 95 %%."),
    ),
    "I_NO_BEST_LOW": (
        _("The site holds %(here)s of %(worldwide)s: at most %(high)s %%, and more than 95 %% is asked for."),
        _("Even the highest share that the figures allow is not above 95 %%."),
    ),
    "I_RANGE": (
        _(
            "The site holds %(here)s of %(worldwide)s: anything from %(low)s %% to %(high)s %%, so whether it is more than 95 %% cannot be told."
        ),
        _(
            "The site holds %(here)s of %(worldwide)s: at least %(low)s %%, so whether it is more than 95 %% cannot be told."
        ),
        _(
            "The site holds %(here)s of %(worldwide)s: at most %(high)s %%, so whether it is more than 95 %% cannot be told."
        ),
        _("The site holds %(here)s of %(worldwide)s: whether that is more than 95 %% cannot be told."),
        _(
            "Whether the site holds more than 95 %% of the population cannot be told from the figures on file."
        ),
    ),
    "I_BEST_ONLY": (
        _("The best estimates are above 95 %%, but the lowest share that the figures allow is %(low)s %%."),
        _("The best estimates are above 95 %%, but the lowest share that the figures allow is not."),
    ),
    "I_UPPER_ONLY": (
        _("The best estimates are not above 95 %%, but the figures allow a share of up to %(high)s %%."),
        _("The best estimates are not above 95 %%, but the highest share that the figures allow is."),
    ),
    "I_PROXY": (
        _("The figures are of %(parameter)s, which stands in for the number of mature individuals."),
        _("The figures are not of mature individuals, but of something that stands in for their number."),
    ),
    "I_YEARS": (
        _(
            "The figure for the site is of %(here)s and the worldwide one of %(worldwide)s: more than 10 years apart."
        ),
        _("The two figures are of years more than 10 years apart."),
    ),
    "I_INVALID": (_("These figures cannot be."),),
    "I_INVALID_NUMBER": (_("This is not a number."),),
    "I_INVALID_NEGATIVE": (_("A figure cannot be below zero."),),
    "I_INVALID_PERCENT": (_("A percentage lies between 0 and 100."),),
    "I_INVALID_ORDER": (
        _(
            "The figures are not in order: the minimum cannot be above the best estimate, nor the best estimate above the maximum."
        ),
    ),
    "TWICE": (_("This species and life-history segment are given twice."),),
}
