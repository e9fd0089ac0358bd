"""The answer of a screening as CSV: one row a site, each with the question and the day, so that it can stand in a file alone."""

import csv
import io

from .coordinates import plain
from .spreadsheet import guarded

COLUMNS = (
    *("distance_km", "measured_to", "code", "name", "national_name", "countries", "status", "evidence"),
    *("species", "categories", "evaluated_on", "data_as_of", "place_lat", "place_lon", "within_km", "page"),
)


def written(answer, as_of, host):
    """The CSV text of a screening.Answer. `as_of`: the day of the data; `host`: the address before that of each page."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    lon, lat = answer.place
    asked = [as_of.isoformat() if as_of else "", plain(lat), plain(lon), f"{answer.km:.10g}"]
    for site in answer.sites:
        words = [site.code, site.name, site.national_name, site.country_names, site.status, site.state]
        species = "; ".join(claim.scientific_name for claim in site.all_claims)
        categories = "; ".join(claim.category for claim in site.all_claims)
        told = [guarded(word) for word in (*words, species, categories)]
        page = f"{host}{site.get_absolute_url()}"
        writer.writerow(
            [f"{site.distance_km:.3f}", site.measured_to, *told, site.evaluated_on.isoformat(), *asked, page]
        )
    return file.getvalue()
