"""Imports a site list, and says row by row what it did."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from sites.boundary_file import BoundariesError, BoundaryFile
from sites.import_report import Summary
from sites.importing import SiteImport
from sites.site_list import SiteList
from sites.table import TableError

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Imports a site list: a CSV file with one row a site and species. Says of every row whether it was created, updated, unchanged "
        "or skipped, and what a person should look at. Running it again changes nothing; interrupted, it can be run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the list, in UTF-8, separated by commas, semicolons or tabs")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )
        parser.add_argument(
            "--boundaries",
            metavar="GEOJSON",
            action="append",
            help="boundaries whose features have a site_code; may be given more than once",
        )
        parser.add_argument(
            "--source", default="", help="the list's name for rows without one, such as AZE-2010"
        )
        parser.add_argument("--year", type=int, help="the year of the list, where its name has none")
        parser.add_argument(
            "--encoding", help="how the list is written, if not in UTF-8: for instance cp1252"
        )

    def handle(self, *, file, dry_run, boundaries, source, year, encoding, **options):
        try:
            site_list = SiteList(file, encoding=encoding)
            outlines = BoundaryFile(*boundaries) if boundaries else None
            site_import = SiteImport(site_list, source, year, outlines)
            if site_list.unknown:
                self.stderr.write(
                    _("Not read, as no such column is known: %(columns)s")
                    % {"columns": ", ".join(site_list.unknown)}
                )
            self._run(site_import, dry_run)
        except (TableError, BoundariesError) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                _(
                    "The database cannot be written (%(reason)s). Run the import again: what is there already stays."
                )
                % {"reason": error}
            ) from error

    def _run(self, site_import, dry_run):
        summary, bar = Summary(), Bar(self.stderr, site_import.rows)
        try:
            for reports in site_import.run(dry_run=dry_run):
                summary.count(reports)
                bar.clear()
                for report in reports:
                    self.stdout.writelines(f"{line}\n" for line in report.lines())
                bar.show(summary.rows.total())
        except KeyboardInterrupt:
            self.stdout.write(_("Stopped. Run it again to go on: what is there already stays."))
            raise SystemExit(130) from None
        finally:
            bar.clear()
            self.stdout.write("")
            for line in summary.lines():
                self.stdout.write(line)
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was changed."))


class Bar:
    """How far the import is, on a terminal."""

    def __init__(self, stream, total):
        self.stream, self.total = stream, total
        self.shown = stream.isatty() and total > 0

    def show(self, done):
        if self.shown:
            filled = WIDTH * done // self.total
            self._write(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{self.total}")

    def clear(self):
        if self.shown:
            self._write("")

    def _write(self, text):
        self.stream.write(f"\r\x1b[K{text}", ending="")
        self.stream.flush()
