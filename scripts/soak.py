"""The runs too long for `make test`: python3 -m scripts.soak. Every public page on every kind of screen, under the Nu checker and under Lighthouse;
races and kills on both databases.

Needs npm for the two checkers, and Java for the first: as root they are installed on Debian."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from scripts import check, environment, test
from scripts.environment import PYTHON, ROOT, Stop

sys.path.append(str(ROOT / "tests"))
from public_pages import PAGES  # noqa: E402 - the tests' own list

TOOLS = ("vnu-jar@26.9.27", "lighthouse@12.8.2")
NEEDED = {"npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}
PORT = 8719
ADDRESS = f"http://127.0.0.1:{PORT}"
READY_WITHIN_S = 180
LOOKED_AT = ("home", "map", "site", "species", "country")
MUST_BE_FULL = ("accessibility", "best-practices", "seo")
WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome")
SCREENS = {"desktop": ["--preset=desktop"], "phone": []}
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
)


def main():
    environment.ensure(environment.TEST)
    test.ensure_programs()
    ensure_programs()
    with tempfile.TemporaryDirectory() as folder:
        env = check.clean_environment(folder)
        long = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "-m", "soak"]
        failed = check.step("every page on every screen", [*long, "tests/browser"], env)
        stored = [*long, "tests", "--ignore=tests/browser"]
        failed |= check.step("races and kills on SQLite", stored, env)
        on_postgres = [PYTHON, "-m", "scripts.with_postgres", *stored]
        failed |= check.step("races and kills on PostgreSQL", on_postgres, env)
        failed |= check.step("forms and pages on PostgreSQL", [*on_postgres, "-m", "once"], env)
        tools = install_tools(Path(folder))
        with serving(env):
            failed |= nu_errors(tools, Path(folder)) > 0
            failed |= bool([what for what in lighthouse(tools) if what])
    return int(failed)


def ensure_programs():
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing and not environment.install_debian(missing):
        raise Stop(f"This needs {', '.join(missing)}. On Debian: apt-get install {' '.join(missing)}")


def install_tools(folder):
    """The folder of the checkers' packages."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder / "tools", *TOOLS]
    if environment.run(command):
        raise Stop("The checkers could not be installed from the npm registry (see above).")
    return folder / "tools" / "node_modules"


@contextmanager
def serving(env):
    """The registry with its demonstration data, as `make run` starts it, at ADDRESS."""
    server = subprocess.Popen(
        [sys.executable, "run.py"], cwd=ROOT, env=env | {"PORT": str(PORT)}, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_ready()
        yield
    finally:
        server.terminate()
        server.wait()


def wait_until_ready():
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        try:
            return urllib.request.urlopen(f"{ADDRESS}/readyz", timeout=5).close()
        except OSError:
            time.sleep(0.5)
    raise Stop("The registry did not start.")


# --- The Nu checker ---------------------------------------------------------------------------------------------------
def nu_errors(tools, folder):
    """How many errors the Nu checker finds in the public pages, each having been printed."""
    print("\n== the Nu checker", flush=True)
    pages = folder / "pages"
    pages.mkdir()
    for number, address in enumerate(PAGES.values()):
        (pages / f"{number:02}.html").write_bytes(body_of(address))
    jar = tools / "vnu-jar" / "build" / "dist" / "vnu.jar"
    answer = subprocess.run(
        [
            "java",
            "-jar",
            jar,
            "--errors-only",
            "--exit-zero-always",
            "--format",
            "json",
            *sorted(pages.iterdir()),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(answer.stderr)["messages"]
    names = list(PAGES)
    for message in found:
        page = names[int(Path(message["url"]).stem)]
        print(f"{page}, line {message.get('lastLine')}: {message['message']}")
    print(f"{len(PAGES)} pages, {len(found)} errors")
    return len(found)


def body_of(address):
    """What a page answers, were it an error."""
    try:
        return urllib.request.urlopen(ADDRESS + address, timeout=30).read()
    except urllib.error.HTTPError as refused:
        return refused.read()


# --- Lighthouse -------------------------------------------------------------------------------------------------------
def lighthouse(tools):
    """For each page and screen, whether anything but the speed is less than full; speed is printed and not judged."""
    print("\n== Lighthouse", flush=True)
    for name in LOOKED_AT:
        for screen, options in SCREENS.items():
            yield from judged(name, screen, report(tools, PAGES[name], options))


def report(tools, address, options):
    command = [tools / ".bin" / "lighthouse", ADDRESS + address, "--quiet", "--output=json", *options]
    chromium = test.find_chromium(WITH_WINDOWS)  # Lighthouse does not know the shell
    answer = subprocess.run(
        [*command, f"--chrome-flags={FLAGS}"],
        env=os.environ | {"CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def judged(name, screen, found):
    scores = {key: round(100 * (told["score"] or 0)) for key, told in found["categories"].items()}
    print(f"{name}, {screen}: " + ", ".join(f"{key} {score}" for key, score in scores.items()), flush=True)
    for key in MUST_BE_FULL:
        lacking = [found["audits"][one["id"]] for one in found["categories"][key]["auditRefs"]]
        for audit in lacking:
            if audit["score"] is not None and audit["score"] < 1 and scores[key] < 100:
                print(f"  {key}: {audit['title']}")
        yield scores[key] < 100


if __name__ == "__main__":
    sys.exit(main())
