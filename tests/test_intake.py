"""The one way in: every file is read in a process of its own, and whatever it does to that process, ours lives on and says so."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import boundary_files as files
import pytest
import shapely
from boundary_files import FAR, HOLE, SQUARE, clockwise
from readings import answers, codes, same
from test_reader_archives import overlapping

from sites import intake
from sites.readers import child, reading

ROOT = Path(__file__).resolve().parent.parent
ISLAND = shapely.Polygon(SQUARE, [HOLE])
GEOJSON = files.text({"type": "Polygon", "coordinates": [SQUARE, HOLE]})
KML = files.kml(("Floreana", files.kml_polygon(SQUARE, HOLE)))


def star(count):
    """A ring that crosses itself more often than anybody can mend."""
    places = random.Random(7)
    ring = [[round(places.uniform(10, 11), 7), round(places.uniform(10, 11), 7)] for _number in range(count)]
    return files.text({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


@pytest.mark.parametrize(
    "content",
    [
        GEOJSON,
        GEOJSON.decode(),
        ISLAND.wkt,
        KML,
        files.packed(doc__kml=KML),
        files.zipped_shapes([clockwise(SQUARE), clockwise(HOLE)[::-1]]),
        files.geopackage({"sites": [("Floreana", ISLAND)]}),
    ],
    ids=["GeoJSON", "pasted GeoJSON", "WKT", "KML", "KMZ", "shapefile", "GeoPackage"],
)
def test_every_format_comes_through(content):
    told = intake.read(content)

    assert (told.valid, told.problems, told.choices) == (True, (), ())
    assert same(told.boundary, ISLAND)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "J_EMPTY"),
        (b"\x00" * 50, "J_EMPTY"),
        (b"x" * (intake.LARGEST + 1), "F_LARGE"),
        (b"[" * 2_000_000, "F_POSITIONS"),
        (b'{"type":"GeometryCollection","geometries":[' * 100_000, "J_TOO_DEEP"),
        ("GEOMETRYCOLLECTION(" * 100_000 + "POINT(1 1)" + ")" * 100_000, "F_NESTED"),
        (b'[{"a":' * 3_000 + b"1", "J_TOO_DEEP"),
        (b"<kml>" + b"<Folder>" * 200_000, "F_XML_DEEP"),
        (b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><name>&x;</name></kml>', "F_XML_DTD"),
        (files.packed(a__kml=bytes(101 * 1024 * 1024)), "F_ZIP_LARGE"),
        (overlapping(8), "F_ZIP_OVERLAP"),
        (b"%PDF-1.7", "F_FORMAT"),
        ("POINT (1 2)\ud800", "F_WKT"),
        (b"\xff\xfe\x00\x01", "F_UNKNOWN"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_is_hostile_is_refused_with_its_reason(content, code):
    told = intake.read(content)

    assert told.refused
    assert codes(told.problems) == [code]


def test_answers_go_with_the_content():
    track = "LINESTRING (10 10, 11 10, 11 11, 10 10)"

    (offered,) = intake.read(track).choices

    assert same(intake.read(track, choice=offered.answer).boundary, offered.after)
    assert codes(intake.read(track, choice="nonsense\nPOINT (1 1)").problems) == ["F_CHOICE"]


def test_a_repair_is_offered_where_there_is_time_for_it_and_taken_when_asked_for():
    bowtie = "POLYGON ((10 10, 11 11, 11 10, 10 11, 10 10))"

    told = intake.read(bowtie)

    assert (told.valid, told.repair.answer, told.repair.before_km2) == (False, "repair=yes", 0)
    assert intake.read(bowtie, choice="repair=yes").area_km2 == told.repair.after_km2


@pytest.mark.parametrize("corners", [1_000, 20_000])
def test_no_time_is_lost_on_what_cannot_be_repaired(corners):
    content, before = star(corners), time.process_time() + children_seconds()

    told = intake.read(content)

    assert (codes(told.problems), told.repair) == (["D_INVALID"], None)
    assert time.process_time() + children_seconds() - before < 4


def children_seconds():
    times = os.times()
    return times.children_user + times.children_system


def test_what_takes_too_long_is_ended_and_told_in_one_sentence(monkeypatch, caplog):
    monkeypatch.setattr(intake, "WALL_SECONDS", 3)

    told = intake.read(star(1_500), choice="repair=yes")

    assert codes(told.problems) == ["F_UNREADABLE"]
    assert "parser killed" in caplog.text


def test_what_needs_too_much_memory_is_told_in_one_sentence():
    long = files.packed(a__geojson='["€'.encode() + b"a" * (99 * 1024 * 1024) + b'"]')

    assert codes(intake.read(long).problems) == ["F_MEMORY"]


def test_a_simpler_boundary_is_offered_for_one_with_too_many_positions():
    circle = shapely.Point(20, 20).buffer(0.5, quad_segs=6_000)

    assert answers(intake.read(circle.wkt)) == ["simplify=0.0001"]


@pytest.mark.parametrize(
    "does",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import os; os._exit(0)",
        "import sys; sys.stdout.write('x' * 100)",
        "import sys; sys.stdout.write('{}\\n')",
        "import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\n')",
        "import sys; sys.stdin.buffer.read(); sys.stdout.write('[' * 100_000 + '\\n')",
        "import sys\nwhile True: sys.stdout.write('x' * 1_000_000)",
        "raise SystemExit(3)",
    ],
)
def test_whatever_the_process_does_is_one_refusal(monkeypatch, does):
    monkeypatch.setattr(child, "BOOT", does)

    assert codes(intake.read(GEOJSON).problems) == ["F_UNREADABLE"]


def test_a_process_that_says_nothing_is_waited_for_no_longer_than_the_limit(monkeypatch):
    monkeypatch.setattr(child, "BOOT", "import time; time.sleep(60)")
    monkeypatch.setattr(intake, "WALL_SECONDS", 0.5)
    began = time.monotonic()

    assert codes(intake.read(GEOJSON).problems) == ["F_UNREADABLE"]
    assert time.monotonic() - began < 5


def test_a_reading_counts_even_if_what_was_to_be_offered_with_it_breaks_off(monkeypatch):
    told = reading.to_json(intake.read(GEOJSON))
    for rest in ("", "\\n", "\\nnull", '\\n{\\"answer'):
        monkeypatch.setattr(
            child,
            "BOOT",
            f"import sys; sys.stdin.read(); sys.stdout.write({told!r} + '{rest}')"
            if rest
            else f"import sys; sys.stdin.read(); print({told!r})",
        )

        assert intake.read(GEOJSON).valid or rest == ""


@pytest.fixture
def all_places_taken(monkeypatch):
    """As many files as may be are being read, and take three seconds."""
    monkeypatch.setattr(child, "BOOT", "import time; time.sleep(60)")
    monkeypatch.setattr(intake, "WALL_SECONDS", 3)
    busy = [threading.Thread(target=intake.read, args=(GEOJSON,)) for _place in range(intake.MOST_AT_ONCE)]
    for thread in busy:
        thread.start()
    time.sleep(0.5)
    monkeypatch.undo()
    yield
    for thread in busy:
        thread.join()


def test_the_next_one_waits_its_turn(all_places_taken):
    assert intake.read(GEOJSON).valid


def test_nobody_waits_for_ever(all_places_taken, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE_SECONDS", 0.2)

    with pytest.raises(intake.Busy):
        intake.read(GEOJSON)


def test_no_more_wait_than_may(monkeypatch):
    monkeypatch.setattr(intake, "_queue", threading.BoundedSemaphore(1))

    with intake._place(), pytest.raises(intake.Busy):
        intake.read(GEOJSON)

    assert intake.read(GEOJSON).valid


def test_where_no_process_can_be_started_it_is_busy(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")

    with pytest.raises(intake.Busy):
        intake.read(GEOJSON)


@pytest.mark.skipif(sys.platform != "linux", reason="counted as Linux tells it")
def test_no_process_and_no_open_file_is_left():
    intake.read(GEOJSON)
    before = len(os.listdir("/proc/self/fd"))

    for content in (GEOJSON, b"", star(1_000)):
        intake.read(content)

    assert len(os.listdir("/proc/self/fd")) == before
    assert not [pid for pid in children() if "readers.child" in Path(f"/proc/{pid}/cmdline").read_text()]


def children():
    return [pid for told in Path("/proc/self/task").glob("*/children") for pid in told.read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="tied to the parent by the kernel of Linux only")
def test_the_child_ends_with_the_process_that_started_it(tmp_path):
    code = f"""
