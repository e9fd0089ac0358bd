"""Pictures of sites and species, with who made them and on what terms they may be shown."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Picture
from ..picture_form import PictureForm
from ..picture_views import content_of
from ..withheld import sees_places
from . import history
from .base import EditedPage


@admin.register(Picture)
class PictureAdmin(history.History, EditedPage):
    form = PictureForm
    list_display = ("caption", "of", "credit", "licence", "published")
    search_fields = ("caption", "site__code", "site__name", "species__scientific_name")
    search_help_text = _("Caption, code or name of the site, scientific name.")
    list_select_related = ("site", "species")
    readonly_fields = ("shown",)
    withheld_fields = frozenset({"hides_place", "site_id", "species_id"})
    fieldsets = (
        (_("Of what"), {"fields": (("site_code", "of_species"),)}),
        (_("The picture"), {"fields": ("shown", "file", "alt", "caption", ("credit", "licence"))}),
        (_("In public"), {"fields": ("hides_place", "published")}),
    )

    def get_urls(self):
        file = path(
            "<int:row_id>/file/", self.admin_site.admin_view(self.file_view), name="aze_sites_picture_file"
        )
        return [file, *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.sees_places = sees_places(request.user)
        return form

    def sees_place(self, request, picture):
        return sees_places(request.user) or not picture.is_of_a_sensitive_place()

    def tell(self, request, telling):
        """Pictures are no evidence: nothing is judged anew."""

    def file_view(self, request, row_id):
        """The picture for staff, published or not; one that may show a sensitive place only for those who may see it."""
        picture = self.get_object(request, str(row_id))
        if picture is None:
            raise Http404
        guarded = not picture.hides_place and picture.is_of_a_sensitive_place()
        if not self.has_view_or_change_permission(request, picture) or (
            guarded and not sees_places(request.user)
        ):
            raise PermissionDenied
        return content_of(picture)

    @admin.display(description=_("of"))
    def of(self, picture):
        return picture.site or picture.species

    @admin.display(description=_("as it is shown"))
    def shown(self, picture):
        if picture.pk is None:
            return _("Choose a file below; the picture is shown here once it is saved.")
        address = reverse("admin:aze_sites_picture_file", args=[picture.pk])
        return format_html('<img class="picture-shown" src="{}" alt="{}">', address, picture.alt)
