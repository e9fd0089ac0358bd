"""How sure it is that a species lives at its site: the claims that wait for somebody to look, by the findings that say so."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

FINDINGS = {
    "unconfirmed": ("P_UNCONFIRMED", "P_UNCERTAIN", "P_POSSIBLY_EXTINCT"),
    "long_ago": ("P_OLD",),
}
PRESENCES = [
    ("unconfirmed", gettext_lazy("not confirmed for more than 30 years, or doubtful")),
    ("long_ago", gettext_lazy("last confirmed 11 to 30 years ago")),
]


def waiting(claims, *values):
    """Those of these PublishedSpecies rows whose presence is one of the values, leaving out the species that are only noted."""
    found = Q()
    for value in values:
        for code in FINDINGS[value]:
            found |= Q(found__contains=f'"{code}"')
    return claims.exclude(standing="noted").annotate(found=Cast("result", TextField())).filter(found)
