"""The map layer of another host: asked for by a click, from the named host alone, with no more told than who asks."""

import struct
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from aze.tiles import read

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo")]

READY = "html[data-ready]"


def png():
    """A grey picture of one dot."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def host():
    """A host of tiles on this machine: `asked` holds (path, Referer) of every request; `status` is what it answers."""

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append((self.path, self.headers.get("Referer")))
            self.send_response(server.status)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(png() if server.status == 200 else b"")  # a picture is shown whatever the status

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    server.asked, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def layered(settings, host):
    """The settings of a registry with this host's layer."""
    tiles = read(
        f"http://127.0.0.1:{host.server_port}/{{z}}/{{x}}/{{y}}.png", "Tiles & <b>co</b>", secure=False
    )
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.TILES = tiles
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": policy | {"img-src": [*policy["img-src"], tiles.origin]}
    }
    return tiles


class Unexpected(list):
    """Faults of a page but for those that hold one of the `expected` words."""

    def __init__(self, *expected):
        self.expected = expected

    def append(self, fault):
        if not any(words in fault for words in self.expected):
            super().append(fault)


def test_a_layer_is_loaded_on_request_only_and_taken_away_again(page, layered, host, live_server):
    page.faults = Unexpected(f"foreign host: http://{layered.host}/")
    page.goto("/sites/map/#5/-1/-90")
    page.wait_for_selector(READY)
    button = page.get_by_role("button", name=f"Background map from 127.0.0.1:{host.server_port}")
    before = len(host.asked)

    button.click()

    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("Tiles & <b>co</b>")
    assert before == 0
    assert {referrer for _path, referrer in host.asked} == {f"{live_server.url}/"}
    assert all(path.startswith("/5/") for path, _referrer in host.asked)
    button.click()
    expect(page.locator("img.leaflet-tile")).to_have_count(0)


def test_a_host_that_does_not_answer_is_said_and_the_map_stays(page, layered, host):
    host.status = 503
    page.faults = Unexpected(f"foreign host: http://{layered.host}/", "Failed to load resource")
    page.goto("/sites/map/#5/-1/-90")
    page.wait_for_selector(READY)

    page.get_by_role("button", name="Background map from").click()

    expect(page.locator(".map-note")).to_contain_text("did not send its map")
