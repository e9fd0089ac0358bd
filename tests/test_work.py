"""The background process: mails leave the outbox, the day turns once, and an error stops neither."""

import logging
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from factories import site
from post_office import mail
from post_office.models import STATUS, Email

from aze.management.commands import work
from sites.evaluation import evaluate
from sites.models import Site
from sites.touched import evaluating

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails_are_kept(settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"},
        "THREADS_PER_PROCESS": 1,
    }


def test_a_waiting_mail_is_sent_once():
    mail.send("ranger@example.org", "registry@example.org", subject="Received", message="Thank you.")

    call_command("work", once=True)
    call_command("work", once=True)

    assert [message.subject for message in outbox.outbox] == ["Received"]
    assert Email.objects.get().status == STATUS.sent


def test_without_a_mail_server_the_mails_of_a_public_registry_wait(settings):
    settings.MAILS_LEAVE = False
    mail.send("ranger@example.org", "registry@example.org", subject="Received", message="A secret link.")

    call_command("work", once=True)

    assert outbox.outbox == []
    assert Email.objects.get().status == STATUS.queued


def test_the_day_turns_at_the_start_and_then_once_a_day(monkeypatch):
    days = []
    monkeypatch.setattr(work, "reevaluate", lambda: days.append(1) or 0)
    process = work.Work()

    process.round()
    process.round()
    assert len(days) == 1

    process.evaluated_on = date.today() - timedelta(days=1)
    process.round()
    assert len(days) == 2


def test_a_year_that_has_turned_is_recorded_as_the_calendar():
    last_year = date(date.today().year - 1, 12, 31)
    floreana = site(
        "ECU15", claims=[{"species": "Mimus trifasciatus", "last_confirmed": last_year.year - 30}]
    )
    with evaluating():
        evaluate({floreana.pk}, day=last_year, cause="edit")

    call_command("work", once=True)

    latest = Site.objects.select_related("evaluation").get(pk=floreana.pk).evaluation
    assert (latest.cause, latest.outcome) == ("calendar", "needs_review")


def test_an_error_is_logged_and_the_rest_goes_on(monkeypatch, caplog):
    def refuse(stopping):
        raise ConnectionRefusedError("mail server is down")

    monkeypatch.setattr(work.outbox, "send_due", refuse)
    process = work.Work()

    with caplog.at_level(logging.ERROR):
        process.round()

    assert "send_mails" in caplog.text
    assert process.evaluated_on is not None


def test_an_evaluation_that_failed_is_tried_again(monkeypatch):
    def fail():
        raise ValueError("not today")

    monkeypatch.setattr(work, "reevaluate", fail)
    process = work.Work()
    process.round()

    assert process.evaluated_on is None


def test_nothing_is_begun_once_it_is_told_to_stop(monkeypatch):
    mail.send("ranger@example.org", "registry@example.org", subject="Received", message="Thank you.")
    stopping = threading.Event()
    stopping.set()

    work.Work().round(stopping)

    assert outbox.outbox == []


def test_it_ends_in_order_when_the_machine_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("AZE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work"], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert "work started" in process.stderr.readline()

    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "work stopped" in rest
