"""The boundary of a draft as files: for the map of its page, and to be changed in another program and sent back."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sites import geometry, kml

from . import boundaries
from .boundary_told import Standing
from .private import private


@private
@require_safe
def shapes(request, submission, token):
    """`boundary`: the one that stands, with its `mark` and `how`; `current`: the public one of the site that is to be corrected; `faults`:
    places. GeoJSON geometries, or null."""
    standing = Standing(boundaries.of(submission))
    row = standing.row
    return JsonResponse(
        {
            "boundary": boundaries.as_json(row) if row.geojson else None,
            "mark": boundaries.mark(row.geojson) if row.geojson else "",
            "current": json.loads(geometry.to_geojson(standing.current)) if standing.current else None,
            "faults": [[told["lon"], told["lat"]] for told in row.problems if told.get("lon") is not None],
        }
    )


@private
@require_safe
def as_kml(request, submission, token):
    row = boundaries.of(submission)
    if not row.geojson:
        raise Http404
    name = _("Boundary proposed in %(reference)s") % {"reference": submission.reference}
    attached = {"Content-Disposition": f'attachment; filename="{submission.reference}.kml"'}
    return HttpResponse(kml.document(name, row.geojson), content_type=kml.MEDIA_TYPE, headers=attached)
