"""What a careful editor would notice of a site in a list: rows that contradict each other, other sites that it may be, and where the
registry says otherwise. Nothing is changed here; doubts are told."""

from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Site

SAME_DEGREES = 0.001
NOT_LISTED = {Site.Status.DRAFT, Site.Status.CANDIDATE, Site.Status.DELISTED}


def compare_rows(entries, doubts_of):
    """Tells where later rows of a site differ from the first. `doubts_of`: row number -> list."""
    first, *others = entries
    for entry in others:
        for what, ours, theirs in _site_facts(first, entry):
            if ours != theirs:
                doubts_of(entry.row).append(
                    _("%(what)s: “%(theirs)s” here and “%(ours)s” in row %(row)d, which was taken.")
                    % {"what": what, "ours": ours, "theirs": theirs, "row": first.row}
                )


def compare_with_others(site, doubts):
    """Tells which other sites a new one may be."""
    same = Q(aze_id=site.aze_id) if site.aze_id else Q()
    if site.locality_lon is not None:
        same |= Q(locality_lon=site.locality_lon, locality_lat=site.locality_lat)
    for other in Site.objects.filter(same).exclude(pk=site.pk)[:3] if same else ():
        shared = _("AZE id") if site.aze_id and site.aze_id == other.aze_id else _("coordinates")
        doubts.append(
            _("%(other)s has the same %(shared)s: is it the same site, or is one of them wrong?")
            % {"other": other, "shared": shared}
        )


def compare_with_registry(site, entry, doubts):
    """Tells where a site on file differs from the list; what is on file stays."""
    ours = tuple(site.country_rows.order_by("position", "pk").values_list("country", flat=True))
    pairs = [
        (_("name"), site.name, entry["site"]),
        (_("countries"), ", ".join(ours), ", ".join(entry.countries)),
        (_("AZE id"), site.aze_id, entry["aze_id"] or site.aze_id),
        (_("kind of site"), site.site_type, entry["site_type"] or site.site_type),
    ]
    if entry.lon is not None and not _is_near(site, entry):
        pairs.append(
            (_("place"), _written(site.locality_lon, site.locality_lat), _written(entry.lon, entry.lat))
        )
    for what, here, there in pairs:
        if here != there:
            doubts.append(differs(what, here, there))
    if site.status in NOT_LISTED:
        doubts.append(
            _("The site is %(status)s here, and the list has it as an AZE site: its status stays.")
            % {"status": site.get_status_display()}
        )


def differs(what, ours, theirs):
    return _("%(what)s: here “%(ours)s”, in the list “%(theirs)s”; what is here stays.") % {
        "what": what,
        "ours": ours,
        "theirs": theirs,
    }


def _site_facts(first, entry):
    yield _("Name"), first["site"], entry["site"]
    yield _("Countries"), ", ".join(first.countries), ", ".join(entry.countries)
    yield _("Place"), _written(first.lon, first.lat), _written(entry.lon, entry.lat)
    yield _("AZE id"), first["aze_id"], entry["aze_id"]
    yield _("Kind of site"), first["site_type"], entry["site_type"]


def _is_near(site, entry):
    if site.locality_lon is None:
        return False
    return max(abs(site.locality_lon - entry.lon), abs(site.locality_lat - entry.lat)) <= SAME_DEGREES


def _written(lon, lat):
    return _("none") if lon is None else f"{lon}, {lat}"
