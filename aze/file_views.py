"""Files that the secretariat keeps for readers: documents are taken away, never opened here; the photo of the first page is shown."""

from pathlib import PurePath

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sites.freshness import fresh, has
from sites.picture_views import NOTHING_RUNS, shown

from . import imprint
from .models import Resource


@require_safe
def resource_file(request, pk):
    """The file of a published resource, under a name made from its title. A new file has a new storage name: that is its ETag."""
    resource = get_object_or_404(Resource.objects.public().exclude(file=""), pk=pk)
    etag = f'"{PurePath(resource.file.name).stem}"'
    response = HttpResponseNotModified() if has(request, etag) else _attached(resource)
    response["ETag"], response["Cache-Control"] = etag, "public, max-age=60"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _attached(resource):
    try:
        file = resource.file.open()
    except FileNotFoundError as missing:
        raise Http404(_("The file of this resource is missing.")) from missing
    return FileResponse(
        file, as_attachment=True, filename=resource.file_name, content_type=resource.media_type
    )


@fresh
def hero_photo(request, name):
    """The photo of the first page, by its storage name."""
    photo = imprint.current(request.stamp).photo
    if not photo or PurePath(photo.name).name != name:
        raise Http404(_("No photo has this address."))
    return shown(photo)
