"""Pages that are not registry data."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from sites.models import PublishedSite


@require_safe
def home(request):
    return render(request, "home.html", {"count": PublishedSite.objects.public().count()})


@require_safe
def criteria(request):
    return render(request, "criteria.html")
