"""The boundary of a draft as files: for the map of its page, and to be changed in another program and sent back."""

import json

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sites import geometry, kml

from . import boundaries
from .boundary_told import Standing
from .preview import thinned
from .private import private

MOST_SHOWN = 4000  # positions of a boundary that is only looked at


@private
@require_safe
def shapes(request, submission, token):
    """`boundary`: the one that stands, with its `mark`; `outline`: of one with too many corners to be changed on a map, in its place, with
    few of them; `current`: the public one of the site that is to be corrected; `faults`: places. GeoJSON geometries, or null."""
    standing = Standing(boundaries.of(submission))
    row, drawn = standing.row, standing.boundary
    is_large = drawn is not None and standing.has_many_corners
    return JsonResponse(
        {
            "boundary": boundaries.as_json(row) if drawn is not None and not is_large else None,
            "mark": boundaries.mark(row.geojson) if drawn is not None and not is_large else "",
            "outline": _json(thinned(drawn, MOST_SHOWN)) if is_large else None,
            "current": _json(standing.current) if standing.current is not None else None,
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


def _json(multipolygon):
    return json.loads(geometry.to_geojson(multipolygon))
