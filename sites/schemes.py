"""The first level of the IUCN–CMP classifications of threats and of conservation actions, in plain words."""

from django.utils.translation import gettext_lazy as _

THREATS = {
    "1": _("houses, industry and tourism"),
    "2": _("farming, forestry plantations and fish farms"),
    "3": _("mining and energy"),
    "4": _("roads and other corridors"),
    "5": _("hunting, gathering, logging and fishing"),
    "6": _("disturbance by people"),
    "7": _("fire, dams and other changes of natural systems"),
    "8": _("invasive species and diseases"),
    "9": _("pollution"),
    "10": _("eruptions, earthquakes and landslides"),
    "11": _("climate change and severe weather"),
    "12": _("other threats"),
}
ACTIONS = {
    "1": _("protection of land or water"),
    "2": _("management of land or water"),
    "3": _("management of species"),
    "4": _("education and awareness"),
    "5": _("law and policy"),
    "6": _("livelihoods and incentives"),
    "7": _("training and support of those who work there"),
}


def first_level(code):
    """The number of the class to which a code such as 8.1.2 belongs."""
    return code.partition(".")[0]
