"""The one background process: sends the mails in the outbox, and re-evaluates every site when the day turns."""

import logging
import signal
import threading
from datetime import UTC, datetime

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from post_office import mail

from sites.evaluation import reevaluate

PAUSE_S = 10
log = logging.getLogger("aze.work")


class Command(BaseCommand):
    help = (
        "Sends the mails that wait and, once a day after midnight UTC, re-evaluates all sites (years turn). "
        "Runs until it is told to stop; SIGTERM lets it finish what it has begun."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what waits now, then end")

    def handle(self, *, once, **options):
        work = Work()
        if once:
            work.round()
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        log.info("work started")
        while not stopping.is_set():
            close_old_connections()
            work.round(stopping)
            stopping.wait(PAUSE_S)
        log.info("work stopped")


class Work:
    """What waits to be done. It starts with a re-evaluation: the day may have turned while nobody ran."""

    def __init__(self):
        self.evaluated_on = None

    def round(self, stopping=None):
        """Does what waits; an error is logged and the rest goes on. `stopping` (an Event) ends it between two items."""
        for step in (self.send_mails, self.turn_the_day):
            if stopping is not None and stopping.is_set():
                return
            try:
                step()
            except Exception:
                log.exception("work failed: %s", step.__name__)

    def send_mails(self):
        sent, failed, requeued = mail.send_queued()
        if sent or failed or requeued:
            log.info("mails", extra={"sent": sent, "failed": failed + requeued})

    def turn_the_day(self):
        today = datetime.now(UTC).date()
        if self.evaluated_on == today:
            return
        changed = reevaluate()
        self.evaluated_on = today
        log.info("evaluated for the day", extra={"changed": changed})
