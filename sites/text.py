"""PURE. Text as people type it: what is kept, what is taken out, and what cannot be kept.

Kept as typed in Unicode NFC. Controls that only turn the reading direction are taken out: they make a name read as another one."""

import re
import unicodedata

MAX_MARKS = 4  # combining marks in a row; languages need three at most
MAX_RAW_MARKS = 30  # the limit of Unicode's Stream-Safe Text Format: to put longer runs in order takes the square of their length
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
REPLACED = "\ufffd"  # stands where bytes were no UTF-8
INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
EMPTY_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}


class NotText(ValueError):
    """This text cannot be kept; `code` says why: `control`, `marks` or `broken`."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def one_line(typed):
    """`typed` as one line: white space of any kind becomes single spaces; "" where nothing would show. Raises NotText."""
    return _kept(" ".join(typed.split()))


def lines(typed):
    """`typed` with its line breaks as LF, none at the ends; "" where nothing would show. Raises NotText."""
    return _kept(typed.replace("\r\n", "\n").replace("\r", "\n").strip())


def shows_nothing(text):
    """Whether a reader would see no letter, figure or sign."""
    return all(sign in INVISIBLE or unicodedata.category(sign) in EMPTY_CATEGORIES for sign in text)


def _kept(text):
    text = DIRECTION.sub("", text).strip()
    if _longest_run_of_marks(text) > MAX_RAW_MARKS:
        raise NotText("marks")
    text = unicodedata.normalize("NFC", text)
    if CONTROL.search(text):
        raise NotText("control")
    if REPLACED in text or any(unicodedata.category(sign) == "Cs" for sign in text):
        raise NotText("broken")
    if _longest_run_of_marks(text) > MAX_MARKS:
        raise NotText("marks")
    return "" if shows_nothing(text) else text


def _longest_run_of_marks(text):
    longest = run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        longest = max(longest, run)
    return longest
