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
from .shares import compare_share, share_claimed, share_of, shown_percent

__all__ = [
    *(
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
    ),
    *(
        "InvalidFacts",
        "Overlap",
        "Record",
        "SiteFacts",
        "evaluate",
        "in_the_way",
        "invalid_estimates",
        "share_claimed",
        "shown_percent",
    ),
]

RULESET = "2026-11"

STALE_YEARS = 10  # an older global assessment "needs updating" (IUCN)
OLD_PRESENCE_YEARS = 10
UNCONFIRMED_YEARS = 30
WHOLE_PERCENT = 95  # "overwhelmingly significant (>95%)": AZE site criteria 2
OVERLAP_PERCENT = 1
DUPLICATE_PERCENT = 99.9
SLIVER_KM2 = 1e-6  # 1 m²
HUGE_KM2 = 50_000

STANDING_ORDER = ("trigger", "open", "near_miss", "noted")

LIVING_PRESENCE = {"extant", "uncertain"}
LIVING_ORIGIN = {"native", "reintroduced"}

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
    results = tuple(_judge_claim(claim, facts) for claim in facts.claims)
    deciding = _deciding(results)
    discreteness = _discreteness(facts)
    flags = tuple(_site_flags(facts))
    best = results[deciding] if deciding is not None else None
    return Evaluation(
        outcome=_outcome(best.standing if best else "noted", discreteness.verdict, flags),
        endangerment=best.endangerment if best else NOT_MET,
        irreplaceability=best.irreplaceability if best else NOT_MET,
        discreteness=discreteness.verdict,
        claims=results,
        discreteness_findings=(discreteness,),
        flags=flags,
        deciding_claim=deciding,
        ruleset=RULESET,
    )


def _outcome(standing, discreteness, flags):
    """The table of section 2."""
    if standing == "noted":
        return "does_not_qualify"
    if standing == "near_miss" or discreteness == NOT_MET:
        return "candidate"
    if standing == "trigger" and discreteness == MET and not any(found.blocking for found in flags):
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


def _judge_claim(claim, facts):
    endangerment = _endangerment(claim, facts.year)
    irreplaceability, near, share = _irreplaceability(claim, facts)
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


def _irreplaceability(claim, facts):
    """Criterion 2, section 4: the lower of presence and basis. Findings, near, share."""
    elsewhere = sorted(
        (record for record in facts.elsewhere if record.species == claim.species),
        key=lambda record: record.order,
    )
    presence = [] if claim.basis == "reintroduction_site" else _presence(claim, facts.year)
    basis, near, share = BASIS_RULES[claim.basis](claim, elsewhere)
    return presence + basis, near and lowest(presence) != NOT_MET, share


def _presence(claim, year):
    """Section 4, "Presence", first row that fits."""
    if claim.presence == "extinct":
        return [finding("P_EXTINCT", NOT_MET)]
    if claim.origin in ("introduced", "vagrant", "captive"):
        return [finding("P_ORIGIN", NOT_MET, origin=claim.origin)]
    if claim.presence == "possibly_extinct":
        return [finding("P_POSSIBLY_EXTINCT", UNDETERMINED)]
    if claim.presence == "uncertain":
        return [finding("P_UNCERTAIN", UNDETERMINED)]
    years_ago = None if claim.last_confirmed is None else year - claim.last_confirmed
    if years_ago is None or years_ago > UNCONFIRMED_YEARS:
        return [finding("P_UNCONFIRMED", UNDETERMINED, last_confirmed=claim.last_confirmed)]
    flags = [flag("P_OLD", last_confirmed=claim.last_confirmed)] if years_ago > OLD_PRESENCE_YEARS else []
    return flags + ([flag("P_REINTRODUCED")] if claim.origin == "reintroduced" else [])


def _sole_area(claim, elsewhere):
    """Section 4, basis `sole_area`: the only area where the species occurs (AZE site criteria 2, first branch)."""
    living = [record for record in elsewhere if is_living(record)]
    native = [record for record in living if record.origin == "native"]
    if native:
        return [finding("I_SOLE_CONFLICT", UNDETERMINED, site=site) for site in _places(native)], False, None
    if living:
        return (
            [finding("I_SOLE_REINTRODUCED", UNDETERMINED, site=site) for site in _places(living)],
            False,
            None,
        )
    historic = [flag("I_SOLE_HISTORIC", site=site) for site in _places(elsewhere)]
    return [finding("I_SOLE", MET), *historic], False, None


def _population_share(claim, elsewhere):
    """Section 4, basis `population_share`: more than 95 % of the known population or of one segment (AZE site criteria 2)."""
    findings, near = compare_share(claim)
    if lowest(findings) == MET:
        findings = findings + _conflicts(claim, elsewhere)
    return findings, near, share_of(claim)


def _earlier_listing(claim, elsewhere):
    """Section 4, basis `earlier_listing`: accepted in an earlier AZE update whose figures are not on record."""
    return [finding("I_EARLIER_LISTING", MET), *_conflicts(claim, elsewhere)], False, None


def _reintroduction_site(claim, elsewhere):
    """Section 4, basis `reintroduction_site`: Extinct in the Wild, the most viable place to return to ("Applying AZE criteria")."""
    rivals = [record for record in elsewhere if record.basis == "reintroduction_site"]
    if claim.category is None:
        findings = [finding("I_EW_SITE", UNDETERMINED, confirmed=claim.reintroduction_confirmed)]
    elif claim.category != "EW":
        findings = [finding("I_NOT_EW", NOT_MET, category=claim.category)]
    elif rivals:
        findings = [
            finding("I_CONFLICT", UNDETERMINED, site=site, basis=claim.basis) for site in _places(rivals)
        ]
    else:
        verdict = MET if claim.reintroduction_confirmed else UNDETERMINED
        findings = [finding("I_EW_SITE", verdict, confirmed=claim.reintroduction_confirmed)]
    return findings, False, None


BASIS_RULES = {
    "sole_area": _sole_area,
    "population_share": _population_share,
    "earlier_listing": _earlier_listing,
    "reintroduction_site": _reintroduction_site,
}


def _conflicts(claim, elsewhere):
    """A living record elsewhere that claims the whole, in a clashing segment: one finding per clashing site (section 4)."""
    found = {}
    for record in elsewhere:
        if is_living(record) and claims_the_whole(record) and segments_clash(claim.segment, record.segment):
            same = record.segment == claim.segment
            facts = {
                "site": record.site,
                "segment": claim.segment,
                "their_segment": record.segment,
                "basis": claim.basis,
            }
            if same or record.site not in found:
                found[record.site] = finding(
                    "I_CONFLICT" if same else "I_RESIDENT_CONFLICT", UNDETERMINED, **facts
                )
    return [found[site] for site in sorted(found)]


def is_living(record):
    """Whether a record elsewhere is one of a living population (section 4)."""
    return record.presence in LIVING_PRESENCE and record.origin in LIVING_ORIGIN


def claims_the_whole(record):
    """Whether a record elsewhere claims all, or more than 95 %, of the population (section 4)."""
    if record.basis == "population_share":
        return record.percent is not None and record.percent > WHOLE_PERCENT
    return record.basis in ("sole_area", "earlier_listing")


def segments_clash(first, second):
    """Breeding here and wintering there can both qualify; equal segments, or a resident one, cannot (section 4)."""
    return first == second or "resident" in (first, second)


def _places(records):
    return sorted({record.site for record in records})


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
    if len(facts.countries) > 1:
        yield flag("D_TRANSBOUNDARY", countries=sorted(facts.countries))
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
