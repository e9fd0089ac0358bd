"""Codes of the IUCN classification schemes in words: their first level, and what is known of the second."""

from django.utils.translation import gettext_lazy as _

THREATS = {
    "1": _("Housing, towns and business areas"),
    "2": _("Farming, forestry plantations and aquaculture"),
    "3": _("Energy production and mining"),
    "4": _("Roads and other lines of transport and supply"),
    "5": _("Hunting, gathering, logging and fishing"),
    "6": _("Disturbance by people"),
    "7": _("Changes to natural systems, such as fire and dams"),
    "8": _("Invasive and other problem species, genes and diseases"),
    "9": _("Pollution"),
    "10": _("Earthquakes, volcanoes and landslides"),
    "11": _("Climate change and severe weather"),
    "12": _("Other threats"),
}
ACTIONS = {
    "1": _("Protecting land and water"),
    "1.1": _("Protecting the site or area"),
    "1.2": _("Protecting resources and habitat"),
    "2": _("Managing land and water"),
    "2.1": _("Managing the site or area"),
    "2.2": _("Controlling invasive and problem species"),
    "2.3": _("Restoring habitats and natural processes"),
    "3": _("Managing species"),
    "3.2": _("Recovery of species"),
    "3.3": _("Bringing species back"),
    "3.4": _("Care outside the wild"),
    "4": _("Education and awareness"),
    "5": _("Law and policy"),
    "6": _("Livelihoods and incentives"),
    "7": _("Training and support of those who work there"),
}
HABITATS = {
    "1": _("Forest"),
    "2": _("Savanna"),
    "3": _("Shrubland"),
    "4": _("Grassland"),
    "5": _("Inland wetlands"),
    "6": _("Rocky areas"),
    "7": _("Caves and underground"),
    "8": _("Desert"),
    "9": _("Shallow sea"),
    "10": _("Open ocean"),
    "11": _("Deep sea floor"),
    "12": _("Shore between the tides"),
    "13": _("Coast above the tides"),
    "14": _("Farmland, plantations and towns"),
    "15": _("Man-made waters"),
    "16": _("Introduced vegetation"),
    "17": _("Other habitats"),
    "18": _("Unknown habitat"),
}


def in_words(scheme, codes):
    """[(words, the codes that fall under them)], in the order of the scheme; a code of no known part is its own words."""
    found = {}
    for code in sorted(set(codes), key=_order):
        words = next((str(scheme[part]) for part in _parts(code) if part in scheme), code)
        found.setdefault(words, []).append(code)
    return list(found.items())


def known_class(scheme, code):
    """The class of the first level to which a code belongs: 8 for 8.1.2; the code itself where the scheme has no such class."""
    first = _parts(code)[-1]
    return first if first in scheme else code


def _parts(code):
    """The code and what it is a part of: 8.1.2, 8.1, 8."""
    steps = code.split(".")
    return [".".join(steps[:count]) for count in range(len(steps), 0, -1)]


def _order(code):
    return [(0, int(step)) if step.isdecimal() else (1, step) for step in code.split(".")]
