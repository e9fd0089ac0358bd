"""How often something may be done: counted in the database, by one address, mailbox or link, on both databases."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from submissions import allowances
from submissions.models import Allowance

ANA = allowances.of_address("192.0.2.7")


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test moves on."""

    class Clock:
        now = timezone.now()

        def move(self, **by):
            self.now += timedelta(**by)

    clock = Clock()
    monkeypatch.setattr(allowances.timezone, "now", lambda: clock.now)
    return clock


def taken(times, owner=ANA, **sizes):
    return [allowances.take("send", owner, **sizes) for _ in range(times)]


@pytest.mark.django_db
def test_ten_an_hour_are_ten_and_then_one_every_six_minutes(clock):
    assert taken(11, per_hour=10) == [True] * 10 + [False]

    clock.move(minutes=5, seconds=59)
    assert taken(1, per_hour=10) == [False]
    clock.move(seconds=1)
    assert taken(2, per_hour=10) == [True, False]
    clock.move(hours=3)
    assert taken(11, per_hour=10) == [True] * 10 + [False]


@pytest.mark.django_db
def test_the_day_has_a_limit_of_its_own(clock):
    allowed = 0
    for _hour in range(4):
        allowed += sum(taken(10, per_hour=10, per_day=30))
        clock.move(hours=1)

    assert 30 <= allowed <= 34


@pytest.mark.django_db
def test_what_is_refused_by_one_limit_is_not_counted_by_the_other(clock):
    taken(15, per_hour=10, per_day=12)
    clock.move(hours=1)

    assert taken(3, per_hour=10, per_day=12) == [True, True, False]


@pytest.mark.django_db
def test_a_limit_of_none_at_all_refuses():
    assert taken(1, per_hour=0) == [False]


@pytest.mark.django_db
def test_everybody_and_everything_is_counted_alone():
    assert taken(1, per_hour=1) == [True]
    assert taken(1, allowances.of_address("192.0.2.8"), per_hour=1) == [True]
    assert allowances.take("ask", ANA, per_hour=1)
    assert taken(1, allowances.EVERYBODY, per_hour=1) == [True]
    assert taken(1, per_hour=1) == [False]


@pytest.mark.django_db
def test_a_clock_that_was_set_back_neither_fills_nor_blocks(clock):
    taken(10, per_hour=10)
    clock.move(days=-400)
    assert taken(1, per_hour=10) == [False]
    clock.move(minutes=6)
    assert taken(2, per_hour=10) == [True, False]


@pytest.mark.django_db
def test_counters_are_rows_that_tell_no_address_and_go_once_they_are_full_again(clock):
    taken(3, per_hour=10, per_day=30)

    assert Allowance.objects.count() == 2
    assert "192.0.2" not in str(list(Allowance.objects.values()))
    assert allowances.forget() == 0
    clock.move(days=2, seconds=1)
    assert allowances.forget() == 2


def test_owners_are_households_and_mailboxes_whatever_is_written_of_them():
    same = ["2001:db8::1", "2001:db8::ffff:1"]
    assert len({allowances.of_address(address) for address in same}) == 1
    same = ["Ana@Example.org", "ana+aze@example.org", " ana@example.org "]
    assert len({allowances.of_mailbox(address) for address in same}) == 1
    others = [
        allowances.of_mailbox("ana@example.org"),
        allowances.of_mailbox("bo@example.org"),
        allowances.of_address("192.0.2.7"),
        allowances.of_address("192.0.2.8"),
        allowances.of_link("ana@example.org"),
    ]
    assert len(set(others)) == len(others)
    assert all(len(owner) == 64 for owner in others)


def test_keys_of_another_installation_hash_otherwise(settings):
    settings.SECRET_KEY = "another"

    assert allowances.of_address("192.0.2.7") != ANA


@pytest.mark.django_db
def test_without_its_table_pages_stay_open_and_mail_is_closed(monkeypatch, caplog):
    def fail(*arguments):
        raise DatabaseError("gone")

    monkeypatch.setattr(allowances, "_take", fail)

    assert allowances.take("guess", ANA, per_hour=20)
    assert not allowances.take("mail", ANA, per_hour=2, otherwise=False)
    assert "allowance not read" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_pass_as_may():
    """Twelve threads, five each: on SQLite one writes after the other, on PostgreSQL the row is locked."""
    results, gate = [], threading.Barrier(12)

    def run():
        gate.wait()
        results.extend(taken(5, per_hour=10, per_day=30))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert (len(results), sum(results)) == (60, 10)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_more_pass_than_may(monkeypatch):
    """The twin of the test above: with the guard off the fault shows."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's IMMEDIATE transactions are the guard there; they cannot be taken off")
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda rows: rows)
    taken(1, per_hour=10)
    inside, results = threading.Barrier(4), []
    update = Allowance.objects.bulk_update

    def run():
        results.extend(taken(1, per_hour=2))
        connections.close_all()

    def wait_and_update(*arguments):
        inside.wait(timeout=20)
        return update(*arguments)

    monkeypatch.setattr(Allowance.objects, "bulk_update", wait_and_update)
    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sum(results) > 1
