"""Counts up the RegistryStamp, by which every kept answer knows whether it is still true (see `freshness`)."""

import time

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from .models import RegistryStamp


def data_changed():
    """What the public is told of sites and species is other than before, as of now."""
    now = timezone.now()
    if not _rows().update(number=F("number") + 1, changed_at=now):
        RegistryStamp.objects.create(pk=1, number=1, changed_at=now)


def words_changed():
    """Something else that pages show changed: the day of which the data are stays as it is.

    The number leaps to the microseconds of the clock: a database put back from a copy then counts through other numbers."""
    now = time.time_ns() // 1000
    if not _rows().update(number=Greatest(F("number") + 1, Value(now, output_field=BigIntegerField()))):
        RegistryStamp.objects.create(pk=1, number=now)


def _rows():
    return RegistryStamp.objects.filter(pk=1)
