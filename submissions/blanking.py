"""PURE. Taking a person out of what was written about them: their name and mail address, wherever these stand in a text or a document."""

import re

NOBODY = "a contributor"
LEAST_NAME = 4  # letters; a shorter single name would hit words that are not it


def blanked(told, words):
    """`told` (text, or what JSON can hold) without any of `words`, in whatever capitals: each becomes "a contributor"."""
    pattern = _pattern(words)
    return _blanked(told, pattern) if pattern else told


def _blanked(told, pattern):
    if isinstance(told, str):
        return pattern.sub(NOBODY, told)
    if isinstance(told, list):
        return [_blanked(each, pattern) for each in told]
    if isinstance(told, dict):
        return {_blanked(name, pattern): _blanked(value, pattern) for name, value in told.items()}
    return told


def _pattern(words):
    """Whole words alone: the name `Li` is not in `Lima`. A single short name may be a word of the language, and is left."""
    telling = sorted({word.strip() for word in words if _tells(word.strip())}, key=len, reverse=True)
    if not telling:
        return None
    spaced = (r"\s+".join(map(re.escape, word.split())) for word in telling)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)


def _tells(word):
    return "@" in word or len(word.split()) > 1 or len(word) >= LEAST_NAME
