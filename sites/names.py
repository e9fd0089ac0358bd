"""Species found by any of their names. Databases fold case and accents differently, so the names are folded here."""

from collections import defaultdict

from .models import Species, SpeciesName
from .search import fold


def species_named(typed):
    """Ids of the species on file whose names, taken together, hold every word that was typed; of none for no word."""
    words = fold(typed).split()
    return [pk for pk, names in _folded().items() if all(word in names for word in words)] if words else []


def _folded():
    names = defaultdict(list)
    for pk, scientific, common in Species.objects.order_by("pk").values_list(
        "pk", "scientific_name", "common_name"
    ):
        names[pk] += [scientific, common]
    for pk, name in SpeciesName.objects.values_list("species", "name"):
        names[pk].append(name)
    return {pk: fold(" ".join(each)) for pk, each in names.items()}
