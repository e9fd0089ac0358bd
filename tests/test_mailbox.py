"""Which addresses we write to, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from submissions.mailbox import LIMITS, free_from, is_mailbox, owner_of

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "typed",
    [
        "ana@example.org",
        "ana.maria+aze@mail.example.org",
        "o'brien@example.ie",
        "ana@bücher.example",
        "ana@почта.example",
        "a@b.co",
        f"{'a' * 64}@example.org",
    ],
)
def test_we_write_to(typed):
    assert is_mailbox(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "a@b",
        "a@.org",
        "a@b..org",
        "a@-b.org",
        "a@b_c.org",
        "a@127.0.0.1",
        "a@[127.0.0.1]",
        '"a b"@c.de',
        "a b@c.de",
        ".a@c.de",
        "a..b@c.de",
        "ána@c.de",
        "Ana <ana@example.org>",
        "ana@example.org (Ana)",
        "ana@example.org, z@z.org",
        "ana@example.org\nBcc: z@z.org",
        "ana@example.org\r\n",
        "a\0@c.de",
        "a@c\u200b.\ud800de",
        f"{'a' * 65}@example.org",
        f"a@{'b.' * 130}org",
        "a@" + "b" * 64 + ".org",
    ],
)
def test_we_do_not_write_to(typed):
    assert not is_mailbox(typed)


def test_one_mailbox_has_one_owner():
    assert owner_of("Ana+aze@Example.org") == owner_of("ana@example.org") == "ana@example.org"


def test_the_third_mail_of_an_hour_waits_until_the_first_is_an_hour_old():
    assert free_from([], NOON) == NOON
    assert free_from([NOON - 5 * MINUTE], NOON) == NOON
    assert free_from([NOON, NOON - 5 * MINUTE], NOON) == NOON + 55 * MINUTE


def test_the_sixth_mail_of_a_day_waits_until_the_first_is_a_day_old():
    taken = [NOON - timedelta(hours=hours) for hours in (20, 16, 12, 8, 4)]

    assert free_from(taken, NOON) == NOON + timedelta(hours=4)


def test_however_many_mails_come_none_exceeds_the_limits():
    taken = []
    for _mail in range(40):
        taken.append(free_from(taken, NOON))

    for most, period in LIMITS:
        assert all(later - first >= period for first, later in zip(taken, taken[most:], strict=False))
