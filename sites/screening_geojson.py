"""The answer of a screening as GeoJSON: the sites with their public boundaries and the columns of the CSV file, written piece by piece."""

from . import columns
from .downloads import BOUNDARIES_AT_ONCE, as_of, terms
from .features import dumps, feature
from .freshness import current_stamp
from .models import PublishedBoundary
from .screening import screen
from .screening_csv import COLUMNS, Row
from .snapshot import snapshot

OF_THE_WHOLE = ("licence", "citation", "place_lat", "place_lon", "within_km")


def pieces(place, km):
    """The text for a place (lon, lat) and a distance in kilometres, all of one state of the registry."""
    with snapshot():
        stamp = current_stamp()
        answer = screen(place, km)
        asked = {"place": list(place), "within_km": km, "matched": answer.matched}
        told = {"type": "FeatureCollection"} | terms(stamp) | asked | {"without_place": answer.without_place}
        yield f'{dumps(told)[:-1]},"features":['
        between = ""
        for site, geojson in _with_boundaries(answer.sites):
            yield between + feature(
                site, geojson, dumps(_properties(Row(site, answer, as_of(stamp), "", "")))
            )
            between = ",\n"
        yield "]}\n"


def _properties(row):
    return {column.name: columns.told(column, row) for column in COLUMNS if column.name not in OF_THE_WHOLE}


def _with_boundaries(sites):
    for start in range(0, len(sites), BOUNDARIES_AT_ONCE):
        some = sites[start : start + BOUNDARIES_AT_ONCE]
        stored = PublishedBoundary.objects.filter(site__in=[site.pk for site in some])
        drawn = dict(stored.values_list("site", "geojson"))
        yield from ((site, drawn.get(site.pk, "")) for site in some)
