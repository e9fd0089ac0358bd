"""What is told of a species at a site in the file of species, one row a claim: a species, a segment of its life, a site."""

from django.utils.translation import gettext_lazy as _

from .columns import ADDRESS, NUMBER, YES_NO, Column
from .models import Claim, Species
from .site_columns import AS_OF, CATEGORIES, STATUSES, VERDICTS, of_site, site_page
from .wording import advice

PARAMETERS = tuple(Claim.Parameter.choices)


def of_claim(name):
    return lambda row: getattr(row.claim, name)


def of_species(name):
    return lambda row: getattr(row.claim.species, name)


def stated(name):
    return lambda row: row.claim.claim[name]


def figure(side, name):
    return lambda row: row.claim.claim[side][name]


def judged(name):
    return lambda row: row.claim.result[name]


def share(name):
    return lambda row: (row.claim.result["share"] or {}).get(name)


COLUMNS = (
    Column("site_code", _("Code of the site, as in the file of sites."), of_site("code")),
    Column("site_name", _("Name of the site."), of_site("name")),
    Column("country_names", _("Countries in which the site lies."), of_site("country_names")),
    Column("site_status", _("Where the site stands on the list."), of_site("status"), vocabulary=STATUSES),
    Column("species", _("Scientific name of the species."), of_claim("scientific_name")),
    Column("authority", _("Author of that name."), of_species("authority")),
    Column("common_name", _("A common name."), of_species("common_name")),
    Column(
        "group",
        _("Group of species by which the registry sorts."),
        of_claim("group"),
        vocabulary=tuple(Species.Group.choices),
    ),
    Column("class", _("Class."), of_species("class_name")),
    Column("order", _("Order."), of_species("order_name")),
    Column("family", _("Family."), of_species("family_name")),
    Column(
        "rank",
        _("Rank of the name; only a full species can carry a site."),
        of_species("rank"),
        vocabulary=tuple(Species.Rank.choices),
    ),
    Column("sis_id", _("The Red List's own number of the species."), of_species("sis_id"), NUMBER),
    Column(
        "category",
        _("Category of the global Red List assessment on file, by its code; empty where none is on file."),
        of_claim("category"),
        vocabulary=CATEGORIES,
    ),
    Column(
        "possibly_extinct",
        _("Whether the Red List adds “possibly extinct”."),
        of_species("possibly_extinct"),
        YES_NO,
    ),
    Column(
        "possibly_extinct_in_the_wild",
        _("Whether the Red List adds “possibly extinct in the wild”."),
        of_species("possibly_extinct_in_the_wild"),
        YES_NO,
    ),
    Column(
        "assessment_year", _("Year of that assessment."), of_species("assessment_year"), NUMBER, _("year")
    ),
    Column("category_source", _("Where the category on file comes from."), of_species("category_source")),
    Column("red_list_citation", _("How to cite the assessment."), of_species("red_list_citation")),
    Column("red_list_url", _("Address of the assessment."), of_species("red_list_url"), ADDRESS),
    Column(
        "segment",
        _("The part of the species' life for which the site is claimed."),
        of_claim("segment"),
        vocabulary=tuple(Claim.Segment.choices),
    ),
    Column(
        "basis",
        _("Ground on which the site is said to be irreplaceable."),
        of_claim("basis"),
        vocabulary=tuple(Claim.Basis.choices),
    ),
    Column(
        "presence",
        _("Whether the species still lives there."),
        of_claim("presence"),
        vocabulary=tuple(Claim.Presence.choices),
    ),
    Column("origin", _("How it came there."), of_claim("origin"), vocabulary=tuple(Claim.Origin.choices)),
    Column(
        "last_confirmed",
        _("Year in which it was last found there."),
        stated("last_confirmed"),
        NUMBER,
        _("year"),
    ),
    Column(
        "site_best",
        _("At the site, best estimate."),
        figure("site", "best"),
        NUMBER,
        _("as site_parameter says"),
    ),
    Column(
        "site_min",
        _("At the site, lowest estimate."),
        figure("site", "min"),
        NUMBER,
        _("as site_parameter says"),
    ),
    Column(
        "site_max",
        _("At the site, highest estimate."),
        figure("site", "max"),
        NUMBER,
        _("as site_parameter says"),
    ),
    Column(
        "site_parameter",
        _("What the figures of the site count or measure."),
        figure("site", "parameter"),
        vocabulary=PARAMETERS,
    ),
    Column("site_year", _("Year of the figures of the site."), figure("site", "year"), NUMBER, _("year")),
    Column(
        "global_best",
        _("In the whole world, best estimate."),
        figure("global", "best"),
        NUMBER,
        _("as global_parameter says"),
    ),
    Column(
        "global_min",
        _("In the whole world, lowest estimate."),
        figure("global", "min"),
        NUMBER,
        _("as global_parameter says"),
    ),
    Column(
        "global_max",
        _("In the whole world, highest estimate."),
        figure("global", "max"),
        NUMBER,
        _("as global_parameter says"),
    ),
    Column(
        "global_parameter",
        _("What the figures of the world count or measure."),
        figure("global", "parameter"),
        vocabulary=PARAMETERS,
    ),
    Column(
        "global_year", _("Year of the figures of the world."), figure("global", "year"), NUMBER, _("year")
    ),
    Column(
        "stated_percent",
        _("Share that the source states without the figures behind it."),
        stated("percent"),
        NUMBER,
        "%",
    ),
    Column(
        "share_best",
        _("Share of the population at the site, by the best estimates."),
        share("best"),
        NUMBER,
        "%",
    ),
    Column("share_low", _("Lowest share that the figures allow."), share("low"), NUMBER, "%"),
    Column("share_high", _("Highest share that the figures allow."), share("high"), NUMBER, "%"),
    Column(
        "standing",
        _("What the species is for the site: it carries it, is open, narrowly misses, or is noted only."),
        of_claim("standing"),
        vocabulary=tuple(advice.STANDINGS.items()),
    ),
    Column(
        "endangerment",
        _("Verdict on criterion 1 for this claim."),
        judged("endangerment"),
        vocabulary=VERDICTS,
    ),
    Column(
        "irreplaceability",
        _("Verdict on criterion 2 for this claim."),
        judged("irreplaceability"),
        vocabulary=VERDICTS,
    ),
    Column("citation", _("Source of the claim."), stated("citation")),
    Column("evidence_url", _("Link to the evidence."), stated("evidence_url"), ADDRESS),
    Column("url", _("Lasting address of the site's page."), site_page, ADDRESS),
    AS_OF,
)
