"""Writes the site list."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sites import exporting


class Command(BaseCommand):
    help = (
        "Writes the candidate and confirmed sites to a CSV file in the layout that import_sites reads. It holds the exact places of "
        "sensitive sites: it is for the secretariat, not for publication."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the file to write; one that is there is replaced")

    def handle(self, *, file, **options):
        part = Path(f"{file}.part")
        try:
            with open(part, "w", encoding="utf-8", newline="", opener=_for_the_owner_alone) as written:
                rows = exporting.export_sites(written)
            part.replace(file)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be written (%(reason)s).") % {"file": file, "reason": error.strerror}
            ) from error
        self.stdout.write(
            ngettext("%(number)d row written.", "%(number)d rows written.", rows) % {"number": rows}
        )
        for site in exporting.without_rows():
            self.stderr.write(_("Left out, as it has no species: %(site)s") % {"site": site})
        if count := exporting.sensitive().count():
            self.stderr.write(
                ngettext(
                    "The list holds the exact place of %(number)d sensitive site: do not publish it.",
                    "The list holds the exact places of %(number)d sensitive sites: do not publish it.",
                    count,
                )
                % {"number": count}
            )


def _for_the_owner_alone(name, flags):
    return os.open(name, flags, 0o600)
