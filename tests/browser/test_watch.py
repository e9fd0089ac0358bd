"""The browser's own alarm: every fault that must fail a test does reach `page.faults`."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def taken(page):
    faults, page.faults = page.faults[:], []
    return faults


def test_a_quiet_page_has_no_faults(page, live_server):
    assert page.goto("/healthz").status == 200

    assert page.faults == []


def test_an_inline_style_is_a_fault(page):
    page.goto("/criteria/")

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    page.wait_for_timeout(100)

    assert any("content security policy" in fault.lower() for fault in taken(page))


def test_an_error_of_a_script_is_a_fault(page):
    page.goto("/criteria/")

    page.evaluate("() => { setTimeout(() => { throw new Error('lost') }) }")
    page.wait_for_timeout(100)

    assert any("lost" in fault for fault in taken(page))


def test_a_request_to_a_foreign_host_is_a_fault(page):
    page.goto("/healthz")

    page.evaluate("() => { new Image().src = 'https://tiles.example.org/1.png' }")
    page.wait_for_timeout(100)

    assert any("tiles.example.org" in fault for fault in taken(page))
