"""Registry rows for tests: plain functions with defaults that qualify, each argument changes one thing."""

from datetime import date

import pycountry
from django.contrib.auth import get_user_model
from shapely.geometry import shape

from sites import geometry
from sites.models import Boundary, Claim, Country, Site, SiteCountry, Species
from sites.touched import evaluating

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-90.5, -1.4], [-90.3, -1.4], [-90.3, -1.2], [-90.5, -1.2], [-90.5, -1.4]]],
}
BOWTIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}


def square(lon, lat, size=0.1):
    """A GeoJSON square of `size` degrees with its south-west corner at lon, lat."""
    east, north = lon + size, lat + size
    return {
        "type": "Polygon",
        "coordinates": [[[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]],
    }


def country(iso2="EC"):
    known = pycountry.countries.get(alpha_2=iso2)
    return Country.objects.get_or_create(iso2=iso2, defaults={"iso3": known.alpha_3, "name": known.name})[0]


def species(name="Mimus trifasciatus", **fields):
    found = Species.objects.filter(scientific_name=name).first()
    if found:
        return found
    defaults = {
        "category": "EN",
        "assessment_year": date.today().year - 2,
        "category_source": "IUCN Red List",
        "group": "birds",
    }
    return Species.objects.create(scientific_name=name, **defaults | fields)


def site(
    code="ECU15",
    *,
    claims=("Mimus trifasciatus",),
    boundary=SQUARE,
    countries=("EC",),
    confirmed=True,
    **fields,
):
    """A confirmed site in one transaction. `claims`: species names (sole area) or dicts of claim fields with `species`."""
    defaults = {
        "name": f"Site {code}",
        "status": Site.Status.CONFIRMED,
        "rationale": "An island ringed by sea.",
    }
    with evaluating():
        made = Site.objects.create(code=code, **defaults | fields)
        for position, iso2 in enumerate(countries):
            SiteCountry.objects.create(site=made, country=country(iso2), position=position)
        for facts in claims:
            claim(made, **({"species": facts} if isinstance(facts, str) else facts))
        if boundary:
            draw(made, boundary)
        if confirmed and boundary:
            made.discreteness_confirmed_at, made.discreteness_source = date.today(), "Field visit"
            made.save()
    made.refresh_from_db()
    return made


def claim(at, *, species="Mimus trifasciatus", **fields):
    named = globals()["species"](species) if isinstance(species, str) else species
    defaults = {"basis": Claim.Basis.SOLE_AREA, "last_confirmed": date.today().year - 1}
    return Claim.objects.create(site=at, species=named, **defaults | fields)


def draw(at, geojson=SQUARE, **fields):
    """Gives `at` this boundary (GeoJSON geometry, or a shapely MultiPolygon)."""
    drawn = Boundary.objects.filter(site=at).first() or Boundary(site=at, **fields)
    drawn.place(geometry.read_geojson(geojson).geometry if isinstance(geojson, dict) else shape(geojson))
    drawn.save()
    return drawn


def staff(username="secretariat", *, superuser=True):
    make = get_user_model().objects.create_superuser if superuser else get_user_model().objects.create_user
    return make(
        username,
        f"{username}@example.org",
        "a long enough passphrase",
        **({} if superuser else {"is_staff": True}),
    )
