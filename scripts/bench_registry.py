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
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aze.settings")
django.setup()
logging.disable(logging.INFO)  # a line for each of thousands of requests

import shapely  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from shapely.geometry import shape  # noqa: E402

from aze.wsgi import application  # noqa: E402
from scripts import make_sites  # noqa: E402
from sites import geometry  # noqa: E402
from sites.evaluation import reevaluate  # noqa: E402
from sites.models import (  # noqa: E402
    Boundary,
    Claim,
    Country,
    PublishedBoundary,
    PublishedCountry,
    PublishedSite,
    PublishedSpecies,
    Site,
    SiteCountry,
    Species,
)
from sites.touched import evaluating  # noqa: E402

SEED = 20261122
CHUNK = 500
STATUSES = {"confirmed": "confirmed", "candidate": "candidate", "proposed": "candidate", "former": "delisted"}
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
        "re-evaluate all with geometry": reevaluate_with_geometry(),
        "re-evaluate all without geometry": reevaluate_without_geometry(size),
    }
    print(json.dumps(measured))


# --- Filling ----------------------------------------------------------------------------------------------------------
def fill(size):
    """Writes the generated sites in blocks, each evaluated and published as one; the overlaps of all at the end."""
    countries = {country.iso3: country for country in Country.objects.all()}
    for start in range(1, size + 1, CHUNK):
        features = [make_sites.site(SEED, number) for number in range(start, min(start + CHUNK, size + 1))]
        with evaluating() as touched:
            ids = write(features, countries)
            touched.sites |= ids
            touched.shown |= ids
    reevaluate(geometry=True)


def write(features, countries):
    facts = [feature["properties"] for feature in features]
    sites = Site.objects.bulk_create(
        Site(code=told["code"], name=told["name"], status=STATUSES[told["status"]], rationale="Generated.")
        for told in facts
    )
    SiteCountry.objects.bulk_create(
        SiteCountry(site=site, country=countries[told["iso3"]])
        for site, told in zip(sites, facts, strict=True)
    )
    species = Species.objects.bulk_create(
        Species(
            scientific_name=f"Genus {told['code'].lower()} {number}",
            slug=f"genus-{told['code'].lower()}-{number}",
            category=told["category"][:2],
            possibly_extinct="PE" in told["category"],
            assessment_year=2020,
            category_source="Generated",
        )
        for told in facts
        for number in range(told["species_count"])
    )
    of_site = [site for site, told in zip(sites, facts, strict=True) for _ in range(told["species_count"])]
    Claim.objects.bulk_create(
        Claim(site=site, species=one, basis="sole_area", last_confirmed=2024)
        for site, one in zip(of_site, species, strict=True)
    )
    boundaries = [Boundary(site=site, source="Generated") for site in sites]
    for boundary, feature in zip(boundaries, features, strict=True):
        boundary.place(geometry.read_geojson(on_the_globe(feature["geometry"])).geometry)
    Boundary.objects.bulk_create(boundaries)
    return {site.pk for site in sites}


def on_the_globe(shape):
    """A few made-up islands reach beyond 180°: their longitudes as RFC 7946 writes them."""
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    turned = [
        [[[lon - 360 if lon > 180 else lon, lat] for lon, lat in ring] for ring in part] for part in parts
    ]
    return {"type": "MultiPolygon", "coordinates": turned}


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


def cpu_of(work, times):
    """Median milliseconds of processor time of `work`, the first call not counted."""
    work()
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append((time.process_time() - began) * KILO)
    return statistics.median(spent)


def measurement(value, unit, *bounds, flat=None):
    """`bounds`: (yardstick, what it is, most of it); `flat`: how much more the largest registry may take than the smallest."""
    told = [{"yardstick": yardstick, "of": of, "most": most} for yardstick, of, most in bounds]
    return {"value": value, "unit": unit, "bounds": told, "flat": flat}


def empty_view():
    return cpu_of(lambda: request("/healthz"), 400)


