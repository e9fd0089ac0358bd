"""The base of every registry row: its changes are recorded, and a save that changes nothing writes nothing."""

import unicodedata

from django.db import models

from ..touched import author, evaluating


class Recorded(models.Model):
    """A row whose save opens its own `evaluating` block when there is none, writes only the fields that changed, and notes in
    `touched` what must be judged again."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._stored = dict(zip(field_names, map(_copy, values), strict=True))
        return instance

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        values = self._values()
        read = values if fields is None else {self._meta.get_field(name).attname for name in fields}
        self._stored = getattr(self, "_stored", {}) | {name: values[name] for name in read}

    def changed_fields(self):
        """Names (attnames) of the loaded fields that differ from what is stored; all of them for a new row."""
        stored = getattr(self, "_stored", {})
        now = self._values()
        return {name for name, value in now.items() if name not in stored or stored[name] != value}

    def save(self, *args, **kwargs):
        self._normalise_text()
        changed = self.changed_fields()
        adding = self._state.adding
        if not adding and not changed:
            return
        if not adding:
            kwargs["update_fields"] = {self._meta.get_field(name).name for name in changed}
        with evaluating() as touched:
            self._write_history_as()
            super().save(*args, **kwargs)
            self.touch(touched, changed, getattr(self, "_stored", {}))
        self._stored = self._values()

    def delete(self, *args, **kwargs):
        with evaluating() as touched:
            self._write_history_as()
            self.touch(touched, set(self._values()), getattr(self, "_stored", {}))
            return super().delete(*args, **kwargs)

    def touch(self, touched, changed, stored):
        """Notes in `touched` what follows from the changed fields; `stored` holds their values before."""

    def _write_history_as(self):
        writer = author()
        if writer.by is not None:
            self._history_user = writer.by
        self._change_reason = writer.reason[:500] or None

    def _values(self):
        """The loaded columns by attname, in the form in which they compare."""
        loaded = self.__dict__
        return {
            field.attname: _copy(loaded[field.attname])
            for field in self._meta.concrete_fields
            if field.attname in loaded
        }

    def _normalise_text(self):
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if isinstance(value, str):
                setattr(self, field.attname, unicodedata.normalize("NFC", value))


def _copy(value):
    """The value in a form that compares and does not change with the row."""
    if isinstance(value, memoryview):
        return bytes(value)
    return list(value) if isinstance(value, list) else value


class NeverDeleted:
    """Sites and species are retired or superseded, never deleted: others cite their addresses."""

    def delete(self, *args, **kwargs):
        raise models.ProtectedError(
            f"{self._meta.verbose_name} {self} can be retired or superseded, never deleted.", {self}
        )
