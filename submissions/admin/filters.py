"""The filters of the list of submissions."""

from django.utils.translation import gettext_lazy as _

from sites.admin.filters import Choice

from ..models import Submission
from ..review import OPEN

IS_OPEN = "open"
STATES = [choice for choice in Submission.State.choices if choice[0] != Submission.State.DRAFT]


class ByState(Choice):
    """One state, or all in which somebody still has to act."""

    title, parameter_name = _("state"), "state"
    choices_of = [(IS_OPEN, _("open: somebody has to act")), *STATES]

    def chosen(self, queryset, value):
        return queryset.filter(state__in=OPEN) if value == IS_OPEN else queryset.filter(state=value)


class ByKind(Choice):
    title, parameter_name, choices_of = _("kind"), "kind", Submission.Kind.choices


class ByFlags(Choice):
    title, parameter_name = _("flags"), "flagged"
    choices_of = [("yes", _("with flags")), ("no", _("without flags"))]

    def chosen(self, queryset, value):
        return queryset.filter(flags=[]) if value == "no" else queryset.exclude(flags=[])
