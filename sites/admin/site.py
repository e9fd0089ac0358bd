"""Sites: the list, and the form with everything that is edited with a site."""

import logging

from django.contrib import admin
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import withheld, wording
from ..confirming import confirm_rationales
from ..decision_forms import ConfirmForm
from ..distinct import overlapping
from ..dossier import Dossier
from ..forms import SiteForm
from ..models import Boundary, Site, SiteCode
from ..status import moves_from
from ..touched import evaluating
from ..withheld import sees_places
from . import decisions, filters, history, inlines
from .base import EditedPage, search_folded
from .messages import Telling, tell_reading

log = logging.getLogger("aze.places")
WHERE = ("locality_lon", "locality_lat", "locality_uncertainty_m")


@admin.register(Site)
class SiteAdmin(decisions.Decisions, history.History, EditedPage):
    form = SiteForm
    inlines = (inlines.CountryInline, inlines.ClaimInline, inlines.BoundaryInline, inlines.CodeInline)
    list_display = ("name", "code", "country_names", "status", "evidence", "hidden", "last_reviewed")
    list_filter = (
        filters.ByStatus,
        filters.ByOutcome,
        filters.ByObstacle,
        filters.ByCountry,
        filters.ByGroup,
        filters.BySensitivity,
    )
    search_fields = ("search_text",)
    search_help_text = gettext_lazy(
        "Names, codes, species and their other names; case and accents do not count."
    )
    actions = ["confirm_rationales"]
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    ("national_name", "national_language"),
                    "code",
                    "description",
                    "last_reviewed",
                )
            },
        ),
        (gettext_lazy("Discreteness"), {"fields": ("rationale", "confirmation")}),
        (gettext_lazy("Locality"), {"fields": (("locality_lon", "locality_lat", "locality_uncertainty_m"),)}),
        (gettext_lazy("Sensitivity of the place"), {"fields": ("sensitivity", "sensitivity_reason")}),
        (
            gettext_lazy("Protection"),
            {"fields": (("protection", "protection_as_of"), "coverage_percent", "protection_source")},
        ),
        (
            gettext_lazy("Threats, habitats, actions"),
            {"fields": (("threats", "habitats", "actions"),), "classes": ("collapse",)},
        ),
        (
            gettext_lazy("Numbers in other lists"),
            {
                "fields": (("sitrecid", "birdlife_site_id", "aze_id"), "wdpa_ids", "site_type"),
                "classes": ("collapse",),
            },
        ),
    )

    # --- The list ---------------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        wordy = ("description", "rationale", "sensitivity_reason", "search_text", "evaluation__facts")
        rows = super().get_queryset(request).select_related("evaluation")
        if not (request.resolver_match and request.resolver_match.url_name.endswith("_changelist")):
            return rows
        rows = rows.defer(*wordy).prefetch_related("country_rows__country")
        return withheld.sites_told(rows, see_places=sees_places(request.user))

    def get_changelist_instance(self, request):
        listed = super().get_changelist_instance(request)
        judged = [(site, site.evaluation) for site in listed.result_list if site.evaluation]
        withheld.tell(judged, see_places=sees_places(request.user))
        return listed

    def get_search_results(self, request, queryset, search_term):
        return search_folded(queryset, "search_text", search_term), False

    @admin.display(description=gettext_lazy("countries"))
    def country_names(self, site):
        return ", ".join(row.country.name for row in site.country_rows.all())

    @admin.display(description=gettext_lazy("state of the evidence"), ordering="told_outcome")
    def evidence(self, site):
        return wording.evidence_state(site.evaluation.result) if site.evaluation else ""

    @admin.display(description=gettext_lazy("sensitive"), ordering="sensitivity")
    def hidden(self, site):
        return site.get_sensitivity_display().partition(":")[0] if site.is_sensitive else ""

    @admin.display(description=gettext_lazy("rationale"))
    def confirmation(self, site):
        if not site.discreteness_confirmed_at:
            return _("not confirmed")
        return _("confirmed on %(day)s by %(by)s; source: %(source)s") % {
            "day": site.discreteness_confirmed_at.isoformat(),
            "by": site.discreteness_confirmed_by or _("the importer"),
            "source": site.discreteness_source,
        }

    # --- The form ---------------------------------------------------------------------------------------------------------
    def sees_place(self, request, site):
        return site is None or not site.is_sensitive or sees_places(request.user)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.sees_place(request, obj):
            return fieldsets
        return [fieldset for fieldset in fieldsets if WHERE not in fieldset[1]["fields"]]

    def get_readonly_fields(self, request, obj=None):
        readonly = ["confirmation"]
        if obj is not None and obj.status != Site.Status.DRAFT:
            readonly.append("code")
        if not self.sees_place(request, obj):
            readonly += ["sensitivity", "sensitivity_reason"]
        return readonly

    def get_inlines(self, request, obj):
        shown = super().get_inlines(request, obj)
        return (
            shown if self.sees_place(request, obj) else [each for each in shown if each.model is not Boundary]
        )

    def save_formset(self, request, form, formset, change):
        with evaluating() as touched:
            super().save_formset(request, form, formset, change)
            if formset.model is Boundary:
                tell_reading(request, formset)
            if formset.model is SiteCode and formset.has_changed():
                touched.sites.add(form.instance.pk)

    def tell(self, request, telling):
        telling.tell(request, request.saved)

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj is not None:
            context |= self._beside(request, Site.objects.select_related("evaluation").get(pk=obj.pk))
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _beside(self, request, site):
        """What stands beside the form: the evaluation on file and the decisions that are open."""
        sees_place = self.sees_place(request, site)
        if site.is_sensitive and sees_place:
            log.info(
                "exact location of a sensitive site shown", extra={"user": request.user.pk, "sites": site.pk}
            )
        decides = self.has_decide_permission(request)
        return {
            "site": site,
            "sheet": Dossier(site, see_places=sees_places(request.user)) if site.evaluation else None,
            "sees_place": sees_place,
            "moves": [(verb, decisions.VERBS[verb]) for verb in moves_from(site.status)] if decides else [],
            "overlapping": [
                row
                for row in overlapping(site)
                if self.sees_place(request, site) and self.sees_place(request, row[0])
            ],
            "decides": decides,
            "listings": site.listings.select_related("species"),
            "status_changes": withheld.changes_told(
                site.status_changes.select_related("by", "successor").order_by("-pk"),
                see_places=sees_places(request.user),
            ),
        }

    # --- Many at once -----------------------------------------------------------------------------------------------------
    @admin.action(
        description=gettext_lazy("Confirm the rationale of the chosen sites"), permissions=["decide"]
    )
    def confirm_rationales(self, request, queryset):
        form = ConfirmForm(request.POST if "apply" in request.POST else None)
        site_ids = list(queryset.values_list("pk", flat=True))
        back = request.get_full_path()
        if len(site_ids) == 1:
            back = reverse("admin:aze_sites_site_change", args=site_ids)
        if form.is_valid():
            telling = Telling()
            done = confirm_rationales(site_ids, by=request.user, **form.cleaned_data)
            decisions.tell_confirmed(request, done)
            telling.tell(request)
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Confirm the rationale of the chosen sites"),
            "opts": self.opts,
            "form": form,
            "back": back,
            "sites": queryset.order_by("name", "pk"),
            "select_across": request.POST.get("select_across", "0"),
            "chosen": request.POST.getlist("_selected_action"),
        }
        return TemplateResponse(request, "admin/aze_sites/site/confirm.html", context)
