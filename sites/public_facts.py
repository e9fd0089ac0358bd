"""What the public is told of a site, as JSON: facts, findings, history and claims, without what a sensitive site hides."""

from . import criteria, withheld
from .models import PublishedSpecies, Site
from .numbers import plain
from .public_place import GRID_DEGREES


def facts_of(site, countries, claims, parts):
    """Public facts by name. `request` is the body of a `POST /api/check` about this site, but for its boundary."""
    boundary = parts.boundaries.get(site.pk)
    shown = not site.is_sensitive
    return words_of(site) | {
        "rationale": site.rationale if shown else "",
        "confirmed_on": site.discreteness_confirmed_at and site.discreteness_confirmed_at.isoformat(),
        "confirmed_source": site.discreteness_source if shown else "",
        "aliases": [row.code for row in parts.aliases[site.pk]],
        "countries": [{"code": country.iso2, "name": country.name} for country in countries],
        "grid_degrees": GRID_DEGREES.get(site.sensitivity),
        "withheld": site.sensitivity == Site.Sensitivity.EXTREME,
        **_boundary_words(boundary if shown else None),
        "listings": [
            {
                "year": row.year,
                "species": row.of,
                "name": row.listed_name,
                "source": row.source,
            }
            for row in parts.listings[site.pk]
        ],
        "distinct_from": sorted(parts.distinct[site.pk]),
        "request": {
            "site": site.code,
            "claims": [claim_request(claim) for claim in claims],
            "point": [site.locality_lon, site.locality_lat]
            if shown and site.locality_lon is not None
            else None,
            "countries": [country.iso2 for country in countries],
            "rationale": (site.rationale if shown else "withheld") if site.rationale.strip() else "",
            "confirmed": site.discreteness_confirmed_at is not None,
            "today": site.evaluation.day.isoformat(),
        },
    }


def words_of(site):
    """The public facts that no evaluation reads and no other row has a part in: those of `Site.WORDS`."""
    shown = not site.is_sensitive
    return {
        "description": site.description if shown else "",
        "coverage_percent": plain(site.coverage_percent) if site.coverage_percent is not None else None,
        "protection_as_of": site.protection_as_of,
        "protection_source": site.protection_source if shown else "",
        "threats": site.threats,
        "habitats": site.habitats,
        "actions": site.actions,
        "sitrecid": site.sitrecid if shown else "",
        "wdpa_ids": site.wdpa_ids if shown else "",
        "aze_id": site.aze_id if shown else "",
        "last_reviewed": site.last_reviewed and site.last_reviewed.isoformat(),
        "uncertainty_m": site.locality_uncertainty_m if shown else None,
    }


def _boundary_words(boundary):
    return {
        "boundary_source": boundary.source if boundary else "",
        "boundary_date": boundary.source_date.isoformat() if boundary and boundary.source_date else None,
        "boundary_licence": boundary.licence if boundary else "",
        "vertices": boundary.vertices if boundary else None,
    }


def claim_request(claim):
    """A claim in the form of `POST /api/check` (criteria.md 7)."""
    species = claim.species

    def estimate(side):
        values = {name: getattr(claim, f"{side}_{name}") for name in ("min", "best", "max")}
        return {name: None if value is None else plain(value) for name, value in values.items()} | {
            "parameter": getattr(claim, f"{side}_parameter"),
            "year": getattr(claim, f"{side}_year"),
        }

    return {
        "species": species.scientific_name,
        "rank": species.rank,
        "category": species.category or None,
        "possibly_extinct": species.possibly_extinct,
        "possibly_extinct_in_the_wild": species.possibly_extinct_in_the_wild,
        "assessment_year": species.assessment_year,
        "basis": claim.basis,
        "segment": claim.segment,
        "site": estimate("site"),
        "global": estimate("global"),
        "percent": None if claim.percent is None else plain(claim.percent),
        "presence": claim.presence,
        "origin": claim.origin,
        "last_confirmed": claim.last_confirmed,
        "reintroduction_confirmed": claim.reintroduction_confirmed,
    }


def findings_of(site, result, hidden):
    """An evaluation's JSON as the public may repeat it: with nothing that is withheld, and of a sensitive site with no fact of its place."""
    told = withheld.without(result, is_sensitive=site.is_sensitive, hidden=hidden)
    if not site.is_sensitive:
        return told
    bare = [finding | {"facts": {}} for finding in told["discreteness_findings"]]
    flags = [
        flag | {"facts": flag["facts"] if flag["code"] == "D_TRANSBOUNDARY" else {}} for flag in told["flags"]
    ]
    return told | {"flags": flags, "discreteness_findings": bare}


def history_of(site, changes, evaluations, hidden):
    """Status moves, and changes of the outcome since the site was published, oldest first."""
    exact = {past.pk: past.outcome for past in evaluations}
    told = {
        past.pk: findings_of(site, past.blocked, hidden)["outcome"] if past.blocked else past.outcome
        for past in evaluations
    }
    rows = [
        {
            "kind": "status",
            "day": change.at.date().isoformat(),
            "from": change.from_status,
            "to": change.to_status,
            "reason": change.reason,
            "text": "" if site.is_sensitive else change.text,
            "overridden": withheld.overridden(
                change, exact.get(change.evaluation_id), told.get(change.evaluation_id)
            ),
            "successor": change.successor_code or "",
        }
        for change in changes
    ]
    first = changes[0] if changes and changes[0].from_status == Site.Status.DRAFT else None
    before = None
    for past in evaluations:
        if first and past.pk < (first.evaluation_id or 0):
            continue  # of the draft
        outcome = told[past.pk]
        if outcome != before:
            day = max(past.day, first.at.date()) if first else past.day
            moved = {"from": before, "to": outcome, "cause": past.cause}
            rows.append({"kind": "outcome", "day": day.isoformat()} | moved)
        before = outcome
    return sorted(rows, key=lambda row: row["day"])


def species_row(site, claim, result):
    share = criteria.share_claimed(claim.facts())
    shown = not site.is_sensitive
    return PublishedSpecies(
        site_id=site.pk,
        species=claim.species,
        scientific_name=claim.species.scientific_name,
        category=claim.species.category,
        group=claim.species.group,
        segment=claim.segment,
        basis=claim.basis,
        presence=claim.presence,
        origin=claim.origin,
        share_claimed="" if share is None else str(share),
        standing=result["standing"],
        claim=claim_request(claim)
        | {"citation": claim.citation if shown else "", "evidence_url": claim.evidence_url if shown else ""},
        result=result,
    )
