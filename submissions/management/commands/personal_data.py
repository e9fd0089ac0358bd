"""For somebody who asks for their data and has no private link any more: what a submission holds of them, in one file, or its erasure."""

import shutil

from django.core.management.base import BaseCommand, CommandError

from submissions import erasing, export
from submissions.models import Submission


class Command(BaseCommand):
    help = (
        "`export REFERENCE FILE` writes everything that its author gave to a submission into a ZIP; `erase REFERENCE` erases who sent it, "
        "wherever they stand. Make sure first that it is the author who asks."
    )

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        exporting = acts.add_parser("export")
        exporting.add_argument("reference")
        exporting.add_argument("file")
        acts.add_parser("erase").add_argument("reference")

    def handle(self, *, act, reference, file="", **options):
        submission = Submission.objects.filter(reference=reference.strip().upper()).first()
        if submission is None:
            raise CommandError(f"There is no submission {reference}.")
        if act == "erase":
            erasing.erase(submission)
            self.stdout.write(f"{submission}: personal data erased.")
            return
        try:
            with export.packed(submission) as packed, open(file, "xb") as target:
                shutil.copyfileobj(packed, target)
        except OSError as error:
            raise CommandError(f"{file} was not written: {error.strerror or error}.") from error
        self.stdout.write(f"{submission}: written to {file}.")
