"""What the process that reads a stranger's file cannot do; each guard is also seen to matter, by what happens without it."""

import socket
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux keeps them")


def run(does, confine="confinement.confine()", forbid="confinement.forbid()"):
    """The last line that `does` prints, or the name of what it raised, in a process confined so."""
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from sites.readers import confinement
import socket, subprocess, os, threading
{confine}
from sites.readers import reader
{forbid}
try:
{textwrap.indent(textwrap.dedent(does), "    ")}
except BaseException as error:
    print(type(error).__name__)
"""
    ended = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, env={}, cwd="/tmp"
    )
    return ended.stdout.strip().splitlines()[-1] if ended.stdout.strip() else -ended.returncode


def test_memory_is_bounded():
    takes = "x = bytearray(600 * 2**20); print('took it')"

    assert run(takes) == "MemoryError"
    assert run(takes, confine="") == "took it"


def test_time_is_bounded():
    takes = "while True: pass"

    assert run(takes, confine="confinement.confine(cpu_seconds=1)") in (9, 24)


def test_what_is_offered_has_a_time_of_its_own():
    assert run("confinement.end_within(0.1)\nwhile True: pass") in (27, 14)
    assert run("import time\nconfinement.end_within(0.1)\ntime.sleep(5)\nprint('woke')") == 14


def test_nothing_is_written(tmp_path):
    writes = f"file = open({str(tmp_path / 'x')!r}, 'w'); file.write('x'); file.close(); print('wrote')"

    assert run(writes) == "Forbidden"
    assert run(writes, forbid="") == "OSError"
    assert run(writes, confine="", forbid="") == "wrote"


@pytest.mark.parametrize("path", ["/etc/passwd", "/proc/self/environ", "/tmp/x", "relative"])
def test_no_file_of_the_machine_is_opened(path):
    assert run(f"print(open({path!r}).read()[:1])") == "Forbidden"


def test_its_own_code_can_be_read():
    assert run("import shapefile, encodings.gb18030, sqlite3; print('loaded')") == "loaded"
    assert run("import sys; print(open(sys.path[0] + '/sites/apps.py').read(4))") == "from"
    assert run("import sys; open(sys.path[0] + '/sites/apps.py', 'r+')") == "Forbidden"
    assert run("import sys; open(sys.path[0] + '/manage.py')") == "Forbidden"
    assert run("import os, sys; os.open(sys.path[0] + '/sites/apps.py', os.O_RDWR)") == "Forbidden"
    assert (
        run("import os, sys; print(os.read(os.open(sys.path[0] + '/sites/apps.py', os.O_RDONLY), 4))")
        == "b'from'"
    )


@pytest.mark.parametrize(
    "does",
    [
        "socket.socket()",
        "socket.getaddrinfo('localhost', 80)",
        "subprocess.run(['/bin/true'])",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.unlink('/tmp/none')",
        "os.rename('/tmp/none', '/tmp/other')",
        "os.mkdir('/tmp/none')",
        "import ctypes; ctypes.CDLL(None)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1/')",
    ],
)
def test_neither_connections_nor_processes_nor_files_are_made(does):
    assert run(does) == "Forbidden"


def test_even_without_that_there_is_no_network_where_the_kernel_can_take_it_away():
    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_accept, args=(server,), daemon=True).start()
    connects = f"socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), 2); print('connected')"

    with_network = run(connects, confine="", forbid="")
    without = run(connects, forbid="")
    server.close()

    assert with_network == "connected"
    if run("print(os.listdir('/sys/class/net') if 0 else len(socket.if_nameindex()))", forbid="") == "1":
        assert without in ("OSError", "ConnectionRefusedError")


def _accept(server):
    try:
        while True:
            server.accept()[0].close()
    except OSError:
        pass


def test_few_files_can_be_open_at_once():
    opens = "import sys\nfiles = [open(sys.path[0] + '/sites/apps.py') for _ in range(100)]; print('opened')"

    assert run(opens) == "OSError"
    assert run(opens, confine="") == "opened"
