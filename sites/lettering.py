"""Text on pictures that are drawn on the server, in the registry's own typefaces; each letter is taken from the file that holds it."""

from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
FACES = {
    "sans": "source-sans-3-{}-400-normal.woff2",
    "sans bold": "source-sans-3-{}-600-normal.woff2",
    "serif": "source-serif-4-{}-500-normal.woff2",
    "serif italic": "source-serif-4-{}-400-italic.woff2",
}
LATIN = (range(0x0100), range(0x2000, 0x2070), range(0x02BB, 0x02BD), range(0x0152, 0x0154))
VIETNAMESE = (range(0x1EA0, 0x1EFA), range(0x01A0, 0x01A2), range(0x01AF, 0x01B1))


class Letters:
    """One of FACES in one size."""

    def __init__(self, face, size):
        self.face, self.size = FACES[face], size

    def width(self, text):
        return sum(font.getlength(run) for font, run in self._runs(text))

    def lines(self, text, width):
        """The text broken between words into lines of at most this width; a word that is wider stands alone."""
        lines = []
        for word in text.split():
            if lines and self.width(f"{lines[-1]} {word}") <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines

    def write(self, draw, place, text, fill):
        """Writes one line with the left end of its base line at `place`."""
        x, y = place
        for font, run in self._runs(text):
            draw.text((x, y), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)

    def _runs(self, text):
        for subset, letters in groupby(text, _subset):
            yield _font(self.face.format(subset), self.size), "".join(letters)


def _subset(letter):
    code = ord(letter)
    for name, ranges in (("latin", LATIN), ("vietnamese", VIETNAMESE)):
        if any(code in span for span in ranges):
            return name
    return "latin-ext"


@lru_cache(maxsize=64)
def _font(name, size):
    return ImageFont.truetype(FONTS / name, size)
