"""Makes fixtures/ from the shared data: python3 -m scripts.make_fixtures ../shared/data

The facts of fifty AZE sites in the project's own form, and the coastlines of those that are whole islands. What it wrote is committed,
with the notices in fixtures/README.md."""

import csv
import json
import re
import sys
from itertools import groupby
from pathlib import Path

from scripts.vendor import ROOT

FIXTURES = ROOT / "fixtures"
ATTRIBUTION = "Alliance for Zero Extinction (2010). 2010 AZE Update. zeroextinction.org"
PARTS_OF_ISLANDS = {"AUS10", "CXR1"}
NATURAL_EARTH = {"JPN4"}
NAME_CLASH = (
    "MEX29",
    "EW",
)  # this row repeats the mockingbird's name where the dove Zenaida graysoni was meant
# Columns of the list, whose names the fixture keeps: what the importer reads of a site, and of each of its species.
SITE = ("site", "aze_id", "site_type", "source")
SPECIES = (
    *("species", "common_name", "class", "order", "family", "red_list_category", "category_source"),
    *("iucn_taxon_id", "birdlife_site_id", "protection_2010", "aze2005_site", "source_row"),
)
RATIONALE = (
    "{outline}: the coastline, within which all land of the site lies, divides it from the sea around. This is a coastline ({source}), "
    "not an official delineation of the site, and stands here for the demonstration."
)


def main(shared):
    with (shared / "aze" / "demo_50_sites.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not is_name_clash(row)]
    sites = [site(list(of_one)) for _code, of_one in groupby(rows, key=lambda row: row["site_code"])]
    FIXTURES.mkdir(exist_ok=True)
    write("demo_sites.json", {"source": ATTRIBUTION, "sites": sites})
    codes = {code for site in sites for code in site["codes"]}
    gshhg = features(shared / "boundaries" / "islands_gshhg_full.geojson", codes - PARTS_OF_ISLANDS)
    write("demo_coastlines_gshhg.geojson", collection(gshhg, "GSHHG 2.3.6", "LGPL-3.0-or-later"))
    drawn = features(shared / "boundaries" / "islands_naturalearth_10m.geojson", NATURAL_EARTH)
    write(
        "demo_coastlines_natural_earth.geojson", collection(drawn, "Natural Earth 10m land", "public domain")
    )


def is_name_clash(row):
    return (row["site_code"], row["red_list_category"]) == NAME_CLASH


def site(rows):
    """One site with its species; what is blank is left out."""
    first = rows[0]
    return {
        **filled(first, SITE),
        "codes": re.findall(r"[A-Z]+[0-9]+", first["site_code"]),
        "countries": first["country_iso2"].split(";"),
        "point": [float(first["lon"]), float(first["lat"])],
        "species": [filled(row, SPECIES) for row in rows],
    }


def filled(row, columns):
    return {column: row[column] for column in columns if row[column]}


def features(path, codes):
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [feature for feature in found if feature["properties"]["site_code"] in codes]


def collection(features, source, licence):
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "site_code": feature["properties"]["site_code"],
                    "source": f"{source}, coastline; not an official AZE delineation",
                    "licence": licence,
                    "rationale": RATIONALE.format(outline=outline_name(feature), source=source),
                },
                "geometry": feature["geometry"],
            }
            for feature in sorted(features, key=lambda feature: feature["properties"]["site_code"])
        ],
    }


def outline_name(feature):
    return feature["properties"].get("outline_name") or feature["properties"]["site"]


def write(name, content):
    """JSON with one site or feature a line."""
    (key, items) = next((key, value) for key, value in content.items() if isinstance(value, list))
    head = json.dumps({name: value for name, value in content.items() if name != key}, ensure_ascii=False)[
        :-1
    ]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items)
    (FIXTURES / name).write_text(f'{head}, "{key}": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
