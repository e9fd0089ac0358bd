"""Long reading of one state of the registry, while others go on saving."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot():
    """All that is read inside is as it was at the first look. It keeps no writer waiting: on SQLite `atomic()` would, since a
    transaction there begins IMMEDIATE. Within a transaction it is a part of that one."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


@contextmanager
def _deferred():
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")  # nothing was written
