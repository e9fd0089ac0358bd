"""The locality of a row of a site list: a point that can be, in degrees, or none with the doubt told."""

from django.utils.translation import gettext as _

from . import outlines
from .numbers import NotExact, exact

FAR_DEGREES = 10  # about 1,100 km: farther from its country's land no site lies


def place(lon_text, lat_text, iso2s, doubts):
    """(lon, lat), or (None, None) where the cells give no place; what is doubtful is added to `doubts`."""
    if not lon_text and not lat_text:
        doubts.append(_("The list gives no coordinates: the site stays without a place."))
        return None, None
    lon, lat = _degrees("lon", lon_text, 180, doubts), _degrees("lat", lat_text, 90, doubts)
    if lon is None or lat is None:
        return None, None
    if lon == 0 and lat == 0:
        doubts.append(
            _("The coordinates are 0, 0, which stands for missing ones: the site stays without a place.")
        )
        return None, None
    _compare_with_countries(lon, lat, iso2s, doubts)
    return lon, lat


def _degrees(column, written, limit, doubts):
    try:
        number = float(exact(written))
    except NotExact:
        doubts.append(_not_a_number(column, written))
        return None
    if abs(number) <= limit:
        return number
    doubts.append(
        _(
            "%(column)s is %(value)s, which is impossible: are the two columns swapped? The site stays without a place."
        )
        % {"column": column, "value": written}
    )
    return None


def _not_a_number(column, written):
    if not written:
        return _("%(column)s is missing: the site stays without a place.") % {"column": column}
    if "," in written:
        return _(
            "%(column)s is “%(value)s”: write decimals with a point. The site stays without a place."
        ) % {
            "column": column,
            "value": written,
        }
    return _(
        "%(column)s is “%(value)s”, which is no number in plain digits. The site stays without a place."
    ) % {
        "column": column,
        "value": written,
    }


def _compare_with_countries(lon, lat, iso2s, doubts):
    told = {"lon": f"{lon:g}", "lat": f"{lat:g}", "countries": ", ".join(iso2s)}
    if elsewhere := outlines.country_elsewhere(lon, lat, iso2s):
        doubts.append(
            _(
                "The coordinates %(lon)s, %(lat)s (lon, lat) lie in %(elsewhere)s, and the list names %(countries)s."
            )
            % {**told, "elsewhere": elsewhere}
        )
    elif (away := outlines.degrees_away(lon, lat, iso2s)) and away > FAR_DEGREES:
        doubts.append(
            _("The coordinates %(lon)s, %(lat)s (lon, lat) lie far from all land of %(countries)s.") % told
        )
