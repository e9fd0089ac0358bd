"""The public pages of the registry: they read published rows and nothing else."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import PublishedSite, Species


@require_safe
def site_list(request):
    return render(request, "sites/list.html", {"sites": PublishedSite.objects.public()[:100]})


@require_safe
def site_map(request):
    return render(request, "sites/map.html", {"sites": PublishedSite.objects.public()[:100]})


@require_safe
def site_detail(request, code):
    return render(request, "sites/detail.html", {"site": get_object_or_404(PublishedSite, code=code)})


@require_safe
def species_list(request):
    return render(
        request, "species/list.html", {"species": Species.objects.filter(published__isnull=False).distinct()}
    )


@require_safe
def species_detail(request, slug):
    species = Species.objects.filter(published__isnull=False).distinct()
    return render(request, "species/detail.html", {"species": get_object_or_404(species, slug=slug)})
