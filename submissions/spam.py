"""PURE. How much what somebody sends looks like spam: codes, and whether it waits for a look. Nothing is refused for it, and nobody is told.

A score decides: what no person does counts for all of it, what some people do for half."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from .saying import ADDRESS

HASTY_S = 3
ENOUGH = 2
MANY_LINKS = 10  # in texts that are not for links
MANY_REPEATS = 10  # of one line within what is sent
LONG_LINE = 12  # characters; shorter lines repeat in any list
MIXED_WORDS = 3
PROSE = 20  # characters
WORD = re.compile(r"[^\W\d_]{4,}")
OF_SPAM = re.compile(
    r"\b(?:viagra|cialis|levitra|casino|jackpot|payday loans?|backlinks?|seo services?|crypto investments?|forex|porn|escorts?|"
    r"essay writing|weight loss|replica watches|work from home)\b",
    re.IGNORECASE,
)

# code: how much it counts
WEIGHTS = {
    "trap": 2,  # the field that only programs see was filled in
    "haste": 2,  # sent within three seconds of the page's making
    "stamp": 2,  # its form was not made by us, not for this, or not within 48 hours
    "address": 2,  # more came from this address within the hour or the day than people send
    "flood": 2,  # more came in all than on any day
    "repeat": 2,  # the same text came several times today
    "only_links": 2,  # names, and otherwise no text but links
    "links": 1,
    "lines": 1,  # one line many times over
    "scripts": 1,  # words that mix letters of several scripts to look like others
    "words": 1,
}


@dataclass(frozen=True)
class Sending:
    """One sending as far as it tells of itself. `texts`: what was typed, those for sources and links left out. `is_repeat`, `from_many`,
    `in_flood`: what counting said (see `submissions.suspicion`)."""

    trap: str = ""
    age_s: float = 3600.0
    is_stamped: bool = True
    texts: tuple = ()
    is_repeat: bool = False
    from_many: bool = False
    in_flood: bool = False


def signs(sending):
    """The codes of what is remarkable, in the order of WEIGHTS."""
    text = "\n".join(sending.texts)
    links = ADDRESS.findall(text)
    found = {
        "trap": bool(sending.trap.strip()),
        "haste": sending.is_stamped and sending.age_s < HASTY_S,
        "stamp": not sending.is_stamped,
        "address": sending.from_many,
        "flood": sending.in_flood,
        "repeat": sending.is_repeat,
        "only_links": bool(links) and not any(map(_has_words, filter(_is_prose, sending.texts))),
        "links": len(links) >= MANY_LINKS,
        "lines": _most_repeated(text) >= MANY_REPEATS,
        "scripts": sum(map(_mixes_scripts, WORD.findall(ADDRESS.sub("", text)))) >= MIXED_WORDS,
        "words": len({word.lower() for word in OF_SPAM.findall(text)}) >= ENOUGH,
    }
    return tuple(code for code in WEIGHTS if found[code])


def is_suspicious(codes):
    """Whether it waits until somebody has looked at it."""
    return sum(WEIGHTS[code] for code in codes) >= ENOUGH


def _is_prose(text):
    """Whether it is more than a name."""
    return len(text) >= PROSE


def _has_words(text):
    return bool(WORD.search(ADDRESS.sub("", text)))


def _most_repeated(text):
    lines = Counter(line.strip() for line in text.splitlines() if len(line.strip()) >= LONG_LINE)
    return max(lines.values(), default=0)


def _mixes_scripts(word):
    """Whether a word has letters of more than one of the scripts whose letters look alike."""
    return len({script for letter in word if (script := _script(letter))}) > 1


def _script(letter):
    name = unicodedata.name(letter, "")
    return next(
        (script for script in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN") if name.startswith(script)), ""
    )
