"""What every code of criteria.md says, as data: the most exact sentence first, the last one needs no fact.

A key may be (code, value): the sentences for that value of the fact that TURNS_ON names."""

from django.utils.translation import gettext_lazy as _

from .boundaries import BOUNDARIES
from .discreteness import DISCRETENESS
from .geojson import GEOJSON
from .shares import SHARES

TURNS_ON = {
    "E_EW": "basis",
    "P_ORIGIN": "origin",
    "I_CONFLICT": "basis",
    "I_EW_SITE": "confirmed",
    "D_DUPLICATE": "distinct",
    "G_TYPE": "type",
    "G_LONGITUDE": "swapped",
    "G_LATITUDE": "swapped",
}

UNKNOWN_CODE = _("A finding with the code %(code)s, for which this version of the registry has no words.")

ENDANGERMENT = {
    "NO_SPECIES": (_("No species is on file for this site."),),
    "E_RANK": (
        _("The name stands for %(rank)s; only full species count."),
        _("The name does not stand for a full species; only full species count."),
    ),
    "E_UNKNOWN": (_("No Red List category is on file for this species."),),
    "E_EN": (
        _("The species is Endangered (EN) on the IUCN Red List, assessed in %(year)s."),
        _("The species is Endangered (EN) on the IUCN Red List."),
    ),
    "E_CR": (
        _("The species is Critically Endangered (CR) on the IUCN Red List, assessed in %(year)s."),
        _("The species is Critically Endangered (CR) on the IUCN Red List."),
    ),
    "E_CR_PE": (_("The species may be extinct: the Red List tags it as possibly extinct."),),
    "E_CR_PEW": (
        _(
            "The species may survive only in captivity or cultivation: the Red List tags it as possibly extinct in the wild. "
            "A person must look before it can carry a site."
        ),
    ),
    ("E_EW", "reintroduction_site"): (
        _(
            "The species is Extinct in the Wild (EW), assessed in %(year)s, and this site is put forward as the best place to bring it back."
        ),
        _(
            "The species is Extinct in the Wild (EW), and this site is put forward as the best place to bring it back."
        ),
    ),
    "E_EW": (
        _(
            "The species is Extinct in the Wild (EW), assessed in %(year)s; such a species counts only at the site judged best for bringing it back."
        ),
        _(
            "The species is Extinct in the Wild (EW); such a species counts only at the site judged best for bringing it back."
        ),
    ),
    "E_EX": (
        _("The species is Extinct (EX) on the IUCN Red List, assessed in %(year)s."),
        _("The species is Extinct (EX) on the IUCN Red List."),
    ),
    "E_VU": (
        _(
            "The species is Vulnerable (VU) on the IUCN Red List, assessed in %(year)s; only Endangered and Critically Endangered species count. "
            "It is still noted for the site."
        ),
        _(
            "The species is Vulnerable (VU) on the IUCN Red List; only Endangered and Critically Endangered species count. "
            "It is still noted for the site."
        ),
    ),
    "E_NOT_THREATENED": (
        _("The IUCN Red List does not count the species as threatened: %(category)s, assessed in %(year)s."),
        _("The IUCN Red List does not count the species as threatened: %(category)s."),
        _("The IUCN Red List does not count the species as threatened."),
    ),
    "E_DD": (
        _(
            "Too little is known to judge the species: the IUCN Red List has it as Data Deficient (DD), assessed in %(year)s."
        ),
        _("Too little is known to judge the species: the IUCN Red List has it as Data Deficient (DD)."),
    ),
    "E_NE": (_("The IUCN Red List has not evaluated the species (NE)."),),
    "E_NA": (
        _("The category on file, %(category)s, is one that no global assessment gives."),
        _("The category on file is one that no global assessment gives."),
    ),
    "E_LEGACY_CODE": (
        _(
            "The category on file, %(category)s, is not one of today's Red List categories; a person must find the present one."
        ),
        _(
            "The category on file is not one of today's Red List categories; a person must find the present one."
        ),
    ),
    "E_STALE": (
        _("The Red List assessment is of %(year)s, more than 10 years ago."),
        _("The Red List assessment is more than 10 years old, or its year is not on file."),
    ),
}

