"""Files of the registry as a program reads them."""

import csv
import io

FILES = ["/downloads/sites.csv", "/downloads/sites.geojson", "/downloads/species.csv"]
SIDECARS = ["/downloads/sites.csv-metadata.json", "/downloads/species.csv-metadata.json"]


def body(response):
    return b"".join(response.streaming_content)


def rows(client, address):
    text = body(client.get(address)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(client, address):
    return [row["code"] for row in rows(client, address)]
