"""What needs the secretariat: confirmed sites whose evidence does not show all three criteria, by what stands in the way."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import TextField
from django.db.models.functions import Cast

from . import wording
from .models import Evaluation, Site
from .withheld import sites_told

CRITERIA = {"N": 1, "E": 1, "P": 2, "I": 2, "D": 3}


@dataclass(frozen=True)
class Obstacle:
    """A finding that keeps `count` confirmed sites from `qualifies`; a site may have several."""

    code: str
    count: int

    @property
    def criterion(self):
        return CRITERIA.get(self.code[0])

    @property
    def text(self):
        return wording.sentence(self.code, {})

    @property
    def would_change(self):
        return wording.what_would_change(self.code)


def unsupported(*, see_places):
    """The confirmed sites whose outcome, as it is told, is not `qualifies`."""
    confirmed = Site.objects.filter(status=Site.Status.CONFIRMED)
    return sites_told(confirmed, see_places=see_places).exclude(told_outcome=Evaluation.Outcome.QUALIFIES)


def obstacles(*, see_places):
    """The findings in the way of those sites, the most frequent first."""
    told = unsupported(see_places=see_places).values_list("told_in_the_way", flat=True)
    counts = Counter(code for codes in told for code in codes)
    return [
        Obstacle(code, count) for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def stopped_by(sites, code):
    """Those of `sites`, as they are told, in whose way the finding `code` stands."""
    return sites.annotate(codes_in_the_way=Cast("told_in_the_way", TextField())).filter(
        codes_in_the_way__contains=f'"{code}"'
    )
