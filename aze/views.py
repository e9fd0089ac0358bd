"""Pages that are not registry data."""

from django.shortcuts import render

from sites import figures, recent
from sites.freshness import fresh

from . import pages

CHANGES_SHOWN = 6


@fresh
def home(request):
    return render(
        request, "home.html", {"figures": figures.count(), "changes": recent.changes(CHANGES_SHOWN)}
    )


@fresh
def criteria(request):
    parts = {
        "endangerment": pages.ENDANGERMENT,
        "irreplaceability": pages.IRREPLACEABILITY,
        "discreteness": pages.DISCRETENESS,
    }
    return render(request, "criteria.html", parts)
