"""PURE. The grounds on which a site may claim a species (criteria.md 4, basis), and which facts each of them asks for."""

SOLE_AREA, POPULATION_SHARE = "sole_area", "population_share"
REINTRODUCTION_SITE, EARLIER_LISTING = "reintroduction_site", "earlier_listing"
OFFERED = (SOLE_AREA, POPULATION_SHARE, REINTRODUCTION_SITE)  # the fourth is for the secretariat

PRESENCE = ("presence", "origin", "last_confirmed")
ESTIMATE = ("min", "best", "max", "parameter", "year")
FIGURES = (*(f"{side}_{part}" for side in ("site", "global") for part in ESTIMATE), "percent")
RETURN = ("reintroduction_confirmed",)
ASKED = {
    SOLE_AREA: PRESENCE,
    POPULATION_SHARE: (*FIGURES, *PRESENCE),
    REINTRODUCTION_SITE: RETURN,
    EARLIER_LISTING: PRESENCE,
}
BY_GROUND = (*FIGURES, *PRESENCE, *RETURN)


def set_aside(basis):
    """Names of the facts that a claim on this ground does not hold; of all that turn on the ground where none is chosen."""
    asked = ASKED.get(basis, ())
    return [name for name in BY_GROUND if name not in asked]
