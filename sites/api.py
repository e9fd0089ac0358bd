"""The registry's JSON: map points, GeoJSON items, and the check of a proposal."""

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .models import PublishedSite


@require_safe
def map_points(request):
    sites = PublishedSite.objects.public().values_list("code", "lon", "lat")
    return JsonResponse({"sites": list(sites)})


@require_safe
def items(request):
    return JsonResponse({"type": "FeatureCollection", "features": []})


@require_safe
def item(request, code):
    return JsonResponse({"type": "Feature", "id": code})


@csrf_exempt
@require_POST
def check(request):
    return JsonResponse({"errors": []}, status=400)
