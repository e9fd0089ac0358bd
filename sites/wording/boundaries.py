"""What is said of a boundary file or text that somebody sends: what is wrong, what was changed, what is asked (`sites.readers`)."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "F_CHOICE": (
        _("This answer does not belong to what was asked of this file. Send the file again and choose anew."),
    ),
    "F_UNREADABLE": (
        _(
            "This could not be read: it broke off the reading, or took too long. Save the boundary anew, as GeoJSON if possible."
        ),
    ),
    "F_MEMORY": (
        _("This is too much to be read at once. Leave out what is not the boundary, or simplify it first."),
    ),
    "F_LARGE": (
        _(
            "The file is larger than %(limit_mb)s MB. Leave out what is not the boundary, or simplify it first."
        ),
        _("The file is too large. Leave out what is not the boundary, or simplify it first."),
    ),
    "F_FORMAT": (
        _(
            "This is %(format)s, which is not read here. Save the boundary as GeoJSON, KML, GPX, GeoPackage or a zipped shapefile."
        ),
        _(
            "This format is not read here. Save the boundary as GeoJSON, KML, GPX, GeoPackage or a zipped shapefile."
        ),
    ),
    "F_UNKNOWN": (
        _(
            "This is no format that is read here. Send GeoJSON, KML, GPX, GeoPackage or a zipped shapefile, or paste a list of corners or well-known text."
        ),
    ),
    "F_FEATURE": (
        _("A feature is an object of the type “Feature”; this is “%(type)s”."),
        _("A feature is an object of the type “Feature”."),
    ),
    "F_NOTHING": (_("Nothing in this file can be read as a boundary."),),
    "F_NO_FEATURES": (_("There is no feature in it."),),
    "F_NO_GEOMETRY": (_("This feature has no geometry."),),
    "F_POINT": (
        _("This is a point (%(type)s), and a boundary is an area. Send the outline of the site."),
        _("This is a point, and a boundary is an area. Send the outline of the site."),
    ),
    "F_FEW": (
        _("A boundary needs at least three corners; here are %(count)s (%(type)s)."),
        _("A boundary needs at least three corners."),
    ),
    "F_POINTS": (
        _("These are %(count)s points (%(type)s), and a boundary is an area."),
        _("These are points, and a boundary is an area."),
    ),
    "F_ROUND": (
        _(
            "This is a line (%(type)s), and a boundary is an area. It comes back to where it began, but for %(gap_m)s m."
        ),
        _("This is a line, and a boundary is an area. It comes back to where it began, or nearly."),
    ),
    "F_LINE": (
        _(
            "This is a line (%(type)s), and a boundary is an area. The line ends %(gap_m)s m from where it began."
        ),
        _("This is a line, and a boundary is an area. The line does not come back to where it began."),
    ),
    "F_MIXED": (
        _("Beside the area there is what is no area: %(types)s."),
        _("Beside the area there is what is no area."),
    ),
    "F_HUGE": (
        _("The boundary encloses %(area)s km², more than any site: at most %(limit)s km² can be taken."),
        _("The boundary encloses more than any site."),
    ),
    "F_TINY": (
        _("The boundary encloses %(area_m2)s m², which is no area of a site: look whether corners are missing."),
        _("The boundary encloses nothing: look whether corners are missing."),
    ),
    "F_SYSTEM": (
        _(
            "What the file says of its coordinate reference system cannot be read. Save it in longitude and latitude, WGS 84 (EPSG:4326)."
        ),
    ),
    "F_SYSTEM_KIND": (
        _(
            "“%(system)s” is no system of places on a map. Save the file in longitude and latitude, WGS 84 (EPSG:4326)."
        ),
        _(
            "The coordinates are in no system of places on a map. Save the file in longitude and latitude, WGS 84 (EPSG:4326)."
        ),
    ),
    "F_SYSTEM_MISSING": (
        _(
            "The file does not say in which coordinate reference system it is. Save it in longitude and latitude, WGS 84 (EPSG:4326)."
        ),
    ),
    "F_OUTSIDE_SYSTEM": (
        _(
            "The position %(x)s, %(y)s lies outside what the coordinate reference system of the file can tell."
        ),
        _("A position lies outside what the coordinate reference system of the file can tell."),
    ),
    "F_WKT": (
        _("This is not well-known text: reading stops at line %(line)s, column %(column)s."),
        _("This is not well-known text."),
    ),
    "F_WKT_TYPE": (
        _("“%(text)s” is not read here. A boundary is a POLYGON or a MULTIPOLYGON."),
        _("A boundary is a POLYGON or a MULTIPOLYGON."),
    ),
    "F_WKT_POSITION": (
        _("A position is two or three numbers, longitude first: look at line %(line)s, column %(column)s."),
        _("A position is two or three numbers, longitude first."),
    ),
    "F_NESTED": (_("A collection within a collection is not read here."),),
}

NOTICES = {
    "N_SYSTEM": (
        _("The coordinates were in “%(system)s” and were turned into longitude and latitude, WGS 84."),
        _("The coordinates were turned into longitude and latitude, WGS 84."),
    ),
    "N_SYSTEM_ABOUT": (
        _(
            "How that system differs from WGS 84 at this place is not known here: the boundary may lie up to some hundred metres off. Check it on the map."
        ),
    ),
    "N_LEFT_OUT": (
        _(
            "Only the boundary was taken; left out beside it: %(count)s (points, lines or features without a place)."
        ),
        _("Only the boundary was taken; what stood beside it was left out."),
    ),
    "N_MERGED": (
        _("%(count)s areas were taken together as one boundary."),
        _("Several areas were taken together as one boundary."),
    ),
    "N_JOINED": (
        _("The %(count)s positions were joined in their order to an outline, the last one with the first."),
        _("The positions were joined in their order to an outline, the last one with the first."),
    ),
    "N_REPAIRED": (
        _(
            "The boundary was repaired as chosen: it enclosed %(before)s km² before and encloses %(after)s km² now."
        ),
        _("The boundary was repaired as chosen."),
    ),
    "N_LARGE": (
        _("The boundary encloses %(area)s km², more than most sites: look whether it is the right one."),
        _("The boundary encloses more than most sites: look whether it is the right one."),
    ),
    "N_NULL_ISLAND": (
        _(
            "The boundary lies at longitude 0, latitude 0, where coordinates lie that were never filled in: look whether it is the right place."
        ),
    ),
    "N_MANY": (
        _(
            "The boundary has %(count)s positions, more than can be seen on a map. A simpler one would do as well."
        ),
        _("The boundary has more positions than can be seen on a map. A simpler one would do as well."),
    ),
}

CHOICES = {
    "A_LAYER": (_("“%(part)s”, features: %(count)s."), _("One of several layers.")),
    "A_FEATURE": (
        _("Feature %(number)s, “%(name)s”."),
        _("Feature %(number)s."),
        _("One of several features."),
    ),
    "A_ALL": (_("All %(count)s areas together, as one boundary."), _("All areas together, as one boundary.")),
    "A_SYSTEM": (
        _("%(system)s: it would lie near longitude %(lon)s, latitude %(lat)s."),
        _("Longitude and latitude, WGS 84: it would lie near longitude %(lon)s, latitude %(lat)s."),
        _("One of several coordinate reference systems."),
    ),
    "A_SWAP": (_("Longitude and latitude have been swapped: take the first number for latitude."),),
    "A_AREAS": (_("Take the area alone, and leave the rest out."),),
    "A_JOIN": (_("Take the area inside, with the last position joined to the first."),),
    "A_CLOSE": (_("Close every ring that was left open, by joining its last position to its first."),),
}

BOUNDARIES = PROBLEMS | NOTICES | CHOICES
