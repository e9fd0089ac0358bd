"""Which site of the registry a site of a list is: by code, else by name and first country. Never by guess: where two are possible, none."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from . import geometry
from .list_entry import RowRefused
from .models import Boundary, Listing, Site, SiteCode, Species, SpeciesName
from .search import fold

NEAR_KM = 50


@dataclass
class Match:
    """`site` is None for one that the registry lacks; `codes` are those that are the site's own or free."""

    site: Site | None
    codes: tuple
    doubts: list = field(default_factory=list)


def find_site(entry):
    """The Match of the first row of a site. Raises RowRefused where its codes, or its name, are those of several sites."""
    owners = _owners(entry.codes)
    if len(owners) > 1:
        raise RowRefused(
            _("Its codes are those of several sites here: %(sites)s.") % {"sites": _listed(owners)}
        )
    doubts, codes = [], entry.codes
    if owners:
        owner = owners[0]
        if _is_same(owner, entry):
            return Match(owner, codes)
        codes = tuple(code for code in codes if not _owners([code]))
        doubts.append(
            _("The code %(code)s is that of another site here, %(site)s: it was not taken for this one.")
            % {"code": ", ".join(code for code in entry.codes if code not in codes), "site": owner}
        )
    return _by_name(entry, codes, doubts)


def _by_name(entry, codes, doubts):
    found = _of_that_name(entry)
    same = [site for site in found if not _is_another(site, entry, codes)]
    if len(same) > 1:
        raise RowRefused(
            _(
                "Several sites here have this name in this country: %(sites)s. Write the code of the one that is meant."
            )
            % {"sites": _listed(same)}
        )
    for other in found:
        if other not in same:
            doubts.append(_("Another site of this name in this country is %(site)s.") % {"site": other})
    if not same:
        return Match(None, codes, doubts)
    if codes and codes[0] != same[0].code:
        doubts.append(
            _("Matched by name with %(site)s; its code in the list, %(code)s, was added.")
            % {"site": same[0], "code": ", ".join(codes)}
        )
    return Match(same[0], codes, doubts)


def _owners(codes):
    held = Q(code__in=codes) | Q(pk__in=SiteCode.objects.filter(code__in=codes).values("site"))
    return list(Site.objects.filter(held)) if codes else []


def _of_that_name(entry):
    name = fold(entry["site"])
    likely = Site.objects.filter(
        country_rows__country=entry.countries[0], country_rows__position=0, search_text__contains=name
    )
    return [site for site in likely if name in _names(site)]


def _names(site):
    listed = Listing.objects.filter(site=site).values_list("listed_name", flat=True)
    return {fold(name) for name in (site.name, site.national_name, *listed) if name}


def _is_same(site, entry):
    """Whether a site that holds the code can be meant: it has the name, or lies in the same country and near."""
    if fold(entry["site"]) in _names(site):
        return True
    shared = set(site.country_rows.values_list("country", flat=True)) & set(entry.countries)
    return bool(shared) and not _is_far(site, entry)


def _is_another(site, entry, codes):
    """Whether a site of the same name is another one: it lies elsewhere, or the same list knows it by another code."""
    if _is_far(site, entry):
        return True
    return bool(codes) and Listing.objects.filter(site=site, year=entry.year, source=entry.list_name).exists()


def _is_far(site, entry):
    if entry.lon is None:
        return False
    lon, lat = site.locality_lon, site.locality_lat
    if lon is None:
        drawn = Boundary.objects.filter(site=site).values_list("marker_lon", "marker_lat").first()
        lon, lat = drawn or (None, None)
    return lon is not None and geometry.distance_between_km(lon, lat, entry.lon, entry.lat) > NEAR_KM


def find_species(entry, doubts):
    """The registry's species of a row, None for one that it lacks. Raises RowRefused where name and number are of two species."""
    name, number = entry["species"], entry.sis_id
    found = list(Species.objects.filter(Q(scientific_name=name) | (Q(sis_id=number) if number else Q())))
    named = next((species for species in found if species.scientific_name == name), None)
    numbered = next((species for species in found if number and species.sis_id == number), None)
    if named and numbered and named != numbered:
        raise RowRefused(
            _("The name is that of one species here, and SIS id %(id)d that of another, %(other)s.")
            % {"id": number, "other": numbered}
        )
    if numbered and not named:
        doubts.append(
            _("SIS id %(id)d is that of %(species)s here: taken for the same species under another name.")
            % {"id": number, "species": numbered}
        )
    return named or numbered or _by_synonym(name, doubts)


def _by_synonym(name, doubts):
    synonyms = SpeciesName.objects.filter(name=name, kind=SpeciesName.Kind.SYNONYM)
    found = list(Species.objects.filter(pk__in=synonyms.values("species")))
    if len(found) > 1:
        raise RowRefused(
            _("The name is a synonym of several species here: %(species)s.")
            % {"species": ", ".join(str(species) for species in found)}
        )
    if found:
        doubts.append(
            _("The name is a synonym of %(species)s here: taken for that species.") % {"species": found[0]}
        )
    return found[0] if found else None


def _listed(sites):
    return ", ".join(str(site) for site in sites)
