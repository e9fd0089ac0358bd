"""The virtual environment in .venv, holding exactly what a lock file names. Standard library only."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BASE = getattr(sys, "_base_executable", sys.executable)  # itself, or what made the environment it runs in
STAMP = VENV / "installed.json"
RUN, TEST = "requirements.lock", "requirements-test.lock"
HOLDS = {RUN: (RUN,), TEST: (RUN, TEST)}  # the lock for tests repeats every pin of the other
OLDEST = (3, 11)
ROOM_MB = 500


class Stop(SystemExit):
    """Ends the program with a sentence that names the fix."""

    def __init__(self, sentence):
        super().__init__(f"\n{sentence}\n")


def ensure(lock):
    """Makes .venv hold what `lock` (RUN or TEST) names; does nothing, and needs no network, when it already does."""
    check_python()
    if _works() and _stamped().get(lock) == _digest(lock):
        return
    check_room(ROOT, ROOM_MB)
    _make(lock)


def check_python():
    if sys.version_info < OLDEST:
        raise Stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}. "
            "Name a newer one: make PYTHON=python3.11 run"
        )


def check_room(folder, megabytes, way_out="Free some space."):
    free = shutil.disk_usage(folder).free // 2**20
    if free < megabytes:
        raise Stop(f"Only {free} MB are free where {folder} is, and {megabytes} MB are needed. {way_out}")


def run(command, **options):
    """Runs a command from the project's folder; its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, **options).returncode


def _works():
    return PYTHON.exists() and run([PYTHON, "-c", ""], stderr=subprocess.DEVNULL) == 0


def _stamped():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def _digest(lock):
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _make(lock):
    uv = shutil.which("uv")
    if not uv:
        _ensure_pip()
    if not _works():
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            code = run([BASE, "-m", "venv", "--without-pip", VENV])
        except OSError as error:
            raise Stop(f"{VENV} cannot be made: {error.strerror}.") from error
        if code:
            raise Stop(f"{VENV} could not be made (see above). Is {ROOT} writable by this user?")
    STAMP.unlink(missing_ok=True)
    print(f"Installing what {lock} names into .venv (once) ...", flush=True)
    # The lock is whole: without --no-deps, pip before 23.3 asks for the newest release of what is needed with an extra.
    if run(_installer(uv) + ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", lock]):
        raise Stop(
            f"What {lock} names could not be installed (see above). The first start needs a package index: "
            "check the network and start again."
        )
    STAMP.write_text(json.dumps({name: _digest(name) for name in HOLDS[lock]}))


def _installer(uv):
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", PYTHON]
    pip = [BASE, "-m", "pip", "--python", PYTHON, "install", "--quiet", "--no-compile"]
    return [*pip, "--disable-pip-version-check", "--no-input"]


def _ensure_pip():
    """pip 22.3 or newer, which installs into another environment; on Debian python3-pip brings it."""
    if _pip_version() >= (22, 3):
        return
    if not install_debian(["python3-pip"]) or _pip_version() < (22, 3):
        raise Stop("pip 22.3 or newer is missing. On Debian: apt-get install python3-pip")


def _pip_version():
    answer = subprocess.run([BASE, "-m", "pip", "--version"], capture_output=True, text=True)
    if answer.returncode:
        return (0, 0)
    return tuple(int(part) for part in answer.stdout.split()[1].split(".")[:2])


def install_debian(packages):
    """Installs Debian packages where that is possible, which is as root on a machine with apt; whether it did."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {', '.join(packages)} with apt-get (once) ...", flush=True)
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdin": subprocess.DEVNULL}
    run(["apt-get", "-qq", "update"], **quiet)
    return run(["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages], **quiet) == 0
