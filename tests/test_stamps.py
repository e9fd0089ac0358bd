"""The stamp of a form: what it proves, and that nothing depends on it but trust."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from submissions import stamps


@pytest.fixture
def later(monkeypatch):
    """Moves the clock on by so many hours."""

    def move(hours):
        moved = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(stamps.timezone, "now", lambda: moved)

    return move


def test_a_stamp_gives_its_form_a_key_and_an_age(later):
    text = stamps.issue()
    first = stamps.read(text)
    later(12)
    second = stamps.read(text)

    assert first.trusted
    assert first.age_s < 1
    assert second.trusted
    assert second.age_s == pytest.approx(12 * 3600, abs=5)
    assert first.key == second.key
    assert stamps.read(stamps.issue()).key != first.key


def test_a_stamp_is_good_for_two_days_and_costs_nothing_after(later):
    text = stamps.issue()
    key = stamps.read(text).key
    later(47.9)
    assert stamps.read(text).trusted
    later(0.2)

    expired = stamps.read(text)
    assert not expired.trusted
    assert isinstance(expired.key, uuid.UUID)
    assert expired.key != key


def test_a_stamp_from_a_clock_that_is_far_ahead_is_none(later):
    later(1)
    text = stamps.issue()
    later(-1)

    assert not stamps.read(text).trusted


def test_a_stamp_is_for_the_form_that_it_was_made_for():
    assert stamps.read(stamps.issue("send AZE-1"), "send AZE-1").trusted
    assert not stamps.read(stamps.issue("send AZE-1"), "send AZE-2").trusted


@pytest.mark.parametrize("text", [None, "", "x", "a" * 10_000, "\0", "\ud800", ":", "é.1:x", 7])
def test_what_is_no_stamp_is_read_as_none_without_an_error(text):
    read = stamps.read(text)

    assert not read.trusted
    assert read.age_s == 0
    assert read.key != stamps.read(text).key


def test_a_stamp_that_was_changed_is_none():
    assert not stamps.read(stamps.issue()[:-1] + "!").trusted


def test_a_signed_text_that_is_no_stamp_is_none():
    for told in ("x", "a.b.c", f"{uuid.uuid4().hex}.never", "zz.1", f"{uuid.uuid4().hex}.{10**30}"):
        assert not stamps.read(stamps._signer("").sign(told)).trusted
