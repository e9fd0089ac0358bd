"""The species of a row of a site list: made where it is missing, its blanks filled, and nothing overwritten but what an older list said."""

from django.utils.translation import gettext as _

from . import list_names
from .models import Species

GROUPS = {
    **dict.fromkeys(["amphibia"], Species.Group.AMPHIBIANS),
    **dict.fromkeys(["aves"], Species.Group.BIRDS),
    **dict.fromkeys(["mammalia"], Species.Group.MAMMALS),
    **dict.fromkeys(["reptilia", "crocodylia", "squamata", "testudines"], Species.Group.REPTILES),
    **dict.fromkeys(
        ["actinopterygii", "chondrichthyes", "cephalaspidomorphi", "myxini", "sarcopterygii"],
        Species.Group.FISHES,
    ),
    **dict.fromkeys(["anthozoa", "hydrozoa"], Species.Group.CORALS),
    **dict.fromkeys(["malacostraca", "branchiopoda", "maxillopoda"], Species.Group.CRUSTACEANS),
    **dict.fromkeys(["insecta", "arachnida"], Species.Group.INSECTS),
    **dict.fromkeys(["gastropoda", "bivalvia", "cephalopoda"], Species.Group.MOLLUSCS),
    **dict.fromkeys(["pinopsida", "cycadopsida"], Species.Group.CONIFERS),
    **dict.fromkeys(["magnoliopsida", "liliopsida"], Species.Group.FLOWERING_PLANTS),
}
BLANKS = {
    "common_name": "common_name",
    "class_name": "class",
    "order_name": "order",
    "family_name": "family",
}


def new_species(entry):
    """The saved species of a row that the registry lacks."""
    species = Species(
        scientific_name=entry["species"],
        rank=entry.rank,
        group=GROUPS.get(entry["class"].casefold(), Species.Group.OTHER),
        sis_id=entry.sis_id,
        birdlife_id=entry.birdlife_id,
        **{name: entry[column] for name, column in BLANKS.items()},
    )
    _take_category(species, entry)
    species.save()
    return species


def fill_species(species, entry, doubts):
    """Completes a species on file from a row that is new."""
    for name, column in BLANKS.items():
        if not getattr(species, name):
            setattr(species, name, entry[column])
    if species.birdlife_id is None:
        species.birdlife_id = entry.birdlife_id
    if entry.sis_id and species.sis_id is None:
        species.sis_id = entry.sis_id
    elif entry.sis_id and entry.sis_id != species.sis_id:
        doubts.append(
            _("The SIS id here is %(ours)d, in the list %(theirs)d: it stays.")
            % {"ours": species.sis_id, "theirs": entry.sis_id}
        )
    if entry.category.code and _takes_over(species, entry):
        _take_category(species, entry)
    elif entry.category.code and entry.category.code != species.category:
        doubts.append(
            _("The category here is %(ours)s (%(source)s), in the list %(theirs)s: it stays.")
            % {
                "ours": species.category or _("empty"),
                "source": species.category_source or _("entered here"),
                "theirs": entry.category.code,
            }
        )
    species.save()


def _takes_over(species, entry):
    """Whether the record on file is blank, or was written by the import of an older list and by nobody since."""
    if species.fetched_at or species.entered_by_id:
        return False
    if not species.category and not species.category_source:
        return True
    theirs = list_names.year_of(_category_source(entry))
    return (
        list_names.is_from_list(species.category_source)
        and list_names.year_of(species.category_source) < theirs
    )


def _take_category(species, entry):
    category = entry.category
    species.category = category.code
    species.possibly_extinct = category.possibly_extinct
    species.possibly_extinct_in_the_wild = category.possibly_extinct_in_the_wild
    species.category_source = _category_source(entry) if category.code else ""
    species.red_list_version = list_names.red_list_version(entry["category_source"]) if category.code else ""


def _category_source(entry):
    return list_names.category_source(entry["category_source"], entry.list_name)
