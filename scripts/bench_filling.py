"""Fills a registry with generated sites, for `bench_registry`, which has set Django up."""

from scripts import make_sites
from sites import geometry
from sites.evaluation import reevaluate
from sites.models import Boundary, Claim, Country, Site, SiteCountry, Species
from sites.touched import evaluating

SEED = 20261122
CHUNK = 500
STATUSES = {"confirmed": "confirmed", "candidate": "candidate", "proposed": "candidate", "former": "delisted"}


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
