"""Pages that are not registry data, and what is said when something fails."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sites import figures, plate, recent
from sites.freshness import fresh

from . import pages

CHANGES_SHOWN = 6


@fresh
def home(request):
    told = {
        "figures": figures.count(),
        "plate": plate.drawn(request.stamp),
        "changes": recent.changes(CHANGES_SHOWN),
    }
    return render(request, "home.html", told)


@fresh
def criteria(request):
    parts = {
        "endangerment": pages.ENDANGERMENT,
        "irreplaceability": pages.IRREPLACEABILITY,
        "discreteness": pages.DISCRETENESS,
    }
    return render(request, "criteria.html", parts)


def broken(request):
    """The page for an error of ours, said in bare words where even the templates fail."""
    try:
        page = render_to_string("500.html")
    except Exception:  # whatever broke the first page may break this one
        page = _("Something failed on our side. Please try again in a few minutes.")
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
