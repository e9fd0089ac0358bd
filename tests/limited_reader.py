"""One process that reads file after file, confined as that of `sites.intake` is but for its time: for what may do harm, thousands of times."""

import json
import os
import selectors
import struct
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 20  # of the clock, for one file on a busy machine
CODE = """
import os, struct, sys
sys.path.insert(0, sys.argv[1])
from sites.readers import confinement
confinement.confine(cpu_seconds=None, parent=int(sys.argv[2]))
import shapefile
from sites.readers import child, reader, reading
confinement.forbid()
while head := sys.stdin.buffer.read(8):
    choice, content = struct.unpack("<II", head)
    choice, content = sys.stdin.buffer.read(choice), sys.stdin.buffer.read(content)
    told = reading.to_json(child.attempt(reader.read, reading, content, choice.decode())).encode()
    sys.stdout.buffer.write(struct.pack("<I", len(told)) + told)
    sys.stdout.buffer.flush()
"""


class Broken(AssertionError):
    """The reader ended, or did not answer."""


class LimitedReader:
    def __init__(self):
        command = [sys.executable, "-I", "-c", CODE, str(ROOT), str(os.getpid())]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}, cwd="/"
        )

    def read(self, content, choice=""):
        """What a Reading of `content` tells, as `sites.readers.reading` writes it. Raises Broken."""
        asked = choice.encode()
        try:
            self.process.stdin.write(struct.pack("<II", len(asked), len(content)) + asked + content)
            self.process.stdin.flush()
        except OSError as error:
            raise self._broken() from error
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            if not ready.select(SECONDS):
                self.close()
                raise Broken(f"no answer within {SECONDS} s to {content[:500]!r}")
        head = self.process.stdout.read(4)
        if len(head) < 4:
            raise self._broken()
        return json.loads(self.process.stdout.read(*struct.unpack("<I", head)))

    def _broken(self):
        return Broken(f"ended ({self.process.wait()}): {self.process.stderr.read().decode()[-2000:]}")

    def close(self):
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()
