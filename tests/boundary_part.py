"""Drafts with a boundary, as a browser sends them."""

import io
import json
import uuid
import zipfile

import shapefile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags
from pyproj import CRS, Transformer

from submissions import drafts, forms
from submissions.models import ProposedBoundary

WKT = "POLYGON((-90.5 -1.4, -90.3 -1.4, -90.3 -1.2, -90.5 -1.2, -90.5 -1.4))"
ELSEWHERE = "POLYGON((-90.5 -1.4, -90.3 -1.4, -90.3 -1.1, -90.5 -1.1, -90.5 -1.4))"
CROSSING = "POLYGON((-90.5 -1.4, -90.3 -1.2, -90.3 -1.4, -90.5 -1.3, -90.5 -1.4))"
CORNERS = "1°24′ S 90°30′ W\n1°24′ S 90°18′ W\n1°12′ S 90°18′ W\n1°12′ S 90°30′ W"
UTM_15_SOUTH = 32715


class Draft:
    """The part of one draft, opened by its private link with a client."""

    def __init__(self, client, **options):
        self.client = client
        place = {"name": ["Isla"], "countries": ["EC"]} | options.pop("place", {})
        options = {"kind": "new", "key": uuid.uuid4(), "typed": {"place": place}} | options
        self.submission, self.token = drafts.begin(**options)
        self.address = f"/submissions/{self.token}/edit/boundary/"

    def page(self):
        return self.client.get(self.address)

    def text(self, page=None):
        """The words of the part, without what stands around it."""
        html = (page or self.page()).content.decode()
        part = html[html.index('id="fields"') : html.index('class="part-rail"')]
        return " ".join(strip_tags(part.replace("<", " <")).split())

    def press(self, go, **typed):
        """Presses a button, with this typed and everything else as it stands on the page."""
        page = self.page()
        kept = {name: values for name, values in page.context["form"].typed.items() if name not in typed}
        return self.client.post(self.address, {"loaded": page.context["loaded"], "go": go} | kept | typed)

    @property
    def row(self):
        return ProposedBoundary.objects.get(submission=self.submission)

    @property
    def part(self):
        """The form of the part, as the summary sees it."""
        self.submission.refresh_from_db()
        return forms.filled(self.submission)["boundary"]

    @property
    def proposal(self):
        return self.part.proposal()


def upload(content, name="boundary.geojson"):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def geojson(*rings):
    return json.dumps({"type": "Polygon", "coordinates": rings})


def collection(*geometries):
    """A collection of named features."""
    features = [
        {"type": "Feature", "properties": {"name": f"Piece {number}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def zipped_shapefile(ring, epsg=UTM_15_SOUTH, *, with_system=True):
    """A zipped shapefile of one polygon, whose ring is in longitude and latitude."""
    moved = Transformer.from_crs(4326, epsg, always_xy=True)
    parts = {name: io.BytesIO() for name in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POLYGON) as writer:
        writer.field("name", "C")
        writer.poly([[moved.transform(*place) for place in ring]])
        writer.record("Reserve")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(f"reserve.{name}", content.getvalue())
        if with_system:
            archive.writestr("reserve.prj", CRS.from_epsg(epsg).to_wkt("WKT1_ESRI"))
    return packed.getvalue()
