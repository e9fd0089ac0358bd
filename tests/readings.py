"""Short ways of asking what a reading told."""

import shapely

from sites.readers import reader


def read(data, choice=""):
    """Reads without a process of its own: for files that are known to do no harm."""
    return reader.read(data.encode() if isinstance(data, str) else data, choice)


def codes(told):
    return [one.code for one in told]


def answers(reading):
    return [choice.answer for choice in reading.choices]


def refused(data, choice=""):
    """The codes of the problems of content that gives no boundary."""
    reading = read(data, choice)
    assert reading.refused, reading
    return codes(reading.problems)


def bounds(reading):
    return tuple(round(number, 6) for number in reading.boundary.bounds)


def same(boundary, expected):
    """Whether two areas cover the same ground, to less than a square metre."""
    return shapely.symmetric_difference(boundary, expected).area < 1e-10
