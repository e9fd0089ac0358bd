"""What the contributor of an update saw of the site: a snapshot in the words of a proposal, so that only what differs need be sent.

It holds public facts alone: of a sensitive site what is withheld is empty here, whoever asks."""

import hashlib

from sites.models import PublishedSite
from sites.models.published import PublishedBoundary

ESTIMATES = {"site": "site", "global": "global"}
LEFT_OUT = {"rank", "category", "possibly_extinct", "possibly_extinct_in_the_wild", "assessment_year"}


def seen(code):
    """(Site, snapshot, version of the site) of a public site by its code. The snapshot is `{"site", "claims", "boundary"}`: `site`
    as in a proposal, `claims` {species and segment: claim as in a proposal}, `boundary` its area and mark or None.
    Raises PublishedSite.DoesNotExist."""
    shown = PublishedSite.objects.select_related("site").get(code=code)
    countries = [row["code"] for row in shown.facts["countries"]]
    snapshot = {
        "site": _site(shown, countries),
        "claims": {key(claim): claim for claim in map(_claim, shown.species.order_by("pk"))},
        "boundary": _boundary(shown),
    }
    return shown.site, snapshot, shown.site.version


def key(claim):
    """What tells the claims of one site apart (design 3: site x species x segment is unique)."""
    return f"{claim['species']} / {claim['segment']}"


def _site(shown, countries):
    facts = shown.facts
    return {
        "name": shown.name,
        "national_name": shown.national_name,
        "national_language": shown.national_language,
        "countries": countries,
        "description": facts["description"],
        "rationale": facts["rationale"],
        "protection": shown.protection,
        "coverage_percent": facts["coverage_percent"],
        "protection_as_of": facts["protection_as_of"],
        "protection_source": facts["protection_source"],
        "threats": facts["threats"],
        "habitats": facts["habitats"],
        "actions": facts["actions"],
        "locality": facts["request"]["point"],
        "locality_uncertainty_m": facts["uncertainty_m"],
    }


def _claim(row):
    told = row.claim
    figures = {f"{side}_{name}": value for side in ESTIMATES for name, value in told[side].items()}
    plain = {name: value for name, value in told.items() if name not in LEFT_OUT | set(ESTIMATES)}
    return plain | figures | {"species_id": row.species_id}


def _boundary(shown):
    if not shown.has_boundary:
        return None
    geojson = PublishedBoundary.objects.values_list("geojson", flat=True).get(site=shown)
    return {"area_km2": shown.area_km2, "sha256": hashlib.sha256(geojson.encode()).hexdigest()}
