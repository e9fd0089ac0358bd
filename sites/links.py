"""PURE. Which addresses that are on file a page may link to: forms refuse others, imports and older rows may hold any text."""

WEB = ("http://", "https://")


def web_link(address):
    """The address where it is one of the web; "" for any other, such as a script."""
    return address if address and address.lower().startswith(WEB) else ""
