"""One registry of N generated sites, filled and measured: python3 -m scripts.bench_registry N. Prints JSON for `bench`."""

import csv
import gzip
import io
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aze.settings")
django.setup()
logging.disable(logging.INFO)  # a line for each of thousands of requests

import shapely  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from shapely.geometry import shape  # noqa: E402

from aze.wsgi import application  # noqa: E402
from scripts import make_sites  # noqa: E402
from scripts.bench_filling import SEED, fill, on_the_globe  # noqa: E402
from sites import geometry  # noqa: E402
from sites.evaluation import reevaluate  # noqa: E402
from sites.models import (  # noqa: E402
    Boundary,
    Country,
    Evaluation,
    Overlap,
    PublishedBoundary,
    PublishedCountry,
    PublishedSite,
    PublishedSpecies,
    Site,
)

KILO = 1000


def main(size):
    call_command("migrate", verbosity=0)
    fill(size)
    measured = {
        "map data, gzip": map_bytes(),
        "map data, CPU": map_cpu(),
        "map data unchanged (304), CPU": unchanged_cpu(),
        "save and evaluate, attributes": save_attributes(),
        "save and evaluate, new boundary": save_boundary(),
        "import with all checks": import_sites(size),
        "re-evaluate all with geometry": reevaluate_with_geometry(size),
        "re-evaluate all without geometry": reevaluate_without_geometry(size),
    }
    print(json.dumps(measured))


