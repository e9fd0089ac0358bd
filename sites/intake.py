"""Boundary files and pasted text from anybody, read in a process of their own that can do nothing else: `read` is the one way in.

    reading = intake.read(data, choice=request.POST.get("choice", ""))

gives a `readers.reading.Reading`; `wording.intake` says what it tells. Nothing is stored."""

import logging
import os
import selectors
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from shapely.errors import ShapelyError

from .readers import child, reading
from .readers.reading import LARGEST, Problem, Reading

__all__ = ["LARGEST", "Busy", "Reading", "read"]

ROOT = Path(__file__).resolve().parent.parent
WALL_SECONDS = 8
LARGEST_ANSWER = 32 * 1024 * 1024  # bytes
MOST_AT_ONCE, MOST_WAITING = (
    2,
    8,
)  # in each process of the server: a reading may take a processor and half a gigabyte
PATIENCE_SECONDS = RETRY_AFTER = 5

log = logging.getLogger("aze.intake")
_places = threading.BoundedSemaphore(MOST_AT_ONCE)
_queue = threading.BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)


class Busy(Exception):
    """As many files as may be are being read, and others wait for that."""


def read(data, *, choice=""):
    """The Reading of a file's bytes or of a text. `choice`: the answer of a Choice or Repair that an earlier reading of the same gave.

    Takes up to eight seconds, after up to five until it begins. Raises Busy."""
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(content) > LARGEST:
        return Reading(problems=(Problem("F_LARGE", {"limit_mb": LARGEST // 2**20}),))
    asked = b"".join([choice.replace("\n", " ").encode("utf-8", "replace"), b"\n", content])
    with _place(), _started() as process:
        return _told(_answer(process, asked, time.monotonic() + WALL_SECONDS), process)


@contextmanager
def _place():
    """A place among those that are read, for which others wait their turn."""
    with _held(_queue, 0), _held(_places, PATIENCE_SECONDS):
        yield


@contextmanager
def _held(semaphore, seconds):
    if not semaphore.acquire(timeout=seconds):
        raise Busy
    try:
        yield
    finally:
        semaphore.release()


@contextmanager
def _started():
    """The child, which is gone when the block is left."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-I", "-c", child.BOOT, str(ROOT), str(os.getpid())]
    try:
        process = subprocess.Popen(command, env={}, cwd="/", start_new_session=True, **pipes)
    except OSError as error:
        raise Busy from error
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _answer(process, asked, deadline):
    """What the child says until it ends, or is no longer waited for."""
    feeder = threading.Thread(target=_feed, args=(process.stdin, asked), daemon=True)
    feeder.start()
    heard = bytearray()
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        while (
            (left := deadline - time.monotonic()) > 0 and len(heard) <= LARGEST_ANSWER and ready.select(left)
        ):
            piece = os.read(process.stdout.fileno(), 1 << 16)
            if not piece:
                break
            heard += piece
    process.kill()
    feeder.join()
    return bytes(heard)


def _feed(pipe, asked):
    """Hands over what is to be read, to a child that may end before it has taken all of it."""
    try:
        with pipe:
            pipe.write(asked)
    except OSError:
        pass


def _told(heard, process):
    """The Reading in what the child said, with what it had time to add; what it did not say whole, it did not say."""
    *lines, _rest = heard.split(b"\n")
    try:
        told = reading.from_json(lines[0])
        return reading.with_offer(told, lines[1]) if len(lines) > 1 else told
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError, ShapelyError):
        process.wait()
        log.warning("parser killed", extra={"status": process.returncode})
        return Reading(problems=(Problem("F_UNREADABLE"),))
