"""What belongs to a site and is edited with it."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..forms import BoundaryForm, ClaimForm, SiteCodeForm
from ..models import Boundary, Claim, Country, SiteCode, SiteCountry
from ..widgets import LongSelect
from .base import Rows, Strict


class CountryInline(Rows):
    model = SiteCountry
    fields = ("country", "position")
    extra = 1
    verbose_name = _("country")
    verbose_name_plural = _("Countries, in the order in which they are named")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "country":
            field.widget.can_add_related = field.widget.can_change_related = field.widget.can_view_related = (
                False
            )
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs | {"widget": LongSelect})
        named = Country.objects.order_by("name").values_list("iso2", "name")
        field.choices = [("", "---------"), *((iso2, f"{name} ({iso2})") for iso2, name in named)]
        return field


class ClaimInline(Strict, admin.StackedInline):
    model = Claim
    form = ClaimForm
    template = "admin/edit_inline/folded.html"
    extra = 1
    verbose_name_plural = _("Species at the site, and what is claimed of them")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("species", "segment"),
                    ("basis", "percent"),
                    ("presence", "origin", "last_confirmed"),
                )
            },
        ),
        (
            _("Figures"),
            {
                "fields": (
                    ("site_min", "site_best", "site_max"),
                    ("site_parameter", "site_year"),
                    ("global_min", "global_best", "global_max"),
                    ("global_parameter", "global_year"),
                ),
                "classes": ("figures",),
            },
        ),
        (_("Evidence"), {"fields": ("citation", "evidence_url", "notes")}),
        (_("Reintroduction"), {"fields": ("reintroduction_confirmed", "reintroduction_reason")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("species", "site")


class BoundaryInline(Strict, admin.StackedInline):
    model = Boundary
    form = BoundaryForm
    template = "admin/edit_inline/boundary.html"
    extra = max_num = 1
    fields = ("drawn", ("source", "source_date"), "licence")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site").defer("wkb")

    @admin.display(description=_("boundary"))
    def drawn(self, boundary):
        """The text for those who may look and not edit."""
        return format_html('<pre class="boundary-text" tabindex="0">{}</pre>', boundary.geojson)


class CodeInline(Rows):
    """Other codes redirect for ever: they are added and never changed or taken away."""

    model = SiteCode
    form = SiteCodeForm
    fields = ("code", "source")
    extra = 1
    verbose_name_plural = _("Other codes by which lists know the site")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
