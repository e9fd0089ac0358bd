"""What is only looked at: written by the importer, by the evaluation and by decisions, and never changed."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy

from .. import withheld, wording
from ..dossier import Dossier
from ..models import DistinctSites, Evaluation, Listing, Site, StatusChange
from ..withheld import sees_places
from . import filters
from .base import ReadOnlyPage, search_folded

OPEN = Site.Sensitivity.OPEN


class OfSite(ReadOnlyPage):
    """Rows of one site each; `?site=<id>` shows those of one."""

    list_filter = (filters.BySite,)
    search_fields = ("site__search_text",)
    list_select_related = ("site",)

    def get_search_results(self, request, queryset, search_term):
        return search_folded(queryset, "site__search_text", search_term), False

    @admin.display(description=gettext_lazy("site"), ordering="site__name")
    def site_link(self, row):
        return site_link(row.site)


def site_link(site):
    return format_html('<a href="{}">{}</a>', reverse("admin:aze_sites_site_change", args=[site.pk]), site)


@admin.register(Listing)
class ListingAdmin(OfSite):
    list_display = ("listed_name", "update", "species", "site_link", "category", "protection")
    list_select_related = ("site", "species")
    fields = (
        "site_link",
        "species",
        "update",
        "listed_name",
        "category",
        "category_source",
        "protection",
        "source",
        "source_row",
        "note",
    )
    readonly_fields = ("site_link", "update")

    @admin.display(description=gettext_lazy("AZE update"), ordering="year")
    def update(self, listing):
        return str(listing.year)


@admin.register(StatusChange)
class StatusChangeAdmin(OfSite):
    list_display = ("at", "site_link", "from_status", "to_status", "reason", "against", "by")
    list_select_related = ("site", "by")
    ordering = ("-pk",)
    fields = (
        "site_link",
        "from_status",
        "to_status",
        "reason",
        "text",
        "against",
        "successor",
        "evidence",
        "by",
        "at",
    )
    readonly_fields = ("site_link", "against", "evidence", "at")

    def get_queryset(self, request):
        return withheld.changes_told(super().get_queryset(request), see_places=sees_places(request.user))

    def get_object(self, request, object_id, from_field=None):
        change = super().get_object(request, object_id, from_field)
        if change and change.evaluation:
            withheld.tell([(change.site, change.evaluation)], see_places=sees_places(request.user))
        return change

    @admin.display(
        description=gettext_lazy("against the evidence on file"), boolean=True, ordering="told_overridden"
    )
    def against(self, change):
        return change.told_overridden

    @admin.display(description=gettext_lazy("evidence at the time"))
    def evidence(self, change):
        return wording.evidence_state(change.evaluation.result) if change.evaluation else ""


@admin.register(Evaluation)
class EvaluationAdmin(OfSite):
    list_display = ("day", "site_link", "state", "endangerment", "irreplaceability", "discreteness", "cause")
    list_select_related = ("site",)
    ordering = ("-pk",)
    fields = (
        "site_link",
        "day",
        "state",
        "endangerment",
        "irreplaceability",
        "discreteness",
        "cause",
        "ruleset",
        "sentences",
    )
    readonly_fields = ("site_link", "state", "sentences")

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return withheld.evaluations_told(rows, see_places=sees_places(request.user))

    def get_object(self, request, object_id, from_field=None):
        evaluation = super().get_object(request, object_id, from_field)
        if evaluation:
            withheld.tell([(evaluation.site, evaluation)], see_places=sees_places(request.user))
        return evaluation

    def get_changelist_instance(self, request):
        listed = super().get_changelist_instance(request)
        judged = [(evaluation.site, evaluation) for evaluation in listed.result_list]
        withheld.tell(judged, see_places=sees_places(request.user))
        return listed

    @admin.display(description=gettext_lazy("state of the evidence"))
    def state(self, evaluation):
        return wording.evidence_state(evaluation.result)

    @admin.display(description=gettext_lazy("reasons"))
    def sentences(self, evaluation):
        """Without the place of a sensitive site, which its own page shows, and logs that it did."""
        sheet = Dossier(evaluation.site, evaluation)
        sheet.hides_places = evaluation.site.is_sensitive
        lines = [f"{verdict.name} {verdict.word}: {' '.join(verdict.reasons)}" for verdict in sheet.verdicts]
        lines += [flag["text"] for flag in sheet.flags]
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


@admin.register(DistinctSites)
class DistinctSitesAdmin(ReadOnlyPage):
    list_display = ("__str__", "by", "at")
    list_select_related = ("first", "second", "by")
    ordering = ("-pk",)
    fields = ("first", "second", "reason", "by", "at")

    def get_queryset(self, request):
        rulings = super().get_queryset(request)
        if sees_places(request.user):
            return rulings
        return rulings.filter(first__sensitivity=OPEN, second__sensitivity=OPEN)
