"""Whose address counts at the log-in: the caller's, behind as many proxies as there are, whatever the caller writes."""

import pytest
from factories import staff

from aze.addresses import client_address

PROXY, CALLER, FORGED, INNER = "10.0.0.1", "192.0.2.1", "198.51.100.7", "10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, CALLER, PROXY),
        (1, CALLER, CALLER),
        (1, f"{FORGED}, {CALLER}", CALLER),
        (1, f"{FORGED},{FORGED},{CALLER}", CALLER),
        (1, None, PROXY),
        (1, f"{CALLER}, unknown", PROXY),
        (1, "2001:DB8::1", "2001:db8::1"),
        (2, f"{CALLER}, {INNER}", CALLER),
        (2, f"{FORGED}, {CALLER}, {INNER}", CALLER),
        (2, FORGED, PROXY),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_tell(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}

    assert client_address(rf.get("/", REMOTE_ADDR=PROXY, **headers)) == address


@pytest.mark.django_db
def test_who_is_locked_out_behind_a_proxy_cannot_forge_an_address_and_locks_nobody_else_out(client, settings):
    settings.TRUSTED_PROXIES = 1
    staff()
    right = {"username": "secretariat", "password": "a long enough passphrase"}

    def log_in(forwarded, **changed):
        headers = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": forwarded}
        return client.post("/admin/login/", right | changed, **headers).status_code

    for number in range(6):
        log_in(f"198.51.100.{number}, {CALLER}", password="wrong")

    assert log_in(f"{FORGED}, {CALLER}") == 429
    assert log_in("192.0.2.2") == 302
