"""Web addresses in what people write."""

import pytest

from submissions.saying import plain_host, runs


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        ("Nothing here, not even www.example.org or a@b.org.", []),
        ("See https://example.org/a?b=1#c.", ["https://example.org/a?b=1#c"]),
        ("HTTP://EXAMPLE.ORG, https://b.org!", ["HTTP://EXAMPLE.ORG", "https://b.org"]),
        (
            "(https://en.wikipedia.org/wiki/Floreana_(island))",
            ["https://en.wikipedia.org/wiki/Floreana_(island)"],
        ),
        ("(see https://example.org/.)", ["https://example.org/"]),
        ('<a href="https://example.org" onclick="x">', ["https://example.org"]),
        ("https:// and http:///", []),
        ("javascript:alert(1) data:text/html,x ftp://a.org file:///etc", []),
        ("https://a.org\nhttps://b.org", ["https://a.org", "https://b.org"]),
    ],
)
def test_only_addresses_of_the_web_are_links(text, addresses):
    pieces = runs(text)

    assert [piece for piece, is_address in pieces if is_address] == addresses
    assert "".join(piece for piece, _is_address in pieces) == text


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://example.org/paper", ""),
        ("https://www.аpple.com/", "www.xn--pple-43d.com"),
        ("https://me@bücher.example:8000/a", "xn--bcher-kva.example"),
        ("https://é..example/", "\\xe9..example"),
    ],
)
def test_a_host_in_letters_that_may_deceive_is_told_plainly(address, host):
    assert plain_host(address) == host
