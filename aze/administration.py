"""The secretariat's admin site: Django's, under our own name."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class AzeAdminSite(AdminSite):
    site_title = _("AZE registry")
    site_header = _("AZE site registry: secretariat")
    index_title = _("What needs you")
    enable_nav_sidebar = False
