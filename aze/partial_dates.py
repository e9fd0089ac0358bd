"""Dates of which only the year or the month may be known."""

from datetime import date

from django.utils.formats import date_format


def in_words(text):
    """`2024`, `2024-06` or `2024-06-30` as a reader writes it; "" for "". A text that is no such date stays as it is."""
    parts = text.split("-")
    try:
        day = date(*map(int, [*parts, "1", "1"][:3]))
    except ValueError:
        return text
    return {1: text, 2: date_format(day, "F Y"), 3: date_format(day)}[len(parts)]
