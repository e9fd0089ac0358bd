"""The rules of criteria.md as tables for readers: how the three criteria are judged, row by row, in plain words.

Sources: zeroextinction.org, "AZE site criteria" and "Applying AZE criteria"; the AZE selection process page of 2003; the Global
Standard for the Identification of Key Biodiversity Areas (IUCN 2016), criterion A1e."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rule:
    """One row of a table: what is on file, what follows (`met`, `not_met`, `undetermined`, or `flag`), and the codes in the data."""

    when: str
    verdict: str
    codes: tuple

    @property
    def word(self):
        return WORDS[self.verdict]


@dataclass(frozen=True)
class Table:
    heading: str
    text: str
    rules: tuple


MET, NOT_MET, OPEN, FLAG = "met", "not_met", "undetermined", "flag"
WORDS = {MET: _("met"), NOT_MET: _("not met"), OPEN: _("a person must look"), FLAG: _("pointed out")}

ENDANGERMENT = (
    Table(
        _("What the Red List says"),
        _("The first row that fits decides. Only the global assessment counts, and only of a full species."),
        (
            Rule(_("No species is on file for the site"), NOT_MET, ("NO_SPECIES",)),
            Rule(_("The name stands for a subspecies, a variety or a subpopulation"), NOT_MET, ("E_RANK",)),
            Rule(_("No Red List category is on file"), OPEN, ("E_UNKNOWN",)),
            Rule(_("Endangered (EN)"), MET, ("E_EN",)),
            Rule(_("Critically Endangered (CR)"), MET, ("E_CR",)),
            Rule(
                _(
                    "Extinct in the Wild (EW), and the site is proposed as the best place to bring the species back"
                ),
                MET,
                ("E_EW",),
            ),
            Rule(_("Extinct in the Wild (EW), on any other ground"), OPEN, ("E_EW",)),
            Rule(_("Extinct (EX)"), NOT_MET, ("E_EX",)),
            Rule(_("Vulnerable (VU): the species is noted on the site"), NOT_MET, ("E_VU",)),
            Rule(
                _("Near Threatened or Least Concern, today or under the older LR codes"),
                NOT_MET,
                ("E_NOT_THREATENED",),
            ),
            Rule(_("Data Deficient (DD)"), NOT_MET, ("E_DD",)),
            Rule(_("Not Evaluated (NE)"), NOT_MET, ("E_NE",)),
            Rule(
                _("Not applicable, or regionally extinct: codes that no global assessment gives"),
                NOT_MET,
                ("E_NA",),
            ),
            Rule(_("A code from before 1994, whose meaning is not today's"), OPEN, ("E_LEGACY_CODE",)),
        ),
    ),
    Table(
        _("What is pointed out besides"),
        _("These do not change the verdict, but for the one that blocks."),
        (
            Rule(_("Critically Endangered and possibly extinct"), FLAG, ("E_CR_PE",)),
            Rule(
                _(
                    "Critically Endangered and possibly extinct in the wild: a person must look before the species can carry a site"
                ),
                FLAG,
                ("E_CR_PEW",),
            ),
            Rule(_("The assessment is more than 10 years old, or its year is not known"), FLAG, ("E_STALE",)),
        ),
    ),
)

IRREPLACEABILITY = (
    Table(
        _("Is the species there?"),
        _("Asked first. It is not asked of a place that is proposed for bringing a species back."),
        (
            Rule(_("Extinct at the site"), NOT_MET, ("P_EXTINCT",)),
            Rule(_("Introduced, vagrant or captive at the site"), NOT_MET, ("P_ORIGIN",)),
            Rule(_("Possibly extinct at the site"), OPEN, ("P_POSSIBLY_EXTINCT",)),
            Rule(_("Presence uncertain"), OPEN, ("P_UNCERTAIN",)),
            Rule(_("Last confirmed more than 30 years ago, or at an unknown date"), OPEN, ("P_UNCONFIRMED",)),
            Rule(_("Last confirmed 11 to 30 years ago: accepted, and pointed out"), MET, ("P_OLD",)),
            Rule(_("Confirmed within the last 10 years"), MET, ()),
            Rule(_("The population was brought back to the site: pointed out"), FLAG, ("P_REINTRODUCED",)),
        ),
    ),
    Table(
        _("Ground 1: the only place where it lives"),
        _(
            "No population figure is needed. Other candidate and confirmed sites are asked whether they hold the species too."
        ),
        (
            Rule(_("No other site has a record of it"), MET, ("I_SOLE",)),
            Rule(
                _("Other sites have only records of the past, or of introduced animals or plants"),
                MET,
                ("I_SOLE", "I_SOLE_HISTORIC"),
            ),
            Rule(_("Another site has a living, native population"), OPEN, ("I_SOLE_CONFLICT",)),
            Rule(
                _("Another site has a living population that was reintroduced"),
                OPEN,
                ("I_SOLE_REINTRODUCED",),
            ),
        ),
    ),
    Table(
        _("Ground 2: more than 95 % of the known population"),
        _(
            "Of the residents, or of one life-history segment such as the breeding or the wintering birds. The share is the figure for "
            "the site divided by the figure for the world, both measured in the same way. Exactly 95 % is not enough: the rule says more than."
        ),
        (
            Rule(_("Share above 95 %"), MET, ("I_GT95",)),
            Rule(_("Share of exactly 95 %: a near miss"), NOT_MET, ("I_EQ95",)),
            Rule(_("Share from 50 % to below 95 %: a near miss"), NOT_MET, ("I_NEAR",)),
            Rule(_("Share below 50 %"), NOT_MET, ("I_LOW",)),
            Rule(_("Share of nothing at all"), NOT_MET, ("I_ZERO",)),
            Rule(
                _("Only ranges are known, and the lowest possible share is above 95 %"),
                MET,
                ("I_GT95", "I_NO_BEST"),
            ),
            Rule(
                _("Only ranges are known, and the highest possible share is 95 % or less"),
                NOT_MET,
                ("I_NO_BEST_LOW",),
            ),
            Rule(
                _("Only ranges are known, and 95 % lies between the lowest and the highest share"),
                OPEN,
                ("I_RANGE",),
            ),
            Rule(_("The two figures measure different things"), OPEN, ("I_PARAMETER",)),
            Rule(_("No figure for the site"), OPEN, ("I_SITE_UNKNOWN",)),
            Rule(_("No figure for the world"), OPEN, ("I_GLOBAL_UNKNOWN",)),
            Rule(_("The figure for the world is zero"), OPEN, ("I_GLOBAL_ZERO",)),
            Rule(_("The site would hold more than the world does"), OPEN, ("I_OVER100",)),
            Rule(
                _(
                    "A figure below zero, out of order, or a percentage outside 0 to 100: refused when it is entered"
                ),
                FLAG,
                ("I_INVALID",),
            ),
            Rule(_("Only a percentage is stated, without the figures behind it"), FLAG, ("I_PERCENT_ONLY",)),
            Rule(
                _("Above 95 % by the best estimate, but not at the low end of the range"),
                FLAG,
                ("I_BEST_ONLY",),
            ),
            Rule(
                _("Not above 95 % by the best estimate, but at the high end of the range"),
                FLAG,
                ("I_UPPER_ONLY",),
            ),
            Rule(
                _("The share is of area, range or localities and not of mature individuals"),
                FLAG,
                ("I_PROXY",),
            ),
            Rule(_("The two figures were taken more than 10 years apart"), FLAG, ("I_YEARS",)),
            Rule(
                _("Another site claims the whole of the same population"),
                OPEN,
                ("I_CONFLICT", "I_RESIDENT_CONFLICT"),
            ),
        ),
    ),
    Table(
        _("Ground 3: accepted in an earlier AZE update"),
        _("For sites whose figures of that time are not on record. Only the secretariat enters this ground."),
        (
            Rule(_("Named by an earlier list"), MET, ("I_EARLIER_LISTING",)),
            Rule(
                _("Another site claims the whole of the same population"),
                OPEN,
                ("I_CONFLICT", "I_RESIDENT_CONFLICT"),
            ),
        ),
    ),
    Table(
        _("Ground 4: the best place to bring a species back"),
        _(
            "For species that are Extinct in the Wild. The place should lie within the range the species once had."
        ),
        (
            Rule(_("No Red List category is on file"), OPEN, ("I_EW_SITE",)),
            Rule(_("The species is not Extinct in the Wild"), NOT_MET, ("I_NOT_EW",)),
            Rule(_("Another site is proposed for the same species"), OPEN, ("I_CONFLICT",)),
            Rule(_("The secretariat has confirmed the choice and given its reason"), MET, ("I_EW_SITE",)),
            Rule(_("Not yet confirmed"), OPEN, ("I_EW_SITE",)),
        ),
    ),
)

DISCRETENESS = (
    Table(
        _("Is there a boundary with a reason?"),
        _(
            "A machine can test a boundary; whether what lies inside belongs together is for a person to confirm."
        ),
        (
            Rule(_("No boundary and no point on the map"), NOT_MET, ("D_MISSING",)),
            Rule(_("A point only: a circle drawn around it would be no boundary"), NOT_MET, ("D_POINT",)),
            Rule(_("The boundary crosses itself, or its parts overlap"), OPEN, ("D_INVALID",)),
            Rule(_("The boundary encloses less than a square metre"), OPEN, ("D_SLIVER",)),
            Rule(_("A valid boundary without a rationale"), OPEN, ("D_NO_RATIONALE",)),
            Rule(
                _("A valid boundary and a rationale that nobody has confirmed yet"), OPEN, ("D_UNCONFIRMED",)
            ),
            Rule(_("A valid boundary and a rationale confirmed by a reviewer"), MET, ("D_OK",)),
        ),
    ),
    Table(
        _("What is pointed out besides"),
        _(
            "These do not change the verdict; a duplicate keeps the evidence under review until someone has ruled on it."
        ),
        (
            Rule(
                _("Shares more than 1 % of the smaller of the two areas with another site"),
                FLAG,
                ("D_OVERLAP",),
            ),
            Rule(
                _("At least 99.9 % of one lies within the other: probably the same place twice"),
                FLAG,
                ("D_DUPLICATE",),
            ),
            Rule(_("Lies in more than one country"), FLAG, ("D_TRANSBOUNDARY",)),
            Rule(_("Larger than 50,000 km²"), FLAG, ("D_HUGE",)),
        ),
    ),
)
