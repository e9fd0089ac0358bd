"""Judges every site again, or checks that every stored result is what the rules say."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sites import stored
from sites.models import Site

WORDS = {
    "missing": gettext_lazy("never evaluated"),
    "stale": gettext_lazy("the evaluation is not what the rules say of its day"),
    "copy": gettext_lazy("the site, or its public row, is not as its evaluation says"),
}


class Command(BaseCommand):
    help = (
        "Judges every site again as of today and records what changed. With --check it changes nothing: it names every site whose stored "
        "result is not what the rules say of its day and ends with 1 if there is one; what only a year that turned would change is told "
        "apart and is no fault."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="compare only, and end with 1 on a difference"
        )
        parser.add_argument(
            "--geometry", action="store_true", help="find all overlaps of boundaries anew first"
        )

    def handle(self, *, check, geometry, **options):
        if check:
            self._check()
            return
        evaluations, copies = stored.set_right(geometry=geometry)
        self.stdout.write(
            ngettext("%(number)d evaluation changed.", "%(number)d evaluations changed.", evaluations)
            % {"number": evaluations}
        )
        if copies:
            self.stdout.write(
                ngettext("%(number)d site was set right.", "%(number)d sites were set right.", copies)
                % {"number": copies}
            )

    def _check(self):
        wrong = stored.wrong()
        turned = wrong.pop(stored.CALENDAR, set())
        if turned:
            self.stdout.write(
                ngettext(
                    "Since a year has turned, the rules say otherwise of %(number)d site: run reevaluate.",
                    "Since a year has turned, the rules say otherwise of %(number)d sites: run reevaluate.",
                    len(turned),
                )
                % {"number": len(turned)}
            )
        for kind, site_ids in wrong.items():
            for site in Site.objects.filter(pk__in=site_ids):
                self.stdout.write(f"{site}: {WORDS[kind]}")
        if wrong:
            raise CommandError(
                _("Stored results differ from the rules. Run reevaluate, and find out what wrote past them.")
            )
        self.stdout.write(_("Every stored result is what the rules say of its day."))
