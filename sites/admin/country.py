"""Countries: fixed by ISO 3166-1; only how they are called here can be changed."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy

from ..models import Country
from ..touched import evaluating
from .base import EditedPage


@admin.register(Country)
class CountryAdmin(EditedPage):
    list_display = ("name", "iso2", "iso3", "region", "site_count")
    fields = ("name", "iso2", "iso3", "region")
    readonly_fields = ("iso2", "iso3")
    search_fields = ("name", "iso2", "iso3")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(named_by=Count("site_rows"))

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        with evaluating(by=request.user) as touched:
            super().save_model(request, obj, form, change)
            named_by = set(obj.site_rows.values_list("site", flat=True))
            touched.sites |= named_by
            touched.spelt |= named_by

    @admin.display(description=gettext_lazy("sites"), ordering="named_by")
    def site_count(self, country):
        return str(country.named_by)
