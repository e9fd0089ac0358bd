"""What a first visit weighs on the wire, headers and all, from the registry as `make run` starts it: files packed, under hashed names."""

import os

import pytest
from map_page import READY
from public_pages import PAGES
from started import Registry, free_port

MOST_OF_TEXT, MOST_WITH_MAP = 150_000, 350_000  # bytes
MAPS = (
    "list",
    "filtered list",
    "empty list",
    "unreadable list",
    "map",
    "screen",
    "screened place",
    "screen refused",
)
MAP_FURTHER_DOWN = ("site", "site without boundary", "country")
TEXTS = [name for name in PAGES if name not in MAPS and name != "unreadable country"]
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    port = free_port()
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("AZE_", "DATABASE_URL"))
    }
    data = tmp_path_factory.mktemp("weight") / "var"
    registry = Registry(kept | {"AZE_DATA_DIR": str(data), "PORT": str(port), "HOST": "127.0.0.1"})
    yield f"http://127.0.0.1:{port}"
    registry.stop()


@pytest.fixture
def visit(chromium, address):
    """Opens a page as somebody who was never here; `visit.weight()` is what came over the wire so far."""
    contexts = []

    def begin(name, viewport):
        context = chromium.new_context(viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        page.weight = 0
        page.fetched = []
        wire.on("Network.loadingFinished", lambda told: add(page, told["encodedDataLength"]))
        page.on("requestfinished", lambda request: page.fetched.append(request.url))
        page.goto(address + PAGES[name], wait_until="networkidle")
        return page

    yield begin
    for context in contexts:
        context.close()


def add(page, size):
    page.weight += size


def too_heavy(weights, most):
    return {name: weight for name, weight in weights.items() if not 20_000 < weight <= most}


def test_a_page_of_text_weighs_little_until_its_map_is_reached(visit):
    weights = {name: visit(name, PHONE).weight for name in TEXTS}

    assert too_heavy(weights, MOST_OF_TEXT) == {}


def test_a_page_with_a_map_weighs_little_with_its_map(visit):
    weights, finer = {}, set()
    for name in (*MAPS, *MAP_FURTHER_DOWN):
        page = visit(name, LAPTOP)
        page.locator(".map").scroll_into_view_if_needed()
        page.wait_for_selector(READY)
        page.wait_for_load_state("networkidle")
        weights[name] = page.weight
        if any("world-50m" in url for url in page.fetched):
            finer.add(name)

    assert too_heavy(weights, MOST_WITH_MAP) == {}
    # The finer world is asked for where it is seen, and not where closer maps are drawn
    assert {"map", "country"} <= finer
    assert finer.isdisjoint({"site", "screened place"})
