"""PURE. How a page of the registry is cited: in words for people, as BibTeX and as RIS for programs that keep references."""

from dataclasses import dataclass
from datetime import date

LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}#$%&_"},
}


@dataclass(frozen=True)
class Citation:
    """`title` names the page; `day`: the day of the record as it stands; `edition`: the same in words, in the reader's language."""

    author: str
    title: str
    publisher: str
    key: str
    address: str
    day: date
    edition: str

    def bibtex(self, accessed):
        """A BibTeX entry that any LaTeX can set; `accessed`: the day on which the page was read."""
        fields = {
            "author": "{" + _latex(self.author) + "}",
            "title": "{" + _latex(self.title) + "}",
            "publisher": _latex(self.publisher),
            "year": str(self.day.year),
            "version": _latex(self.edition),
            "url": _address(self.address),
            "urldate": accessed.isoformat(),
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{_key(self.key)},\n{lines}\n}}\n"

    def ris(self, accessed):
        """A RIS record, its lines ended as the format asks."""
        lines = [
            ("TY", "DATA"),
            ("AU", self.author),
            ("TI", self.title),
            ("PB", self.publisher),
            ("PY", str(self.day.year)),
            ("DA", f"{self.day:%Y/%m/%d}"),
            ("ET", self.edition),
            ("UR", self.address),
            ("Y2", f"{accessed:%Y/%m/%d}"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


def _latex(text):
    return "".join(LATEX.get(sign, sign) for sign in _one_line(text))


def _one_line(text):
    """Without line breaks: a second line would be read as another field."""
    return " ".join(text.split())


def _address(address):
    """An address in braces: only what would end it, or the line, is written otherwise."""
    return _one_line(address).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _key(text):
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text) or "aze"