def map_bytes():
    _status, headers, body = request("/sites/map.json", accept_encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    most = 12 if PublishedSite.objects.count() <= 1000 else 130
    told = len(gzip.decompress(body)) / KILO
    return measurement(
        len(body) / KILO, "kB", (most, "the bound of its size", 1), (told, "itself, not packed", 1)
    )


def map_cpu():
    spent = cpu_of(lambda: request("/sites/map.json", accept_encoding="gzip"), 200)
    return measurement(spent, "ms", (empty_view(), "an empty view", 2), flat=2)


def unchanged_cpu():
    _status, headers, _body = request("/sites/map.json", accept_encoding="gzip")
    etag = headers["ETag"]
    assert request("/sites/map.json", if_none_match=etag)[0] == 304
    spent = cpu_of(lambda: request("/sites/map.json", if_none_match=etag), 200)
    return measurement(spent, "ms", (empty_view(), "an empty view", 2), flat=2)


# --- Saving -----------------------------------------------------------------------------------------------------------
def save_attributes():
    site = Site.objects.exclude(status="delisted").order_by("pk")[50]
    count = iter(range(10**6))

    def saved():
        site.description = f"Changed {next(count)}"
        site.save()

    return measurement(
        cpu_of(saved, 60), "ms", (same_rows(site, saved), "the same rows, only written", 3), flat=1.3
    )


def save_boundary():
    site = Site.objects.exclude(status="delisted").order_by("pk")[60]
    boundary = Boundary.objects.get(site=site)
    shapes = iter(
        [shapely.transform(boundary.geometry(), lambda xy, n=n: xy + n / 1e5) for n in range(1, 200)]
    )

    def saved():
        boundary.place(geometry.rounded(next(shapes)))
        boundary.save()

    return measurement(
        cpu_of(saved, 60), "ms", (same_rows(site, saved), "the same rows, only written", 8), flat=1.3
    )


def same_rows(site, save):
    """Milliseconds in which Django writes the rows that one `save` writes, with their history, in one transaction."""
    written = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(sql.split('"')[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        save()
    rows = [
        row
        for model in ROWS
        if model._meta.db_table in written
        for row in model.objects.filter(**{OF[model]: site.pk})
    ]
    children = {
        model: list(model.objects.filter(site=site.pk))
        for model in CHILDREN
        if model._meta.db_table in written
    }
    return cpu_of(lambda: rewrite(site, rows, children), 60)


def rewrite(site, rows, children):
    with transaction.atomic():
        for row in rows:
            row.save_base(force_update=True)
        for model, of_site in children.items():
            model.objects.filter(site=site.pk).delete()
            model.objects.bulk_create(of_site)


ROWS = (Site, Boundary, PublishedSite, PublishedBoundary)
OF = {Site: "pk", Boundary: "site", PublishedSite: "pk", PublishedBoundary: "pk"}
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
        parsed = once(
            lambda: [shape(feature["geometry"]) for feature in json.loads(boundaries.read_text())["features"]]
        )
    assert Site.objects.count() == size + IMPORTED, options["stdout"].getvalue()[-2000:]
    return measurement(
        spent / IMPORTED, "ms", (parsed / IMPORTED, "json + shape of the same boundaries", 3.5)
    )


# --- Judging everything -----------------------------------------------------------------------------------------------
def once(work):
    began = time.process_time()
    work()
    return (time.process_time() - began) * KILO


def reevaluate_with_geometry():
    spent = once(lambda: reevaluate(geometry=True))
    return measurement(spent, "ms", (once(bulk_join), "one tree join and its areas", 1.5))


def bulk_join():
    rows = Boundary.objects.filter(valid=True).values_list("wkb", "area_km2")
    shapes, areas = zip(*((geometry.from_wkb(bytes(wkb)), area) for wkb, area in rows), strict=True)
    return list(geometry.bulk_overlaps(shapes, areas))


def reevaluate_without_geometry(size):
    spent = once(reevaluate)
    return measurement(spent, "ms", (size / 16_600 * KILO, "a second for 16,600", 1))


if __name__ == "__main__":
    main(int(sys.argv[1]))
