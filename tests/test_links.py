"""Only addresses of the web become links, whatever is on file."""

import pytest

from sites.links import web_link


@pytest.mark.parametrize("address", ["https://example.org/a", "HTTP://example.org"])
def test_an_address_of_the_web_is_a_link(address):
    assert web_link(address) == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org", "//example.org", "example.org", "", None]
)
def test_any_other_is_none(address):
    assert web_link(address) == ""
