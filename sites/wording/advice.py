"""Words for verdicts, standings and the state of the evidence, what is missing, and what would change a verdict: as data."""

from django.utils.translation import gettext_lazy as _

VERDICTS = {"met": _("met"), "not_met": _("not met"), "undetermined": _("undetermined")}

STANDINGS = {
    "trigger": _("trigger species"),
    "open": _("open question"),
    "near_miss": _("near miss"),
    "noted": _("noted"),
}

STATES = {
    "qualifies": _("all three criteria shown"),
    "needs_review": _("evidence under review"),
    "candidate": _("not yet shown"),
    "does_not_qualify": _("evidence on file does not support the listing"),
}

# What stands in the way, by the code that says so, in the order of the criteria. No entry where nothing could be supplied.
CATEGORY = _("a Red List category")
WILD = _("proof that the species survives in the wild")
PRESENT = _("recent proof that the species lives there")
SHARE = _("a share above 95 %")
FIGURES = _("figures that can be compared")
ONE_SITE = _("a decision which site holds the species")
RETURN = _("confirmation as the best place of return")
BOUNDARY = _("a boundary")

MISSING = {
    "NO_SPECIES": _("a species"),
    **dict.fromkeys(("E_UNKNOWN", "E_LEGACY_CODE"), CATEGORY),
    "E_EW": RETURN,
    "E_CR_PEW": WILD,
    **dict.fromkeys(("P_EXTINCT", "P_POSSIBLY_EXTINCT", "P_UNCERTAIN", "P_UNCONFIRMED"), PRESENT),
    "P_ORIGIN": _("a native population"),
    **dict.fromkeys(
        ("I_SOLE_CONFLICT", "I_SOLE_REINTRODUCED", "I_CONFLICT", "I_RESIDENT_CONFLICT"), ONE_SITE
    ),
    **dict.fromkeys(("I_PARAMETER", "I_GLOBAL_ZERO", "I_OVER100"), FIGURES),
    "I_SITE_UNKNOWN": _("a figure for the site"),
    "I_GLOBAL_UNKNOWN": _("a figure for the whole world"),
    **dict.fromkeys(("I_EQ95", "I_NEAR", "I_LOW", "I_ZERO", "I_NO_BEST_LOW"), SHARE),
    "I_RANGE": _("closer figures"),
    "I_EW_SITE": RETURN,
    **dict.fromkeys(("D_MISSING", "D_POINT"), BOUNDARY),
    **dict.fromkeys(("D_INVALID", "D_SLIVER"), _("a valid boundary")),
    "D_NO_RATIONALE": _("a rationale for the boundary"),
    "D_UNCONFIRMED": _("a confirmed rationale"),
    "D_DUPLICATE": _("a ruling that it is not the same place as another site"),
}

DECIDE_WHICH = _("A decision, with its source, which of the sites holds the species.")
RECENT_RECORD = _("A record of the species at the site within the last 30 years, with its source.")
RAISE_SHARE = _("Figures, with their source, that show more than 95 % of the known population at the site.")
BETTER_CATEGORY = _("A new global Red List assessment as Endangered or Critically Endangered.")
DRAW_AGAIN = _("A boundary that is drawn again, without crossing itself.")

CHANGES = {
    "NO_SPECIES": _(
        "A species on file that the Red List counts as Endangered or Critically Endangered, with its claim to the site."
    ),
    "E_RANK": _("A Red List assessment of the full species."),
    "E_UNKNOWN": _("The species' category in the global IUCN Red List."),
    **dict.fromkeys(("E_VU", "E_NOT_THREATENED", "E_DD", "E_NE"), BETTER_CATEGORY),
    **dict.fromkeys(
        ("E_NA", "E_LEGACY_CODE"), _("The species' present category in the global IUCN Red List.")
    ),
    "E_EW": _(
        "Evidence that this is the best place to bring the species back, confirmed by the secretariat."
    ),
    "E_CR_PEW": _(
        "A Red List assessment, or proof put before its authors, that the species survives in the wild."
    ),
    "P_EXTINCT": _("Proof that the species still lives at the site."),
    **dict.fromkeys(("P_POSSIBLY_EXTINCT", "P_UNCERTAIN", "P_UNCONFIRMED"), RECENT_RECORD),
    "P_ORIGIN": _("Evidence that the species is native to the site."),
    **dict.fromkeys(
        ("I_SOLE_CONFLICT", "I_SOLE_REINTRODUCED", "I_CONFLICT", "I_RESIDENT_CONFLICT"), DECIDE_WHICH
    ),
    "I_PARAMETER": _("Figures for the site and for the whole world that measure the same thing."),
    "I_SITE_UNKNOWN": _("A figure, with its source, for the population at the site."),
    "I_GLOBAL_UNKNOWN": _("A figure, with its source, for the population of the whole world."),
    **dict.fromkeys(
        ("I_GLOBAL_ZERO", "I_OVER100"), _("Figures for the site and for the whole world that agree.")
    ),
    **dict.fromkeys(("I_EQ95", "I_NEAR", "I_LOW", "I_ZERO", "I_NO_BEST_LOW"), RAISE_SHARE),
    "I_RANGE": _("Closer figures, best estimates above all."),
    "I_NOT_EW": _(
        "Another ground for the claim: the species is not one that has to be brought back from captivity."
    ),
    "I_EW_SITE": _(
        "The secretariat's confirmation that this is the best place to bring the species back, with its reason."
    ),
    **dict.fromkeys(("D_MISSING", "D_POINT"), _("A boundary, with its source.")),
    **dict.fromkeys(("D_INVALID", "D_SLIVER"), DRAW_AGAIN),
    "D_NO_RATIONALE": _("A rationale: why what lies inside the boundary belongs together."),
    "D_UNCONFIRMED": _("A reviewer's confirmation of the rationale."),
    "D_DUPLICATE": _(
        "A reviewer's ruling, with its reason, that the two are distinct; or one entry in place of two."
    ),
}
