"""GeoJSON features of published sites, put together from ready-made geometry text: nothing is decoded or serialised again."""

import json
from collections import defaultdict

from django.utils.translation import gettext as _

from . import check, wording
from .checks import is_sensitive
from .models import PublishedBoundary, PublishedCountry, PublishedSpecies
from .naming import codes_named, names_of

OPEN_FACTS = (
    *(
        "description",
        "rationale",
        "confirmed_on",
        "confirmed_source",
        "protection_as_of",
        "protection_source",
        "coverage_percent",
    ),
    *(
        "threats",
        "habitats",
        "actions",
        "sitrecid",
        "wdpa_ids",
        "aze_id",
        "aliases",
        "last_reviewed",
        "listings",
    ),
    *("boundary_source", "boundary_date", "boundary_licence", "uncertainty_m"),
)
LIGHT = ("facts", "findings", "history", "search_text")


def feature(site, geojson, properties):
    """The text of one GeoJSON Feature. `geojson`: the public boundary's text, "" for a site that shows its marker or no place."""
    place = geojson or (point(site.lon, site.lat) if site.lon is not None else "null")
    box = f'"bbox":{dumps([site.west, site.south, site.east, site.north])},' if site.west is not None else ""
    return f'{{"type":"Feature","id":{dumps(site.code)},{box}"geometry":{place},"properties":{properties}}}'


def features(sites):
    """The text of the features of these PublishedSite rows, in their order, in three queries."""
    ids = [site.pk for site in sites]
    boundaries = dict(PublishedBoundary.objects.filter(site__in=ids).values_list("site", "geojson"))
    countries, species = defaultdict(list), defaultdict(list)
    for site_id, iso2 in (
        PublishedCountry.objects.filter(site__in=ids).order_by("position").values_list("site", "country")
    ):
        countries[site_id].append(iso2)
    claims = PublishedSpecies.objects.filter(site__in=ids).order_by("scientific_name")
    for site_id, name in claims.values_list("site", "scientific_name").distinct():
        species[site_id].append(name)
    return [
        feature(
            site, boundaries.get(site.pk, ""), dumps(properties(site, countries[site.pk], species[site.pk]))
        )
        for site in sites
    ]


def outlines(sites):
    """The text of the features of these PublishedSite rows with few vertices and few facts, for a map that shows much of the world."""
    drawn = dict(
        PublishedBoundary.objects.filter(site__in=[site.pk for site in sites]).values_list("site", "outline")
    )
    return [
        feature(site, drawn.get(site.pk, ""), dumps({"name": site.name, "status": site.status}))
        for site in sites
    ]


def properties(site, countries, species):
    """What every feature tells of a site, in a list or alone. `distance_km` only where the request named a place."""
    told = {
        "code": site.code,
        "name": site.name,
        "national_name": site.national_name or None,
        "status": site.status,
        "successor": site.successor_code or None,
        "outcome": site.outcome,
        "endangerment": site.endangerment,
        "irreplaceability": site.irreplaceability,
        "discreteness": site.discreteness,
        "category": site.category or None,
        "countries": countries,
        "species": species,
        "protection": site.protection,
        "has_boundary": site.has_boundary,
        "area_km2": site.area_km2,
        "evaluated_on": site.evaluated_on.isoformat(),
        "updated": site.updated_at.isoformat(timespec="seconds"),
    }
    if hasattr(site, "distance_km"):
        told["distance_km"] = round(site.distance_km, 3)
    return told


def full_feature(site):
    """The text of one site's feature with verdicts, claims and findings, in the words of `POST /api/check`, and with `request`: the body
    that gives the same outcome and verdicts there."""
    boundary = PublishedBoundary.objects.get(site=site.pk)
    codes = [country["code"] for country in site.facts["countries"]]
    claims = list(site.species.order_by("pk"))
    names = [claim.scientific_name for claim in claims]
    told = properties(site, codes, sorted(set(names))) | {
        "status_text": site.get_status_display(),
        "evidence": wording.evidence_state(site.findings),
        **{name: site.facts[name] for name in OPEN_FACTS},
        "judgement": check.answer(site.findings, names_of(codes_named(site.findings))),
        "history": site.history,
    }
    if withheld := withheld_of(site):
        told["informationWithheld"] = withheld
    request = _request(site, boundary)
    body = f'{dumps(told)[:-1]},"request":{request}}}'
    return feature(site, boundary.geojson, body)


def _request(site, boundary):
    """The text of the request; "null" where it cannot be given because the boundary that decides is not public."""
    code = site.findings["discreteness_findings"][0]["code"]
    if is_sensitive(site.facts) and (
        code == "D_SLIVER" or not boundary.geojson and code not in ("D_MISSING", "D_POINT")
    ):
        return "null"
    return (
        f'{dumps(site.facts["request"])[:-1]},"boundary":{boundary.geojson or boundary.invalid or "null"}}}'
    )


def withheld_of(site):
    """What the public is not shown of a site, in a sentence, "" for one that is shown as it is."""
    if site.facts["withheld"]:
        return _("The place is withheld, because showing it would endanger the species; ask the secretariat.")
    if degrees := site.facts["grid_degrees"]:
        return _(
            "The exact boundary is withheld; the place is generalised to a grid of %(degrees)s degree."
        ) % {"degrees": degrees}
    return ""


def point(lon, lat):
    return f'{{"type":"Point","coordinates":[{lon!r},{lat!r}]}}'


def dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
