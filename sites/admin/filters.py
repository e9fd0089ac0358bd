"""The filters of the secretariat's lists, with the names that they have everywhere (design: Addresses)."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR
from django.utils.translation import gettext_lazy as _

from .. import worklist
from ..categories import CATEGORY_NAMES
from ..models import Claim, Country, Evaluation, Site, SiteCountry, Species
from ..withheld import sees_places

UNSUPPORTED = "unsupported"


class Choice(admin.SimpleListFilter):
    """One of fixed choices of the column `parameter_name`; any other value is refused."""

    choices_of = ()

    def lookups(self, request, model_admin):
        return self.choices_of

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {str(value) for value, _label in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.chosen(queryset, self.value())

    def chosen(self, queryset, value):
        return queryset.filter(**{self.parameter_name: value})


class Select(Choice):
    """Many choices, in a form of its own that keeps what else the list is asked."""

    template = "admin/select_filter.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.others = [
            (name, value)
            for name, value in request.GET.items()
            if name not in (self.parameter_name, PAGE_VAR) and value
        ]

    def value(self):
        return super().value() or None


class ByStatus(Choice):
    title, parameter_name, choices_of = _("status"), "status", Site.Status.choices


class ByOutcome(Choice):
    """By the outcome as this account is told it."""

    title, parameter_name = _("state of the evidence"), "outcome"
    choices_of = [*Evaluation.Outcome.choices, (UNSUPPORTED, _("anything but all three criteria shown"))]

    def chosen(self, queryset, value):
        if value == UNSUPPORTED:
            return queryset.exclude(told_outcome=Evaluation.Outcome.QUALIFIES)
        return queryset.filter(told_outcome=value)


class BySensitivity(Choice):
    title, parameter_name, choices_of = _("sensitivity"), "sensitivity", Site.Sensitivity.choices


class ByGroup(Choice):
    title, parameter_name, choices_of = _("taxon group"), "group", Species.Group.choices

    def chosen(self, queryset, value):
        return queryset.filter(pk__in=Claim.objects.filter(species__group=value).values("site"))


class ByCountry(Select):
    title, parameter_name = _("country"), "country"

    def lookups(self, request, model_admin):
        return (
            Country.objects.filter(site_rows__isnull=False)
            .distinct()
            .order_by("name")
            .values_list("iso2", "name")
        )

    def chosen(self, queryset, value):
        return queryset.filter(pk__in=SiteCountry.objects.filter(country=value).values("site"))


class ByObstacle(Select):
    """What stands in the way of confirmed sites: the work list."""

    title, parameter_name = _("what stands in the way"), "obstacle"

    def lookups(self, request, model_admin):
        obstacles = worklist.obstacles(see_places=sees_places(request.user))
        return [(obstacle.code, f"{obstacle.text} ({obstacle.count})") for obstacle in obstacles]

    def chosen(self, queryset, value):
        return worklist.stopped_by(queryset, value)


class BySite(Choice):
    """The rows of one site; offered only where a page links to them."""

    title, parameter_name = _("site"), "site"

    def lookups(self, request, model_admin):
        asked = request.GET.get(self.parameter_name, "")
        known = (
            Site.objects.filter(pk=int(asked))
            if asked.isascii() and asked.isdigit() and len(asked) < 16
            else []
        )
        return [(site.pk, str(site)) for site in known]


class SpeciesGroup(Choice):
    title, parameter_name, choices_of = _("taxon group"), "group", Species.Group.choices


class ByCategory(Choice):
    title, parameter_name = _("Red List category"), "category"
    choices_of = [
        *((code, f"{name} ({code})") for code, name in CATEGORY_NAMES.items()),
        ("none", _("none on file")),
    ]

    def chosen(self, queryset, value):
        return super().chosen(queryset, "" if value == "none" else value)
