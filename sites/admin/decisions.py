"""The pages on which the secretariat decides: each asks for the reasons, calls one verb, and keeps what was typed when it is refused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import confirming, distinct, status
from ..decision_forms import MoveForm, WhyForm
from ..dossier import Dossier
from ..models import DistinctSites, Site
from ..withheld import sees_places
from .messages import Telling

VERBS = {
    "nominate": gettext_lazy("Publish as a candidate"),
    "confirm": gettext_lazy("Confirm as an AZE site"),
    "delist": gettext_lazy("De-list"),
    "supersede": gettext_lazy("Supersede by another site"),
    "restore": gettext_lazy("Restore as a candidate"),
}
TAKES = {"confirm": {"override"}, "delist": {"override"}, "supersede": {"successor"}}
REFUSALS = (status.StatusError, confirming.ConfirmingError, distinct.RulingError)


class Decisions:
    """The decision pages of the site admin."""

    def get_urls(self):
        pages = [
            ("move/<slug:verb>/", self.move_view, "move"),
            ("unconfirm/", self.unconfirm_view, "unconfirm"),
            ("distinct/<int:other_id>/", self.distinct_view, "distinct"),
            ("distinct/<int:other_id>/withdraw/", self.withdraw_view, "withdraw"),
        ]
        own = [
            path(f"<int:site_id>/{address}", self.admin_site.admin_view(view), name=f"aze_sites_site_{name}")
            for address, view, name in pages
        ]
        return own + super().get_urls()

    def has_decide_permission(self, request):
        return request.user.has_perm("aze_sites.decide")

    def move_view(self, request, site_id, verb):
        """Moves the public status of a site by one of the verbs of `sites.status`."""
        site = self._site(request, site_id)
        if verb not in VERBS:
            raise Http404
        form = MoveForm(request.POST or None, takes=TAKES.get(verb, set()))
        move = getattr(status, verb)
        return self._decide(
            request,
            site,
            form,
            act=lambda asked: move(site, by=request.user, **asked),
            title=VERBS[verb],
            done=lambda: (
                _("%(site)s: the status is now %(status)s.")
                % {"site": site, "status": site.get_status_display()}
            ),
            verb=verb,
        )

    def unconfirm_view(self, request, site_id):
        """Takes back the confirmation of a site's rationale."""
        site = self._site(request, site_id)
        form = WhyForm(request.POST or None, help_text=_("Kept in the history of the site."))
        return self._decide(
            request,
            site,
            form,
            act=lambda asked: confirming.withdraw_confirmation(site, by=request.user, reason=asked["why"]),
            title=_("Take back the confirmation of the rationale"),
            done=lambda: _("The rationale of %(site)s is no longer confirmed.") % {"site": site},
        )

    def distinct_view(self, request, site_id, other_id):
        """Rules that two overlapping sites are distinct."""
        site, other = self._overlapping_pair(request, site_id, other_id)
        form = WhyForm(request.POST or None, help_text=_("What tells the two places apart, and the source."))
        return self._decide(
            request,
            site,
            form,
            act=lambda asked: distinct.rule_distinct(site, other, by=request.user, reason=asked["why"]),
            title=_("Rule that %(site)s and %(other)s are distinct sites") % {"site": site, "other": other},
            done=lambda: _("%(site)s and %(other)s are ruled distinct.") % {"site": site, "other": other},
        )

    def withdraw_view(self, request, site_id, other_id):
        """Takes such a ruling back."""
        site, other = self._overlapping_pair(request, site_id, other_id)
        first, second = sorted((site_id, other_id))
        ruling = get_object_or_404(DistinctSites, first=first, second=second)
        form = WhyForm(request.POST or None, help_text=_("Kept in the log of both sites."))
        return self._decide(
            request,
            site,
            form,
            act=lambda asked: self._withdraw(request, ruling, (site, other), asked["why"]),
            title=_("Take back the ruling that %(site)s and %(other)s are distinct")
            % {"site": site, "other": other},
            done=lambda: _("The ruling is taken back."),
        )

    def _withdraw(self, request, ruling, sites, why):
        said = _("Ruling taken back: “%(reason)s” (%(by)s). Why: %(why)s") % {
            "reason": ruling.reason,
            "by": ruling.by,
            "why": why,
        }
        distinct.withdraw_ruling(ruling, by=request.user)
        for site in sites:
            self.log_change(request, site, said)

    def _overlapping_pair(self, request, site_id, other_id):
        """Two sites, for those who may learn whether they overlap."""
        site, other = self._site(request, site_id), get_object_or_404(Site, pk=other_id)
        if not (self.sees_place(request, site) and self.sees_place(request, other)):
            raise PermissionDenied
        return site, other

    def _site(self, request, site_id):
        if not self.has_decide_permission(request):
            raise PermissionDenied
        return get_object_or_404(Site.objects.select_related("evaluation"), pk=site_id)

    def _decide(self, request, site, form, *, act, title, done, verb=""):
        """The page of one decision; after it, the site's own page."""
        if form.is_valid():
            telling = Telling()
            try:
                act(form.cleaned_data)
            except status.EvidenceDisagrees as error:
                form.add_error("override", str(error))
            except REFUSALS as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, done())
                telling.tell(request)
                return redirect("admin:aze_sites_site_change", site.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "site": site,
            "form": form,
            "verb": verb,
            "sheet": Dossier(site, see_places=sees_places(request.user)) if site.evaluation else None,
            "back": reverse("admin:aze_sites_site_change", args=[site.pk]),
        }
        return TemplateResponse(request, "admin/aze_sites/site/decide.html", context)


def tell_confirmed(request, done):
    """Says which rationales were confirmed, and names every site that was left as it is."""
    if done.sites:
        count = len(done.sites)
        text = ngettext(
            "The rationale of %(count)d site is confirmed.",
            "The rationales of %(count)d sites are confirmed.",
            count,
        )
        messages.success(request, text % {"count": count})
    for site, obstacle in done.refused:
        messages.warning(request, _("%(site)s was left as it is: %(why)s.") % {"site": site, "why": obstacle})
