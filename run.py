#!/usr/bin/env python3
"""Installs what is missing, prepares the data folder and starts the registry: the one command. Standard library only.

A second start needs no network and changes nothing. The settings are those of the README's table."""

import contextlib
import ctypes
import hashlib
import http.client
import ipaddress
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from scripts import environment
from scripts.environment import PYTHON, ROOT, Stop

READY_WITHIN_S = 60
STOP_WITHIN_S = 30
RUNNING_ROOM_MB = 100
THREADS = 32  # of each of the two processes of the server: some wait for what people send (see aze/bodies.py)
ANOTHER_FOLDER = "Name another folder: AZE_DATA_DIR=/path make run"
READ_SETTINGS = """
import json
from aze import settings
print(json.dumps({"host": settings.HOST, "port": settings.PORT, "site_url": settings.SITE_URL, "data": str(settings.DATA_DIR),
                  "static": str(settings.STATIC_ROOT), "demo": settings.DEMO, "dev": settings.DEV,
                  "proxies": settings.TRUSTED_PROXIES}))
"""


def main():
    environment.ensure(environment.RUN)
    check_folder(ROOT / os.environ.get("AZE_DATA_DIR", "var"))
    settings = read_settings()
    check_address(settings)
    check_port(settings)
    prepare(settings)
    return serve(settings)


# --- Before the start: each obstacle is a sentence that names its fix -------------------------------------------------
def check_folder(folder):
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Stop(f"{folder} is not writable by this user. {ANOTHER_FOLDER}")
    environment.check_room(folder, RUNNING_ROOM_MB, ANOTHER_FOLDER)


def read_settings():
    answer = subprocess.run([str(PYTHON), "-c", READ_SETTINGS], cwd=ROOT, capture_output=True, text=True)
    if answer.returncode:
        last = answer.stderr.strip().rpartition("\n")[2]
        raise Stop(last.removeprefix("django.core.exceptions.ImproperlyConfigured: "))
    return json.loads(answer.stdout)


def check_address(settings):
    """A public address needs HTTPS, which a proxy in front provides, and the name under which it is reached."""
    https = settings["site_url"].startswith("https://")
    if not is_loopback(settings["host"]) and not (https and "AZE_SITE_URL" in os.environ):
        raise Stop(
            f"HOST={settings['host']} opens the registry to others. Name its address, which must be HTTPS, for instance "
            "AZE_SITE_URL=https://registry.example.org AZE_BEHIND_PROXY=1 make run"
        )
    if https and not settings["proxies"]:
        raise Stop(
            "AZE_SITE_URL is an HTTPS address, so a proxy must stand in front. Say so with AZE_BEHIND_PROXY=1, and "
            "let the proxy set X-Forwarded-Proto and X-Forwarded-For."
        )


def is_loopback(host):
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_port(settings):
    host, port = settings["host"], settings["port"]
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Stop(
            f"Port {port} of {host} cannot be used ({error.strerror}). Choose another: PORT={port + 1} make run"
        ) from error


# --- The data folder --------------------------------------------------------------------------------------------------
def prepare(settings):
    manage("migrate", "--no-input", "--verbosity=0")
    if not settings["dev"]:
        collect_static(Path(settings["static"]))
    if settings["demo"]:
        manage("load_demo")


def manage(*arguments):
    if environment.run([PYTHON, "manage.py", *arguments]):
        raise Stop(f"manage.py {arguments[0]} failed (see above); nothing was started.")


def collect_static(folder):
    """Gathers the static files under hashed names, when any of them is not the one gathered last."""
    stamp, digest = folder.with_suffix(".sha256"), static_digest()
    if folder.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    stamp.unlink(missing_ok=True)
    manage("collectstatic", "--no-input", "--clear", "--verbosity=0")
    stamp.write_text(digest)


def static_digest():
    digest = hashlib.sha256((ROOT / environment.RUN).read_bytes())
    for path in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


# --- The processes ----------------------------------------------------------------------------------------------------
class Stopped(Exception):
    """Someone asked for the end."""


def serve(settings):
    """Runs the web server and the background process until one ends (exit code 1) or a signal asks for the end (0)."""
    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    children = {}
    try:
        children["web server"] = start(server_command(settings))
        children["background process"] = start([PYTHON, "manage.py", "work"])
        greet(settings, children)
        name = first_to_end(children)
        print(f"The {name} ended by itself (exit code {children[name].returncode}).", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        stop(children.values())


def on_signal(number, frame):
    raise Stopped


def server_command(settings):
    address = ["--host", settings["host"], "--port", settings["port"]]
    limits = [
        "--workers",
        2,
        "--blocking-threads",
        THREADS,
        "--http",
        1,
        "--no-ws",
        "--respawn-failed-workers",
    ]
    quiet = ["--workers-kill-timeout", STOP_WITHIN_S - 5, "--log-level", "error"]
    return [PYTHON, "-m", "granian", "--interface", "wsgi", *address, *limits, *quiet, "aze.wsgi:application"]


def start(command):
    """A child in a session of its own, so that CTRL-C reaches this process alone, which ends it in order."""
    options = {"preexec_fn": die_with_parent} if sys.platform == "linux" else {}
    return subprocess.Popen([str(part) for part in command], cwd=ROOT, start_new_session=True, **options)


def die_with_parent():
    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def greet(settings, children):
    link = subprocess.run(
        [str(PYTHON), "manage.py", "first_admin_link"], cwd=ROOT, capture_output=True, text=True
    )
    if link.returncode:
        print(link.stderr, file=sys.stderr)
    wait_until_up(settings, children)
    print(f"\nThe registry runs at {settings['site_url']}/ - CTRL-C stops it.")
    if link.stdout.strip():
        print(f"Set up the first administrator (this link works once): {link.stdout.strip()}")
    print(f"Its data are in {settings['data']}\n", flush=True)


def wait_until_up(settings, children):
    until = time.monotonic() + READY_WITHIN_S
    while not any(child.poll() is not None for child in children.values()) and not answers(settings):
        if time.monotonic() > until:
            raise Stop(
                f"The web server did not answer within {READY_WITHIN_S} seconds; see its messages above."
            )
        time.sleep(0.1)


def answers(settings):
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings["host"], settings["host"])
    connection = http.client.HTTPConnection(host, settings["port"], timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings["site_url"].split("://")[1]})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def first_to_end(children):
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.5)


def stop(children):
    """Asks every child to finish what it does, and ends those that take too long or when asked once more."""
    until = time.monotonic() + STOP_WITHIN_S
    try:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(max(0, until - time.monotonic()))
    except (subprocess.TimeoutExpired, Stopped):
        for child in children:
            end_with_its_children(child)


def end_with_its_children(child):
    """Each child leads a session of its own: what it started ends with it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped before it had started; start again at any time.")
