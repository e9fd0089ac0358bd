"""What is wrong with a boundary that was pasted, drawn or sent, and what was changed in reading it: the codes of `sites.geojson` and
`sites.strict_json`."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "G_OBJECT": (_("A boundary is a GeoJSON object with “type” and “coordinates”."),),
    ("G_TYPE", "None"): (_("The geometry does not say its “type”: Polygon or MultiPolygon."),),
    ("G_TYPE", "Feature"): (
        _("This is a Feature: send the geometry inside it, a Polygon or a MultiPolygon."),
    ),
    ("G_TYPE", "FeatureCollection"): (
        _("This is a collection of features: send the geometry of one of them, a Polygon or a MultiPolygon."),
    ),
    "G_TYPE": (
        _("A boundary is a Polygon or a MultiPolygon, and this is of the type “%(type)s”."),
        _("A boundary is a Polygon or a MultiPolygon."),
    ),
    "G_FORMAT": (
        _("This looks like %(format)s. Save the boundary as GeoJSON and try again."),
        _("This is no GeoJSON. Save the boundary as GeoJSON and try again."),
    ),
    "G_FEATURES": (
        _("The collection must hold exactly one feature, the boundary; it holds %(count)s."),
        _("The collection must hold exactly one feature, the boundary."),
    ),
    "G_CRS": (
        _("The coordinates are in “%(crs)s”; save them as longitude and latitude in WGS 84 (EPSG:4326)."),
        _("Save the coordinates as longitude and latitude in WGS 84 (EPSG:4326)."),
    ),
    "G_ARRAY": (_("A list in square brackets is expected here."),),
    "G_EMPTY": (_("This list is empty."),),
    "G_POSITION": (
        _("A position is a list of two or three numbers: longitude, latitude and, if need be, a height."),
    ),
    "G_DIMENSIONS": (_("Some positions of this ring have a height and others have none."),),
    "G_NUMBER": (_("Longitude and latitude are numbers."),),
    ("G_LONGITUDE", True): (
        _(
            "%(value)s is no longitude, which lies between -180 and 180. Longitude comes first, then latitude."
        ),
    ),
    "G_LONGITUDE": (
        _("%(value)s is no longitude: it lies between -180 and 180 degrees."),
        _("A longitude lies between -180 and 180 degrees."),
    ),
    ("G_LATITUDE", True): (
        _(
            "%(value)s is no latitude, which lies between -90 and 90. Longitude comes first, then latitude: have the two been swapped?"
        ),
    ),
    "G_LATITUDE": (
        _("%(value)s is no latitude: it lies between -90 and 90 degrees."),
        _("A latitude lies between -90 and 90 degrees."),
    ),
    "G_SHORT": (
        _("A ring has at least four positions, the last one equal to the first; this one has %(count)s."),
        _("A ring has at least four positions, the last one equal to the first."),
    ),
    "G_OPEN": (_("This ring is not closed: its last position must equal its first."),),
    "G_GLOBE": (_("This ring runs round the whole globe, so what lies inside it cannot be told."),),
    "G_VERTICES": (
        _("The boundary has %(count)s positions; at most %(limit)s can be kept. Simplify it first."),
        _("The boundary has too many positions. Simplify it first."),
    ),
    "G_PARTS": (
        _("The boundary has %(count)s parts; at most %(limit)s can be kept."),
        _("The boundary has too many parts."),
    ),
    "G_RINGS": (
        _("The boundary has %(count)s rings; at most %(limit)s can be kept."),
        _("The boundary has too many rings."),
    ),
    "J_EMPTY": (_("There is nothing here to read."),),
    "J_ENCODING": (_("This is not text in UTF-8."),),
    "J_SYNTAX": (
        _("This is not JSON: reading stops at line %(line)s, column %(column)s."),
        _("This is not JSON."),
    ),
    "J_TOO_DEEP": (
        _("The brackets are nested deeper than %(limit)s levels."),
        _("The brackets are nested too deep."),
    ),
    "J_TWICE": (_("The key “%(key)s” stands twice in one object."), _("A key stands twice in one object.")),
    "J_NUMBER": (
        _("“%(text)s” is not a number that can be kept."),
        _("This is not a number that can be kept."),
    ),
    "J_TEXT": (_("The text holds a character that no text may hold."),),
}

NOTICES = {
    "N_HEIGHT": (_("Heights were left out: a boundary is flat."),),
    "N_DUPLICATES": (_("Positions that stood twice in a row were kept once."),),
    "N_ROUNDED": (_("Coordinates were rounded to 7 decimals, about a centimetre."),),
    "N_REWOUND": (_("The direction of rings was set as the GeoJSON standard asks; the area is the same."),),
    "N_CUT": (_("The boundary crosses the 180th meridian and was cut there, as the GeoJSON standard asks."),),
    "N_FEATURE": (_("The geometry of the feature was taken; its other properties were left out."),),
}

GEOJSON = PROBLEMS | NOTICES
