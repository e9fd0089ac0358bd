"""An evaluation as a page shows it: its codes and facts turned into verdicts, sentences, and what would change them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from . import wording

CRITERIA = (
    ("endangerment", _("Endangerment")),
    ("irreplaceability", _("Irreplaceability")),
    ("discreteness", _("Discreteness")),
)
NOTHING = {"code": "NO_SPECIES", "verdict": "not_met", "facts": {}}


@dataclass(frozen=True)
class Verdict:
    """One mark of the verdict strip: the first reason is its plain line."""

    number: int
    name: str
    verdict: str
    word: str
    reasons: list
    would_change: list

    @property
    def line(self):
        return self.reasons[0] if self.reasons else ""


class Judgement:
    """`result`: an evaluation's JSON. `names`: {code: name} of the sites that the reader may see."""

    def __init__(self, result, names):
        self.result, self.names = result, names

    @property
    def state(self):
        return wording.evidence_state(self.result)

    @property
    def verdicts(self):
        found = self._findings_by_criterion()
        return [
            Verdict(
                number=number,
                name=name,
                verdict=self.result[key],
                word=wording.verdict_word(self.result[key]),
                reasons=[self.sentence(finding) for finding in found[key]],
                would_change=_would_change(found[key]),
            )
            for number, (key, name) in enumerate(CRITERIA, start=1)
        ]

    @property
    def flags(self):
        return [{"text": self.sentence(flag), "blocking": flag["blocking"]} for flag in self.result["flags"]]

    def sentence(self, finding):
        return wording.sentence(finding["code"], finding["facts"], self.names)

    def _findings_by_criterion(self):
        found = {"discreteness": self.result["discreteness_findings"]}
        deciding = self.result["deciding_claim"]
        if deciding is None:
            return found | {"endangerment": [NOTHING], "irreplaceability": [NOTHING]}
        findings = self.result["claims"][deciding]["findings"]
        return found | {
            "endangerment": [finding for finding in findings if finding["code"].startswith("E_")],
            "irreplaceability": [finding for finding in findings if not finding["code"].startswith("E_")],
        }


def _would_change(findings):
    """What would change the verdicts of these findings, each said once."""
    sentences = [
        wording.what_would_change(finding["code"])
        for finding in findings
        if finding["verdict"] in ("not_met", "undetermined")
    ]
    return [sentence for sentence in dict.fromkeys(sentences) if sentence]
