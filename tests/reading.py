"""Pages as a browser would read them."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What a browser would see of a page: its elements with their attributes, and its text."""

    def __init__(self, response):
        super().__init__()
        self.elements, self.text, self.data = [], "", False
        self.feed(response.content.decode())
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.data = tag == "script"
        self.text += " " if tag in {"dd", "dt", "li", "p", "td", "th"} else ""

    def handle_endtag(self, tag):
        self.data = False

    def handle_data(self, data):
        self.text += "" if self.data else data

    @property
    def inline_scripts(self):
        return [
            found
            for found in self.all("script")
            if "src" not in found and found.get("type") not in ("application/json", "application/ld+json")
        ]

    def all(self, tag, **wanted):
        return [found for name, found in self.elements if name == tag if wanted.items() <= found.items()]


def get(client, address, code=200):
    response = client.get(address)
    assert response.status_code == code, address
    return Page(response)


def shown(page):
    """Codes of the sites in the page's list, in its order."""
    return [row["data-code"] for row in page.all("li") if "data-code" in row]
