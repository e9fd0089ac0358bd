"""The base of what the secretariat keeps for pages: recorded like registry rows, and every change makes those pages anew."""

import secrets
from pathlib import PurePath

from django.db import models
from simple_history.models import HistoricalRecords

from sites import stamp
from sites.models.recorded import Recorded


def history():
    return HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))


class Kept(Recorded):
    class Meta:
        abstract = True

    def touch(self, touched, changed, stored):
        stamp.words_changed()


def random_name(folder, filename):
    """A storage name that tells nothing of the file that was sent, but for its kind."""
    return f"{folder}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"
