"""PURE. The header of a table of places: which column is what, in the words of receivers, spreadsheets and Darwin Core."""

import csv
import re
from dataclasses import dataclass

DELIMITERS = "\t;,|"
NAMES = {
    "lat": "lat latitude latitud latdd ddlat decimallatitude latdecimal latwgs84 breite breitengrad",
    "lon": "lon long lng longitude longitud londd longdd ddlon ddlong decimallongitude longdecimal lonwgs84"
    " laenge länge längengrad",
    "east": "e east easting este utme utmeast utmeasting xutm utmx x xm eastingm",
    "north": "n north northing norte utmn utmnorth utmnorthing yutm utmy y ym northingm",
    "zone": "zone utmzone zona zonautm huso fuseau",
    "hemisphere": "hemisphere hemi hemisferio hémisphère",
    "uncertainty": "uncertainty uncertaintym coordinateuncertaintyinmeters coordinateuncertainty accuracy accuracym precision",
    "label": "id fid no nr num number point pointid pt corner vertex vertice vértice waypoint wpt punkt ecke punto sommet name nombre label order seq sequence",
    "height": "z height elevation elev alt altitude altitud",
}
ROLES = {name: role for role, names in NAMES.items() for name in names.split()}
PAIRS = (("lon", "lat"), ("east", "north"))


@dataclass(frozen=True)
class Header:
    """`roles`: {role: index of its column}; `pair`: the roles of the two columns that tell a place; `others`: whether more is told of it."""

    delimiter: str
    roles: dict
    pair: tuple
    others: bool

    def cells(self, line):
        return _cells(line, self.delimiter)


def read(line):
    """The Header in the first line of a table, None where it is none: a header holds no numbers."""
    if re.search(r"(^|[\s,;|])[-+]?\d+([.,]\d+)?($|[\s,;|])", line):
        return None
    for delimiter in (*DELIMITERS, " "):
        cells = _cells(line, delimiter)
        told = [ROLES.get(re.sub(r"[\W_]", "", cell.casefold())) for cell in cells]
        pairs = [pair for pair in PAIRS if all(told.count(role) == 1 for role in pair)]
        if len(pairs) == 1:
            roles = {role: told.index(role) for role in dict.fromkeys(told) if role}
            return Header(delimiter, roles, pairs[0], None in told)
    return None


def _cells(line, delimiter):
    if delimiter == " ":
        return line.split()
    (cells,) = csv.reader([line], delimiter=delimiter)
    return [cell.strip() for cell in cells]
