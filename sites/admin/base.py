"""What the registry's pages share: one evaluation and one reason a save, strict fields, narrow lookups, nothing deleted."""

from contextlib import suppress
from functools import cache

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _

from .. import inputs
from ..fields import ExactDecimalField
from ..forms import SHORT
from ..search import fold
from ..touched import evaluating
from .messages import Telling

STRICT_FIELDS = {
    ExactDecimalField: {},
    models.CharField: {"form_class": inputs.LineField},
    models.TextField: {"form_class": inputs.TextField, "widget": SHORT},
    models.URLField: {"form_class": inputs.LinkField, "widget": AdminURLFieldWidget},
    models.IntegerField: {"form_class": inputs.WholeField, "widget": forms.TextInput},
    models.BigIntegerField: {"form_class": inputs.WholeField, "widget": forms.TextInput},
    models.FloatField: {"form_class": inputs.DegreesField},
    models.DecimalField: {"form_class": inputs.PercentField},
    models.DateField: {"form_class": inputs.PastDayField, "widget": inputs.DayInput},
}
YEARS = {"assessment_year", "site_year", "global_year", "last_confirmed"}


class Strict:
    """How a page or an inline reads what was typed, and shows it to those who only look."""

    formfield_overrides = STRICT_FIELDS

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if not self._only_looks(request, obj):
            return fieldsets
        return [
            (title, options | {"fields": _with_plain_years(options["fields"], self.model)})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, *_plain_years(self.model)] if self._only_looks(request, obj) else readonly

    def _only_looks(self, request, obj):
        adds = f"{self.opts.app_label}.{get_permission_codename('add', self.opts)}"
        return not (self.has_change_permission(request, obj) or request.user.has_perm(adds))


class NamedRows(BaseInlineFormSet):
    """Rows of a table, whose boxes for removal have names too."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Remove this row")


class Rows(Strict, admin.TabularInline):
    """Rows that are edited in a table: each field carries its name, since the head of the column is not heard."""

    template = "admin/edit_inline/rows.html"
    formset = NamedRows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label
        return field


class RegistryPage(Strict, admin.ModelAdmin):
    """A page of registry rows: nothing is deleted, and a list is asked only by its own filters, never by any column."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        """Only what the list's own filters read: any other column would tell what a page hides, such as coordinates."""
        return lookup in {choice.parameter_name for choice in self.list_filter}


class ReadOnlyPage(RegistryPage):
    """Rows that are written by verbs and only looked at here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class EditedPage(RegistryPage):
    """Rows that are edited, each with its inlines in one transaction and one evaluation."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if "_saveasnew" in request.POST:
            raise PermissionDenied(_("Rows are not saved as new ones."))
        request.saved = None
        with evaluating(by=request.user):
            telling = Telling()
            response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.saved is not None:
            self.tell(request, telling)
        return response

    def tell(self, request, telling):
        """Says how the evaluations changed."""
        telling.tell(request)

    def save_model(self, request, obj, form, change):
        with self._writing(request, form):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        with self._writing(request, form):
            super().save_related(request, form, formsets, change)
        request.saved = form.instance

    def _writing(self, request, form):
        return evaluating(by=request.user, reason=form.cleaned_data.get("reason_of_edit", ""))


def search_folded(queryset, column, typed):
    """The rows whose folded text in `column` holds every word that was typed."""
    with suppress(UnicodeError):
        for word in fold(typed).split():
            queryset = queryset.filter(**{f"{column}__contains": word})
    return queryset


def _with_plain_years(names, model):
    """The names of a fieldset, with years replaced by what writes them without a thousands mark."""
    plain = {shown.field: shown for shown in _plain_years(model)}
    return [
        _with_plain_years(name, model) if isinstance(name, (list, tuple)) else plain.get(name, name)
        for name in names
    ]


@cache
def _plain_years(model):
    return [_plain_year(field) for field in model._meta.get_fields() if field.name in YEARS]


def _plain_year(field):
    def shown(row):
        return str(getattr(row, field.name) or "")

    shown.field, shown.__name__, shown.short_description = (
        field.name,
        f"{field.name}_plain",
        field.verbose_name,
    )
    return shown
