"""The folded text by which sites are found, kept beside them so that both databases find alike."""

from collections import defaultdict

from .models import Claim, Site, SiteCode, SiteCountry, SpeciesName
from .search import fold


def refresh(site_ids):
    """Writes the folded text by which these sites are found: names, codes, countries, species, synonyms and common names."""
    if not site_ids:
        return
    words = defaultdict(list)
    for model, of, names in (
        (Site.objects.filter(pk__in=site_ids), "pk", ("code", "name", "national_name")),
        (SiteCode.objects.filter(site__in=site_ids), "site", ("code",)),
        (
            SiteCountry.objects.filter(site__in=site_ids).order_by("position", "pk"),
            "site",
            ("country__name", "country__iso2", "country__iso3"),
        ),
        (
            Claim.objects.filter(site__in=site_ids).order_by("pk"),
            "site",
            ("species__scientific_name", "species__common_name"),
        ),
        (
            SpeciesName.objects.filter(species__claims__site__in=site_ids).order_by("pk"),
            "species__claims__site",
            ("name",),
        ),
    ):
        for site_id, *found in model.values_list(of, *names):
            words[site_id] += [fold(name) for name in found if name]
    stored = Site.objects.filter(pk__in=words).only("pk", "search_text")
    changed = []
    for site in stored:
        text = "\n".join(dict.fromkeys(words[site.pk]))
        if text != site.search_text:
            site.search_text = text
            changed.append(site)
    if len(changed) == 1:
        Site.objects.filter(pk=changed[0].pk).update(search_text=changed[0].search_text)
    elif changed:
        Site.objects.bulk_update(changed, ["search_text"], batch_size=500)
