"""The secretariat's admin site: Django's, under our own name, opening on what needs somebody."""

from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sites import worklist
from sites.withheld import sees_places

GROUPS = {
    "submissions": _("Sent in"),
    "aze_sites": _("Registry"),
    "aze": _("Pages of the website"),
    "auth": _("Accounts"),
    "post_office": _("Mails"),
    "axes": _("Locked log-ins"),
}
FIRST_PAGES = ["Site", "Species", "Country"]


class AzeAdminSite(AdminSite):
    site_title = _("AZE registry")
    site_header = _("AZE site registry: secretariat")
    index_title = _("What needs you")
    enable_nav_sidebar = False
    empty_value_display = "–"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.disable_action("delete_selected")

    def index(self, request, extra_context=None):
        if not request.user.has_perm("aze_sites.view_site"):
            return super().index(request, extra_context)
        told = {"see_places": sees_places(request.user)}
        work = {
            "sees_sites": True,
            "obstacles": worklist.obstacles(**told),
            "unsupported": worklist.unsupported(**told).count(),
            "sites_url": reverse("admin:aze_sites_site_changelist"),
        }
        return super().index(request, work | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """The registry first, its sites before all else, and every group under the name of what it is for."""
        listed = super().get_app_list(request, app_label)
        for app in listed:
            app["name"] = GROUPS.get(app["app_label"], app["name"])
            app["models"].sort(key=lambda page: _place(page["object_name"], FIRST_PAGES))
        return sorted(listed, key=lambda app: _place(app["app_label"], list(GROUPS)))


def _place(name, first):
    return first.index(name) if name in first else len(first)
