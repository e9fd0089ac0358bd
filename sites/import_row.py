"""Takes one row of a list, a species at a site, into the registry: its listing, its claim, its species.

A row is taken over once: a Listing of its site, species and year says that it was, and its consequences are not drawn again. So what
people change or take away afterwards stays as they left it."""

from django.utils.translation import gettext as _

from . import list_names
from .import_species import fill_species, new_species
from .models import Claim, Listing

COMPARED = {
    "source": "source",
    "listed_name": "site",
    "category_source": "category_source",
    "note": "note",
}


def take_row(site, entry, species, doubts):
    """Takes the row over unless it was before; whether it did. `species` is None where the registry lacks it."""
    listed = species and Listing.objects.filter(site=site, species=species, year=entry.year).first()
    if listed:
        _compare(listed, entry, doubts)
        return False
    if species is None:
        species = new_species(entry)
    else:
        fill_species(species, entry, doubts)
    _list(site, entry, species)
    _claim(site, entry, species, doubts)
    return True


def _compare(listed, entry, doubts):
    theirs = {field: entry[column] for field, column in COMPARED.items()}
    theirs |= {"category": entry.listed_category, "protection": entry.protection_word}
    for field, value in theirs.items():
        if getattr(listed, field) != value:
            doubts.append(
                _(
                    "%(field)s was “%(before)s” when this list was taken over and is “%(now)s” now: not taken over again."
                )
                % {
                    "field": Listing._meta.get_field(field).verbose_name,
                    "before": getattr(listed, field),
                    "now": value,
                }
            )


def _list(site, entry, species):
    told = [
        Listing(
            site=site,
            species=species,
            year=year,
            source=list_names.earlier_source(year, entry.list_name),
            listed_name=name,
        )
        for year, name in entry.earlier
    ]
    listed = Listing(
        site=site,
        species=species,
        year=entry.year,
        source=entry.list_name,
        listed_name=entry["site"],
        category=entry.listed_category,
        category_source=entry["category_source"],
        protection=entry.protection_word,
        birdlife_site_id=entry["birdlife_site_id"],
        source_row=entry["source_row"],
        note=entry["note"],
    )
    Listing.objects.bulk_create([*told, listed], ignore_conflicts=True)


def _claim(site, entry, species, doubts):
    claims = Claim.objects.filter(species=species).select_related("site")
    here = [claim for claim in claims if claim.site_id == site.pk]
    for claim in here:
        _confirm_presence(claim, entry, doubts)
    if here:
        return
    for claim in claims:
        doubts.append(
            _("The species is claimed at %(site)s too: tell which part of its population lives at each.")
            % {"site": claim.site}
        )
    Claim.objects.create(
        site=site,
        species=species,
        basis=Claim.Basis.EARLIER_LISTING,
        last_confirmed=entry.year,
        citation=list_names.citation(entry.list_name),
    )


def _confirm_presence(claim, entry, doubts):
    """A newer list confirms the claim that an older one made; any other claim stays as it is."""
    if claim.basis != Claim.Basis.EARLIER_LISTING:
        doubts.append(
            _("The claim here has another basis (%(basis)s): it stays.")
            % {"basis": claim.get_basis_display()}
        )
    elif claim.presence != Claim.Presence.EXTANT:
        doubts.append(
            _("The claim here says “%(presence)s”: it stays.") % {"presence": claim.get_presence_display()}
        )
    elif (claim.last_confirmed or 0) < entry.year:
        claim.last_confirmed = entry.year
        claim.save()
