"""What comes over the wire, against the server itself: too much, too long, broken off, garbled, or so slow that it never ends."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from documents import pdf
from started import ROOT, free_port

import run
from aze import bodies

MB = 2**20
MULTIPART = "multipart/form-data; boundary=edge"
DRAFTS = """
import os, uuid
os.environ["DJANGO_SETTINGS_MODULE"] = "aze.settings"
import django
django.setup()
from submissions import drafts
print(drafts.begin(kind="new", key=uuid.uuid4(), typed={"evidence": {"note": ["before"]}})[1])
"""
KEPT = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "aze.settings"
import django
django.setup()
from submissions.models import Attachment, Submission
print(json.dumps([Submission.objects.get().typed, list(Attachment.objects.values_list("name", "size"))]))
"""


class Server:
    """The server with its own commands, on a data folder of its own with one draft in it."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.env = os.environ | {"AZE_DATA_DIR": str(folder), "PORT": str(self.port), "HOST": "127.0.0.1"}
        self.env |= {"DATABASE_URL": f"sqlite:///{folder / 'registry.sqlite3'}"}
        for command in (["migrate", "--verbosity=0"], ["collectstatic", "--no-input", "--verbosity=0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=self.env, check=True)
        self.token = self.python(DRAFTS)
        self.log = folder / "log"
        command = [str(part) for part in run.server_command({"host": "127.0.0.1", "port": self.port})]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self.wait()

    def python(self, code):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.env, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def wait(self):
        for _ in range(300):
            try:
                if self.get("/healthz").startswith("HTTP/1.1 200"):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"The server did not start:\n{self.log.read_text()}")

    @property
    def workers(self):
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in found if "granian" in Path(f"/proc/{pid}/cmdline").read_text()]

    def memory(self):
        """The most that any of the workers ever had, in bytes."""
        told = [Path(f"/proc/{pid}/status").read_text() for pid in self.workers]
        return max(int(re.search(r"VmHWM:\s+(\d+) kB", text)[1]) for text in told) * 1024

    @property
    def arriving(self):
        return list((self.folder / "private" / "arriving").iterdir())

    def part(self):
        return f"/submissions/{self.token}/edit/evidence/"

    def connected(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def head(self, method, path, headers):
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        return "\r\n".join(
            [*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        ).encode()

    def ask(self, path, body=b"", *, method="POST", **headers):
        """The whole answer to a request, however much of it the server read."""
        headers = {"Connection": "close", "Content-Length": str(len(body))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        headers = {name: value for name, value in headers.items() if value is not None}
        with closing(self.connected()) as line:
            with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough
                line.sendall(self.head(method, path, headers) + body)
            return answer(line)

    def get(self, path):
        return self.ask(path, method="GET", Content_Length=None)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


def answer(line):
    told = b""
    with suppress(ConnectionResetError):
        while more := line.recv(65536):
            told += more
    return told.decode(errors="replace")


def status(answer):
    return int(answer.split()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def nothing_broke(request):
    """Whatever came, the same processes go on, nothing is left, and no error of ours was logged."""
    if "server" not in request.fixturenames:
        yield
        return
    server = request.getfixturevalue("server")
    before = server.workers
    yield
    for _ in range(50):
        if not server.arriving:
            break
        time.sleep(0.1)
    assert server.arriving == []
    assert server.workers == before
    assert "Traceback" not in server.log.read_text()
    assert '"status": 500' not in server.log.read_text()


def form(*parts):
    """A multipart body of (head, content)."""
    told = [
        b"--edge\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + content
        for head, content in parts
    ]
    return b"\r\n".join([*told, b"--edge--\r\n"])


def field(name, text):
    return f'name="{name}"'.encode(), text.encode()


def a_file(content, name="a.pdf", more=""):
    return f'name="file"; filename="{name}"{more}'.encode(), content


ANYWHERE = ["/", "/api/check", "/api/boundary", "/admin/login/", "/submissions/wrong/files"]


@pytest.mark.parametrize("path", ANYWHERE)
def test_more_than_60_mb_is_refused_before_any_of_it_is_read(server, path):
    began = time.monotonic()

    told = server.ask(path, Content_Length=str(60 * MB + 1), Content_Type=MULTIPART)

    assert status(told) == 413
    assert "60 MB" in told or "20 MB" in told or "5 MB" in told
    assert time.monotonic() - began < 2


def test_a_form_that_is_too_large_is_read_as_far_as_its_text_goes(server):
    began = form(field("loaded", mark_of(server)), field("sources", "Curio 1964"), a_file(pdf(bytes(MB))))

    told = server.ask(
        server.part(), began, Content_Length=str(10**11), Content_Type=MULTIPART, Accept="text/html"
    )

    assert status(told) == 413
    assert "Curio 1964" in told
    assert kept(server)[0]["evidence"] == {"note": ["before"], "sources": ["Curio 1964"]}


def mark_of(server):
    return re.search(r'name="loaded" value="(\w+)"', server.get(server.part()))[1]


def kept(server):
    return json.loads(server.python(KEPT))


@pytest.mark.parametrize(("chunks", "expected"), [(61, 413), (1, 400)])
def test_a_body_of_unknown_length_is_cut_at_60_mb(server, chunks, expected):
    chunk = b"%x\r\n" % MB + bytes(MB) + b"\r\n"

    told = server.ask(
        "/api/check",
        chunk * chunks + b"0\r\n\r\n",
        Content_Length=None,
        Transfer_Encoding="chunked",
        Content_Type="application/json",
    )

    assert status(told) == expected


def test_a_body_of_unknown_length_is_taken_where_it_is_known_to_be_whole(server):
    def chunked(body, content_type, path="/api/check"):
        body = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        more = {"Transfer_Encoding": "chunked", "Content_Type": content_type}
        return status(server.ask(path, body, Content_Length=None, **more))

    whole = form(a_file(b'{"type": "Point", "coordinates": [1, 2]}', "a.geojson"))
    assert chunked(b'{"claims": []}', "application/json") == 200
    assert chunked(b"a=b", "application/x-www-form-urlencoded", server.part()) == 400
    assert chunked(whole[:-10], MULTIPART, server.part()) == 400
    assert "cannot be read" not in server.ask("/api/boundary", whole, Content_Type=MULTIPART)


@pytest.mark.parametrize(
    "headers",
    [
        {"Transfer_Encoding": "chunked, identity", "Content_Length": None},
        {"Transfer_Encoding": "identity"},
        {"Content_Length": "-1"},
        {"Content_Length": "1_0"},
        {"Content_Length": "+5"},
        {"Content_Length": "5\r\nContent-Length: 6"},
    ],
)
def test_a_length_that_can_be_read_in_two_ways_is_refused(server, headers):
    assert status(server.ask("/api/check", b"hello", **headers)) == 400


def test_what_follows_a_body_is_the_next_request_and_no_part_of_it(server):
    body = b'{"claims": []}'
    hidden = server.head("GET", "/readyz?hidden", {"Connection": "close"})

    told = server.ask("/api/check", body + hidden, Content_Length=str(len(body)), Connection="keep-alive")
    both = server.ask(
        "/api/check",
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) + hidden,
        Content_Length=str(len(body) + 9 + len(hidden)),
        Transfer_Encoding="chunked",
        Connection="keep-alive",
    )

    assert re.findall(r"HTTP/1.1 (\d+)", told)[0] == "200"
    assert re.findall(r"HTTP/1.1 (\d+)", both) == ["200"]  # by its chunks, and the line is then closed


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", form(field("sources", "new"))),
        (f"multipart/form-data; boundary={'x' * 10_000}", b""),
        (
            MULTIPART,
            b'--edge\r\nContent-Disposition: form-data; name="sources"; x="'
            + b"y" * MB
            + b'"\r\n\r\nnew\r\n--edge--',
        ),
        (
            MULTIPART,
            form(field("loaded", "the mark"), *[field(f"f{number}", "x") for number in range(10_000)]),
        ),
        (MULTIPART, form(*[a_file(b"%PDF-1.7") for _ in range(10_000)])),
        (MULTIPART, form(a_file(b"!", more="\r\nContent-Transfer-Encoding: base64"))),
    ],
    ids=["no boundary", "long boundary", "long head", "many fields", "many files", "no base64"],
)
def test_a_form_that_is_garbled_is_refused(server, content_type, body):
    body = body.replace(b"the mark", mark_of(server).encode())
    for path in (server.part(), f"/submissions/{server.token}/files", "/api/boundary"):
        began = time.monotonic()
        assert status(server.ask(path, body, Content_Type=content_type)) == 400
        assert time.monotonic() - began < 2


def test_text_that_breaks_off_is_not_saved(server):
    body = f"loaded={mark_of(server)}&note=half+of+wh".encode()
    before = kept(server)
    with closing(server.connected()) as line:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body) + 100),
        }
        line.sendall(server.head("POST", server.part(), headers) + body)
        line.shutdown(socket.SHUT_WR)
        told = answer(line)

    assert told == "" or status(told) == 400
    assert kept(server) == before


def test_a_hundred_files_that_break_off_halfway_leave_nothing(server):
    body = form(field("key", "x"), a_file(pdf(bytes(2 * MB))))
    headers = {"Content-Type": MULTIPART, "Content-Length": str(len(body)), "Accept": "application/json"}
    before = kept(server)

    for _ in range(100):
        with closing(server.connected()) as line:
            line.sendall(
                server.head("POST", f"/submissions/{server.token}/files", headers) + body[: len(body) // 2]
            )

    assert status(server.get("/healthz")) == 200
    assert kept(server) == before
    stored = [path for path in (server.folder / "private").iterdir() if path.is_file()]
    assert len(stored) == len(before[1])


def test_base64_with_hardly_anything_in_it_takes_no_memory(server):
    """55 MB of which 99 in 100 are white space, and 55 MB that are none."""
    padded = (b"QUJD" + b" \r\n " * 99) * (55 * MB // 400)
    dense = b"QUJD" * (55 * MB // 4)
    before = server.memory()

    for content in (padded, dense):
        body = form(a_file(content, more="\r\nContent-Transfer-Encoding: base64"))
        told = server.ask(
            f"/submissions/{server.token}/files", body, Content_Type=MULTIPART, Accept="application/json"
        )
        assert status(told) == 400
    huge = server.ask(
        f"/submissions/{server.token}/files", Content_Length=str(200 * MB), Content_Type=MULTIPART
    )

    assert status(huge) == 413
    grown = server.memory() - before
    print(f"grown by {grown / MB:.0f} MB to {server.memory() / MB:.0f} MB")
    assert grown < 100 * MB
    assert server.memory() < 256 * MB


def test_fifty_slow_uploads_at_once_leave_pages_quick_and_the_next_is_asked_to_wait(server):
    headers = {"Content-Type": MULTIPART, "Content-Length": str(20 * MB), "Accept": "application/json"}
    path = f"/submissions/{server.token}/files"
    with ExitStack() as lines:
        slow = [lines.enter_context(closing(server.connected())) for _ in range(50)]
        for line in slow:
            line.sendall(server.head("POST", path, headers) + b"--edge\r\nContent-Disp")
        time.sleep(1)

        def timed(_number):
            began = time.monotonic()
            assert status(server.get("/sites/map/")) == 200
            return time.monotonic() - began

        with ThreadPoolExecutor(4) as readers:
            times = sorted(readers.map(timed, range(100)))
        print(f"median {times[50] * 1000:.0f} ms, 95th {times[95] * 1000:.0f} ms")
        assert times[95] <= 1

        more = [lines.enter_context(closing(server.connected())) for _ in range(50)]
        for line in more:
            line.sendall(server.head("POST", path, headers | {"Connection": "close"}))
        time.sleep(1)
        told = [first_line(line) for line in slow + more]
    refused = [line for line in told if line]
    assert len(refused) == 100 - 2 * bodies.MOST_ARRIVING
    assert set(refused) == {"HTTP/1.1 429 Too Many Requests"}

    time.sleep(1)
    whole = form(a_file(pdf(b"small"), "small.pdf"))
    assert status(server.ask(path, whole, Content_Type=MULTIPART, Accept="application/json")) == 201


def first_line(line):
    """What was answered so far, without waiting."""
    line.setblocking(False)
    try:
        return line.recv(65536).decode().split("\r\n")[0]
    except BlockingIOError:
        return ""


def test_a_line_that_falls_silent_is_probed(server):
    """So that one whose other end is gone ends by itself: nothing else would tell."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("Linux alone")
    for _ in range(20):
        server.get("/healthz")
    with closing(server.connected()) as line:
        line.sendall(b"GET /heal")
        time.sleep(0.2)
        port = f":{line.getsockname()[1]:04X}"
        rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
        (row,) = [row.split() for row in rows if row.split()[2].endswith(port)]
        timer, due = row[5].split(":")

    assert timer == "02"  # of keepalive
    assert 0 < int(due, 16) / os.sysconf("SC_CLK_TCK") <= bodies.SILENT_S


def test_some_threads_are_kept_for_pages():
    assert bodies.MOST_ARRIVING <= run.THREADS - 8


def test_a_file_is_sent_by_an_ordinary_client(server):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    body = form(
        field("key", "00000000-0000-4000-8000-000000000000"), a_file(pdf(bytes(25 * MB - 100)), "large.pdf")
    )
    began = time.monotonic()
    line.request(
        "POST",
        f"/submissions/{server.token}/files",
        body,
        {"Content-Type": MULTIPART, "Accept": "application/json"},
    )

    assert line.getresponse().status == 201
    print(f"{time.monotonic() - began:.2f} s for 25 MB")
    assert ["large.pdf", len(pdf(bytes(25 * MB - 100)))] in kept(server)[1]
    line.close()
