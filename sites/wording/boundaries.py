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
    "F_POSITIONS": (
        _(
            "The file holds more than %(limit)s positions. Leave out what is not the boundary, or simplify it first."
        ),
        _("The file holds too many positions. Leave out what is not the boundary, or simplify it first."),
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
        _(
            "The boundary encloses %(area_m2)s m², which is no area of a site: look whether corners are missing."
        ),
        _("The boundary encloses nothing: look whether corners are missing."),
    ),
    "F_METRES": (
        _(
            "%(value)s is no number of degrees: are these metres? Save the boundary in longitude and latitude, WGS 84 (EPSG:4326)."
        ),
        _("These are no degrees. Save the boundary in longitude and latitude, WGS 84 (EPSG:4326)."),
    ),
    "F_SWAPPED": (
        _("Latitude %(value)s is impossible, it lies between -90 and 90: are the columns swapped?"),
        _("A latitude lies between -90 and 90: are the columns swapped?"),
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
    "F_CORNER": (
        _(
            "“%(text)s” tells no place. Write one corner in a line: -1.3, -90.43 or 1°18'00\"S 90°25'48\"W or, in UTM, 15M 786000 9856000."
        ),
        _("This line tells no place. Write one corner in a line."),
    ),
    "F_CORNERS_MIXED": (
        _("Some corners are in degrees and others in metres. Write all of them in one way."),
    ),
    "F_ZONES": (_("This corner is in another UTM zone than the first. Write all of them in one zone."),),
    "F_COORDINATES": (
        _(
            "“%(text)s” is no position: write longitude, comma, latitude, such as -90.43,-1.3, and a space before the next one."
        ),
        _("This is no position: longitude and latitude are numbers."),
    ),
    "F_XML": (
        _("This is not whole XML: reading stops at line %(line)s."),
        _("This is not whole XML."),
    ),
    "F_XML_DTD": (
        _(
            "The file declares a document type or entities, which are not read here. Save it anew without them."
        ),
    ),
    "F_XML_DEEP": (
        _("The elements are nested deeper than %(limit)s levels."),
        _("The elements are nested too deep."),
    ),
    "F_KML_LINK": (
        _(
            "This KML holds no place, only a link to another file (NetworkLink), which is not followed. Save the place itself as KML."
        ),
    ),
    "F_ZIP": (_("The archive is damaged and cannot be unpacked."),),
    "F_ZIP_ENTRIES": (
        _(
            "The archive holds %(count)s files; at most %(limit)s can be taken. Leave out what is not the boundary."
        ),
        _("The archive holds too many files. Leave out what is not the boundary."),
    ),
    "F_ZIP_LARGE": (
        _("Unpacked, the archive holds more than %(limit_mb)s MB. Leave out what is not the boundary."),
        _("The archive holds more than can be unpacked. Leave out what is not the boundary."),
    ),
    "F_ZIP_NAME": (
        _(
            "The archive holds a file called “%(text)s”: names must be plain, each once, and none may lead out of the archive."
        ),
        _(
            "The names of files in the archive must be plain, each once, and none may lead out of the archive."
        ),
    ),
    "F_ZIP_LOCKED": (_("The archive is locked by a password. Send it without one."),),
    "F_ZIP_METHOD": (
        _("The archive is packed in a way that is not read here. Pack it anew as an ordinary ZIP."),
    ),
    "F_ZIP_OVERLAP": (_("Files in the archive lie over one another. Pack it anew as an ordinary ZIP."),),
    "F_ZIP_NESTED": (_("This is an archive within the archive. Pack the files of the boundary themselves."),),
    "F_ZIP_NOTHING": (
        _("The archive holds no shapefile, GeoJSON, KML, GPX or GeoPackage; it holds %(names)s."),
        _("The archive holds no shapefile, GeoJSON, KML, GPX or GeoPackage."),
    ),
    "F_SHAPEFILE": (
        _("This is no whole shapefile: what it says of itself does not fit what it holds. Export it anew."),
    ),
    "F_SHAPE_TYPE": (
        _("The shapefile holds shapes of the type %(type)s, and a boundary is a polygon."),
        _("The shapefile holds no polygons, and a boundary is one."),
    ),
    "F_FEATURES": (
        _("There are more than %(limit)s features in it. Save the boundary alone."),
        _("There are too many features in it. Save the boundary alone."),
    ),
    "F_GEOPACKAGE": (_("This GeoPackage is damaged and cannot be read. Export it anew."),),
    "F_SQLITE": (
        _("This is a SQLite database that is no GeoPackage. Save the boundary as GeoPackage or GeoJSON."),
    ),
    "F_GEOMETRY": (_("The geometry of this feature is damaged or of a kind that is not read here."),),
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
    "N_CORNERS": (
        _("The %(count)s corners were joined in their order, the last one with the first."),
        _("The corners were joined in their order, the last one with the first."),
    ),
    "N_NUMBERED": (
        _("The first number of each line, 1, 2, 3 and so on, was taken for the number of the corner."),
    ),
    "N_LAT_FIRST": (_("The first number was taken for latitude: it cannot be otherwise."),),
    "N_LON_FIRST": (_("The first number was taken for longitude: it cannot be otherwise."),),
    "N_PLACE": (_("One place was read. It is no boundary, which is an area."),),
    "N_UNREAD": (
        _("“%(part)s” could not be read and was left out."),
        _("A file in the archive could not be read and was left out."),
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
    "N_SIMPLIFIED": (
        _(
            "The boundary was simplified as chosen: it enclosed %(before)s km² before and encloses %(after)s km² now."
        ),
        _("The boundary was simplified as chosen."),
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
    "A_SIMPLIFY": (
        _(
            "A simpler boundary: %(fewer)s positions in place of %(count)s, none moved by more than %(metres)s m."
        ),
        _("A simpler boundary, with fewer positions."),
    ),
    "A_SWAP": (
        _(
            "Take latitude for longitude and longitude for latitude: it would lie near longitude %(lon)s, latitude %(lat)s."
        ),
        _("Take latitude for longitude and longitude for latitude."),
    ),
    "A_LAT_FIRST": (
        _("Latitude first, then longitude: near longitude %(lon)s, latitude %(lat)s."),
        _("Latitude first, then longitude."),
    ),
    "A_LON_FIRST": (
        _("Longitude first, then latitude: near longitude %(lon)s, latitude %(lat)s."),
        _("Longitude first, then latitude."),
    ),
    "A_EAST_FIRST": (_("Easting first, then northing."),),
    "A_NORTH_FIRST": (_("Northing first, then easting."),),
    "A_AREAS": (_("Take the area alone, and leave the rest out."),),
    "A_JOIN": (_("Take the area inside, with the last position joined to the first."),),
    "A_CLOSE": (_("Close every ring that was left open, by joining its last position to its first."),),
}

BOUNDARIES = PROBLEMS | NOTICES | CHOICES
