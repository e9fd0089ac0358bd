"""Text on pictures that are drawn on the server, in the registry's own typefaces; each letter is taken from the file that holds it."""

from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
LATIN = (range(0x0100), range(0x2000, 0x2070), range(0x02BB, 0x02BD), range(0x0152, 0x0154))
VIETNAMESE = (range(0x1EA0, 0x1EFA), range(0x01A0, 0x01A2), range(0x01AF, 0x01B1))


class Letters:
    """One typeface in one size and weight: `serif` or `sans`, upright or italic."""

    def __init__(self, family, size, weight=400, *, italic=False):
        self.name = f"source-{family}-{'3' if family == 'sans' else '4'}"
        self.size, self.weight = size, weight
        self.style = "italic" if italic else "normal"

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
            yield _font(self.name, subset, self.style, self.size, self.weight), "".join(letters)


def _subset(letter):
    code = ord(letter)
    for name, ranges in (("latin", LATIN), ("vietnamese", VIETNAMESE)):
        if any(code in span for span in ranges):
            return name
    return "latin-ext"


@lru_cache(maxsize=64)
def _font(name, subset, style, size, weight):
    font = ImageFont.truetype(FONTS / f"{name}-{subset}-wght-{style}.woff2", size)
    font.set_variation_by_axes([weight])
    return font
