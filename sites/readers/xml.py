"""PURE. XML read as a stream: no document type, no entity, nothing from outside, and no nesting so deep that it would break the process."""

import re
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from .reading import Problem, Refused

MAX_DEPTH = 100
BEFORE_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\b[^>\[]*(?:\[.*?\])?\s*>\s*)*", re.DOTALL
)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)([^>]*)")
BYTE_ORDER = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


def root_of(head):
    """(local name, the text of its attributes) of the first element in the first bytes of a document; ("", "") where there is none."""
    text = head.decode(BYTE_ORDER.get(head[:2], "utf-8"), "replace").removeprefix("\ufeff")
    found = ROOT.match(text, BEFORE_ROOT.match(text).end())
    return found.groups() if found else ("", "")


def read(data, handler):
    """Hands every element of a document to an `Elements`. Raises Refused."""
    try:
        sax.parseString(data, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refused(Problem("F_XML_DTD")) from error
    except SAXException as error:
        if "out of memory" in str(error):
            raise MemoryError from error
        line = getattr(error, "getLineNumber", lambda: None)()
        raise Refused(Problem("F_XML", {"line": line}, line=line)) from error
    except (UnicodeError, LookupError, ValueError) as error:
        raise Refused(Problem("F_XML")) from error


class Elements(ContentHandler):
    """Calls `opened(name, attributes)` and `closed(name, text)` with local names. `text` is told of elements in TEXTS only; `path` holds the
    names of the elements that are open."""

    TEXTS = frozenset()

    def __init__(self):
        super().__init__()
        self.path, self.pieces, self.locator, self.started = [], None, None, 0

    @property
    def line(self):
        return self.locator.getLineNumber()

    def setDocumentLocator(self, locator):
        self.locator = locator

    def startElement(self, name, attrs):
        local = name.rpartition(":")[2]
        self.path.append(local)
        if len(self.path) > MAX_DEPTH:
            raise Refused(Problem("F_XML_DEEP", {"limit": MAX_DEPTH}, line=self.line))
        if local in self.TEXTS:
            self.pieces, self.started = [], self.line
        self.opened(local, attrs)

    def characters(self, content):
        if self.pieces is not None:
            self.pieces.append(content)

    def endElement(self, name):
        local = self.path.pop()
        text = None
        if local in self.TEXTS and self.pieces is not None:
            text, self.pieces = "".join(self.pieces), None
        self.closed(local, text)

    def opened(self, name, attributes):
        """An element starts."""

    def closed(self, name, text):
        """An element ends; `text`: what stands in it, None where it is not in TEXTS."""
