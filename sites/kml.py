"""PURE. A site's public place as a KML 2.2 document, as globe programs read it: made from the text of its GeoJSON geometry."""

import json
import re
from html import escape

MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
SPACES = 'xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom"'
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE, FILL = "ff4b5d0b", "334b5d0b"  # alpha, blue, green, red


def document(name, geojson, description="", address=""):
    """The text of a KML document with one placemark. `geojson`: a Point, Polygon or MultiPolygon, "" for a place that is withheld;
    `address`: the page about it. Readers take a description for HTML: what is given here is text and stays text."""
    link = f'<atom:link rel="alternate" href="{_text(address)}"/>' if address else ""
    told = f"<description>{_text(escape(description))}</description>" if description else ""
    shape = f"{_look()}{_geometry(json.loads(geojson))}" if geojson else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<kml {SPACES}><Document><name>{_text(name)}</name>'
        f"<Placemark><name>{_text(name)}</name>{link}{told}{shape}</Placemark></Document></kml>\n"
    )


def _look():
    """How a boundary is drawn."""
    line = _tag("LineStyle", f"<color>{LINE}</color><width>2</width>")
    return _tag("Style", line + _tag("PolyStyle", f"<color>{FILL}</color>"))


def _tag(name, body):
    return f"<{name}>{body}</{name}>"


def _text(words):
    return escape(NOT_IN_XML.sub("", words))


def _geometry(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return f"<Point><coordinates>{_positions([coordinates])}</coordinates></Point>"
    parts = [coordinates] if kind == "Polygon" else coordinates
    return f"<MultiGeometry>{''.join(map(_polygon, parts))}</MultiGeometry>"


def _polygon(rings):
    shell, *holes = (
        f"<LinearRing><coordinates>{_positions(ring)}</coordinates></LinearRing>" for ring in rings
    )
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><outerBoundaryIs>{shell}</outerBoundaryIs>{inner}</Polygon>"


def _positions(positions):
    return " ".join(f"{lon!r},{lat!r}" for lon, lat, *_height in positions)
