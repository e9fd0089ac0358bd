"""The registry as it is served, two worker processes on the database of the tests, which others may kill."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
UP_WITHIN_S = 120
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def environment(folder):
    """What a process needs to work on the database of the tests, with its other data in `folder`."""
    told = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        url = f"sqlite:///{told['NAME']}"
    else:
        url = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{told['NAME']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AZE_")}
    return kept | {"DATABASE_URL": url, "AZE_DATA_DIR": str(folder), "AZE_DEV": "1"}


class Registry:
    def __init__(self, folder):
        self.env = environment(folder)
        self.port = self.process = None

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        limits = [
            "--workers",
            "2",
            "--blocking-threads",
            "4",
            "--http",
            "1",
            "--no-ws",
            "--log-level",
            "error",
        ]
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                *address,
                *limits,
                "aze.wsgi:application",
            ],
            cwd=ROOT,
            env=self.env | {"PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + UP_WITHIN_S
        while not self._is_up():
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)

    def kill(self):
        """Ends it and its workers at once, whatever they are doing."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def client(self):
        return Client(self.port)

    def _is_up(self):
        client = Client(self.port)
        try:
            return client.get("/healthz").status == 200
        except OSError:
            return False
        finally:
            client.close()


class Client:
    """One connection. An answer is (status, location, text), or None where the server went away."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, address):
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        answer.text = answer.read().decode()
        return answer

    def post(self, address, fields):
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.connection.request("POST", address, urlencode(fields), form)
            with self.connection.getresponse() as answer:
                answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return None
        return answer.status, answer.getheader("Location")

    def close(self):
        self.connection.close()


def hidden(text):
    """The hidden fields of a page's last form."""
    return dict(HIDDEN.findall(text[text.rindex("<form") :]))


def together(works):
    """Runs functions at the same time and waits for all; their results in order."""
    results = [None] * len(works)

    def run(number, work):
        try:
            results[number] = work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return results


@contextmanager
def running(folder):
    registry = Registry(folder)
    registry.start()
    try:
        yield registry
    finally:
        registry.kill()
