"""How far a site is protected, by the two levels that AZE asks for: any protection at all, and protection made for its species.

What nobody has measured is told as unknown: it is not "none", and it is never 0 %."""

from django.utils.translation import gettext_lazy as _

LEVEL_1 = {
    "complete": ("met", _("Reached: all of the site, or nearly so, lies in protected areas.")),
    "partial": ("met", _("Reached in part: some of the site lies in protected areas.")),
    "none": ("not_met", _("Not reached: the site lies outside protected areas, or nearly so.")),
    "not_assessed": (
        "undetermined",
        _("Not assessed: nobody has measured how much of the site is protected."),
    ),
}
LEVEL_2 = (
    "undetermined",
    _(
        "Judged case by case, by the threats, by who owns the land and by what the species need. No judgement is on file."
    ),
)
LEVELS = (_("Any protection"), _("Targeted protection"))


def levels(protection):
    """The two levels for a protection class: dicts of number, name, verdict and line."""
    found = (LEVEL_1[protection], LEVEL_2)
    return [
        {"number": number, "name": name, "verdict": verdict, "line": line}
        for number, (name, (verdict, line)) in enumerate(zip(LEVELS, found, strict=True), start=1)
    ]
