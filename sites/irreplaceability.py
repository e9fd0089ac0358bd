"""PURE. Criterion 2, irreplaceability: is the species there, and on what ground does the site hold it (criteria.md 4)."""

from .findings import MET, NOT_MET, UNDETERMINED, finding, flag, lowest
from .percentages import THRESHOLD
from .shares import compare_share, share_of

OLD_PRESENCE_YEARS = 10
UNCONFIRMED_YEARS = 30

LIVING_PRESENCE = {"extant", "uncertain"}
LIVING_ORIGIN = {"native", "reintroduced"}


def judge_irreplaceability(claim, elsewhere, year):
    """Criterion 2, section 4: the lower of presence and basis. `elsewhere`: the Records of the claim's species, in their order.
    Findings, those that decide first; near; share."""
    presence = [] if claim.basis == "reintroduction_site" else _presence(claim, year)
    basis, near, share = BASIS_RULES[claim.basis](claim, elsewhere)
    verdict = lowest(presence + basis)
    findings = sorted(basis + presence, key=lambda found: found.verdict != verdict)
    return findings, near and lowest(presence) != NOT_MET, share


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
    return [flag("I_EARLIER_LISTING"), *_conflicts(claim, elsewhere)], False, None


def _reintroduction_site(claim, elsewhere):
    """Section 4, basis `reintroduction_site`: Extinct in the Wild, the most viable place to return to ("Applying AZE criteria")."""
    rivals = [record for record in elsewhere if record.basis == "reintroduction_site"]
    if claim.category is None:
        findings = [finding("I_EW_SITE", UNDETERMINED)]
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
        return record.percent is not None and record.percent > THRESHOLD
    return record.basis in ("sole_area", "earlier_listing")


def segments_clash(first, second):
    """Breeding here and wintering there can both qualify; equal segments, or a resident one, cannot (section 4)."""
    return first == second or "resident" in (first, second)


def _places(records):
    return sorted({record.site for record in records})
