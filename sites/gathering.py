"""What the registry holds on some sites, as the JSON of the facts that the criteria judge: a constant number of queries, no geometry
decoded. It is compared with the facts of the evaluation on file, and read as SiteFacts only where it differs."""

from collections import defaultdict
from operator import itemgetter

from django.db.models import ExpressionWrapper, F, Q, TextField

from . import criteria
from .facts import as_json, claim_from_json, told
from .models import Claim, DistinctSites, Overlap, Site, SiteCountry
from .models.site import OTHER_SITES


def _exact(column):
    """An exact number as it is stored: so it stands in JSON too."""
    return ExpressionWrapper(F(column), TextField())


SITE_COLUMNS = ("pk", "rationale", "discreteness_confirmed_at", "locality_lon")
BOUNDARY_COLUMNS = ("valid", "area_km2", "fault_lon", "fault_lat", "fault_code")
CLAIM_COLUMNS = (  # what tells whose claim it is, and the fields of ClaimFacts in their order, those of its two estimates among them
    *("site", "site__code", "site__status", "species__scientific_name", "basis", "species__rank"),
    *("species__category", "species__possibly_extinct", "species__possibly_extinct_in_the_wild"),
    *("species__assessment_year", "segment"),
    *map(_exact, ("site_min", "site_best", "site_max")),
    *("site_parameter", "site_year"),
    *map(_exact, ("global_min", "global_best", "global_max")),
    *("global_parameter", "global_year"),
    *(_exact("percent"), "presence", "origin", "last_confirmed", "reintroduction_confirmed"),
)

UNKNOWN = criteria.Estimate()
NO_FIGURES = list(vars(UNKNOWN).values())  # as most claims have it


def among(column, site_ids):
    """The condition that `column` names one of these sites, which are a set of ids or, when they are many in a row, a range."""
    if isinstance(site_ids, range):
        return Q(**{f"{column}__gte": site_ids.start, f"{column}__lt": site_ids.stop})
    return Q(**{f"{column}__in": site_ids})


def gather(site_ids, *, year):
    """{site id: its SiteFacts as JSON} of these sites, a set or range of ids, as of `year`."""
    columns = (*SITE_COLUMNS, *(f"boundary__{name}" for name in BOUNDARY_COLUMNS))
    sites = Site.objects.filter(among("pk", site_ids)).order_by().values_list(*columns)
    claims, records = _claims(site_ids)
    countries, shared = _countries(site_ids), _overlaps(site_ids)
    return {
        site_id: told(
            criteria.SiteFacts,
            (
                claims[site_id],
                year,
                _elsewhere(site_id, claims[site_id], records),
                _boundary(*boundary),
                lon is not None,
                countries.get(site_id, ()),
                bool(rationale.strip()),
                confirmed_at is not None,
                sorted(shared[site_id], key=itemgetter("site")) if site_id in shared else (),
            ),
        )
        for site_id, rationale, confirmed_at, lon, *boundary in sites
    }


def _claims(site_ids):
    """{site id: [ClaimFacts as JSON]}, and {species: [(site id, Record)]} of the species that several sites claim: the claims that count
    against another site."""
    of_these = Claim.objects.filter(among("site", site_ids)).order_by().values("species")
    found = Claim.objects.filter(species__in=of_these).order_by("pk").values_list(*CLAIM_COLUMNS)
    by_site, by_species = defaultdict(list), defaultdict(list)
    for site_id, code, status, *values in found:
        claim = _claim(values)
        by_site[site_id].append(claim)
        by_species[claim["species"]].append((site_id, code, status, claim))
    return by_site, {
        species: [
            (site_id, _record(code, claim))
            for site_id, code, status, claim in claims
            if status in OTHER_SITES
        ]
        for species, claims in by_species.items()
        if len(claims) > 1
    }


def _claim(values):
    name, basis, rank, category, *red_list = values[:7]
    estimates = (_estimate(values[8:13]), _estimate(values[13:18]))
    return told(
        criteria.ClaimFacts,
        (name, basis, rank, category or None, *red_list, values[7], *estimates, *values[18:]),
    )


def _estimate(values):
    return UNKNOWN if values == NO_FIGURES else told(criteria.Estimate, values)


def _record(code, claim):
    facts = claim_from_json(claim)
    by_share = facts.basis == Claim.Basis.POPULATION_SHARE
    return criteria.Record(
        site=code,
        species=facts.species,
        basis=facts.basis,
        segment=facts.segment,
        percent=criteria.share_claimed(facts) if by_share else None,
        presence=facts.presence,
        origin=facts.origin,
    )


def _elsewhere(site_id, claims, records):
    found = [
        record
        for species in {claim["species"] for claim in claims}
        for of_site_id, record in records.get(species, ())
        if of_site_id != site_id
    ]
    return [as_json(record) for record in sorted(found, key=lambda record: record.order)] if found else ()


def _countries(site_ids):
    countries = defaultdict(list)
    rows = SiteCountry.objects.filter(among("site", site_ids)).order_by("position", "pk")
    for site_id, iso2 in rows.values_list("site", "country"):
        countries[site_id].append(iso2)
    return countries


def _boundary(valid, area_km2, lon, lat, fault_code):
    if valid is None:
        return None
    fault = (None, None) if valid else ([lon, lat], fault_code or None)
    return told(criteria.BoundaryFacts, (valid, area_km2, *fault))


def _overlaps(site_ids):
    found = defaultdict(list)
    either = among("first", site_ids) | among("second", site_ids)
    pairs = list(
        Overlap.objects.filter(either).values_list(
            *("first", "second", "percent_of_smaller"),
            *("first__code", "first__status", "second__code", "second__status"),
        )
    )
    distinct = set(DistinctSites.objects.filter(either).values_list("first", "second")) if pairs else set()
    for first, second, percent, first_code, first_status, second_code, second_status in pairs:
        is_distinct = (first, second) in distinct
        if second_status in OTHER_SITES and first in site_ids:
            found[first].append(told(criteria.Overlap, (second_code, percent, is_distinct)))
        if first_status in OTHER_SITES and second in site_ids:
            found[second].append(told(criteria.Overlap, (first_code, percent, is_distinct)))
    return found
