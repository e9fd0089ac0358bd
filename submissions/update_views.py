"""`/sites/<code>/update/`: what the update is about, asked before anything else; then a draft with the present values filled in."""

from http import HTTPStatus

from axes.helpers import get_client_ip_address
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sites.addresses import Moved, public_site

from . import allowances, base, drafts, frame, kinds, prefill, stamps
from .models import Submission
from .private import sealed

FORM = "update"
WAITING = (Submission.State.SUBMITTED, Submission.State.IN_REVIEW, Submission.State.CHANGES_REQUESTED)


@csrf_exempt  # what it begins is nobody's yet, and is opened by the link in the answer alone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update(request, code):
    try:
        site = public_site(code)
    except Moved as moved:
        return redirect("site-update", moved.to)
    about = [kind for kind in request.POST.getlist("about") if kind in kinds.KINDS]
    problem, status = _wrong_with(about) if request.method == "POST" else "", HTTPStatus.UNPROCESSABLE_ENTITY
    if request.method == "POST" and not problem:
        if allowances.take_draft(get_client_ip_address(request)):
            return _begin(request, site, about)
        problem, status = (
            _("Many were begun from where you are within the hour. Begin again in some minutes."),
            HTTPStatus.TOO_MANY_REQUESTS,
        )
    told = {
        "site": site,
        "kinds": [(name, kind, name in about) for name, kind in kinds.KINDS.items()],
        "problems": [problem] if problem else [],
        "stamp_of_form": request.POST.get("stamp") or stamps.issue(FORM),
        "waiting": _waiting(site),
    }
    return render(request, "submissions/update.html", told, status=status if problem else HTTPStatus.OK)


def _begin(request, site, about):
    of_site, snapshot, version = base.seen(site.code)
    draft, token = drafts.begin(
        kind=Submission.Kind.UPDATE,
        key=stamps.read(request.POST.get("stamp"), FORM).key,
        typed=prefill.typed(snapshot, about),
        site=of_site,
        about=about,
        base=snapshot,
        base_version=version,
    )
    return sealed(redirect(f"{frame.address(token, kinds.parts_of(draft.about)[0])}?begun"))


def _wrong_with(about):
    if not about:
        return _("Choose at least one: what is your update about?")
    if kinds.NOTHING in about and len(about) > 1:
        return _("Choose either that nothing has changed, or what has.")
    return ""


def _waiting(site):
    """What others have sent about this site and nobody has decided yet: the day, and what it is about; never who sent it."""
    rows = Submission.objects.filter(site=site.pk, state__in=WAITING).order_by("sent_at")
    return [(sent_at, kinds.labels(about)) for sent_at, about in rows.values_list("sent_at", "about")[:20]]
