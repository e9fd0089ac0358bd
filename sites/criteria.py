"""PURE. The three AZE criteria: SiteFacts in, Evaluation out. No Django, no clock, no file, no network, no words.

Sources: zeroextinction.org, "AZE site criteria" and "Applying AZE criteria"; the AZE selection process page of 2003; KBA Standard
(2016), criterion A1e. Section numbers below are those of criteria.md, the registry's statement of these rules."""

from .facts import (
    BoundaryFacts,
    ClaimFacts,
    Estimate,
    InvalidFacts,
    Overlap,
    Record,
    SiteFacts,
    invalid_estimates,
)
from .findings import (
    MET,
    NOT_MET,
    ORDER,
    UNDETERMINED,
    ClaimResult,
    Evaluation,
    Finding,
    finding,
    flag,
    lowest,
)
from .irreplaceability import judge_irreplaceability
from .percentages import shown_percent
from .shares import share_claimed

__all__ = [
    "MET",
    "NOT_MET",
    "RULESET",
    "UNDETERMINED",
    "BoundaryFacts",
    "ClaimFacts",
    "ClaimResult",
    "Estimate",
    "Evaluation",
    "Finding",
    "InvalidFacts",
    "Overlap",
    "Record",
    "SiteFacts",
    "evaluate",
    "in_the_way",
    "invalid_estimates",
    "share_claimed",
    "shown_percent",
    "with_flags",
]

RULESET = "2026-11"

STALE_YEARS = 10  # an older global assessment "needs updating" (IUCN)
OVERLAP_PERCENT = 1
DUPLICATE_PERCENT = 99.9
SLIVER_KM2 = 1e-6  # 1 m²
HUGE_KM2 = 50_000

STANDING_ORDER = ("trigger", "open", "near_miss", "noted")

CATEGORY_RULES = {
    "EN": (MET, "E_EN"),
    "CR": (MET, "E_CR"),
    "EX": (NOT_MET, "E_EX"),
    "VU": (NOT_MET, "E_VU"),
    **dict.fromkeys(("NT", "LC", "LR/nt", "LR/lc", "LR/cd"), (NOT_MET, "E_NOT_THREATENED")),
    "DD": (NOT_MET, "E_DD"),
    "NE": (NOT_MET, "E_NE"),
    **dict.fromkeys(("NA", "N/A", "NR", "RE"), (NOT_MET, "E_NA")),
}


def evaluate(facts):
    """The outcome of a site with every finding behind it. Raises InvalidFacts, naming all that is wrong (section 4, `I_INVALID`)."""
    facts.check()
    elsewhere = _by_species(facts.elsewhere)
    results = tuple(
        _judge_claim(claim, elsewhere.get(claim.species, ()), facts.year) for claim in facts.claims
    )
    deciding = _deciding(results)
    discreteness = _discreteness(facts)
    flags = tuple(_site_flags(facts))
    best = results[deciding] if deciding is not None else None
    return Evaluation(
        outcome=_outcome(
            best.standing if best else "noted", discreteness.verdict, any(found.blocking for found in flags)
        ),
        endangerment=best.endangerment if best else NOT_MET,
        irreplaceability=best.irreplaceability if best else NOT_MET,
        discreteness=discreteness.verdict,
        claims=results,
        discreteness_findings=(discreteness,),
        flags=flags,
        deciding_claim=deciding,
        ruleset=RULESET,
    )


def with_flags(result, flags):
    """An evaluation's JSON with these site flags in place of its own, and the outcome that follows from them."""
    deciding = result["deciding_claim"]
    standing = "noted" if deciding is None else result["claims"][deciding]["standing"]
    blocked = any(found["blocking"] for found in flags)
    return result | {"flags": flags, "outcome": _outcome(standing, result["discreteness"], blocked)}


def _outcome(standing, discreteness, blocked):
    """The table of section 2; `blocked` by a blocking site flag."""
    if standing == "noted":
        return "does_not_qualify"
    if standing == "near_miss" or discreteness == NOT_MET:
        return "candidate"
    if standing == "trigger" and discreteness == MET and not blocked:
        return "qualifies"
    return "needs_review"


def _deciding(results):
    """Index of the claim that decides: best standing, then criterion 1, criterion 2, scientific name, segment (section 2)."""

    def rank(index):
        result = results[index]
        return (
            STANDING_ORDER.index(result.standing),
            -ORDER.index(result.endangerment),
            -ORDER.index(result.irreplaceability),
            result.species,
            result.segment,
        )

    return min(range(len(results)), key=rank, default=None)


def _by_species(records):
    """{species: its Records elsewhere, in their order}"""
    found = {}
    for record in sorted(records, key=lambda record: record.order):
        found.setdefault(record.species, []).append(record)
    return found


