"""One row of a site list as the registry understands it: codes, numbers and words checked, nothing guessed.

What can be kept with a doubt is kept, and the doubt is told; what cannot be understood refuses the row with its reason."""

import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from . import countries, listed_category
from .list_place import place
from .models import Listing, Site, Species
from .site_list import EARLIER, PROTECTION

CODE = re.compile(r"[A-Z]{3,4}[0-9]{1,6}")
YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})(?![0-9])")
EARLIEST_YEAR = 1990
OLD_BIRDLIFE_NUMBER = re.compile(r"10[06][0-9]{6}")
LIKE_OLD_BIRDLIFE_NUMBER = re.compile(r"1[0-9]{8}")
UNASSESSED = {"unknown", "uncertain", "not assessed", "not known", "?"}
CLASSES = {
    "protected": Site.Protection.COMPLETE,
    "complete": Site.Protection.COMPLETE,
    "partial": Site.Protection.PARTIAL,
    "partially protected": Site.Protection.PARTIAL,
    "unprotected": Site.Protection.NONE,
    "none": Site.Protection.NONE,
}
LONGEST = {
    column: model._meta.get_field(name).max_length
    for column, model, name in (
        ("site", Site, "name"),
        ("species", Species, "scientific_name"),
        ("common_name", Species, "common_name"),
        ("class", Species, "class_name"),
        ("order", Species, "order_name"),
        ("family", Species, "family_name"),
        ("red_list_category", Listing, "category_source"),
        ("category_source", Listing, "category_source"),
        ("source", Listing, "category_source"),
        ("aze_id", Site, "aze_id"),
        ("site_type", Site, "site_type"),
        ("birdlife_site_id", Listing, "birdlife_site_id"),
        ("source_row", Listing, "source_row"),
        ("note", Listing, "note"),
    )
}
LONGEST_EARLIER, LONGEST_PROTECTION = (
    Listing._meta.get_field(name).max_length for name in ("listed_name", "protection")
)
LONGEST_CATEGORY = Listing._meta.get_field("category").max_length


class RowRefused(ValueError):
    """The row cannot be taken over; the message says why."""


@dataclass(frozen=True)
class Entry:
    """One species at one site in one list. `cells` holds the row as it was written; `earlier` pairs the years of older lists with the
    name that the site had there."""

    row: int
    cells: dict
    year: int
    countries: tuple
    codes: tuple
    lon: float | None
    lat: float | None
    category: listed_category.Category
    sis_id: int | None
    birdlife_id: int | None
    rank: str
    protection_word: str
    protection: str
    protection_year: str
    earlier: tuple
    doubts: tuple = field(default=(), compare=False)

    def __getitem__(self, column):
        return self.cells.get(column, "")

    @property
    def list_name(self):
        return self["source"]

    @property
    def listed_category(self):
        """The category as the list writes it, by its code where that is a long word."""
        written = self["red_list_category"]
        return written if len(written) <= LONGEST_CATEGORY else self.category.code


def read(row, *, source="", year=None):
    """The Entry of a Row; `source` and `year` name the list where the row does not. Raises RowRefused."""
    if row.problem:
        raise RowRefused(row.problem)
    cells = row.cells | ({} if row.cells.get("source") else {"source": source})
    _check_words(cells)
    doubts = []
    codes = _codes(cells.get("site_code", ""), doubts)
    listed_year = _year(cells["source"], year)
    found = _countries(cells["country_iso2"])
    _compare_codes(codes, found, doubts)
    lon, lat = place(cells.get("lon", ""), cells.get("lat", ""), found, doubts)
    category = _category(cells.get("red_list_category", ""), doubts)
    sis_id, birdlife_id = _taxon_ids(cells.get("iucn_taxon_id", ""), cells.get("class", ""), doubts)
    rank = _rank(cells, doubts)
    protection = _protection(cells, doubts)
    earlier = tuple(
        (int(match[1]), name)
        for column, name in cells.items()
        if name and (match := EARLIER.fullmatch(column))
    )
    if cells.get("note"):
        doubts.append(_("The list notes: %(note)s") % {"note": cells["note"]})
    return Entry(
        *(row.number, cells, listed_year, found, codes, lon, lat, category, sis_id, birdlife_id, rank),
        *protection,
        *(earlier, tuple(doubts)),
    )


def _check_words(cells):
    for column in ("site", "species"):
        if not cells[column]:
            raise RowRefused(_("It names no %(column)s.") % {"column": column})
    for column, cell in cells.items():
        longest = _longest(column)
        if longest and len(cell) > longest:
            raise RowRefused(
                _("%(column)s has %(count)d letters, and at most %(longest)d can be kept.")
                % {"column": column, "count": len(cell), "longest": longest}
            )


