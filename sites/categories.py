"""The IUCN Red List's categories by code, with their names, in the order in which lists offer them."""

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
