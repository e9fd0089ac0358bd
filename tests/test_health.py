import json
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from post_office import mail
from post_office.models import Email

from aze import health

Disk = namedtuple("Disk", "total used free")


def failed(client):
    response = client.get("/readyz")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.status_code == (503 if response.json()["failed"] else 200)
    return response.json()["failed"]


def test_the_process_is_alive_without_asking_the_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_registry_in_order_is_ready(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 2**40))

    assert failed(client) == []


@pytest.mark.django_db
def test_less_than_500_mb_free_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 499 * 2**20))

    assert failed(client) == ["disk"]


@pytest.mark.django_db
def test_a_migration_that_waits_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 2**40))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")

    assert failed(client) == ["migrations"]


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "expected"), [(14, []), (16, ["mail"])])
def test_a_mail_that_waits_longer_than_15_minutes_is_not_ready(client, monkeypatch, minutes, expected):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 2**40))
    waiting = mail.send(
        "ranger@example.org", "registry@example.org", subject="Received", message="Thank you."
    )
    Email.objects.filter(pk=waiting.pk).update(created=timezone.now() - timedelta(minutes=minutes))

    assert failed(client) == expected


@pytest.mark.django_db
def test_a_mail_that_is_to_be_tried_again_later_is_in_order(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: Disk(0, 0, 2**40))
    waiting = mail.send(
        "ranger@example.org", "registry@example.org", subject="Received", message="Thank you."
    )
    now = timezone.now()
    Email.objects.filter(pk=waiting.pk).update(
        created=now - timedelta(hours=2), scheduled_time=now + timedelta(minutes=5)
    )

    assert failed(client) == []


@pytest.mark.django_db
def test_a_broken_database_is_named_and_nothing_else_is_said(client, monkeypatch):
    def refuse(*arguments):
        raise health.DatabaseError("password of registry@10.0.0.7 refused")

    monkeypatch.setitem(health.CHECKS, "database", refuse)

    response = client.get("/readyz")

    assert "database" in json.loads(response.content)["failed"]
    assert b"password" not in response.content


@pytest.mark.django_db(transaction=True)
def test_the_probe_leaves_the_patience_of_the_connection_as_it_was():
    query = "SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout"

    def patience():
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchone()

    before = patience()
    assert health.database_writes()
    assert patience() == before
