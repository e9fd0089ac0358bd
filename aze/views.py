"""Pages that are not registry data, and what is said when something fails."""

from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from sites import examples, figures, plate, recent
from sites.freshness import fresh
from submissions import arrivals

from . import audiences, pages, refusals, rules

CHANGES_SHOWN = 6


@fresh
def home(request):
    told = {
        "figures": figures.count(request.stamp),
        "plate": plate.drawn(request.stamp),
        "changes": recent.changes(CHANGES_SHOWN),
    }
    return render(request, "home.html", told)


@fresh
def audience(request, slug):
    chosen = pages.audience_named(slug)
    return render(request, chosen.template, {"audience": chosen, **audiences.told(chosen, request.stamp)})


@fresh
def criteria(request):
    parts = {
        "endangerment": rules.ENDANGERMENT,
        "irreplaceability": rules.IRREPLACEABILITY,
        "discreteness": rules.DISCRETENESS,
        "cases": examples.worked(timezone.now().date()),
    }
    return render(request, "criteria.html", parts)


@fresh
def example_request(request, slug):
    """The request of a worked example, as it can be sent to `/api/check`."""
    example = examples.named(slug)
    if example is None:
        raise Http404(_("No example has this name."))
    text = examples.Worked(example, timezone.now().date()).text
    return HttpResponse(text, content_type="application/json")


@fresh
def about(request):
    return render(request, "about.html", {"figures": figures.count(request.stamp), "history": pages.FIGURES})


def not_understood(request, exception):
    """The page for a request that Django refused to read, which says why where that helps."""
    refusal = arrivals.refusal_of(exception)
    return refusals.refused(request, refusal) if refusal else bad_request(request, exception)


def broken(request):
    """The page for an error of ours, said in bare words where even the templates fail."""
    try:
        page = render_to_string("500.html")
    except Exception:  # whatever broke the first page may break this one
        page = _("Something failed on our side. Please try again in a few minutes.")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
