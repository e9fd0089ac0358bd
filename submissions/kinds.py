"""What an update can be about: as data, with the parts of the form that each asks for and the fields of the place that it shows."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`parts`: those of the form that it needs, beside evidence and you. `fields`: of the place, those that it shows."""

    label: str
    help: str
    parts: tuple = ()
    fields: tuple = ()


NOTHING = "nothing"
KINDS = {
    NOTHING: Kind(
        _("I looked, and nothing has changed"),
        _("The most welcome news, and the shortest form: it tells others that the facts still hold."),
        parts=("matter",),
    ),
    "boundary": Kind(
        _("The boundary"),
        _("It is missing, or wrong in places: draw it, send a file, or say where it is wrong."),
        parts=("boundary",),
    ),
    "population": Kind(
        _("Presence or numbers of a species"),
        _("When it was last confirmed, how many there are here and in the world."),
        parts=("species",),
    ),
    "new_species": Kind(
        _("Another species"),
        _("An Endangered or Critically Endangered species that depends on this place is not on its list."),
        parts=("species",),
    ),
    "species_gone": Kind(
        _("A species that does not belong here"),
        _("It is gone, was never here, or lives elsewhere too."),
        parts=("species",),
    ),
    "taxonomy": Kind(
        _("The name of a species"),
        _("It was split, lumped with another or renamed."),
        parts=("matter",),
    ),
    "protection": Kind(
        _("Protection, ownership"),
        _("How much of it is protected, as of when; whose land it is."),
        parts=("place",),
        fields=(
            *("protection", "coverage_percent", "protection_as_of", "protection_source"),
            *("ownership", "indigenous", "indigenous_who"),
        ),
    ),
    "threats": Kind(
        _("Threats or actions"),
        _("What threatens it, what is done for it, and what is missing."),
        parts=("place",),
        fields=("threats", "threats_text", "actions", "actions_text"),
    ),
    "names": Kind(
        _("Names or description"),
        _("How it is called and written, its countries, what it is like, why these are its limits."),
        parts=("place",),
        fields=(
            *("name", "national_name", "national_language", "countries", "locality"),
            *("locality_uncertainty_m", "description", "rationale", "habitats"),
        ),
    ),
    "photo": Kind(_("A photo"), _("Of the place or of its species, for its page."), parts=("evidence",)),
    "merge_split": Kind(
        _("Merge or split"),
        _("This and another site are one, or this one is several."),
        parts=("matter",),
    ),
    "delisting": Kind(
        _("It should be de-listed"),
        _("It no longer meets the criteria, or never did."),
        parts=("matter",),
    ),
    "other": Kind(_("Something else"), _("In your own words."), parts=("matter",)),
}
ORDER = ("matter", "place", "boundary", "species", "evidence", "you")


def parts_of(about):
    """Names of the parts that an update about these kinds asks for, in their order."""
    needed = {part for kind in about if kind in KINDS for part in KINDS[kind].parts} | {"you"}
    if set(about) != {NOTHING}:
        needed.add("evidence")
    return tuple(part for part in ORDER if part in needed)


def fields_of(about):
    """Names of the fields of the place that an update about these kinds shows."""
    return {field for kind in about if kind in KINDS for field in KINDS[kind].fields}


def labels(about):
    """The kinds in words, in the order of KINDS."""
    return [kind.label for code, kind in KINDS.items() if code in about]
