"""The categories of the IUCN Red List, in the order in which lists offer them: today's with their names, and the codes of older and
regional lists, of which the criteria know what they are worth (criteria.md 3)."""

from django.utils.translation import gettext_lazy as _

CATEGORY_NAMES = {
    "CR": _("Critically Endangered"),
    "EN": _("Endangered"),
    "EW": _("Extinct in the Wild"),
    "EX": _("Extinct"),
    "VU": _("Vulnerable"),
    "NT": _("Near Threatened"),
    "LC": _("Least Concern"),
    "DD": _("Data Deficient"),
    "NE": _("Not Evaluated"),
}
OLDER_CODES = ("LR/cd", "LR/nt", "LR/lc", "E", "V", "R", "I", "K", "Ex", "Ex?", "NA", "N/A", "NR", "RE")
