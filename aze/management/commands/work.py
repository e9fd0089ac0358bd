"""The one background process: sends the mails in the outbox, keeps what people sent as long as it may be kept, draws the pictures that
shared links show, and re-evaluates every site when the day turns."""

import logging
import signal
import threading
import time
from datetime import UTC, datetime

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from aze import outbox
from sites import shared_pictures
from sites.evaluation import reevaluate
from submissions import keeping

PAUSE_S = 10
KEEPING_PAUSE_S = 3600
log = logging.getLogger("aze.work")


class Command(BaseCommand):
    help = (
        "Sends the mails that wait; every hour reminds of drafts, and erases what may be kept no longer; draws the pictures that shared "
        "links show; once a day after midnight UTC re-evaluates all sites (years turn). Runs until it is told to stop; SIGTERM lets it "
        "finish what it has begun."
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
        if not settings.MAILS_LEAVE:
            log.warning("no mail server is set: mails wait until EMAIL_URL names one")
        while not stopping.is_set():
            close_old_connections()
            work.round(stopping)
            stopping.wait(PAUSE_S)
        log.info("work stopped")


class Work:
    """What waits to be done. It starts with a re-evaluation: the day may have turned while nobody ran."""

    def __init__(self):
        self.evaluated_on = None
        self.kept_at = None
        self.drawing = shared_pictures.Drawing()

    def round(self, stopping=None):
        """Does what waits; an error is logged and the rest goes on. `stopping` (an Event) ends it between two items."""
        for step in (self.keep, self.send_mails, self.turn_the_day, self.draw_pictures):
            if stopping is not None and stopping.is_set():
                return
            try:
                step(stopping)
            except Exception:
                log.exception("work failed: %s", step.__name__)

    def send_mails(self, stopping):
        if not settings.MAILS_LEAVE:
            return
        done = outbox.send_due(stopping)
        if done.sent or done.put_off or done.given_up:
            log.info("mails", extra={"sent": done.sent, "failed": done.put_off + done.given_up})

    def keep(self, stopping):
        if self.kept_at is not None and time.monotonic() - self.kept_at < KEEPING_PAUSE_S:
            return
        self.kept_at = time.monotonic()
        for step in keeping.STEPS:
            if stopping is not None and stopping.is_set():
                return
            try:
                changed = step()
            except Exception:
                log.exception("keeping failed: %s", step.__name__)
            else:
                if changed:
                    log.info("keeping: %s", step.__name__, extra={"changed": changed})

    def turn_the_day(self, stopping):
        today = datetime.now(UTC).date()
        if self.evaluated_on == today:
            return
        changed = reevaluate()
        self.evaluated_on = today
        log.info("evaluated for the day", extra={"changed": changed})

    def draw_pictures(self, stopping):
        if drawn := self.drawing.go_on(stopping):
            log.info("pictures drawn", extra={"changed": drawn})
