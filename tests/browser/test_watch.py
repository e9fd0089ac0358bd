"""The browser's own alarm: every fault that must fail a test does reach `page.faults`."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def comes(page, part):
    """Whether a fault with these words comes; the browser tells of faults in its own time, and of one often twice."""
    try:
        return wait_for(page, lambda: any(part in fault.lower() for fault in page.faults))
    finally:
        page.wait_for_timeout(100)
        page.faults = [fault for fault in page.faults if part not in fault.lower()]


def wait_for(page, happened):
    for _ in range(100):
        if happened():
            return True
        page.wait_for_timeout(50)
    return False


def test_a_quiet_page_has_no_faults(page, live_server):
    assert page.goto("/healthz").status == 200

    assert page.faults == []


def test_an_inline_style_is_a_fault(page):
    page.goto("/criteria/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")

    assert comes(page, "content security policy")


def test_an_error_of_a_script_is_a_fault(page):
    page.goto("/criteria/")

    page.evaluate("() => { setTimeout(() => { throw new Error('lost') }) }")

    assert comes(page, "lost")


def test_a_request_to_a_foreign_host_is_a_fault(page):
    page.goto("/healthz")

    page.evaluate("() => { new Image().src = 'https://tiles.example.org/1.png' }")

    assert comes(page, "tiles.example.org")
