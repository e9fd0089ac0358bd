"""The answer of a screening as CSV: one row a site, each with the question, the day and the terms, so that it can stand in a file alone."""

from collections import namedtuple

from django.utils.translation import gettext_lazy as _

from . import reuse
from .columns import ADDRESS, DAY, LIST, NUMBER, Column
from .coordinates import plain
from .downloads import as_of, table
from .screening import BOUNDARY, CELLS, POINT
from .site_columns import AS_OF, DEGREES, STATUSES, of_site, site_page

Row = namedtuple("Row", "site answer as_of licence citation")
MEASURED_TO = (
    (BOUNDARY, _("boundary")),
    (CELLS, _("cells that withhold the exact place")),
    (POINT, _("point: no boundary is on file")),
)


def of_claims(name):
    return lambda row: [getattr(claim, name) for claim in row.site.all_claims]


COLUMNS = (
    Column(
        "distance_km",
        _("Distance of the site from the place; 0 where the place lies within it."),
        lambda row: round(row.site.distance_km, 3),
        NUMBER,
        "km",
    ),
    Column(
        "measured_to",
        _("To what of the site it is measured."),
        of_site("measured_to"),
        vocabulary=MEASURED_TO,
    ),
    Column("code", _("The registry's lasting code of the site."), of_site("code")),
    Column("name", _("Name of the site."), of_site("name")),
    Column("national_name", _("Name of the site in a language of its country."), of_site("national_name")),
    Column("countries", _("Countries in which the site lies."), of_site("country_names")),
    Column("status", _("Where the site stands on the list."), of_site("status"), vocabulary=STATUSES),
    Column("evidence", _("State of the evidence."), of_site("state")),
    Column("species", _("Species on file for the site."), of_claims("scientific_name"), LIST),
    Column("categories", _("Their Red List categories."), of_claims("category"), LIST),
    Column("evaluated_on", _("Day of that state."), lambda row: row.site.evaluated_on.isoformat(), DAY),
    Column("data_as_of", AS_OF.meaning, AS_OF.value, DAY),
    Column("place_lat", _("Latitude asked for."), lambda row: plain(row.answer.place[1]), NUMBER, DEGREES),
    Column("place_lon", _("Longitude asked for."), lambda row: plain(row.answer.place[0]), NUMBER, DEGREES),
    Column("within_km", _("Distance asked for."), lambda row: f"{row.answer.km:.10g}", NUMBER, "km"),
    Column("page", _("Lasting address of the site's page."), site_page, ADDRESS),
    Column("licence", _("On what terms the data may be used."), lambda row: row.licence),
    Column("citation", _("How to cite them."), lambda row: row.citation),
)


def written(answer, stamp):
    """The CSV text of a screening.Answer of the registry at this stamp."""
    told = as_of(stamp), reuse.licence(stamp), reuse.citation(stamp)
    return "".join(table(COLUMNS, (Row(site, answer, *told) for site in answer.sites)))
