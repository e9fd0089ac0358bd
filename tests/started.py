"""The registry as `run.py` starts it, in processes of its own."""

import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Registry:
    """A started `run.py`; `greeting` is what it printed until it was ready."""

    def __init__(self, env):
        self.process = subprocess.Popen(
            [sys.executable, "run.py"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        alarm = threading.Timer(120, self.process.kill)
        alarm.start()
        self.greeting = ""
        for line in self.process.stdout:
            self.greeting += line
            if "Its data are in" in line:
                break
        alarm.cancel()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate(timeout=60)
        self.greeting += rest
        return self.process.returncode
