"""Whether the process lives (/healthz) and whether it can do its work (/readyz), for whatever watches it."""

import os
import shutil
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from post_office.models import STATUS, Email

from submissions import vault
from submissions.models import Attachment

ROOM_MB = 500
OLDEST_MAIL = timedelta(minutes=15)
PATIENCE_MS = 500


def healthz(request):
    """200 while the process answers; asks nothing of the database."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(request):
    """200 with an empty list, or 503 with the names of what fails and nothing else."""
    failed = [name for name, check in CHECKS.items() if not _passes(check)]
    return JsonResponse(
        {"failed": failed}, status=503 if failed else 200, headers={"Cache-Control": "no-store"}
    )


def database_writes():
    """A write that changes nothing. On SQLite, a database that another process is writing to can be written to."""
    try:
        with patience(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = app WHERE 1 = 0")
    except OperationalError as error:
        return "database is locked" in str(error)
    return True


@contextmanager
def patience():
    """Bounds how long this connection waits for a lock."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            wait, usual = f"SET lock_timeout = {PATIENCE_MS}", "RESET lock_timeout"
        else:
            before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            wait, usual = f"PRAGMA busy_timeout = {PATIENCE_MS}", f"PRAGMA busy_timeout = {before}"
        cursor.execute(wait)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(usual)


def migrations_applied():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def disk_has_room():
    return shutil.disk_usage(settings.DATA_DIR).free >= ROOM_MB * 2**20


def data_folder_writable():
    return os.access(settings.DATA_DIR, os.W_OK | os.X_OK)


def files_are_kept():
    """The folder of what people sent can be written to, and holds the latest of it: it is the one that it was, not an empty one."""
    latest = Attachment.objects.order_by("-pk").values_list("stored_as", flat=True).first()
    return vault.is_usable() and (latest is None or vault.holds(latest))


def mails_leave():
    oldest = timezone.now() - OLDEST_MAIL
    waiting = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued], created__lt=oldest)
    return not waiting.exclude(scheduled_time__gt=oldest).exists()


CHECKS = {
    "database": database_writes,
    "migrations": migrations_applied,
    "disk": disk_has_room,
    "data folder": data_folder_writable,
    "files": files_are_kept,
    "mail": mails_leave,
}


def _passes(check):
    try:
        return check()
    except (DatabaseError, OSError):
        return False
