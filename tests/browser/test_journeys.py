"""From the first screen to the receipt, as people go there: by keys alone, interrupted twice, against the server as it is started."""

import io
import json
import os
import re
import zipfile

import pytest
from boundary_part import zipped_shapefile
from started import Registry, free_port

UTM_17_NORTH = 32617
CORNERS = [(-80.70, 7.24), (-80.70, 7.30), (-80.64, 7.30), (-80.64, 7.24), (-80.70, 7.24)]
SHAPE = {"name": "cerro hoya.zip", "mimeType": "application/zip"}
NAME = """() => { const it = document.activeElement;
  return it.getAttribute('aria-label') ?? (it.labels?.[0] ?? it).textContent.trim(); }"""
REFERENCE = re.compile(r"AZE-\w{4}-\w{4}")


@pytest.fixture
def env(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AZE_", "DATABASE_"))}
    port = str(free_port())
    return kept | {"AZE_DATA_DIR": str(tmp_path / "var"), "AZE_DEMO": "0", "PORT": port, "HOST": "127.0.0.1"}


@pytest.fixture
def registry(env):
    """Starts the registry, and again where it was stopped; always with the same data and at the same address."""
    started = []

    def start():
        started.append(Registry(env))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()


@pytest.fixture
def keys(chromium, env):
    """A person at a keyboard, and nothing else."""
    context = chromium.new_context(base_url=f"http://127.0.0.1:{env['PORT']}")
    context.set_default_timeout(20_000)
    yield Keys(context.new_page())
    context.close()


class Keys:
    """Reaches what it looks for by the Tab key and types there."""

    def __init__(self, page):
        self.page = page

    def reach(self, name):
        for _press in range(250):
            self.page.keyboard.press("Tab")
            if self.focused().startswith(name):
                return
        raise AssertionError(f"{name} was not reached by the keyboard on {self.page.title()}")

    def focused(self):
        return self.page.evaluate(NAME)

    def type(self, name, text):
        self.reach(name)
        self.page.keyboard.type(text)

    def press(self, name, key="Enter"):
        self.reach(name)
        self.page.keyboard.press(key)

    def go(self, name, to):
        """Presses a button that leads to another page."""
        self.reach(name)
        with self.page.expect_navigation(url=to):
            self.page.keyboard.press("Enter")


def test_a_site_is_sent_by_keys_alone_though_the_session_ends_and_the_server_starts_anew(registry, keys):
    first = registry()
    page = keys.page
    page.goto("/submit/")
    keys.type("Which species?", "Rana ignota")
    keys.go("See what is on file", "**/submit/?*")
    keys.go("Begin a new site", "**/edit/place/*")
    keys.type("Name of the place", "Cerro Hoya")
    keys.type("Country", "Panama")
    keys.type("Why these are its limits", "Cloud forest above 900 m; pasture below.")
    keys.press("Yes", "ArrowDown")  # no land of an Indigenous people
    keys.press("Yes", "ArrowDown")  # nor would it do harm to show the place
    keys.go("Save and go on", "**/edit/boundary/")

    with page.expect_file_chooser() as chooser:
        keys.press("The file")
    chooser.value.set_files([SHAPE | {"buffer": zipped_shapefile(CORNERS, UTM_17_NORTH)}])
    keys.go("Send and read the file", "**/edit/boundary/**")
    assert "UTM" in page.inner_text("main")
    page.context.clear_cookies()  # the session has expired, and the cookie against forgery is lost
    keys.go("Save and go on", "**/edit/species/")

    keys.type("Its page on the IUCN Red List", "https://www.iucnredlist.org/species/22724695/")
    keys.type("Category that this page gives", "Endangered")
    keys.press("Sole area of occurrence", "Space")
    keys.type("Presence last confirmed in", "2024")
    keys.type("Source", "Field book 7, deposited at the university")
    assert first.stop() == 0
    page.wait_for_timeout(1500)
    assert "Field book 7" in page.locator("textarea").first.input_value()
    registry()
    keys.go("Save and go on", "**/edit/evidence/")

    keys.type("Sources", "Montañez, D. (2024): The frogs of Cerro Hoya. Printed, 14 pages.")
    keys.go("Save and go on", "**/edit/you/")
    keys.type("Your name", "Ana Ruiz")
    keys.press("I have read this", "Space")
    keys.go("Save and go on", "**/edit/summary/")
    assert "Before it can be sent" not in page.inner_text("main"), page.inner_text("main")
    keys.go("Send it to the secretariat", "**/submissions/*/")

    assert REFERENCE.search(page.inner_text("main"))
    sent = exported(page)
    assert sent["proposal"]["site"]["name"] == "Cerro Hoya"
    assert sent["proposal"]["boundary"]["geojson"]["type"] == "MultiPolygon"
    assert sent["proposal"]["claims"][0]["last_confirmed"] == 2024
    assert "14 pages" in sent["proposal"]["evidence"]["sources"]
    assert [file["name"] for file in sent["files"]] == ["cerro hoya.zip"]


def exported(page):
    """What the author takes along."""
    answer = page.request.get(f"{page.url.rstrip('/')}/export")
    return json.loads(zipfile.ZipFile(io.BytesIO(answer.body())).read("submission.json"))
