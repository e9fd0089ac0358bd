"""Species with their Red List record, and the names by which the site form suggests them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext_lazy

from .. import withheld, wording
from ..forms import SpeciesForm, SpeciesNameForm
from ..models import Claim, Species, SpeciesName
from ..names import species_named
from . import filters, history
from .base import EditedPage, Rows

MOST_SUGGESTED = 12


class NameInline(Rows):
    model = SpeciesName
    form = SpeciesNameForm
    fields = ("name", "kind", "language", "source")
    extra = 1
    verbose_name_plural = gettext_lazy("Synonyms and common names: found by search, never used to judge")


@admin.register(Species)
class SpeciesAdmin(history.History, EditedPage):
    form = SpeciesForm
    inlines = (NameInline,)
    list_display = ("scientific_name", "common_name", "group", "category", "year", "site_count")
    list_filter = (filters.SpeciesGroup, filters.ByCategory)
    search_fields = ("scientific_name",)
    search_help_text = gettext_lazy(
        "Scientific and common names and synonyms; case and accents do not count."
    )
    fieldsets = (
        (None, {"fields": (("scientific_name", "authority"), "common_name", "rank", "group")}),
        (
            gettext_lazy("Red List: the global assessment on file"),
            {
                "fields": (
                    ("category", "assessment_year"),
                    ("possibly_extinct", "possibly_extinct_in_the_wild"),
                    "category_source",
                    ("assessment_id", "red_list_criteria", "red_list_version"),
                    "red_list_url",
                    "red_list_citation",
                )
            },
        ),
        (gettext_lazy("Classification"), {"fields": (("class_name", "order_name", "family_name"),)}),
        (gettext_lazy("Numbers in other lists"), {"fields": (("sis_id", "birdlife_id"),)}),
    )

    def get_urls(self):
        names = path("names/", self.admin_site.admin_view(self.names_view), name="aze_sites_species_names")
        return [names, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(sites=Count("claims__site", distinct=True))

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(pk__in=species_named(search_term)) if search_term.strip() else queryset, False

    def save_model(self, request, obj, form, change):
        if {"category", "category_source"} & set(form.changed_data):
            obj.entered_by, obj.fetched_at = request.user, None
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            claims = (
                Claim.objects.filter(species=obj.pk)
                .select_related("site", "site__evaluation")
                .order_by("site__name")
            )
            judged = [(claim.site, claim.site.evaluation) for claim in claims]
            withheld.tell(judged, see_places=withheld.sees_places(request.user))
            context["claims"] = [
                (claim, wording.evidence_state(claim.site.evaluation.result)) for claim in claims
            ]
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def names_view(self, request):
        """Scientific names of species that match what is typed, for the suggestions of the site form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        typed = request.GET.get("q", "")[:200]
        found = Species.objects.filter(pk__in=species_named(typed)).order_by("scientific_name")[
            :MOST_SUGGESTED
        ]
        return JsonResponse(
            {"names": [{"name": each.scientific_name, "label": each.common_name} for each in found]}
        )

    @admin.display(description=gettext_lazy("year"), ordering="assessment_year")
    def year(self, species):
        return str(species.assessment_year or "")

    @admin.display(description=gettext_lazy("sites"), ordering="sites")
    def site_count(self, species):
        return str(species.sites)
