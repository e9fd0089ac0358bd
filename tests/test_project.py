"""The ground: the project starts without GDAL, its locks name no host, its migrations are whole, its settings refuse bad values."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
WITHOUT_GDAL = """
import sys

class NoGdal:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("django.contrib.gis.gdal"):
            raise ImportError("GDAL is not here")

sys.meta_path.insert(0, NoGdal())
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
"""


def python(code, *arguments, data, **env):
    """Runs Python code in a process of its own with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        cwd=ROOT,
        env=kept | {"AZE_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "aze.settings"} | env,
        capture_output=True,
        text=True,
    )


def pins(lock):
    return set(re.findall(r"^([a-z0-9.-]+==[^ \\]+)", (ROOT / lock).read_text(), re.M | re.I))


def test_the_project_starts_without_gdal(tmp_path):
    answer = python(WITHOUT_GDAL, "check", data=tmp_path)

    assert answer.returncode == 0, answer.stderr


def test_the_block_on_gdal_is_one(tmp_path):
    code = WITHOUT_GDAL.partition("from django.core")[0] + "import django.contrib.gis.gdal"

    assert "GDAL is not here" in python(code, data=tmp_path).stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_host(lock):
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())

    assert len(blocks) == len(pins(lock)) > 20
    assert all("--hash=sha256:" in block for block in blocks)
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links|@ ", text)


def test_the_lock_for_tests_repeats_every_pin_of_the_other():
    assert pins("requirements.lock") < pins("requirements-test.lock")


def test_a_test_cannot_reach_another_machine():
    with socket.socket() as probe, pytest.raises(AssertionError, match="tried to connect to 192.0.2.1"):
        probe.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="tried to look up example.org"):
        socket.getaddrinfo("example.org", 80)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "eighty", "PORT"),
        ("AZE_DEMO", "perhaps", "AZE_DEMO"),
        ("AZE_SITE_URL", "registry.example.org", "https://registry.example.org"),
        ("AZE_SITE_URL", "https://example.org/registry/", "below a path"),
        ("AZE_SITE_URL", "https://example.org?a=1", "below a path"),
        ("AZE_SITE_URL", "https://me@example.org", "AZE_SITE_URL"),
        ("AZE_SITE_URL", "https://example.org:http", "AZE_SITE_URL"),
        ("AZE_SITE_URL", "http://[::1", "AZE_SITE_URL"),
        ("DATABASE_URL", "oracle-of-delphi", "DATABASE_URL"),
        ("EMAIL_URL", "pigeon://loft", "EMAIL_URL"),
        ("EMAIL_URL", "smtp://user:secret@mail.example.org:25", "smtp+tls://"),
        ("AZE_DATA_DIR", "/proc/registry", "AZE_DATA_DIR"),
    ],
)
def test_a_setting_that_cannot_be_read_stops_the_start_with_a_sentence(name, value, says, tmp_path):
    answer = python("import aze.settings", data=tmp_path, **{name: value})

    last = answer.stderr.strip().splitlines()[-1]
    assert answer.returncode == 1
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert says in last


@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_an_ipv6_address_is_one_of_this_machine(host, tmp_path):
    code = (
        "import json; from aze import settings as s; print(json.dumps([s.HOST, s.SITE_URL, s.ALLOWED_HOSTS]))"
    )
    answer = python(code, data=tmp_path, HOST=host, AZE_DEV="1")

    told = ["::1", "http://[::1]:8000", ["127.0.0.1", "[::1]", "localhost"]]
    assert json.loads(answer.stdout) == told, answer.stderr


def test_internals_are_shown_on_this_machine_only(tmp_path):
    answer = python(
        "import aze.settings", data=tmp_path, AZE_DEV="1", AZE_SITE_URL="https://registry.example.org"
    )

    assert "AZE_DEV" in answer.stderr


def test_the_secret_key_is_made_once_and_is_readable_by_its_owner_only(tmp_path):
    code = "from aze import settings; print(settings.SECRET_KEY)"
    data = tmp_path / "var"

    first, second = python(code, data=data).stdout, python(code, data=data).stdout

    assert len(first.strip()) >= 64
    assert first == second
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700


def test_a_public_address_brings_the_strict_settings(tmp_path):
    names = [
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "ALLOWED_HOSTS",
        "SITE_URL",
    ]
    code = (
        f"import json; from aze import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    )
    answer = python(code, data=tmp_path, AZE_SITE_URL="https://Registry.example.org/", AZE_BEHIND_PROXY="1")

    host = "registry.example.org"
    assert json.loads(answer.stdout) == [False, True, "__Host-aze", True, [host], f"https://{host}"]
