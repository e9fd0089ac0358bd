"""The species that the public may see, filtered and found by any of their names."""

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy

from .filters import CATEGORY_CHOICES, Chosen, Named, PageForm, StrictFilterSet
from .models import RegistryStamp, Species, SpeciesName
from .search import fold

_names = {"stamp": None, "folded": {}}


class SpeciesFilter(StrictFilterSet):
    """Public species."""

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
        words = fold(asked["q"]).split()
        return queryset.filter(pk__in=named(words)) if words else queryset

    def page(self):
        """(number of species matched, the rows of the page asked for with `site_count`)."""
        rows = self.qs.annotate(site_count=Count("published__site", distinct=True)).order_by(
            "scientific_name"
        )
        return self.qs.count(), list(rows[self.offset : self.offset + self.limit])


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
