"""The imprint as every page shows it: read once a process for each state of the registry."""

from functools import lru_cache

from .models import Imprint


def current(stamp):
    """The Imprint of this RegistryStamp; an empty one where none is kept."""
    return _read(stamp.number, stamp.changed_at)


@lru_cache(maxsize=1)
def _read(number, changed_at):
    return Imprint.objects.first() or Imprint()


def terms(stamp):
    """(publisher, licence in sentences) for `sites.reuse`; "" where none has been decided."""
    told = current(stamp)
    named = f"{told.licence_name}." if told.licence_name else ""
    licence = " ".join(part for part in (named, told.licence_text, told.licence_link) if part)
    return told.publisher, licence
