"""The whole suite: the checks, the tests on SQLite, the same on PostgreSQL, the browser: python3 -m scripts.test

PostgreSQL and Chromium must be there: as root they are installed on Debian, otherwise their absence is a failure."""

import ast
import shutil
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from scripts import check, environment, with_postgres
from scripts.environment import PYTHON, ROOT, Stop

# The shell without windows comes first: the browser tests take two thirds of the time in it.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NEEDED = {
    "postgresql": lambda: with_postgres.find_programs() is not None,
    "chromium-headless-shell": lambda: find_chromium() is not None,
    "fonts-dejavu-core": lambda: FONT.exists() or sys.platform != "linux",
}


def main():
    environment.ensure(environment.TEST)
    ensure_programs()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as data:
        failed = [name for name, run in stages(check.clean_environment(data)) if run()]
    print(
        f"\nmake test took {time.monotonic() - began:.0f} seconds; failed: {', '.join(failed) or 'nothing'}"
    )
    return 1 if failed else 0


def find_chromium(names=CHROMIUM):
    """Path of the first of these programs that is here, or None."""
    return next(filter(None, map(shutil.which, names)), None)


def ensure_programs():
    missing = [package for package, is_there in NEEDED.items() if not is_there()]
    if missing and not environment.install_debian(missing):
        raise Stop(
            f"The tests need {', '.join(missing)}, which is not here. On Debian: apt-get install {' '.join(missing)}"
        )


def stages(env):
    """(name, function that says whether it failed) in the order in which they run; every one runs, whatever failed before."""
    pytest = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--maxschedchunk", "4"]
    suite = [*pytest, "tests", "--ignore=tests/browser"]
    stored = [*suite, "--database=with"]
    runs = {
        "tests without a database": [*suite, "--database=without", *coverage()],
        "tests on SQLite": stored,
        "tests on PostgreSQL": [
            PYTHON,
            "-m",
            "scripts.with_postgres",
            *stored,
            "-m",
            "not soak and not once",
        ],
        "browser": [*pytest, "tests/browser"],
    }
    steps = [(name, partial(check.step, name, command, env)) for name, command in runs.items()]
    return [("checks", check.failures), *steps]


def coverage():
    """Every branch of every pure module is taken by some test."""
    return [f"--cov={name}" for name in pure_modules()] + [
        "--cov-branch",
        "--cov-report=term",
        "--cov-fail-under=100",
    ]


def pure_modules():
    """Dotted names of the modules that say so in their first word."""
    files = (path for package in ("sites", "submissions") for path in (ROOT / package).rglob("*.py"))
    return sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in files if is_pure(path))


def is_pure(path):
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").startswith("PURE")


if __name__ == "__main__":
    sys.exit(main())
