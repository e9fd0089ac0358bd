"""A language in which every translated text stands in brackets, so that a text that was not translated stands out."""

import gettext
from contextlib import contextmanager
from html.parser import HTMLParser

from django.utils.translation import trans_real

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title", "summary", "content", "label"}
SILENT = {"script", "style", "template", "pre", "code", "textarea"}  # what is typed into a field is data


class Pseudo(gettext.NullTranslations):
    """Django's catalogue of a language, in brackets."""

    domain = "django"

    def gettext(self, message):
        return f"{OPEN}{message.rpartition(chr(4))[2]}{CLOSE}"

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)

    def info(self):
        return {}

    def to_language(self):
        return "en-gb"

    def language(self):
        return "en-gb"


@contextmanager
def pseudo_language():
    """Everything that asks for a translation in this block, in any thread, gets it in brackets."""
    before = trans_real._default, getattr(trans_real._active, "value", None)
    trans_real._default = trans_real._active.value = Pseudo()
    try:
        yield
    finally:
        trans_real._default, active = before
        if active is None:
            del trans_real._active.value
        else:
            trans_real._active.value = active


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.bare, self.depth, self.silent = [], 0, 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in SILENT
        told = dict(attributes)
        for name in SPOKEN & told.keys():
            if tag != "meta" or told.get("name") == "description":
                self.bare += outside(told[name] or "", 0)[0]

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.silent -= tag in SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, text):
        if not self.silent:
            found, self.depth = outside(text, self.depth)
            self.bare += found


def outside(text, depth):
    """(the pieces of `text` that hold letters and stand in no bracket, how many brackets are open at its end)."""
    pieces, piece = [], ""
    for sign in text:
        if sign == OPEN:
            depth += 1
        elif sign == CLOSE:
            depth -= 1
        if depth == 0 and sign != CLOSE:
            piece += sign
        else:
            pieces.append(piece)
            piece = ""
    pieces.append(piece)
    return [" ".join(one.split()) for one in pieces if any(map(str.isalpha, one))], depth


def untranslated(html):
    """The visible or spoken texts of a page that no translation gave, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.bare
