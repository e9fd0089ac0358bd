"""Takes the rows of one site of a list into the registry. What people have entered or changed since stays as it is, and is told.

A row is taken over once: a Listing of its site, species and year says that it was, and its consequences are not drawn again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from . import evaluation, list_names, status
from .import_boundary import take_boundary
from .import_match import find_site, find_species
from .import_report import CREATED, SKIPPED, UPDATED, RowReport
from .import_species import fill_species, new_species
from .list_entry import RowRefused
from .models import (
    Claim,
    CodeCounter,
    Country,
    Evaluation,
    Listing,
    Site,
    SiteCode,
    SiteCountry,
    StatusChange,
)
from .search import fold
from .touched import evaluating

SAME_DEGREES = 0.001
LISTED_TWICE = {"category": "red_list_category", "category_source": "category_source", "note": "note"}


def take_site(entries, *, reserved, boundaries=None):
    """Takes the rows of one site over in one transaction; one RowReport each. `reserved`: {letters: the highest number that the file
    uses in codes}, so that no site without a code is given one of them. Raises RowRefused where the site cannot be told."""
    with evaluating(reason=_("Import of the list %(list)s") % {"list": entries[0].list_name}) as touched:
        return _Taking(entries, reserved, boundaries, touched).run()


class _Taking:
    def __init__(self, entries, reserved, boundaries, touched):
        self.entries, self.reserved, self.boundaries, self.touched = entries, reserved, boundaries, touched
        self.reports = {
            entry.row: RowReport(
                entry.row, site=entry["site"], species=entry["species"], doubts=list(entry.doubts)
            )
            for entry in entries
        }

    def run(self):
        accepted = self._accepted()
        if not accepted:
            return list(self.reports.values())
        first = accepted[0][0]
        match = find_site(first)
        self.doubts = self.reports[first.row].doubts
        self.doubts += match.doubts
        self.is_new = match.site is None
        self.site = match.site or self._draft(first, match.codes)
        self._refuse_superseded()
        fresh = [entry for entry, species in accepted if self._take_row(entry, species)]
        if not self.is_new:
            self._compare(first)
            self._take_protection(bool(fresh))
        self._take_aliases(first, match.codes)
        if self.boundaries and take_boundary(self.site, self.boundaries, first, self.doubts):
            self._note(first)
        self.site.save()
        if self.is_new:
            self._confirm(first)
        for report in self.reports.values():
            report.site = self.site.code or self.site.name
        return list(self.reports.values())

    # --- What of the rows can be used ---------------------------------------------------------------------------------
    def _accepted(self):
        """[(entry, species or None)] of the rows that name their species, each species once a list."""
        accepted, taken = [], {}
        for entry in self.entries:
            try:
                species = find_species(entry, self.reports[entry.row].doubts)
                key = (species.pk if species else fold(entry["species"]), entry.year)
                if key in taken:
                    raise RowRefused(self._twice(entry, taken[key]))
            except RowRefused as refusal:
                self.reports[entry.row].verdict, self.reports[entry.row].reason = SKIPPED, str(refusal)
                continue
            taken[key] = entry
            accepted.append((entry, species))
        return accepted

    @staticmethod
    def _twice(entry, before):
        told = {"row": before.row, "first": before["red_list_category"], "second": entry["red_list_category"]}
        if told["first"] != told["second"]:
            return (
                _(
                    "Row %(row)d lists this species at this site already, as %(first)s, and this one as %(second)s: one of the names may be wrong."
                )
                % told
            )
        return _("Row %(row)d lists this species at this site already.") % told

    def _refuse_superseded(self):
        if self.site.status == Site.Status.SUPERSEDED:
            raise RowRefused(
                _("%(site)s is superseded by %(successor)s here.")
                % {"site": self.site, "successor": self.site.successor}
            )

    # --- The site -----------------------------------------------------------------------------------------------------
    def _draft(self, entry, codes):
        self.site = site = Site(
            code=codes[0] if codes else None,
            name=entry["site"],
            locality_lon=entry.lon,
            locality_lat=entry.lat,
            aze_id=entry["aze_id"],
            site_type=entry["site_type"],
            birdlife_site_id=next(
                (row["birdlife_site_id"] for row in self.entries if row["birdlife_site_id"]), ""
            ),
        )
        self._take_protection(True)
        site.save()
        for position, iso2 in enumerate(entry.countries):
            SiteCountry.objects.create(site=site, country_id=iso2, position=position)
        return site

    def _compare(self, entry):
        """Tells where a site on file differs from the list."""
        site = self.site
        if fold(site.name) != fold(entry["site"]):
            self._differs(_("name"), site.name, entry["site"])
        ours = tuple(site.country_rows.order_by("position", "pk").values_list("country", flat=True))
        if ours != entry.countries:
            self._differs(_("countries"), ", ".join(ours), ", ".join(entry.countries))
        for field, theirs in (("aze_id", entry["aze_id"]), ("site_type", entry["site_type"])):
            if theirs and getattr(site, field) and getattr(site, field) != theirs:
                self._differs(field, getattr(site, field), theirs)
        if entry.lon is not None and site.locality_lon is not None:
            moved = max(abs(site.locality_lon - entry.lon), abs(site.locality_lat - entry.lat))
            if moved > SAME_DEGREES:
                self._differs(
                    _("place"), f"{site.locality_lon}, {site.locality_lat}", f"{entry.lon}, {entry.lat}"
                )

    def _differs(self, what, ours, theirs):
        self.doubts.append(
            _("%(what)s: here “%(ours)s”, in the list “%(theirs)s”; what is here stays.")
            % {"what": what, "ours": ours, "theirs": theirs}
        )

    def _take_protection(self, is_fresh):
        """The first word that the rows have for the site's protection; another one after it is told."""
        worded = [entry for entry in self.entries if entry.protection_word]
        for entry in worded[1:]:
            if entry.protection_word.casefold() != worded[0].protection_word.casefold():
                self.reports[entry.row].doubts.append(
                    _("Protection is “%(second)s” here and “%(first)s” in row %(row)d, which was taken.")
                    % {
                        "second": entry.protection_word,
                        "first": worded[0].protection_word,
                        "row": worded[0].row,
                    }
                )
        if not worded or not worded[0].protection:
            return
        entry, site = worded[0], self.site
        if is_fresh and site.protection == Site.Protection.NOT_ASSESSED and site.coverage_percent is None:
            site.protection, site.protection_as_of = entry.protection, entry.protection_year
            site.protection_source = list_names.as_source(entry.list_name)
        elif site.protection != entry.protection:
            theirs = f"{Site.Protection(entry.protection).label} ({entry.protection_year})"
            self._differs(
                _("protection"), f"{site.get_protection_display()} ({site.protection_as_of})", theirs
            )

    def _take_aliases(self, entry, codes):
        for code in codes:
            if self.site.code is None:
                self.site.code = code
            elif code != self.site.code and not SiteCode.objects.filter(code=code).exists():
                SiteCode.objects.create(code=code, site=self.site, source=list_names.title(entry.list_name))
                self._note(entry)

    def _note(self, entry):
        """That the site changed on account of this row: what the public sees of it must be made again."""
        self.touched.sites.add(self.site.pk)
        if not self.is_new:
            self.reports[entry.row].verdict = UPDATED

    def _confirm(self, entry):
        """Lists the new site, on the evidence that is on file by now."""
        if not self.site.code:
            self._reserve(entry.countries[0])
        evaluation.evaluate({self.site.pk}, day=timezone.now().date(), cause=Evaluation.Cause.EDIT)
        text = _("Listed as an AZE site in the %(title)s (list %(list)s), taken over from that list.")
        status.confirm(
            self.site,
            by=None,
            reason=StatusChange.Reason.OTHER,
            text=text % {"title": list_names.title(entry.list_name), "list": entry.list_name},
            override=True,
        )
        if not entry.codes:
            self.doubts.append(
                _("The list gives no code: the site was given %(code)s.") % {"code": self.site.code}
            )
        if not list_names.is_aze(entry.list_name):
            self.doubts.append(
                _("%(list)s is not an AZE update by its name: check that the site is listed.")
                % {"list": entry.list_name}
            )

    def _reserve(self, iso2):
        iso3 = Country.objects.get(pk=iso2).iso3
        counter, _made = CodeCounter.objects.select_for_update().get_or_create(iso3=iso3)
        counter.last = max(counter.last, self.reserved.get(iso3, 0))
        counter.save()

    # --- A row --------------------------------------------------------------------------------------------------------
    def _take_row(self, entry, species):
        """Whether the row is new here."""
        report = self.reports[entry.row]
        listed = (
            species
            and not self.is_new
            and Listing.objects.filter(site=self.site, species=species, year=entry.year).first()
        )
        if listed:
            self._compare_listing(listed, entry)
            return False
        if species is None:
            species = new_species(entry)
        else:
            fill_species(species, entry, report.doubts)
        self._list(entry, species)
        self._claim(entry, species)
        self.touched.sites.add(self.site.pk)
        report.verdict = CREATED if self.is_new else UPDATED
        return True

    def _list(self, entry, species):
        told = [
            Listing(
                site=self.site,
                species=species,
                year=year,
                source=list_names.earlier_source(year, entry.list_name),
                listed_name=name,
            )
            for year, name in entry.earlier
        ]
        listed = Listing(
            site=self.site,
            species=species,
            year=entry.year,
            source=entry.list_name,
            listed_name=entry["site"],
            category=entry["red_list_category"],
            category_source=entry["category_source"],
            protection=entry.protection_word,
            birdlife_site_id=entry["birdlife_site_id"],
            source_row=entry["source_row"],
            note=entry["note"],
        )
        Listing.objects.bulk_create([*told, listed], ignore_conflicts=True)

    def _compare_listing(self, listed, entry):
        theirs = {field: entry[column] for field, column in LISTED_TWICE.items()}
        theirs |= {
            "protection": entry.protection_word,
            "source": entry.list_name,
            "listed_name": entry["site"],
        }
        for field, value in theirs.items():
            if getattr(listed, field) != value:
                self.reports[entry.row].doubts.append(
                    _(
                        "%(field)s was “%(before)s” when this list was taken over and is “%(now)s” now: not taken over again."
                    )
                    % {
                        "field": Listing._meta.get_field(field).verbose_name,
                        "before": getattr(listed, field),
                        "now": value,
                    }
                )

    def _claim(self, entry, species):
        doubts = self.reports[entry.row].doubts
        claims = Claim.objects.filter(species=species).select_related("site")
        here = [claim for claim in claims if claim.site_id == self.site.pk]
        for claim in here:
            self._confirm_presence(claim, entry, doubts)
        if here:
            return
        for claim in claims:
            doubts.append(
                _("The species is claimed at %(site)s too: tell which part of its population lives at each.")
                % {"site": claim.site}
            )
        Claim.objects.create(
            site=self.site,
            species=species,
            basis=Claim.Basis.EARLIER_LISTING,
            last_confirmed=entry.year,
            citation=list_names.citation(entry.list_name),
        )

    @staticmethod
    def _confirm_presence(claim, entry, doubts):
        """A newer list confirms the claim that an older one made; any other claim stays as it is."""
        if claim.basis != Claim.Basis.EARLIER_LISTING:
            doubts.append(
                _("The claim here has another basis (%(basis)s): it stays.")
                % {"basis": claim.get_basis_display()}
            )
        elif claim.presence != Claim.Presence.EXTANT:
            doubts.append(
                _("The claim here says “%(presence)s”: it stays.")
                % {"presence": claim.get_presence_display()}
            )
        elif (claim.last_confirmed or 0) < entry.year:
            claim.last_confirmed = entry.year
            claim.save()
