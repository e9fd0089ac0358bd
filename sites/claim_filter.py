"""The claims that filters choose: by the species and by the site."""

from .catalogue import named
from .filters import SiteFilter, of_claims
from .models import PublishedSpecies
from .search import fold


class ClaimFilter(SiteFilter):
    """Public claims, by the parameters of sites. `species`, `group`, `category` and `presence` must hold of the claim itself, and `q` looks in the
    names of its species, as the list of species does."""

    @property
    def asked(self):
        return super().asked | {"q": ""}

    def everything(self):
        """All PublishedSpecies rows that match, by site."""
        asked, words = self.asked, fold(self.form.cleaned_data["q"]).split()
        claims = PublishedSpecies.objects.filter(site__in=super().everything().order_by().values("pk"))
        claims = of_claims(claims, asked)
        if words:
            claims = claims.filter(species__in=named(words))
        return claims.order_by("site__name", "site__code", "pk")
