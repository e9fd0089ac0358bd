"""What a browser would send for a form of a page: read from its HTML, so that a field which is not shown is not sent."""

from html.parser import HTMLParser


def values(response, form_id=None):
    """{name: value} of the controls of the page's form (of the one with this id), as they stand when the page is opened; a list of
    values where several controls have one name."""
    reader = _Reader(form_id)
    reader.feed(response.content.decode())
    return {name: sent if len(sent) > 1 else sent[0] for name, sent in reader.values.items()}


class _Reader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.values = form_id, {}
        self.inside, self.is_inert, self.select, self.textarea = False, False, None, None

    def add(self, name, value):
        self.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, kind = given.get("name"), given.get("type", "text")
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post" and (
                given.get("id") == self.form_id if self.form_id else given.get("id") != "logout-form"
            )
        elif tag == "template":  # of a row that is not there yet
            self.is_inert = True
        elif not self.inside or self.is_inert:
            return
        elif tag == "input" and name and kind not in ("submit", "button"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.add(name, given.get("value") or ("on" if kind == "checkbox" else ""))
        elif tag == "select" and name:
            self.select, self.chosen = name, []
        elif tag == "option" and self.select and "selected" in given:
            self.chosen.append(given.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea = name
            self.add(name, "")

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea][-1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            self.add(self.textarea, self.values[self.textarea].pop().removeprefix("\n"))
            self.textarea = None
        elif tag == "select" and self.select:
            for value in self.chosen or [""]:
                self.add(self.select, value)
            self.select = None
        elif tag == "template":
            self.is_inert = False
        elif tag == "form":
            self.inside = False
