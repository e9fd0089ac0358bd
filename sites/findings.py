"""PURE. What an evaluation says, as codes and facts: `sites.wording` makes the sentences when they are shown."""

from dataclasses import dataclass, field
from fractions import Fraction

from .percentages import shown_percent

MET, UNDETERMINED, NOT_MET = "met", "undetermined", "not_met"
ORDER = (NOT_MET, UNDETERMINED, MET)


@dataclass(frozen=True)
class Finding:
    """`verdict` is None for a flag: it does not change the verdict, but a blocking one keeps a claim from being a trigger."""

    code: str
    verdict: str | None
    blocking: bool = False
    facts: dict = field(default_factory=dict)

    def as_json(self):
        return {"code": self.code, "verdict": self.verdict, "blocking": self.blocking, "facts": self.facts}


def finding(code, verdict, **facts):
    return Finding(code, verdict, facts=facts)


def flag(code, *, blocking=False, **facts):
    return Finding(code, None, blocking, facts)


def lowest(findings):
    """The lowest verdict among findings, `met` where none of them has one."""
    return min((found.verdict for found in findings if found.verdict), key=ORDER.index, default=MET)


@dataclass(frozen=True)
class Share:
    """Percentages of the population that the site holds, exact; None where not known."""

    best: Fraction | None
    low: Fraction | None
    high: Fraction | None

    def as_json(self):
        """As text that never contradicts a verdict; None where not known."""
        return {name: shown_percent(getattr(self, name)) for name in ("best", "low", "high")}


@dataclass(frozen=True)
class ClaimResult:
    species: str
    segment: str
    standing: str
    endangerment: str
    irreplaceability: str
    near: bool
    share: Share | None
    findings_endangerment: tuple
    findings_irreplaceability: tuple

    def as_json(self):
        findings = self.findings_endangerment + self.findings_irreplaceability
        return {
            "species": self.species,
            "segment": self.segment,
            "standing": self.standing,
            "endangerment": self.endangerment,
            "irreplaceability": self.irreplaceability,
            "near": self.near,
            "share": self.share and self.share.as_json(),
            "findings": [found.as_json() for found in findings],
        }


@dataclass(frozen=True)
class Evaluation:
    """`claims` are in the order of the facts; `deciding_claim` is an index into them, None without claims."""

    outcome: str
    endangerment: str
    irreplaceability: str
    discreteness: str
    claims: tuple
    discreteness_findings: tuple
    flags: tuple
    deciding_claim: int | None
    ruleset: str

    def as_json(self):
        """Codes and facts for storage; two equal answers mean that nothing changed."""
        return {
            "outcome": self.outcome,
            "endangerment": self.endangerment,
            "irreplaceability": self.irreplaceability,
            "discreteness": self.discreteness,
            "claims": [claim.as_json() for claim in self.claims],
            "discreteness_findings": [found.as_json() for found in self.discreteness_findings],
            "flags": [found.as_json() for found in self.flags],
            "deciding_claim": self.deciding_claim,
            "ruleset": self.ruleset,
        }
