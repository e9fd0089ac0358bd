"""What the registry holds on some sites, as the facts that the criteria judge: a constant number of queries, no geometry decoded."""

from collections import defaultdict

from django.db.models import Q

from . import criteria
from .models import Boundary, Claim, DistinctSites, Overlap, Site, SiteCountry
from .models.claim import FACT_COLUMNS, facts_from
from .models.site import OTHER_SITES

SITE_COLUMNS = ("pk", "rationale", "discreteness_confirmed_at", "locality_lon")
RECORD_COLUMNS = ("basis", "segment", "presence", "origin")
BOUNDARY_COLUMNS = ("site", "valid", "area_km2", "fault_lon", "fault_lat", "fault_code")


def gather(site_ids, *, year):
    """{site id: SiteFacts} of these sites, as of `year`."""
    sites = Site.objects.filter(pk__in=site_ids).order_by().values_list(*SITE_COLUMNS)
    claims = _claims(site_ids)
    records = _records({species_id for rows in claims.values() for species_id, _facts in rows})
    countries, boundaries, shared = _countries(site_ids), _boundaries(site_ids), _overlaps(site_ids)
    return {
        site_id: criteria.SiteFacts(
            claims=tuple(facts for _species_id, facts in claims[site_id]),
            elsewhere=tuple(
                record
                for species_id in sorted({species_id for species_id, _facts in claims[site_id]})
                for of_site_id, record in records[species_id]
                if of_site_id != site_id
            ),
            boundary=boundaries.get(site_id),
            has_point=lon is not None,
            countries=tuple(countries[site_id]),
            rationale=bool(rationale.strip()),
            confirmed=confirmed_at is not None,
            overlaps=tuple(shared[site_id]),
            year=year,
        )
        for site_id, rationale, confirmed_at, lon in sites
    }


def _claims(site_ids):
    claims = defaultdict(list)
    rows = Claim.objects.filter(site__in=site_ids).order_by("pk")
    for site_id, species_id, *values in rows.values_list("site", "species", *FACT_COLUMNS):
        claims[site_id].append((species_id, facts_from(values)))
    return claims


def _records(species_ids):
    """{species id: [(site id, Record)]} of all claims that count against another site."""
    records = defaultdict(list)
    rows = Claim.objects.filter(species__in=species_ids, site__status__in=OTHER_SITES).order_by("pk")
    columns = ("site", "site__code", "species", *RECORD_COLUMNS, *FACT_COLUMNS)
    for site_id, code, species_id, basis, segment, presence, origin, *facts in rows.values_list(*columns):
        by_share = basis == Claim.Basis.POPULATION_SHARE
        record = criteria.Record(
            site=code,
            species=facts[0],
            basis=basis,
            segment=segment,
            percent=criteria.share_claimed(facts_from(facts)) if by_share else None,
            presence=presence,
            origin=origin,
        )
        records[species_id].append((site_id, record))
    return records


def _countries(site_ids):
    countries = defaultdict(list)
    rows = SiteCountry.objects.filter(site__in=site_ids).order_by("position", "pk")
    for site_id, iso2 in rows.values_list("site", "country"):
        countries[site_id].append(iso2)
    return countries


def _boundaries(site_ids):
    return {
        site_id: criteria.BoundaryFacts(
            valid=valid,
            area_km2=area_km2,
            fault=None if valid else (lon, lat),
            fault_code=fault_code or None,
        )
        for site_id, valid, area_km2, lon, lat, fault_code in Boundary.objects.filter(
            site__in=site_ids
        ).values_list(*BOUNDARY_COLUMNS)
    }


def _overlaps(site_ids):
    found = defaultdict(list)
    either = Q(first__in=site_ids) | Q(second__in=site_ids)
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
