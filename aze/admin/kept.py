"""Resources, partners and the imprint: what the secretariat keeps for the pages that are not registry data."""

from django import forms
from django.contrib import admin
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from sites.admin.base import EditedPage, Rows

from ..kept_forms import ImprintForm, PartnerForm, PartnerSiteForm, ResourceForm
from ..models import Imprint, Partner, PartnerSite, Resource, ResourceAudience


class KeptPage(SimpleHistoryAdmin, EditedPage):
    """Rows that no evaluation reads."""

    change_form_template = "admin/kept_form.html"
    object_history_template = "admin/kept_history.html"

    def tell(self, request, telling):
        """Nothing is judged anew."""


class Published(admin.SimpleListFilter):
    title = _("published")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [("yes", _("published")), ("no", _("not yet"))]

    def queryset(self, request, queryset):
        return queryset.filter(published=self.value() == "yes") if self.value() in ("yes", "no") else queryset


class AudienceInline(Rows):
    model = ResourceAudience
    fields = ("audience",)
    extra = 1
    max_num = len(ResourceAudience.Audience.choices)
    verbose_name_plural = _("For whom")


@admin.register(Resource)
class ResourceAdmin(KeptPage):
    form = ResourceForm
    inlines = (AudienceInline,)
    list_display = ("title", "kind", "language", "order", "published")
    list_filter = (Published,)
    search_fields = ("title", "summary")
    fieldsets = (
        (None, {"fields": ("title", "summary", "kind")}),
        (_("Where it is: a link or a file"), {"fields": ("link", "file")}),
        (_("About it"), {"fields": (("language", "date"), "source")}),
        (_("On the page"), {"fields": (("order", "published"),)}),
    )


class PartnerSiteInline(Rows):
    model = PartnerSite
    form = PartnerSiteForm
    fields = ("site_code", "work")
    extra = 1
    verbose_name_plural = _("Sites at which it works")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("site")


@admin.register(Partner)
class PartnerAdmin(KeptPage):
    form = PartnerForm
    inlines = (PartnerSiteInline,)
    list_display = ("name", "country", "donation_link", "published")
    list_filter = (Published,)
    list_select_related = ("country",)
    search_fields = ("name", "country__name")
    fieldsets = (
        (None, {"fields": ("name", "country", "summary", "link")}),
        (_("How to help it"), {"fields": ("how_to_give", "donation_link")}),
        (_("On the page"), {"fields": ("source", "published")}),
    )


@admin.register(Imprint)
class ImprintAdmin(KeptPage):
    """One row: its list leads to it."""

    form = ImprintForm
    formfield_overrides = {
        **KeptPage.formfield_overrides,
        models.EmailField: {"form_class": forms.EmailField},
    }
    fieldsets = (
        (_("Whom to ask"), {"fields": ("contact", "postal_address")}),
        (
            _("How to cite and reuse; a licence that is not decided stays empty"),
            {"fields": ("publisher", "licence_name", "licence_text", "licence_link")},
        ),
        (_("Photo of the first page"), {"fields": ("photo", "photo_alt", "photo_caption", "photo_credit")}),
    )

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Imprint.objects.exists()

    def changelist_view(self, request, extra_context=None):
        found = Imprint.objects.first()
        if found is None and self.has_add_permission(request):
            return redirect(reverse("admin:aze_imprint_add"))
        if found is None:
            return super().changelist_view(request, extra_context)
        return redirect(reverse("admin:aze_imprint_change", args=[found.pk]))

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)
