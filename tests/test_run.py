"""`run.py` on a data folder of its own: the first start prepares it, the second changes nothing, obstacles name their fix."""

import hashlib
import os
import re
import secrets
import socket
import subprocess
import sys
import urllib.error
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import psycopg2
import pytest
from django.db import connections
from started import Registry, free_port

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def env(tmp_path, port, database_url):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AZE_")}
    return (
        kept | database_url | {"AZE_DATA_DIR": str(tmp_path / "var"), "PORT": str(port), "HOST": "127.0.0.1"}
    )


@pytest.fixture
def database_url():
    """Where the suite runs on PostgreSQL, a database of its own there."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield {}
        return
    name = f"run_{secrets.token_hex(8)}"
    told = connections["default"].settings_dict
    with closing(psycopg2.connect(host=told["HOST"], user=told["USER"], dbname="postgres")) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
            yield {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def start(env):
    started = []

    def begin(**more):
        started.append(Registry(env | more))
        return started[-1]

    yield begin
    for registry in started:
        if registry.process.poll() is None:
            registry.stop()


def refusal(env, **more):
    answer = subprocess.run(
        [sys.executable, "run.py"], cwd=ROOT, env=env | more, capture_output=True, text=True, timeout=60
    )
    assert answer.returncode == 1, answer.stdout
    assert "Traceback" not in answer.stderr
    return answer.stderr


def contents(env):
    """A digest of every row, and of the files that are made once: pictures are drawn in the background while it runs."""
    rows = subprocess.run(
        [sys.executable, "manage.py", "dumpdata", "--all"], cwd=ROOT, env=env, capture_output=True, check=True
    )
    files = sorted(path for path in Path(env["AZE_DATA_DIR"]).rglob("*") if path.is_file())
    made_once = [
        (str(path), path.stat().st_mtime_ns)
        for path in files
        if "sqlite3" not in path.name and path.parent.name != "drawn"
    ]
    return hashlib.sha256(rows.stdout).hexdigest(), made_once


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_first_start_serves_the_demo_and_the_second_changes_nothing(start, env, port):
    first = start()
    link = re.search(r"first administrator \(this link works once\): (\S+)", first.greeting)
    assert f"http://127.0.0.1:{port}/ " in first.greeting
    assert link.group(1).startswith(f"http://127.0.0.1:{port}/")
    with urlopen(f"http://127.0.0.1:{port}/sites/map/", timeout=20) as page:
        assert page.status == 200
        assert not page.headers["Server"]
    with urlopen(link.group(1), timeout=20) as page:
        assert page.status == 200
    assert first.stop() == 0
    assert not listens(port)

    before = contents(env)
    second = start()
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as page:
        assert page.read() == b"ok"
    assert second.stop() == 0
    assert contents(env) == before


def test_a_port_in_use_names_another(env, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()

        assert f"PORT={port + 1} make run" in refusal(env)


def test_an_address_open_to_others_demands_https(env):
    assert "AZE_SITE_URL=https://" in refusal(env, HOST="0.0.0.0")
    assert "AZE_SITE_URL=https://" in refusal(env, HOST="0.0.0.0", AZE_SITE_URL="http://registry.example.org")


def test_https_demands_that_a_proxy_be_named(env):
    assert "AZE_BEHIND_PROXY=1" in refusal(env, AZE_SITE_URL="https://registry.example.org")


def test_a_bad_setting_is_named_in_a_sentence(env):
    assert "PORT is 'eighty'" in refusal(env, PORT="eighty")


def test_a_data_folder_that_cannot_be_made_is_named(env):
    assert "AZE_DATA_DIR" in refusal(env, AZE_DATA_DIR="/proc/registry")


def test_a_page_that_does_not_exist_is_answered_by_the_registry(start, port):
    start(AZE_DEMO="0")

    with pytest.raises(urllib.error.HTTPError) as answer:
        urlopen(f"http://127.0.0.1:{port}/no/such/page", timeout=20)

    with answer.value as page:
        assert page.code == 404
        assert page.headers["Content-Security-Policy"]
