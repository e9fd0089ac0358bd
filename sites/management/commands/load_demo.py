"""Loads the demonstration data into an empty registry."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sites import demo


class Command(BaseCommand):
    help = (
        "Loads fifty real AZE sites of 2010 with the coastlines of those that are islands. Does nothing in a registry that holds a site or "
        "a species already, be it these ones or others."
    )

    def handle(self, **options):
        if not demo.is_empty():
            return
        self.stdout.write(_("Loading the demonstration data …"))
        summary = demo.load()
        self.stdout.write(
            _(
                "%(sites)d AZE sites of 2010 loaded, with %(rows)d species and site pairs: see fixtures/README.md."
            )
            % {"sites": summary.sites.total(), "rows": summary.rows.total()}
        )
