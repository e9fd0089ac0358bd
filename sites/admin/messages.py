"""What a save did to the evaluations, told on the next page."""

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import criteria, dossier, geometry, wording
from ..withheld import sees_places

MOST_TOLD = 10


class Telling:
    """Begun before a save, inside its evaluating block, and told after it."""

    def __init__(self):
        self.before = dossier.latest_evaluation_id()

    def tell(self, request, site=None):
        """Adds one message a site whose evaluation changed. `site`: the one that was saved, told of even when it did not."""
        turns = dossier.turns_since(self.before, see_places=sees_places(request.user))
        for turn in turns[:MOST_TOLD]:
            messages.info(request, _in_words(turn), extra_tags="evaluation")
        if len(turns) > MOST_TOLD:
            more = len(turns) - MOST_TOLD
            text = ngettext(
                "The evaluation of %(more)d more site changed.",
                "The evaluations of %(more)d more sites changed.",
                more,
            )
            messages.info(request, text % {"more": more})
        if site is not None and site.pk not in {turn.site.pk for turn in turns}:
            messages.info(request, _("The evaluation is unchanged."), extra_tags="evaluation")


def tell_reading(request, formset):
    """Says what was changed on the way from the pasted boundary to the one on file, and what is unusual about it."""
    for form in formset.forms:
        if reading := form.cleaned_data.get("drawn"):
            for code in reading.notices:
                messages.warning(request, wording.sentence(code, {}))
            if geometry.is_at_null_island(reading.geometry):
                messages.warning(request, wording.sentence("N_NULL_ISLAND", {}))
            if form.instance.area_km2 > criteria.HUGE_KM2:
                messages.warning(request, wording.sentence("D_HUGE", {"area_km2": form.instance.area_km2}))


def _in_words(turn):
    if not turn.before:
        state = _("Evaluation of %(site)s: %(after)s.")
    elif turn.is_other_state:
        state = _("Evaluation of %(site)s: %(before)s → %(after)s.")
    else:
        state = _("Evaluation of %(site)s: still %(after)s, but its findings changed.")
    said = state % {"site": turn.site, "before": turn.before, "after": turn.after}
    lines = format_html_join("", "<li>{}</li>", ((line,) for line in turn.lines))
    return format_html("{}<ul>{}</ul>", said, lines)
