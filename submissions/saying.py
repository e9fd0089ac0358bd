"""PURE. What people write to each other, for a page: plain text whose web addresses are links, and nothing else of it is."""

import re

ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
AFTER = ".,;:!?"  # belongs to the sentence rather than to an address before it


def runs(text):
    """The text in pieces, (piece, whether it is an address of the web), whose join is the text."""
    at, pieces = 0, []
    for found in ADDRESS.finditer(text):
        address = _without_what_follows(found.group())
        if _names_a_host(address):
            pieces += [(text[at : found.start()], False), (address, True)]
            at = found.start() + len(address)
    pieces.append((text[at:], False))
    return [(piece, is_address) for piece, is_address in pieces if piece]


def plain_host(address):
    """The host of an address as programs write it, where it is written with other letters, which may look like those of another host; ""
    where there is nothing to tell."""
    host = address.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    try:
        return "" if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host.encode("ascii", "backslashreplace").decode()


def _without_what_follows(address):
    address = address.rstrip(AFTER)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(AFTER)
    return address


def _names_a_host(address):
    return bool(address.partition("://")[2].strip("/"))
