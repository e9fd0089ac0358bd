"""The public pages of the registry: they read published rows and nothing else."""

from http import HTTPStatus

from django.shortcuts import redirect, render

from . import browsing, catalogue, listing, reuse
from .addresses import Moved, public_site, public_species
from .factsheet import Factsheet
from .filters import MapFilter, SiteFilter
from .freshness import fresh
from .models import Picture
from .species_sheet import SpeciesSheet

SPECIES_SELECTS = ("country", "group", "category")


@fresh
def site_list(request):
    return _sites(request, SiteFilter, "sites/list.html")


@fresh
def site_map(request):
    return _sites(request, MapFilter, "sites/map.html")


def _sites(request, filter_set, template):
    told, rows = _browsed(request, filter_set, listing.rows(), browsing.SELECTS)
    return _page(request, template, told | {"sites": listing.described(rows)})


@fresh
def site_detail(request, code):
    try:
        site = public_site(code)
    except Moved as moved:
        return redirect("site-detail", moved.to, permanent=True)
    sheet = Factsheet(site)
    told = {
        "site": site,
        "sheet": sheet,
        "cited": sheet.cited(reuse.publisher(request.stamp)),
        "pictures": Picture.objects.public().filter(site=site.pk),
    }
    return render(request, "sites/detail.html", told)


@fresh
def species_list(request):
    told, rows = _browsed(request, catalogue.SpeciesFilter, catalogue.public_species(), SPECIES_SELECTS)
    return _page(request, "species/list.html", told | {"species": rows})


@fresh
def species_detail(request, slug):
    try:
        species = public_species(slug)
    except Moved as moved:
        return redirect("species-detail", moved.to, permanent=True)
    sheet = SpeciesSheet(species, request.stamp.changed_at)
    told = {"species": species, "sheet": sheet, "cited": sheet.cited(reuse.publisher(request.stamp))}
    return render(request, "species/detail.html", told)


def _browsed(request, filter_set, rows, selects):
    """(what a page tells around the rows asked for, those rows). A query that cannot be read shows all rows, with its problems and with
    what was typed."""
    asked, problems = filter_set.read(request.GET, rows)
    typed = filter_set(request.GET, rows).form if problems else asked.form
    matched, shown = asked.page()
    return {
        "problems": problems,
        "q": typed.data.get("q", ""),
        "controls": browsing.controls(typed, selects),
        "kept": browsing.kept(typed, selects),
        "chips": browsing.chips(asked.form, request.path),
        "query": browsing.query(asked.form),
        "pages": browsing.pages(asked, request.path, matched, len(shown)),
    }, shown


def _page(request, template, told):
    status = HTTPStatus.BAD_REQUEST if told["problems"] else HTTPStatus.OK
    return render(request, template, told, status=status)
