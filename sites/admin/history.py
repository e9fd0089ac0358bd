"""The history page of a site or a species: who changed what, when and why, and the way back to each version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import past
from ..decision_forms import WhyForm
from .messages import Telling

PLACE_AND_SENSITIVITY = past.PLACES | {"sensitivity", "sensitivity_reason"}
MOST_SHOWN = 200


class History:
    """Replaces Django's history page, which knows only of edits in the admin."""

    withheld_fields = (
        PLACE_AND_SENSITIVITY  # stay as they are where one who does not see the place brings a version back
    )

    def get_urls(self):
        back = path(
            "<int:row_id>/history/<slug:model_name>/<int:history_id>/",
            self.admin_site.admin_view(self.bring_back_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_bring_back",
        )
        return [back, *super().get_urls()]

    def sees_place(self, request, row):
        return True

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        saves = past.saves(row, see_places=self.sees_place(request, row))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(row)s") % {"row": row},
            "opts": self.opts,
            "row": row,
            "saves": saves[:MOST_SHOWN],
            "hidden": max(0, len(saves) - MOST_SHOWN),
            "can_bring_back": self.has_change_permission(request, row),
            "bring_back": f"admin:{self.opts.app_label}_{self.opts.model_name}_bring_back",
            "back": self._change_url(row),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def bring_back_view(self, request, row_id, model_name, history_id):
        """Saves one row as it was in a version of its history, once a reason is given."""
        row = self.get_object(request, str(row_id))
        record = row and past.find(row, model_name, history_id)
        sees_place = record and self.sees_place(request, row)
        if record is None or (model_name == "boundary" and not sees_place):
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = WhyForm(request.POST or None, help_text=_("Kept in the history beside what changes."))
        if form.is_valid():
            telling = Telling()
            try:
                keep = frozenset() if sees_place else self.withheld_fields
                past.bring_back(record, by=request.user, reason=form.cleaned_data["why"], keep=keep)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(
                    request,
                    _("The version of %(at)s is back.") % {"at": f"{record.history_date:%Y-%m-%d %H:%M}"},
                )
                telling.tell(request)
                return redirect(self._change_url(row))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bring back this version"),
            "opts": self.opts,
            "row": row,
            "record": record,
            "values": past.differences(record, see_places=sees_place),
            "form": form,
            "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[row.pk]),
        }
        return TemplateResponse(request, "admin/bring_back.html", context)

    def _change_url(self, row):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
