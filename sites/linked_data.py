"""What programs read in a page (schema.org in JSON-LD): the site as a place, the species as a taxon. Only what the page shows."""

import json

from django.conf import settings
from django.utils.safestring import mark_safe

from .links import web_link

HTML_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def of_site(site, description, species):
    """The text of a site's JSON-LD. A place that is hidden, or shown by cells only, is told by its countries alone."""
    address = settings.SITE_URL + site.get_absolute_url()
    told = {
        "@context": "https://schema.org",
        "@type": "Place",
        "@id": address,
        "url": address,
        "name": site.name,
        "alternateName": site.national_name or None,
        "identifier": site.code,
        "description": description,
        "containedInPlace": [
            {"@type": "Country", "name": country["name"], "identifier": country["code"]}
            for country in site.facts["countries"]
        ],
        "image": f"{address}picture.png",
        "subjectOf": [
            {"@type": "Taxon", "name": one.scientific_name, "url": _address(one)} for one in species
        ],
    }
    if site.lon is not None and not (site.facts["withheld"] or site.facts["grid_degrees"]):
        told["geo"] = {"@type": "GeoCoordinates", "latitude": site.lat, "longitude": site.lon}
    return _text(told)


def of_species(species, names, sites):
    """The text of a species' JSON-LD; `names`: its SpeciesName rows, `sites`: the PublishedSite rows that name it."""
    told = {
        "@context": "https://schema.org",
        "@type": "Taxon",
        "@id": _address(species),
        "url": _address(species),
        "name": species.scientific_name,
        "taxonRank": species.rank,
        "alternateName": [name for name in (species.common_name, *(each.name for each in names)) if name],
        "parentTaxon": {"@type": "Taxon", "name": species.family_name, "taxonRank": "family"}
        if species.family_name
        else None,
        "sameAs": web_link(species.red_list_url) or None,
        "subjectOf": [{"@type": "Place", "name": site.name, "url": _address(site)} for site in sites],
    }
    return _text(told)


def _address(row):
    return settings.SITE_URL + row.get_absolute_url()


def _text(told):
    """JSON that may stand in a script element: nothing in it ends the element."""
    known = {name: value for name, value in told.items() if value not in (None, "", [])}
    return mark_safe(json.dumps(known, ensure_ascii=False).translate(HTML_SIGNS))
