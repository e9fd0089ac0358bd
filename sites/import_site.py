"""Takes the rows of one site of a list into the registry. What people have entered or changed since stays as it is, and is told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from . import evaluation, list_names, status
from .import_boundary import take_boundary
from .import_compare import compare_rows, compare_with_others, compare_with_registry, differs
from .import_match import find_site, find_species
from .import_report import CREATED, SKIPPED, UPDATED, RowReport
from .import_row import take_row
from .list_entry import RowRefused
from .models import (
    CodeCounter,
    Country,
    Evaluation,
    Site,
    SiteCode,
    SiteCountry,
    StatusChange,
)
from .search import fold
from .touched import evaluating


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
        self._compare([entry for entry, _species in accepted])
        if not self.is_new:
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

    def _take_row(self, entry, species):
        report = self.reports[entry.row]
        if not take_row(self.site, entry, species, report.doubts):
            return False
        self.touched.sites.add(self.site.pk)
        report.verdict = CREATED if self.is_new else UPDATED
        return True

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

    def _compare(self, entries):
        compare_rows(entries, lambda row: self.reports[row].doubts)
        if self.is_new:
            compare_with_others(self.site, self.doubts)
        else:
            compare_with_registry(self.site, entries[0], self.doubts)

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
            ours = f"{site.get_protection_display()} ({site.protection_as_of})"
            self.doubts.append(differs(_("protection"), ours, theirs))

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
