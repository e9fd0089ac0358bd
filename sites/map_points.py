"""What the map needs of every site that has a place, as compact columns: its code, marker, Red List category and status.

Sites stand in the order of their codes. `codes`: [prefix, numbers] of codes that differ in their last number only, "" where there is none;
`numbers`, `lon` and `lat` are differences (deltas.py), the places in units of 1/`scale` degree; `category` and `status` are one letter of
`deltas.ALPHABET` a site, which counts in `values`."""

import gzip
import re
from collections import namedtuple
from itertools import groupby

from .deltas import ALPHABET, differences, encode
from .features import dumps
from .models import PublishedSite

SCALE = 1000  # 1/1000 of a degree is at most 111 m: the map draws boundaries long before that shows
IN_PARTS = re.compile(r"(?P<prefix>.*?)(?P<number>[1-9][0-9]{0,8})?", re.DOTALL)

Row = namedtuple("Row", "prefix number lon lat category status")
Ready = namedtuple("Ready", "stamp plain packed")
_ready = Ready(None, b"", b"")


def all_columns(stamp):
    """The Ready bytes for all public sites: made once a process for each state of the registry, which `stamp` names."""
    global _ready
    ready, named = _ready, (stamp.number, stamp.changed_at)
    if ready.stamp != named:
        plain = columns(PublishedSite.objects.all())
        _ready = ready = Ready(named, plain, gzip.compress(plain, mtime=0))
    return ready


def columns(sites):
    """The bytes of the columns of these PublishedSite rows."""
    placed = sites.order_by().filter(lon__isnull=False)
    rows = sorted(_row(*found) for found in placed.values_list("code", "lon", "lat", "category", "status"))
    told = {
        "scale": SCALE,
        "codes": [
            [prefix, encode(differences([row.number for row in group if row.number]))]
            for (prefix, _numbered), group in groupby(rows, key=lambda row: (row.prefix, row.number > 0))
        ],
        "lon": encode(differences([row.lon for row in rows])),
        "lat": encode(differences([row.lat for row in rows])),
        "category": _letters([row.category for row in rows]),
        "status": _letters([row.status for row in rows]),
    }
    return dumps(told).encode()


def _row(code, lon, lat, category, status):
    parts = IN_PARTS.fullmatch(code)
    number = int(parts["number"] or 0)
    return Row(parts["prefix"], number, round(lon * SCALE), round(lat * SCALE), category, status)


def _letters(words):
    values = sorted(set(words))
    letters = dict(zip(values, ALPHABET, strict=False))
    return {"values": values, "letters": "".join(letters[word] for word in words)}