import os, subprocess, sys, time
sys.path.insert(0, {str(ROOT)!r})
from sites.readers import child
started = subprocess.Popen([sys.executable, "-I", "-c", child.BOOT, {str(ROOT)!r}, str(os.getpid())], stdin=subprocess.PIPE)
print(started.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    time.sleep(1)
    assert Path(f"/proc/{pid}").exists()

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert wait_until(lambda: not running(pid))


def running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(met, seconds=10):
    deadline = time.monotonic() + seconds
    while not met() and time.monotonic() < deadline:
        time.sleep(0.05)
    return met()


def test_the_child_does_nothing_for_another_parent():
    command = [sys.executable, "-I", "-c", child.BOOT, str(ROOT), "1"]

    ended = subprocess.run(command, input=b"\n" + GEOJSON, capture_output=True)

    assert (ended.returncode, ended.stdout) == (1, b"")


def test_two_lines_are_all_that_is_said():
    command = [sys.executable, "-I", "-c", child.BOOT, str(ROOT), str(os.getpid())]

    ended = subprocess.run(command, input=b"\n" + GEOJSON, capture_output=True, env={})

    told, offered = ended.stdout.splitlines()
    assert (json.loads(told)["valid"], json.loads(offered), ended.stderr) == (True, None, b"")
    assert FAR