# --- Reading ----------------------------------------------------------------------------------------------------------
def request(path, **headers):
    """(status, headers, body) of one GET through the whole application, without a socket."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    answered = {}

    def start(status, told):
        answered.update(status=int(status.split()[0]), headers=dict(told))

    response = application(environ, start)
    try:
        body = b"".join(response)
    finally:
        response.close()
    return answered["status"], answered["headers"], body


def once(work):
    began = time.process_time()
    work()
    return (time.process_time() - began) * KILO


def cpu_of(times, *works):
    """Median milliseconds of processor time of each of these, the first call not counted. They take turns: what else the machine does
    then slows the work and its yardstick alike."""
    for work in works:
        work()
    rounds = [[once(work) for work in works] for _ in range(times)]
    return [statistics.median(spent) for spent in zip(*rounds, strict=True)]


def measurement(value, unit, *bounds, flat=None):
    """`bounds`: (yardstick, what it is, most of it; None where it is not bounded); `flat`: how much more the largest registry may take
    than the smallest."""
    told = [{"yardstick": yardstick, "of": of, "most": most} for yardstick, of, most in bounds]
    return {"value": value, "unit": unit, "bounds": told, "flat": flat}


def empty_view():
    request("/healthz")


def map_bytes():
    _status, headers, body = request("/sites/map.json", accept_encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    most = 12 if PublishedSite.objects.count() <= 1000 else 130
    told = len(gzip.decompress(body)) / KILO
    return measurement(
        len(body) / KILO, "kB", (most, "the bound of its size", 1), (told, "itself, not packed", 1)
    )


def map_cpu():
    spent, empty = cpu_of(300, lambda: request("/sites/map.json", accept_encoding="gzip"), empty_view)
    return measurement(spent, "ms", (empty, "an empty view", 2), flat=2)


def unchanged_cpu():
    _status, headers, _body = request("/sites/map.json", accept_encoding="gzip")
    etag = headers["ETag"]
    assert request("/sites/map.json", if_none_match=etag)[0] == 304
    spent, empty = cpu_of(300, lambda: request("/sites/map.json", if_none_match=etag), empty_view)
    return measurement(spent, "ms", (empty, "an empty view", 2), flat=2)


# --- Saving -----------------------------------------------------------------------------------------------------------
def save_attributes():
    site = Site.objects.exclude(status="delisted").order_by("pk")[50]
    count = iter(range(10**6))

    def saved():
        site.description = f"Changed {next(count)}"
        site.save()

    spent, written = cpu_of(60, saved, same_rows(site, saved))
    return measurement(spent, "ms", (written, "the same rows, only written", 3), flat=1.3)


def save_boundary():
    """Of a site that shares ground with one other, as it does in a registry of any size."""
    site = Site.objects.exclude(status="delisted").filter(pk__in=sites_beside_one()).order_by("pk")[0]
    boundary = Boundary.objects.get(site=site)
    shapes = iter(
        [shapely.transform(boundary.geometry(), lambda xy, n=n: xy + n / 1e5) for n in range(1, 200)]
    )

    def saved():
        boundary.place(geometry.rounded(next(shapes)))
        boundary.save()

    spent, written = cpu_of(60, saved, same_rows(site, saved))
    return measurement(spent, "ms", (written, "the same rows, only written", 8), flat=1.3)


def sites_beside_one():
    pairs = Overlap.objects.values_list("first", "second", "percent_of_smaller")
    beside = Counter(site_id for *pair, _percent in pairs for site_id in pair)
    return [
        pair[0] for *pair, percent in pairs if 20 < percent < 80 and beside[pair[0]] == beside[pair[1]] == 1
    ]


def same_rows(site, save):
    """What writes, with Django and in one transaction, the rows that one `save` of `site` or its boundary writes: those of the sites
    that tell otherwise for it too, and history where that writes it."""
    written = set()

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            written.add(sql.split('"')[1])
        return execute(sql, params, many, context)

    began = timezone.now()
    with connection.execute_wrapper(note):
        save()
    ids = list(PublishedSite.objects.filter(updated_at__gte=began).values_list("pk", flat=True))
    judged = Site.objects.filter(pk__in=ids).values("evaluation")
    found = (
        Site.objects.filter(pk__in=ids),
        Evaluation.objects.filter(pk__in=judged),
        PublishedSite.objects.filter(pk__in=ids),
        Boundary.objects.filter(site=site),
        PublishedBoundary.objects.filter(site=site.pk),
    )
    rows = [row for those in found if those.model._meta.db_table in written for row in those]
    for row in rows:
        if f"aze_sites_historical{row._meta.model_name}" not in written:
            row.skip_history_when_saving = True
    children = {
        model: list(model.objects.filter(site__in=ids))
        for model in CHILDREN
        if model._meta.db_table in written
    }
    return lambda: rewrite(rows, children, ids)


def rewrite(rows, children, ids):
    with transaction.atomic():
        for row in rows:
            row.save_base(force_update=True)
        for model, of_sites in children.items():
            model.objects.filter(site__in=ids).delete()
            model.objects.bulk_create(of_sites)


CHILDREN = (PublishedCountry, PublishedSpecies)


# --- Importing --------------------------------------------------------------------------------------------------------
IMPORTED = 100


def import_sites(size):
    """Imports as many new sites, with species and boundaries, into the registry as it is; compared with parsing their boundaries."""
    features = [make_sites.site(SEED, size + number) for number in range(1, IMPORTED + 1)]
    for feature in features:
        feature["geometry"] = on_the_globe(feature["geometry"])
    countries = dict(Country.objects.values_list("iso3", "iso2"))
    with tempfile.TemporaryDirectory() as folder:
        sites, boundaries = Path(folder) / "sites.csv", Path(folder) / "boundaries.geojson"
        with open(sites, "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(
                ["site", "country_iso2", "lat", "lon", "species", "red_list_category", "source", "site_code"]
            )
            for feature in features:
                told, (lon, lat) = (
                    feature["properties"],
                    geometry.marker(geometry.read_geojson(feature["geometry"]).geometry),
                )
                code = f"{told['iso3']}{size + feature['id']}"
                feature["properties"] = {"site_code": code, "source": "Generated"}
                for number in range(told["species_count"]):
                    name = f"Genus imported{chr(97 + number)}{feature['id']}"
                    row = [
                        told["name"],
                        countries[told["iso3"]],
                        lat,
                        lon,
                        f"{name}",
                        told["category"][:2],
                        "AZE-2010",
                        code,
                    ]
                    table.writerow(row)
        boundaries.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        options = {
            "boundaries": [str(boundaries)],
            "verbosity": 0,
            "stdout": io.StringIO(),
            "stderr": io.StringIO(),
        }
        spent = once(lambda: call_command("import_sites", str(sites), **options))
        (parsed,) = cpu_of(
            9, lambda: [shape(each["geometry"]) for each in json.loads(boundaries.read_text())["features"]]
        )
    assert Site.objects.count() == size + IMPORTED, options["stdout"].getvalue()[-2000:]
    return measurement(
        spent / IMPORTED, "ms", (parsed / IMPORTED, "json + shape of the same boundaries", 3.5)
    )


# --- Judging everything -----------------------------------------------------------------------------------------------
ALL_KEY_AREAS = 16_600  # Key Biodiversity Areas: a registry of another size has no bound here


def reevaluate_with_geometry(size):
    spent, joined = cpu_of(2, lambda: reevaluate(geometry=True), bulk_join)
    return measurement(spent, "ms", (joined, "one tree join and its areas", of_all(size, 1.5)))


def bulk_join():
    rows = Boundary.objects.filter(valid=True).values_list("wkb", "area_km2")
    shapes, areas = zip(*((geometry.from_wkb(bytes(wkb)), area) for wkb, area in rows), strict=True)
    return list(geometry.bulk_overlaps(shapes, areas))


def reevaluate_without_geometry(size):
    (spent,) = cpu_of(5, reevaluate)
    return measurement(spent, "ms", (size / ALL_KEY_AREAS * KILO, "a second for 16,600", of_all(size, 1)))


def of_all(size, most):
    return most if size == ALL_KEY_AREAS else None


if __name__ == "__main__":
    main(int(sys.argv[1]))
