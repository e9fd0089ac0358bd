"""What is told of a site in the files that can be downloaded, one row a site."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .categories import CATEGORY_NAMES
from .columns import ADDRESS, DAY, LIST, MOMENT, NUMBER, YES_NO, Column
from .models import Evaluation, Site
from .wording import advice

VERDICTS = tuple(advice.VERDICTS.items())
CATEGORIES = tuple(CATEGORY_NAMES.items())
STATUSES = tuple(choice for choice in Site.Status.choices if choice[0] != Site.Status.DRAFT)
DEGREES = _("degrees, WGS 84")


def of_site(name):
    return lambda row: getattr(row.site, name)


def fact(name):
    return lambda row: row.site.facts[name]


def site_page(row):
    return settings.SITE_URL + row.site.get_absolute_url()


def _listed_since(row):
    return min((listing["year"] for listing in row.site.facts["listings"]), default=None)


def _moved_on(row):
    return row.site.moved_on and row.site.moved_on.isoformat()


AS_OF = Column(
    "as_of",
    _("The day of the last change in the registry before the file was made."),
    lambda row: row.as_of,
    DAY,
)
COLUMNS = (
    Column(
        "code",
        _("The registry's lasting code of the site. It is never given to another site."),
        of_site("code"),
    ),
    Column("name", _("Name of the site."), of_site("name")),
    Column("national_name", _("Name of the site in a language of its country."), of_site("national_name")),
    Column("national_language", _("Language of that name, as a BCP 47 tag."), of_site("national_language")),
    Column(
        "countries",
        _("The countries in which the site lies, as ISO 3166-1 alpha-2 codes; ABNJ is the high seas."),
        lambda row: row.countries,
        LIST,
    ),
    Column("country_names", _("The same countries by name."), of_site("country_names")),
    Column(
        "status",
        _("Where the site stands on the list. A de-listed site keeps its row."),
        of_site("status"),
        vocabulary=STATUSES,
    ),
    Column("status_since", _("Day of the last change of the status in this registry."), _moved_on, DAY),
    Column("successor", _("Code of the site that replaced a superseded one."), of_site("successor_code")),
    Column(
        "listed_since",
        _("Year of the earliest AZE update on file that names the site."),
        _listed_since,
        NUMBER,
        _("year"),
    ),
    Column(
        "outcome",
        _("State of the evidence: what the three criteria say of the facts on file. It is no status."),
        of_site("outcome"),
        vocabulary=tuple(Evaluation.Outcome.choices),
    ),
    Column("endangerment", _("Verdict on criterion 1."), of_site("endangerment"), vocabulary=VERDICTS),
    Column(
        "irreplaceability", _("Verdict on criterion 2."), of_site("irreplaceability"), vocabulary=VERDICTS
    ),
    Column("discreteness", _("Verdict on criterion 3."), of_site("discreteness"), vocabulary=VERDICTS),
    Column(
        "evaluated_on",
        _("Day whose rules and years the verdicts are of."),
        lambda row: row.site.evaluated_on.isoformat(),
        DAY,
    ),
    Column(
        "category",
        _(
            "Red List category by which the map shows the site: the first of CR, EN and EW among the species that carry it; empty where it has none of them."
        ),
        of_site("category"),
        vocabulary=CATEGORIES[:3],
    ),
    Column(
        "species",
        _("Scientific names of the species on file for the site; the file of species says how each stands."),
        lambda row: row.species,
        LIST,
    ),
    Column(
        "protection",
        _(
            "How much of the site lies within protected areas. A site that nobody has assessed is not one without protection."
        ),
        of_site("protection"),
        vocabulary=tuple(Site.Protection.choices),
    ),
    Column(
        "coverage_percent",
        _("Share of the site within protected areas; empty where it is not known."),
        fact("coverage_percent"),
        NUMBER,
        "%",
    ),
    Column("protection_as_of", _("Year, month or day of that assessment."), fact("protection_as_of")),
    Column("protection_source", _("Its source."), fact("protection_source")),
    Column(
        "area_km2",
        _("Geodesic area within the boundary; empty where the exact boundary is withheld."),
        of_site("area_km2"),
        NUMBER,
        "km²",
    ),
    Column(
        "lon",
        _("Longitude of a point within the site; of a cell where the exact place is withheld."),
        of_site("lon"),
        NUMBER,
        DEGREES,
    ),
    Column("lat", _("Latitude of the same point."), of_site("lat"), NUMBER, DEGREES),
    Column(
        "has_boundary",
        _("Whether a boundary is shown. Without one, the place is a point."),
        of_site("has_boundary"),
        YES_NO,
    ),
    Column(
        "grid_degrees",
        _("Size of the cells by which a sensitive place is shown; empty for a place that is shown exactly."),
        fact("grid_degrees"),
        NUMBER,
        DEGREES,
    ),
    Column(
        "place_withheld",
        _("Whether no place is shown, because showing it would endanger the species."),
        fact("withheld"),
        YES_NO,
    ),
    Column("boundary_source", _("Source of the boundary."), fact("boundary_source")),
    Column("boundary_date", _("Day of the boundary's source."), fact("boundary_date"), DAY),
    Column(
        "boundary_licence",
        _("Licence of the boundary, where its source names one. It goes before the licence of the registry."),
        fact("boundary_licence"),
    ),
    Column(
        "uncertainty_m",
        _("How far the true place of a point may lie from it."),
        fact("uncertainty_m"),
        NUMBER,
        "m",
    ),
    Column("threats", _("Threats by the codes of the IUCN–CMP classification."), fact("threats"), LIST),
    Column("habitats", _("Habitats by the codes of the IUCN classification."), fact("habitats"), LIST),
    Column(
        "actions",
        _("Conservation actions by the codes of the IUCN–CMP classification."),
        fact("actions"),
        LIST,
    ),
    Column(
        "other_codes",
        _("Codes by which earlier lists know the site; their addresses lead to its page."),
        fact("aliases"),
        LIST,
    ),
    Column(
        "sitrecid",
        _("Record number in the World Database of Key Biodiversity Areas (SitRecID)."),
        fact("sitrecid"),
    ),
    Column(
        "wdpa_ids",
        _("Numbers of the protected areas in the World Database on Protected Areas."),
        fact("wdpa_ids"),
    ),
    Column("aze_id", _("Number of the site in the AZE list of 2010."), fact("aze_id")),
    Column("last_reviewed", _("Day on which the record was last reviewed."), fact("last_reviewed"), DAY),
    Column(
        "updated",
        _("When what the public sees of the site last changed."),
        lambda row: row.site.updated_at.isoformat(timespec="seconds"),
        MOMENT,
    ),
    Column("url", _("Lasting address of the site's page."), site_page, ADDRESS),
    AS_OF,
)
