"""The species that the public may see, filtered and found by any of their names."""

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy

from .filters import CATEGORY_CHOICES, Chosen, CountryField, Named, PageForm, StrictFilterSet
from .models import PublishedSpecies, RegistryStamp, Species, SpeciesName
from .search import fold

_names = {"stamp": None, "folded": {}}


class SpeciesFilter(StrictFilterSet):
    """Public species. `country`: those of which a public site lies there."""

    country = Named(CountryField, label=gettext_lazy("Country"))
    group = Chosen(Species.Group.choices, label=gettext_lazy("Taxon group"))
    category = Chosen(CATEGORY_CHOICES, label=gettext_lazy("Red List category"))
    q = Named(forms.CharField, max_length=200, label=gettext_lazy("Name"))

    class Meta:
        model = Species
        fields = []
        form = PageForm

    def filter_queryset(self, queryset):
        asked = self.asked
        for name in ("group", "category"):
            if asked[name]:
                queryset = queryset.filter(**{name: asked[name]})
        if asked["country"]:
            there = PublishedSpecies.objects.filter(site__countries__country=asked["country"])
            queryset = queryset.filter(pk__in=there.order_by().values("species"))
        return queryset

    def page(self):
        """(number of species matched, the rows of the page asked for with `site_count`)."""
        rows, end = self.qs.order_by("scientific_name"), self.offset + self.limit
        words = fold(self.asked["q"]).split()
        if not words:
            return rows.count(), _with_sites(list(rows[self.offset : end]))
        found = set(named(words))
        matched = [pk for pk in rows.values_list("pk", flat=True) if pk in found]
        shown = self.queryset.in_bulk(matched[self.offset : end])
        return len(matched), _with_sites([shown[pk] for pk in matched[self.offset : end]])


def _with_sites(rows):
    """The same rows with `site_count`."""
    at = PublishedSpecies.objects.filter(species__in=rows).order_by().values_list("species")
    counted = dict(at.annotate(n=Count("site", distinct=True)))
    for species in rows:
        species.site_count = counted[species.pk]
    return rows


def public_species():
    """The species of which the public may see a site."""
    return Species.objects.filter(pk__in=Species.objects.filter(published__isnull=False).values("pk"))


def named(words):
    """Ids of the public species whose names, taken together, contain each of these folded words."""
    return [pk for pk, text in _folded_names().items() if all(word in text for word in words)]


def _folded_names():
    """{species id: folded names}: databases fold differently, so they are folded here, anew whenever the registry's stamp moved."""
    stamp = RegistryStamp.objects.filter(pk=1).values_list("number", "changed_at").first()
    if _names["stamp"] != stamp or stamp is None:
        _names.update(stamp=stamp, folded=_fold_names())
    return _names["folded"]


def _fold_names():
    found = {}
    for pk, *names in public_species().values_list("pk", "scientific_name", "common_name"):
        found[pk] = [fold(name) for name in names if name]
    for pk, name in (
        SpeciesName.objects.filter(species__in=found).values_list("species", "name") if found else ()
    ):
        found[pk].append(fold(name))
    return {pk: "\n".join(names) for pk, names in found.items()}