PRESENCE = {
    "P_EXTINCT": (_("The species no longer lives at this site."),),
    ("P_ORIGIN", "introduced"): (
        _(
            "The species was introduced to this site by people and is not native here, so this population does not count."
        ),
    ),
    ("P_ORIGIN", "vagrant"): (_("The species only strays to this site, so the record does not count."),),
    ("P_ORIGIN", "captive"): (
        _("The species is held in captivity at this site, so this population does not count."),
    ),
    "P_ORIGIN": (
        _(
            "The species does not live at this site in the wild within its natural range, so the record does not count."
        ),
    ),
    "P_POSSIBLY_EXTINCT": (_("The species may have died out at this site."),),
    "P_UNCERTAIN": (_("Whether the species lives at this site is uncertain."),),
    "P_UNCONFIRMED": (
        _("The species was last confirmed at this site in %(last_confirmed)s, more than 30 years ago."),
        _("Nothing on file confirms within the last 30 years that the species lives at this site."),
    ),
    "P_OLD": (
        _("The species was last confirmed at this site in %(last_confirmed)s, more than 10 years ago."),
        _("The species was last confirmed at this site more than 10 years ago."),
    ),
    "P_REINTRODUCED": (_("The population of the species at this site was brought back by people."),),
}

GROUNDS = {
    "I_SOLE_CONFLICT": (
        _(
            "This site is said to be the only place where the species lives, but %(site)s has a native population on file as well."
        ),
        _(
            "This site is said to be the only place where the species lives, but another site has a native population on file as well."
        ),
    ),
    "I_SOLE_REINTRODUCED": (
        _(
            "This site is said to be the only place where the species lives, but %(site)s has a population on file that was brought back by people."
        ),
        _(
            "This site is said to be the only place where the species lives, but another site has a population on file that was brought back "
            "by people."
        ),
    ),
    "I_SOLE": (_("This is the only place on file where the species lives."),),
    "I_SOLE_HISTORIC": (
        _(
            "%(site)s has the species on file as well, but not as a living population within its natural range."
        ),
        _(
            "Another site has the species on file as well, but not as a living population within its natural range."
        ),
    ),
    "I_EARLIER_LISTING": (
        _(
            "An earlier AZE update accepted the site for this species; the figures of that time are not on record."
        ),
    ),
    ("I_CONFLICT", "reintroduction_site"): (
        _(
            "%(site)s is put forward as well as the best place to bring the species back; only one place can be the best."
        ),
        _(
            "Another site is put forward as well as the best place to bring the species back; only one place can be the best."
        ),
    ),
    "I_CONFLICT": (
        _("%(site)s claims %(segment)s as well, whole or nearly whole; both claims cannot be right."),
        _("Another site claims the same population, whole or nearly whole; both claims cannot be right."),
    ),
    "I_RESIDENT_CONFLICT": (
        _(
            "%(site)s claims %(their_segment)s, whole or nearly whole, while %(segment)s is claimed here; both claims cannot be right."
        ),
        _(
            "Another site claims the whole population or nearly so at another season; both claims cannot be right."
        ),
    ),
    ("I_EW_SITE", True): (
        _("The secretariat has confirmed this site as the best place to bring the species back."),
    ),
    ("I_EW_SITE", False): (
        _("The secretariat has not yet confirmed this site as the best place to bring the species back."),
    ),
    "I_EW_SITE": (
        _(
            "A site for bringing a species back counts when the Red List has it as Extinct in the Wild and the secretariat has confirmed the site."
        ),
    ),
    "I_NOT_EW": (
        _(
            "Only a species that is Extinct in the Wild counts by the place of its return; the Red List has this one as %(category)s."
        ),
        _("Only a species that is Extinct in the Wild counts by the place of its return."),
    ),
}

SENTENCES = ENDANGERMENT | PRESENCE | GROUNDS | SHARES | DISCRETENESS | GEOJSON | BOUNDARIES
