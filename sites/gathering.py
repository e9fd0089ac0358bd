"""What the registry holds on some sites, as the facts that the criteria judge: a constant number of queries, no geometry decoded."""

from collections import defaultdict

from django.db.models import Q

from . import criteria
from .models import Claim, DistinctSites, Overlap, Site, SiteCountry
from .models.claim import FACT_COLUMNS, facts_from
from .models.site import OTHER_SITES

SITE_COLUMNS = ("pk", "rationale", "discreteness_confirmed_at", "locality_lon")
BOUNDARY_COLUMNS = ("valid", "area_km2", "fault_lon", "fault_lat", "fault_code")
CLAIM_COLUMNS = ("site", "site__code", "site__status", "species", *FACT_COLUMNS)


def among(column, site_ids):
    """The condition that `column` names one of these sites, which are a set of ids or, when they are many in a row, a range."""
    if isinstance(site_ids, range):
        return Q(**{f"{column}__gte": site_ids.start, f"{column}__lt": site_ids.stop})
    return Q(**{f"{column}__in": site_ids})


def gather(site_ids, *, year):
    """{site id: SiteFacts} of these sites, as of `year`."""
    columns = (*SITE_COLUMNS, *(f"boundary__{name}" for name in BOUNDARY_COLUMNS))
    sites = Site.objects.filter(among("pk", site_ids)).order_by().values_list(*columns)
    claims, records = _claims(site_ids)
    countries, shared = _countries(site_ids), _overlaps(site_ids)
    return {
        site_id: criteria.SiteFacts(
            claims=tuple(facts for _species_id, facts in claims[site_id]),
            elsewhere=tuple(
                record
                for species_id in sorted(
                    {species_id for species_id, _facts in claims[site_id]} & records.keys()
                )
                for of_site_id, record in records[species_id]
                if of_site_id != site_id
            ),
            boundary=_boundary(*boundary),
            has_point=lon is not None,
            countries=tuple(countries[site_id]),
            rationale=bool(rationale.strip()),
            confirmed=confirmed_at is not None,
            overlaps=tuple(shared[site_id]),
            year=year,
        )
        for site_id, rationale, confirmed_at, lon, *boundary in sites
    }


def _claims(site_ids):
    """{site id: [(species id, ClaimFacts)]}, and {species id: [(site id, Record)]} of the species that several sites claim: the claims
    that count against another site."""
    by_site, by_species = defaultdict(list), defaultdict(list)
    of_these = Claim.objects.filter(among("site", site_ids)).order_by().values("species")
    rows = Claim.objects.filter(species__in=of_these).order_by("pk")
    for site_id, code, status, species_id, *values in rows.values_list(*CLAIM_COLUMNS):
        facts = facts_from(values)
        by_site[site_id].append((species_id, facts))
        by_species[species_id].append((site_id, code, status, facts))
    return by_site, {
        species_id: [
            (site_id, _record(code, facts))
            for site_id, code, status, facts in claims
            if status in OTHER_SITES
        ]
        for species_id, claims in by_species.items()
        if len(claims) > 1
    }


def _record(code, claim):
    by_share = claim.basis == Claim.Basis.POPULATION_SHARE
    return criteria.Record(
        site=code,
        species=claim.species,
        basis=claim.basis,
        segment=claim.segment,
        percent=criteria.share_claimed(claim) if by_share else None,
        presence=claim.presence,
        origin=claim.origin,
    )


def _countries(site_ids):
    countries = defaultdict(list)
    rows = SiteCountry.objects.filter(among("site", site_ids)).order_by("position", "pk")
    for site_id, iso2 in rows.values_list("site", "country"):
        countries[site_id].append(iso2)
    return countries


def _boundary(valid, area_km2, lon, lat, fault_code):
    if valid is None:
        return None
    return criteria.BoundaryFacts(
        valid=valid,
        area_km2=area_km2,
        fault=None if valid else (lon, lat),
        fault_code=fault_code or None,
    )


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
        if second_status in OTHER_SITES:
            found[first].append(criteria.Overlap(second_code, percent, is_distinct))
        if first_status in OTHER_SITES:
            found[second].append(criteria.Overlap(first_code, percent, is_distinct))
    return found
