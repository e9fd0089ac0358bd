"""`POST /api/check`: the evaluation of a proposal by the function that judges the registry's own sites (criteria.md 7). Stores nothing."""

from dataclasses import replace

from . import criteria, geometry, wording
from .check_request import BadRequest, Request, read_request
from .naming import codes_named

__all__ = ["BadRequest", "Request", "answer", "check", "facts_of", "judged", "read_request"]


def check(request, registry):
    """The answer to a Request; `registry` tells what is on file (see `checks.PublishedRegistry`)."""
    return answer(*judged(request, registry))


def judged(request, registry):
    """(the evaluation's JSON, {code: name} of the sites that it mentions) for a Request."""
    result = criteria.evaluate(facts_of(request, registry)).as_json()
    codes = codes_named(result)
    as_given = dict.fromkeys(codes, "")  # a site that the caller named is told back as the caller named it
    return result, as_given | registry.names(codes)


def facts_of(request, registry):
    """The SiteFacts of a Request. Where it says nothing of other sites, they are the registry's, and so are overlaps."""
    asked = {claim.species for index, claim in enumerate(request.claims) if index in request.on_file}
    records = registry.species_on_file(asked)
    claims = tuple(
        replace(claim, **records.get(claim.species, {})) if index in request.on_file else claim
        for index, claim in enumerate(request.claims)
    )
    names = sorted({claim.species for claim in claims})
    boundary = request.boundary and _boundary_facts(request.boundary)
    ask = request.elsewhere is None
    others = registry.records(names, request.site) if ask else request.elsewhere
    compared = ask and boundary is not None and boundary.valid
    return criteria.SiteFacts(
        claims=claims,
        year=request.today.year,
        elsewhere=tuple(record for record in others if record.site != request.site),
        boundary=boundary,
        has_point=request.has_point,
        countries=request.countries,
        rationale=request.rationale,
        confirmed=request.confirmed,
        overlaps=tuple(registry.overlaps(request.boundary, request.site)) if compared else (),
    )


def answer(result, names):
    """An evaluation's JSON as `/api/check` tells it: every finding with its sentence. `names`: {code: name} of the sites it mentions."""

    def told(found, *keys):
        text = wording.sentence(found["code"], found["facts"], names)
        return {key: found[key] for key in keys} | {"text": text}

    deciding = result["deciding_claim"]
    nothing = [{"code": "NO_SPECIES", "facts": {}}]
    findings = result["claims"][deciding]["findings"] if deciding is not None else None
    first = [found for found in findings if found["code"].startswith("E_")] if findings else nothing
    second = [found for found in findings if not found["code"].startswith("E_")] if findings else nothing
    by_criterion = (
        ("endangerment", first),
        ("irreplaceability", second),
        ("discreteness", result["discreteness_findings"]),
    )
    return {
        "outcome": result["outcome"],
        "criteria": {
            name: {"verdict": result[name], "findings": [told(found, "code") for found in findings]}
            for name, findings in by_criterion
        },
        "claims": [
            claim
            | {
                "findings": [
                    told(found, "code", "verdict", "blocking", "facts") for found in claim["findings"]
                ]
            }
            for claim in result["claims"]
        ],
        "flags": [told(found, "code", "blocking") for found in result["flags"]],
        "deciding_claim": deciding,
        "ruleset": result["ruleset"],
    }


def _boundary_facts(multipolygon):
    fault = geometry.fault(multipolygon)
    return criteria.BoundaryFacts(
        valid=fault is None,
        area_km2=geometry.area_km2(multipolygon),
        fault=(fault.lon, fault.lat) if fault else None,
        fault_code=fault.code if fault else None,
    )
