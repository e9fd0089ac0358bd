import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from factories import site, species, square, staff
from shapes import GAU

from submissions import vault

ROOT = Path(__file__).resolve().parent.parent
LOCAL = {"localhost", "127.0.0.1", "::1", ""}


class NetworkUse(AssertionError):
    """A test tried to reach another machine."""


def pytest_configure():
    """Passwords of tests need not withstand a thief."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=("with", "without"),
        help="only the tests that touch a database, or only those that touch none",
    )


def pytest_collection_modifyitems(config, items):
    """The part of the suite that `--database` names; without it, everything."""
    if wanted := config.getoption("database"):
        kept, other = [], []
        for item in items:
            (kept if _touches_a_database(item) == (wanted == "with") else other).append(item)
        config.hook.pytest_deselected(items=other)
        items[:] = kept


def _touches_a_database(item):
    asked = {"db", "transactional_db", "django_db_setup", "database_url"} & set(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def shared():
    """The folder of shared data. Without it the test is skipped; on CI its absence is a failure."""
    folder = Path(os.environ.get("AZE_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        complain = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        complain(f"The shared data are not in {folder}; name their folder in AZE_SHARED.")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, tmp_path_factory):
    """SQLite in a file, as in production: the one in memory knows neither WAL nor a second connection."""
    database = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "registry.sqlite3")
        database["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session", autouse=True)
def private_files(tmp_path_factory):
    """What tests send is kept in a folder of theirs."""
    settings.PRIVATE_FILES = tmp_path_factory.mktemp("data") / "private"
    settings.FILE_UPLOAD_TEMP_DIR = settings.PRIVATE_FILES / vault.ARRIVING
    vault.prepare(settings.PRIVATE_FILES)
    return settings.PRIVATE_FILES


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Only this machine can be reached."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _only_local(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _only_local_name(socket.getaddrinfo))
        yield


def _only_local(call):
    def checked(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL:
            raise NetworkUse(f"A test tried to connect to {address[0]}.")
        return call(self, address)

    return checked


def _only_local_name(call):
    def checked(host, *arguments, **options):
        if (host.decode() if isinstance(host, bytes) else host or "") not in LOCAL | {"0.0.0.0"}:
            raise NetworkUse(f"A test tried to look up {host}.")
        return call(host, *arguments, **options)

    return checked


@pytest.fixture
def secretariat(client):
    """The client is logged in as the secretariat."""
    user = staff()
    client.force_login(user)
    return user


@pytest.fixture
def floreana(secretariat):
    """A site that qualifies, and the secretariat at its pages."""
    return site("ECU15", name="Floreana")


@pytest.fixture
def five(db):
    """Floreana (EC, birds, EN), Hellshire (JM, reptiles, CR), a Fijian island across ±180°, a candidate point, one without place."""
    site("ECU15", name="Floreana", protection="partial", protection_as_of="2024")
    species("Cyclura collei", category="CR", group="reptiles")
    site("JAM1", name="Hellshire", claims=["Cyclura collei"], countries=("JM",), boundary=square(-77.0, 17.8))
    species("Pterodroma macgillivrayi", category="CR", group="birds")
    site("FJI1", name="Gau", claims=["Pterodroma macgillivrayi"], countries=("FJ",), boundary=GAU)
    species("Zaglossus attenboroughi", category="CR", group="mammals")
    point = {"boundary": None, "locality_lon": 140.5, "locality_lat": -2.5}
    site(
        "IDN1",
        name="Cyclops",
        claims=["Zaglossus attenboroughi"],
        countries=("ID",),
        status="candidate",
        **point,
    )
    site("USA1", name="Nowhere", claims=["Oreomystis bairdi"], countries=("US",), boundary=None)


@pytest.fixture
def three(db):
    """Floreana (EC, EN bird), Hellshire (JM, CR reptile, candidate, no boundary), Nimba (CI and GN, CR amphibian, partly protected)."""
    site("ECU15", name="Floreana")
    species("Cyclura collei", category="CR", group="reptiles", common_name="Jamaican Iguana")
    site(
        "JAM1",
        name="Hellshire",
        claims=["Cyclura collei"],
        countries=("JM",),
        status="candidate",
        boundary=None,
    )
    species("Nectophrynoides nimba", category="CR", group="amphibians")
    site(
        "CIV1",
        name="Nimba",
        claims=["Nectophrynoides nimba"],
        countries=("CI", "GN"),
        boundary=square(-8.4, 7.5),
        protection="partial",
        coverage_percent="41.5",
    )
