"""How many files may be on their way at once: a file holds a worker and a view of the database for as long as its reader takes.

Counted in each process of the server by itself: with two processes twice as many may be on their way in all."""

from collections import Counter
from contextlib import contextmanager
from threading import Lock

from .household import household

MOST_IN_ALL, MOST_OF_ONE = 4, 2
RETRY_AFTER = 30  # seconds

_lock, _running = Lock(), Counter()


class Busy(Exception):
    """As many files as may be are on their way, to everybody or to this address."""


@contextmanager
def slot(address):
    """A place among the files on their way. Raises Busy."""
    reader = household(address)
    with _lock:
        if _running[reader] >= MOST_OF_ONE or _running.total() >= MOST_IN_ALL:
            raise Busy
        _running[reader] += 1
    try:
        yield
    finally:
        with _lock:
            _running[reader] -= 1
            if not _running[reader]:
                del _running[reader]
