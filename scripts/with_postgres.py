"""Runs a command with DATABASE_URL naming a PostgreSQL of its own: python3 -m scripts.with_postgres COMMAND ...

The server lives in a temporary folder, listens on a socket in it and on nothing else, and is stopped and deleted at the end.
As root it runs as the user `postgres`, since PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

NAME = "registry"
# A database that is thrown away need not survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_programs():
    """The folder of initdb and pg_ctl of the newest PostgreSQL here, or None."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    on_path = [Path(found).parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in [*debian, *on_path] if (folder / "initdb").exists()), None)


@contextmanager
def server():
    """A running PostgreSQL; its DATABASE_URL."""
    programs = find_programs()
    if programs is None:
        sys.exit("PostgreSQL is missing. On Debian: apt-get install postgresql")
    folder = tempfile.mkdtemp(prefix="registry-postgres-")
    identity = _identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    data, log = f"{folder}/data", f"{folder}/log"

    def call(program, *arguments):
        subprocess.run(
            [programs / program, *arguments],
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **identity,
        )

    try:
        call(
            "initdb",
            "-D",
            data,
            "-U",
            NAME,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        call(
            "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", f"-c listen_addresses='' -k {folder} {FAST}"
        )
        try:
            call("createdb", "-h", folder, "-U", NAME, NAME)
            yield f"postgres://{NAME}@/{folder}/{NAME}"
        finally:
            call("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _identity():
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        sys.exit(
            "The user `postgres` is missing, and PostgreSQL does not run as root. Debian's package makes it."
        )
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def main(command):
    if not command:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
