"""PURE. Columns of whole numbers as short text: differences, in the base64 VLQ of source maps (five bits a letter, low ones first).

`static/js/deltas.js` reads it."""

from itertools import pairwise

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
MORE = 32  # the bit that says that another letter of the same number follows


def differences(numbers):
    """The first number, then how far each is from the one before."""
    return numbers[:1] + [after - before for before, after in pairwise(numbers)]


def encode(numbers):
    """The text of whole numbers, small ones short."""
    return "".join(_letters(number) for number in numbers)


def decode(text):
    """The numbers of a text that `encode` made."""
    numbers, number, shift = [], 0, 0
    for letter in text:
        value = VALUES[letter]
        number |= (value & MORE - 1) << shift
        shift += 5
        if not value & MORE:
            numbers.append(-(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    return numbers


def _letters(number):
    bits = -number << 1 | 1 if number < 0 else number << 1
    letters = ""
    while bits >= MORE:
        letters += ALPHABET[MORE | bits & MORE - 1]
        bits >>= 5
    return letters + ALPHABET[bits]
