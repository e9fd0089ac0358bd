"""What the codes of a boundary say (criteria.md 5)."""

from django.utils.translation import gettext_lazy as _

DISCRETENESS = {
    "D_MISSING": (_("No boundary is on file, and no point on the map either."),),
    "D_POINT": (_("Only a point on the map is on file, and a point is no boundary."),),
    "D_INVALID": (
        _("The boundary is not valid near longitude %(lon)s, latitude %(lat)s: %(fault)s."),
        _("The boundary is not valid near longitude %(lon)s, latitude %(lat)s."),
        _("The boundary is not valid: it crosses itself, or its rings do not fit together."),
    ),
    "D_SLIVER": (
        _(
            "The boundary encloses %(area_m2)s m², and a site of less than 1 m² is most likely a slip of the drawing."
        ),
        _("The boundary encloses less than 1 m², most likely a slip of the drawing."),
    ),
    "D_NO_RATIONALE": (
        _(
            "The boundary encloses %(area)s km², but nothing on file says why what lies inside belongs together."
        ),
        _("There is a boundary, but nothing on file says why what lies inside belongs together."),
    ),
    "D_UNCONFIRMED": (
        _(
            "The boundary encloses %(area)s km² and its rationale is on file; a reviewer has yet to confirm it."
        ),
        _("A boundary and its rationale are on file; a reviewer has yet to confirm them."),
    ),
    "D_OK": (
        _(
            "A boundary encloses %(area)s km², and a reviewer has confirmed why what lies inside belongs together."
        ),
        _("There is a boundary, and a reviewer has confirmed why what lies inside belongs together."),
    ),
    "D_OVERLAP": (
        _(
            "The boundary overlaps with that of %(site)s: they share %(percent)s %% of the smaller of the two areas."
        ),
        _(
            "The boundary overlaps with that of another site: they share %(percent)s %% of the smaller of the two areas."
        ),
        _("The boundary overlaps with that of another site."),
    ),
    ("D_DUPLICATE", True): (
        _(
            "The site shares %(percent)s %% of the smaller of the two areas with %(site)s; a reviewer has found the two to be distinct."
        ),
        _(
            "The site shares nearly all of the smaller of the two areas with another site; a reviewer has found the two to be distinct."
        ),
    ),
    "D_DUPLICATE": (
        _(
            "The site may be the same place as %(site)s: they share %(percent)s %% of the smaller of the two areas."
        ),
        _("The site shares nearly all of the smaller of the two areas with another site."),
    ),
    "D_TRANSBOUNDARY": (
        _("The site lies in more than one country: %(countries)s."),
        _("The site lies in more than one country."),
    ),
    "D_HUGE": (
        _("The boundary encloses %(area)s km², unusually much for one site: more than 50,000 km²."),
        _("The boundary encloses more than 50,000 km², unusually much for one site."),
    ),
}
