"""The outbox and a real mail server on this machine, which fails in the ways of real ones."""

import threading
import time
from datetime import timedelta

import mail_server
import pytest
from django.utils import timezone
from post_office import mail
from post_office.models import STATUS, Email, Log

from aze import outbox

pytestmark = pytest.mark.django_db
AWAY = ["refuses", "black hole", "greets with an error", "takes it and drops", "closes", "has no TLS"]


@pytest.fixture
def server(settings):
    with mail_server.running() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 0.3
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.POST_OFFICE = settings.POST_OFFICE | {
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}
        }
        yield running


def wait(*names):
    for name in names:
        mail.send(f"{name}@example.org", "registry@example.org", subject=f"To {name}", message="Secret link.")


def break_down(server, mode, settings):
    if mode == "refuses":
        server.stop()
    elif mode == "has no TLS":
        settings.EMAIL_USE_TLS = True
    else:
        server.mode = mode


def repair(server, settings):
    settings.EMAIL_USE_TLS = False
    server.mode = "well"
    if server._listening.fileno() == -1:
        server.start(server.port)


def a_minute_later():
    Email.objects.filter(scheduled_time__lte=timezone.now() + outbox.PAUSE).update(
        scheduled_time=timezone.now()
    )


def test_mails_leave_in_order_each_once_and_keep_no_text(server):
    wait("ana", "bea")

    assert outbox.send_due() == outbox.Round(sent=2)
    assert outbox.send_due() == outbox.Round()

    assert ["To ana" in text for text in server.received] == [True, False]
    assert all("Secret link." in text for text in server.received)
    assert set(Email.objects.values_list("status", "message")) == {(STATUS.sent, "")}


@pytest.mark.parametrize("mode", AWAY)
def test_a_dead_server_loses_no_mail_and_all_leave_once_it_is_back(server, settings, mode):
    wait("ana", "bea", "eva")
    identities = set(Email.objects.values_list("message_id", flat=True))
    break_down(server, mode, settings)

    for _round in range(4):
        done = outbox.send_due()
        assert done.sent == done.given_up == 0
        a_minute_later()
    assert server.received == []
    assert Email.objects.filter(scheduled_time__gt=timezone.now() + outbox.PAUSE).count() == 0

    repair(server, settings)
    a_minute_later()
    assert outbox.send_due().sent == 3
    assert {
        line for text in server.received for line in text.splitlines() if line.startswith("Message-ID")
    } == {f"Message-ID: {identity}" for identity in identities}


def test_a_black_hole_is_tried_once_a_round(server, settings):
    wait(*(f"p{number}" for number in range(20)))
    server.mode = "black hole"
    began = time.monotonic()

    outbox.send_due()

    assert time.monotonic() - began < 3 * settings.EMAIL_TIMEOUT


@pytest.mark.parametrize("mode", ["says 4xx", "says 5xx"])
def test_a_mail_that_is_refused_waits_ever_longer_and_holds_up_no_other(server, mode):
    wait("ana", "bea")
    server.mode = mode

    pauses = []
    for _time in range(12):
        assert outbox.send_due().put_off == 2
        waits = Email.objects.first().scheduled_time - timezone.now()
        pauses.append(round(waits / timedelta(minutes=1)))
        Email.objects.update(scheduled_time=timezone.now())

    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240, 240]


def test_one_bad_mailbox_does_not_stop_the_others(server):
    wait("ana", "gone", "bea")
    server.refuses = "gone@example.org"

    assert outbox.send_due() == outbox.Round(sent=2, put_off=1)

    (log,) = Log.objects.all()
    assert (log.exception_type, log.message) == ("SMTPRecipientsRefused", "550")
    assert "example" not in str(log.message)


def test_after_three_days_a_mail_is_given_up_and_can_be_sent_again(server, client, secretariat):
    wait("ana")
    server.mode = "says 5xx"
    for _try in range(outbox.LEAST_TRIES - 1):
        outbox.send_due()
        Email.objects.update(scheduled_time=timezone.now())
    assert Email.objects.get().status == STATUS.requeued

    Email.objects.update(created=timezone.now() - timedelta(days=3, minutes=1))
    assert outbox.send_due() == outbox.Round(given_up=1)

    assert outbox.send_due() == outbox.Round()
    page = client.get("/admin/post_office/email/?status__exact=1").content.decode()
    assert "ana@example.org" in page
    assert "SMTPDataError" in page and "554" in page
    assert "Secret link" not in page
    server.mode = "well"
    client.post(
        "/admin/post_office/email/", {"action": "send_again", "_selected_action": Email.objects.get().pk}
    )
    assert outbox.send_due().sent == 1


def test_a_mail_that_had_to_wait_for_its_turn_is_not_given_up_at_the_first_fault(server):
    wait("ana")
    Email.objects.update(created=timezone.now() - timedelta(days=9))
    server.mode = "says 4xx"

    assert outbox.send_due() == outbox.Round(put_off=1)


def test_a_mail_that_waits_for_its_moment_or_was_erased_is_not_sent(server):
    wait("later", "erased")
    Email.objects.filter(to="later@example.org").update(scheduled_time=timezone.now() + timedelta(hours=1))
    Email.objects.filter(to="erased@example.org").delete()

    assert outbox.send_due() == outbox.Round()


def test_it_stops_between_two_mails(server):
    wait("ana", "bea")
    stopping = threading.Event()
    stopping.set()

    assert outbox.send_due(stopping) == outbox.Round()
    assert server.received == []


def test_a_row_that_cannot_be_made_into_a_mail_holds_up_no_other(server):
    wait("ana", "bea")
    Email.objects.filter(to="ana@example.org").update(subject="Two\nlines")

    assert outbox.send_due() == outbox.Round(sent=1, put_off=1)


def test_a_process_that_dies_after_sending_sends_the_same_mail_again_rather_than_none(server, monkeypatch):
    wait("ana")
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_was_sent", lambda email: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            outbox.send_due()

    outbox.send_due()

    first, second = (
        [line for line in text.splitlines() if line.startswith("Message-ID")] for text in server.received
    )
    assert first == second
