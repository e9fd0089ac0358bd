"""Every response, whatever made it, carries the strict headers, and no page asks another host for anything."""

import re

import pytest
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from factories import site, staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WITH_ARGUMENTS = [
    "/sites/ECU15/",
    "/species/mimus-trifasciatus/",
    "/countries/EC/",
    "/downloads/sites.csv?country=EC",
    "/downloads/sites.csv?status=bad",
    "/api/collections/sites/items/ECU15",
    "/api/collections/sites/items?bbox=bad",
    "/sites/?status=bad",
    "/sites/ZZZ99/",
    "/no/such/page",
    "/static/css/aze.css",
    "/static/no/such/file.css",
    "/admin/login/",
]


def named_addresses():
    """Every address of the project that takes no argument, the admin's own apart."""
    for pattern in _patterns(get_resolver()):
        try:
            yield reverse(pattern.name)
        except NoReverseMatch:
            continue


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield pattern
        elif not pattern.namespace:
            yield from _patterns(pattern)


def directives(response):
    parts = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}


def assert_strict(response):
    headers, policy = response.headers, directives(response)
    is_static = response.request["PATH_INFO"].startswith("/static/")
    allowed = {"'self'", "'none'", "data:"}
    assert policy["default-src"] == policy["frame-ancestors"] == ["'none'"]
    assert policy.get("base-uri", ["'none'"]) == policy.get("object-src", ["'none'"]) == ["'none'"]
    assert {source for sources in policy.values() for source in sources} <= allowed
    assert all("data:" not in sources for name, sources in policy.items() if name != "img-src")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] in {"same-origin", "cross-origin"}
    assert headers["X-Frame-Options"] == "DENY"
    assert (
        ("camera=()" in headers["Permissions-Policy"])
        if not is_static
        else "Permissions-Policy" not in headers
    )
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


def assert_own_host_only(response):
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return
    page = response.content.decode()
    loaded = re.findall(
        r"<(?:script|img|link|iframe|source|form)\b[^>]*\b(?:src|href|action)=[\"']([^\"']*)", page
    )
    foreign = [address for address in loaded if re.match(r"(https?:)?//", address)]
    assert [address for address in foreign if not address.startswith("http://127.0.0.1:8000/")] == []


@pytest.fixture
def floreana():
    return site("ECU15")


def test_there_are_named_addresses_to_look_at():
    assert {"/", "/sites/", "/sites/map/", "/species/", "/criteria/", "/healthz"} <= set(named_addresses())


def test_every_response_is_strict(client, floreana):
    for address in [*named_addresses(), *WITH_ARGUMENTS]:
        response = client.get(address)

        assert response.status_code < 500, address
        assert_strict(response)
        if response.streaming:
            list(response)  # a file that is not read to its end stays open
        else:
            assert_own_host_only(response)


def test_a_refused_post_is_strict_too(client, floreana):
    for address in ["/api/check", "/sites/ECU15/", "/admin/login/"]:
        assert_strict(client.post(address, "{", content_type="application/json"))


def test_staff_pages_are_strict_and_never_stored(client, floreana):
    client.force_login(staff())

    for address in ["/admin/", "/admin/aze_sites/site/", f"/admin/aze_sites/site/{floreana.pk}/change/"]:
        response = client.get(address)

        assert response.status_code == 200, address
        assert_strict(response)
        assert_own_host_only(response)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_page_that_breaks_is_strict_and_says_nothing_of_the_inside(client, monkeypatch, floreana):
    def fail(*arguments, **options):
        raise RuntimeError("the inside")

    monkeypatch.setattr("django.template.base.Template.render", fail)
    client.raise_request_exception = False

    response = client.get("/sites/ECU15/")

    assert response.status_code == 500
    assert_strict(response)
    assert b"the inside" not in response.content


def test_over_https_browsers_are_told_to_come_back_over_https(client, settings, floreana):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    for address in ["/", "/no/such/page", "/static/css/aze.css"]:
        response = client.get(address, secure=True)
        assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
        list(response)


def test_the_place_of_the_visitor_may_be_asked_for_on_the_map_only(client, floreana):
    assert "geolocation=(self)" in client.get("/sites/map/").headers["Permissions-Policy"]
    assert "geolocation=()" in client.get("/sites/").headers["Permissions-Policy"]
