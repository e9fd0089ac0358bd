"""The process in which a file is read: choice and content come in, one line with the Reading goes out, and a second with what is offered
with it, if there is time for that.

It runs as `python -I -c BOOT`, knows nothing but what comes in, and ends when it has answered. Whatever else it may do, see `confinement`."""

import sys

BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from sites.readers.child import main; main(int(sys.argv[2]))"
OFFER_SECONDS = 0.8  # of computing: what takes longer takes minutes, or hours


def main(parent):
    from . import confinement

    confinement.confine(parent=parent)
    from . import reader, reading

    confinement.forbid()
    choice, _newline, content = sys.stdin.buffer.read().partition(b"\n")
    told = attempt(reader.read, reading, content, choice.decode())
    answer(reading.to_json(told))
    confinement.end_within(OFFER_SECONDS)
    answer(reading.to_json(reader.offer(told, choice.decode())))


def attempt(read, reading, content, choice):
    """What `read` gives; where it needs more memory than there is, that."""
    try:
        return read(content, choice)
    except MemoryError:
        return reading.Reading(problems=(reading.Problem("F_MEMORY"),))


def answer(line):
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
