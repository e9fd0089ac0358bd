"""A browser that notices what a person would not see: errors in its console, refused scripts and styles, foreign hosts."""

import os
import sqlite3
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import sync_playwright
from public_pages import EXPECTED_REFUSALS

from scripts.test import find_chromium

# Playwright keeps an event loop in the thread of the tests, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DESKTOP = {"width": 1280, "height": 800}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 320, "height": 640}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="session")
def chromium():
    program = find_chromium()
    assert program, "Chromium is missing. On Debian: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium, live_server):
    """Makes a page: `new_page(viewport=PHONE, scheme="dark", javascript=False)`; addresses are relative to the live server.

    At the end the test fails for anything in `page.faults` of any page; a test that expects a fault looks at it and clears the list."""
    contexts, pages = [], []

    def make(*, viewport=DESKTOP, scheme="light", javascript=True, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=viewport,
            color_scheme=scheme,
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(15_000)
        context.add_init_script(REPORT_VIOLATIONS)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        _watch(page, urlsplit(live_server.url).netloc)
        pages.append(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert [fault for page in pages for fault in page.faults] == []


@pytest.fixture
def page(new_page):
    """A page of a desktop screen in the light scheme."""
    return new_page()


@pytest.fixture
def opened(new_page):
    """Opens an address and waits for the page's scripts; the browser's own note of an expected 400 or 404 is no fault."""

    def open_page(address, **options):
        page = new_page(**options)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(300)
        if address.startswith(EXPECTED_REFUSALS):
            page.faults = [fault for fault in page.faults if "status of 40" not in fault]
        return page

    return open_page


def _watch(page, host):
    def on_console(message):
        if message.type in {"error", "warning"}:
            page.faults.append(f"console {message.type}: {message.text} ({page.url})")

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != host:
            page.faults.append(f"foreign host: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: page.faults.append(f"error: {error}"))
    page.on("request", on_request)


@pytest.fixture(scope="session")
def demo_file(django_db_setup, django_db_blocker, tmp_path_factory):
    """A copy of the database with the demonstration data, loaded once."""
    copy = tmp_path_factory.mktemp("demo") / "registry.sqlite3"
    with django_db_blocker.unblock():
        call_command("load_demo", verbosity=0)
        _copy(into=copy)
        call_command("flush", interactive=False, verbosity=0)
    return copy


@pytest.fixture
def demo(demo_file, transactional_db):
    """The demonstration data are in the database that the live server shows."""
    connection.ensure_connection()
    with sqlite3.connect(demo_file) as source:
        source.backup(connection.connection)
    source.close()


def _copy(into):
    connection.ensure_connection()
    with sqlite3.connect(into) as target:
        connection.connection.backup(target)
    target.close()
