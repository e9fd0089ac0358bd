"""What an import did, row by row, in words."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

CREATED, UPDATED, UNCHANGED, SKIPPED = "created", "updated", "unchanged", "skipped"
VERDICTS = (CREATED, UPDATED, UNCHANGED, SKIPPED)


@dataclass
class RowReport:
    """What became of one row; `reason` says why it was skipped, `doubts` what a person should look at."""

    row: int
    verdict: str = UNCHANGED
    site: str = ""
    species: str = ""
    reason: str = ""
    doubts: list = field(default_factory=list)

    def lines(self):
        yield f"{self.row:>7}  {self.verdict:<9}  {self.site}: {self.species}".rstrip(": ")
        if self.reason:
            yield f"{'':>9}{self.reason}"
        for doubt in self.doubts:
            yield f"{'':>9}! {doubt}"


@dataclass
class Summary:
    """Counts over all rows, and over the sites they are about (each under its furthest-reaching verdict)."""

    rows: Counter = field(default_factory=Counter)
    sites: Counter = field(default_factory=Counter)
    doubts: int = 0

    def count(self, reports):
        """Counts the rows of one site."""
        for report in reports:
            self.rows[report.verdict] += 1
            self.doubts += len(report.doubts)
        self.sites[min((report.verdict for report in reports), key=VERDICTS.index)] += 1

    def lines(self):
        yield _("Rows: %(counts)s") % {"counts": counted(self.rows)}
        yield _("Sites: %(counts)s") % {"counts": counted(self.sites)}
        yield ngettext("%(number)d warning", "%(number)d warnings", self.doubts) % {"number": self.doubts}


def counted(counts):
    """How many there are under each verdict, in words."""
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
