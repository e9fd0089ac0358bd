"""What a browser would send for a form of a page: read from its HTML, so that a field which is not shown is not sent."""

from html.parser import HTMLParser


def values(response, form_id=None):
    """{name: value} of the controls of the page's form (of the one with this id), as they stand when the page is opened."""
    reader = _Reader(form_id)
    reader.feed(response.content.decode())
    return reader.values


class _Reader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.values = form_id, {}
        self.inside, self.select, self.textarea = False, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post" and (
                given.get("id") == self.form_id if self.form_id else given.get("id") != "logout-form"
            )
        elif not self.inside:
            return
        elif tag == "input" and name and kind not in ("submit", "button"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.values[name] = given.get("value") or ("on" if kind == "checkbox" else "")
        elif tag == "select" and name:
            self.select, self.values[name] = name, ""
        elif tag == "option" and self.select and "selected" in given:
            self.values[self.select] = given.get("value", "")
        elif tag == "textarea" and name:
            self.textarea, self.values[name] = name, ""

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self.values[self.textarea] = self.values[self.textarea].removeprefix("\n")
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False
