from django.core.management.base import BaseCommand

from aze.accounts import first_administrator_link


class Command(BaseCommand):
    help = "Prints the address at which the first administrator is set up; nothing when there is one. It works once, for 24 hours."

    def handle(self, **options):
        if link := first_administrator_link():
            self.stdout.write(link)
