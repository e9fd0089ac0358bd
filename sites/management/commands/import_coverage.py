"""Imports how much of each site protected areas cover."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from sites.coverage import import_coverage
from sites.import_report import counted
from sites.table import TableError


class Command(BaseCommand):
    help = (
        "Imports a CSV table of the share of each site that protected areas cover, with the columns site (code, or a name that only one "
        "site has), percent, as of (year, month or day) and source. The class follows: 98 % or more complete, 2 % or less none, else partial."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the table, in UTF-8, separated by commas, semicolons or tabs")
        parser.add_argument(
            "--encoding", help="how the table is written, if not in UTF-8: for instance cp1252"
        )

    def handle(self, *, file, encoding, **options):
        counts = Counter()
        try:
            for report in import_coverage(file, encoding=encoding):
                counts[report.verdict] += 1
                self.stdout.writelines(f"{line}\n" for line in report.lines())
        except TableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(counted(counts))