def _longest(column):
    """The most letters that a cell of this column may have; None where it is not kept as text."""
    if EARLIER.fullmatch(column):
        return LONGEST_EARLIER
    return LONGEST_PROTECTION if PROTECTION.fullmatch(column) else LONGEST.get(column)


def _year(source, year):
    named = YEAR.search(source)
    found = year or (int(named[1]) if named else None)
    if not source or found is None:
        raise RowRefused(
            _(
                "It does not name the list and its year (column source, such as AZE-2010). Name them with --source and --year."
            )
        )
    if not EARLIEST_YEAR <= found <= timezone.now().year:
        raise RowRefused(_("No list can be of the year %(year)d.") % {"year": found})
    return found


def _countries(written):
    """The codes in order, each once."""
    parts = [part.strip() for part in re.split(r"[;,/|]", written) if part.strip()]
    if not parts:
        raise RowRefused(_("It names no country."))
    try:
        return tuple(dict.fromkeys(countries.find(part) for part in parts))
    except countries.NoSuchCountry as error:
        raise RowRefused(str(error)) from error


def _codes(written, doubts):
    codes = []
    for part in re.split(r"[;,/|\s]+", written):
        if CODE.fullmatch(part):
            codes.append(part)
        elif part:
            doubts.append(
                _("“%(code)s” is no site code (three or four capital letters and a number) and was left out.")
                % {"code": part}
            )
    return tuple(dict.fromkeys(codes))


def _compare_codes(codes, iso2s, doubts):
    """Tells of codes that are not those of the countries: a territory listed under its state, or a wrong one."""
    starts = {countries.letters(iso2) for iso2 in iso2s}
    for code in codes:
        if code.rstrip("0123456789") not in starts:
            doubts.append(
                _(
                    "The code %(code)s does not begin with the letters of a country of the site: %(countries)s."
                )
                % {"code": code, "countries": ", ".join(sorted(starts))}
            )


def _category(written, doubts):
    category = listed_category.read(written)
    if not written:
        doubts.append(_("The list gives no Red List category: criterion 1 stays open."))
    elif not category.known:
        doubts.append(
            _("“%(category)s” is no category of the Red List that is known here.") % {"category": written}
        )
    elif category.code == "EW":
        doubts.append(
            _(
                "Extinct in the Wild counts only for the most viable site of reintroduction: a person must decide."
            )
        )
    elif category.code not in ("CR", "EN"):
        doubts.append(
            _("%(category)s is neither EN nor CR: the species cannot trigger.") % {"category": category.code}
        )
    return category


def _taxon_ids(written, class_name, doubts):
    """(SIS id, old BirdLife number), one of them at most."""
    if not written:
        return None, None
    if not re.fullmatch(r"[0-9]{1,12}", written, re.ASCII):
        doubts.append(_("iucn_taxon_id “%(id)s” is no number and was left out.") % {"id": written})
        return None, None
    if OLD_BIRDLIFE_NUMBER.fullmatch(written):
        return None, int(written)
    if class_name.casefold() == "aves" and LIKE_OLD_BIRDLIFE_NUMBER.fullmatch(written):
        doubts.append(
            _("%(id)s was taken for an old BirdLife number, not for a SIS id: look it up.") % {"id": written}
        )
        return None, int(written)
    return int(written), None


def _rank(cells, doubts):
    """The rank that the name itself tells; a name in capitals or without any is written as names are."""
    name = cells["species"]
    if name.isupper() or name.islower():
        cells["species"] = name.capitalize()
        doubts.append(_("The species was written “%(name)s”.") % {"name": name})
    words = cells["species"].split()
    if len(words) == 2:
        return Species.Rank.SPECIES
    rank = Species.Rank.VARIETY if "var." in words else Species.Rank.SUBSPECIES
    if rank == Species.Rank.VARIETY or {"subsp.", "ssp."} & set(words) or _is_trinomen(words):
        doubts.append(_("The name is that of a %(rank)s, which cannot trigger.") % {"rank": rank.label})
        return rank
    doubts.append(_("The name is not made of genus and species: check it."))
    return Species.Rank.SPECIES


def _is_trinomen(words):
    return len(words) == 3 and all(word.isalpha() and word.islower() for word in words[1:])


def _protection(cells, doubts):
    """(word, protection class or "", year) of the latest column of protection that has a word."""
    for column in sorted((name for name in cells if PROTECTION.fullmatch(name)), reverse=True):
        word = cells[column].casefold()
        if not word:
            continue
        if word not in CLASSES and word not in UNASSESSED:
            doubts.append(
                _("%(column)s says “%(word)s”, which is no class of protection known here; not taken over.")
                % {"column": column, "word": cells[column]}
            )
        return cells[column], CLASSES.get(word, ""), PROTECTION.fullmatch(column)[1]
    return "", "", ""
