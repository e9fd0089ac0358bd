"""The base of what the secretariat keeps for pages: recorded like registry rows, and every change makes those pages anew."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext
from simple_history.models import HistoricalRecords

from sites import stamp
from sites.models.recorded import Recorded
from sites.touched import evaluating


def history():
    return HistoricalRecords(history_change_reason_field=models.CharField(max_length=500, null=True))


class Kept(Recorded):
    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """A row that came with the registry has no history until it is first changed: what it told until then begins it."""
        if self._state.adding or not self.changed_fields() or self.history.exists():
            return super().save(*args, **kwargs)
        with evaluating():
            before = type(self).objects.get(pk=self.pk)
            before._history_user = None
            reason = gettext("Came with the registry")
            type(self).history.bulk_history_create([before], default_change_reason=reason)
            return super().save(*args, **kwargs)

    def touch(self, touched, changed, stored):
        stamp.words_changed()


def random_name(folder, filename):
    """A storage name that tells nothing of the file that was sent, but for its kind."""
    return f"{folder}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"
