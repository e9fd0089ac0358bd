"""The boundary of a site from a feature of a GeoJSON file. One that is on file already is never replaced."""

import shapely
from django.utils import timezone
from django.utils.translation import gettext as _

from . import geometry, wording
from .boundary_file import BoundariesError, day, properties_of
from .models import Boundary

FAR_KM = 10
TOLD = {"N_CUT", "N_DUPLICATES", "N_HEIGHT"}
MOST_PROBLEMS = 3


def take_boundary(site, boundaries, entry, doubts):
    """Gives the site its boundary from the file, if it has none; whether it did. What is doubtful is added to `doubts`."""
    try:
        feature = boundaries.get(entry.codes)
        reading = geometry.read_geojson(feature.get("geometry")) if feature else None
    except BoundariesError as error:
        doubts.append(str(error))
        return False
    except geometry.BadGeometry as error:
        doubts.extend(_sentences(error))
        return False
    if reading is None:
        return False
    boundary = Boundary.objects.filter(site=site).first()
    if boundary:
        if boundary.geojson != geometry.to_geojson(reading.geometry):
            doubts.append(_("The boundary here is another one than that of the file: it stays."))
        return False
    _place(site, reading, properties_of(feature), doubts)
    if boundaries.confirmed_as and site.rationale:
        site.discreteness_confirmed_at, site.discreteness_source = (
            timezone.now().date(),
            boundaries.confirmed_as,
        )
    _compare_with_point(entry, site.boundary, doubts)
    return True


def _place(site, reading, properties, doubts):
    doubts.extend(wording.sentence(code, {}) for code in reading.notices if code in TOLD)
    if geometry.is_at_null_island(reading.geometry):
        doubts.append(wording.sentence("N_NULL_ISLAND", {}))
    boundary = Boundary(
        site=site,
        source=str(properties.get("source") or "")[: _longest("source")],
        source_date=day(properties.get("source_date")),
        licence=str(properties.get("licence") or "")[: _longest("licence")],
    )
    boundary.place(reading.geometry)
    boundary.save()
    if not boundary.valid:
        doubts.append(
            _("The boundary is not valid near %(lon)s, %(lat)s (lon, lat); it was kept as it is.")
            % {"lon": boundary.fault_lon, "lat": boundary.fault_lat}
        )
    if not site.rationale and isinstance(properties.get("rationale"), str):
        site.rationale = properties["rationale"]
        site.save()


def _longest(name):
    return Boundary._meta.get_field(name).max_length


def _compare_with_point(entry, boundary, doubts):
    if entry.lon is None or not boundary.valid:
        return
    shape = boundary.geometry()
    if shapely.distance(shape, shapely.Point(entry.lon, entry.lat)) == 0:
        return
    away = geometry.distance_km(entry.lon, entry.lat, shape)
    if away > FAR_KM:
        doubts.append(_("The list's point lies %(km)d km outside the boundary.") % {"km": away})


def _sentences(error):
    for problem in error.problems[:MOST_PROBLEMS]:
        yield _("The boundary was not taken: %(problem)s") % {
            "problem": wording.sentence(problem.code, {"path": problem.path, **problem.facts})
        }