def _judge_claim(claim, elsewhere, year):
    endangerment = _endangerment(claim, year)
    irreplaceability, near, share = judge_irreplaceability(claim, elsewhere, year)
    first, second = lowest(endangerment), lowest(irreplaceability)
    return ClaimResult(
        species=claim.species,
        segment=claim.segment,
        standing=_standing(
            first, second, near, any(found.blocking for found in endangerment + irreplaceability)
        ),
        endangerment=first,
        irreplaceability=second,
        near=near,
        share=share,
        findings_endangerment=tuple(endangerment),
        findings_irreplaceability=tuple(irreplaceability),
    )


def _standing(endangerment, irreplaceability, near, blocked):
    """Section 2, "Standing of a claim"."""
    if endangerment == MET and irreplaceability == MET and not blocked:
        return "trigger"
    if NOT_MET not in (endangerment, irreplaceability):
        return "open"
    if endangerment != NOT_MET and near:
        return "near_miss"
    return "noted"


def _endangerment(claim, year):
    """Criterion 1, section 3, first row that fits: the global Red List category of a species, EN or CR; EW only for a site of
    reintroduction ("Applying AZE criteria")."""
    findings = [_category_finding(claim)]
    if claim.rank == "species" and claim.category == "CR":
        if claim.possibly_extinct:
            findings.append(flag("E_CR_PE"))
        if claim.possibly_extinct_in_the_wild:
            findings.append(flag("E_CR_PEW", blocking=True))
    if claim.category is not None and (
        claim.assessment_year is None or year - claim.assessment_year > STALE_YEARS
    ):
        findings.append(flag("E_STALE", year=claim.assessment_year))
    return findings


def _category_finding(claim):
    facts = {"category": claim.category, "year": claim.assessment_year}
    if claim.rank != "species":
        return finding("E_RANK", NOT_MET, rank=claim.rank)
    if claim.category is None:
        return finding("E_UNKNOWN", UNDETERMINED)
    if claim.category == "EW":
        return finding(
            "E_EW", MET if claim.basis == "reintroduction_site" else UNDETERMINED, basis=claim.basis, **facts
        )
    verdict, code = CATEGORY_RULES.get(claim.category, (UNDETERMINED, "E_LEGACY_CODE"))
    return finding(code, verdict, **facts)


def _discreteness(facts):
    """Criterion 3, section 5, first row that fits."""
    boundary = facts.boundary
    if boundary is None:
        return finding("D_POINT" if facts.has_point else "D_MISSING", NOT_MET)
    if not boundary.valid:
        lon, lat = boundary.fault or (None, None)
        return finding("D_INVALID", UNDETERMINED, lon=lon, lat=lat, fault=boundary.fault_code)
    area = {"area_km2": boundary.area_km2}
    if boundary.area_km2 < SLIVER_KM2:
        return finding("D_SLIVER", UNDETERMINED, **area)
    if not facts.rationale:
        return finding("D_NO_RATIONALE", UNDETERMINED, **area)
    return finding("D_OK", MET, **area) if facts.confirmed else finding("D_UNCONFIRMED", UNDETERMINED, **area)


def _site_flags(facts):
    """Section 5, site flags: only where there is a boundary, overlap and duplicate only where it is valid."""
    if facts.boundary is None:
        return
    if facts.boundary.valid:
        for overlap in sorted(facts.overlaps, key=lambda overlap: overlap.site):
            yield from _overlap_flag(overlap)
    if len(countries := sorted(set(facts.countries))) > 1:
        yield flag("D_TRANSBOUNDARY", countries=countries)
    if facts.boundary.area_km2 > HUGE_KM2:
        yield flag("D_HUGE", area_km2=facts.boundary.area_km2)


def _overlap_flag(overlap):
    shared = {"site": overlap.site, "percent": overlap.percent_of_smaller}
    if overlap.percent_of_smaller >= DUPLICATE_PERCENT:
        yield flag("D_DUPLICATE", blocking=not overlap.distinct, distinct=overlap.distinct, **shared)
    elif overlap.percent_of_smaller > OVERLAP_PERCENT:
        yield flag("D_OVERLAP", **shared)


def in_the_way(result):
    """Codes of the findings that keep a site from `qualifies`, from an evaluation's JSON: those of the deciding claim and of
    criterion 3 that are not met, and what blocks. Empty for a site that qualifies."""
    deciding = result["deciding_claim"]
    claim = result["claims"][deciding]["findings"] if deciding is not None else []
    stopping = [
        found
        for found in claim + result["discreteness_findings"] + result["flags"]
        if found["blocking"] or found["verdict"] in (NOT_MET, UNDETERMINED)
    ]
    codes = {found["code"] for found in stopping} | (set() if claim else {"NO_SPECIES"})
    return sorted(codes) if result["outcome"] != "qualifies" else []
