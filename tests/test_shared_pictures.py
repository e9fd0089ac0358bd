"""The pictures of shared links: drawn by the background process and in no request, of the state that the public sees and no other."""

import io
import threading

import pytest
from django.core.management import call_command
from factories import site, square
from PIL import Image, ImageChops
from reading import get

from sites import share_picture, shared_pictures
from sites.models import PublishedSite
from sites.shared_pictures import Drawing
from sites.touched import evaluating

pytestmark = pytest.mark.django_db

HIDDEN = {"sensitivity_reason": "Collectors"}
# Of 255: the code in the text changes which colours the file keeps; a mark is 100 and more.
ONE_PALETTE_APART = 40
ADDRESS = "/sites/ECU15/picture.png"


@pytest.fixture(autouse=True)
def drawn(settings, tmp_path):
    """The folder of drawn pictures."""
    folder = tmp_path / "drawn"
    own = settings.STORAGES["drawn"] | {"OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"drawn": own}
    return folder


def picture(client, code="ECU15"):
    response = client.get(f"/sites/{code}/picture.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    return Image.open(io.BytesIO(response.content))


@pytest.mark.parametrize("moved", ["candidate", "confirmed", "delisted"])
def test_a_shared_link_shows_a_picture_of_the_size_that_is_asked_for(client, moved):
    site("ECU15", name="Réserve de l'Ā, Điện Biên and a very long name of " + "many words " * 8, status=moved)
    call_command("work", once=True)

    response = client.get(ADDRESS)

    assert picture(client).size == share_picture.SIZE
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_until_it_is_drawn_the_link_leads_to_the_picture_of_the_registry(client, monkeypatch, settings):
    site("ECU15")
    monkeypatch.setattr(share_picture, "draw", None)  # a request that draws would fail

    response = client.get(ADDRESS)

    assert (response.status_code, response["Location"]) == (302, "/static/img/share.png")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    with Image.open(settings.BASE_DIR / "static/img/share.png") as picture:
        assert picture.size == share_picture.SIZE


def test_a_picture_of_an_earlier_state_is_neither_shown_nor_kept(client, drawn):
    floreana = site("ECU15", name="Floreana")
    Drawing().go_on()
    (before,) = drawn.iterdir()

    with evaluating():
        floreana.name = "Isla Floreana"
        floreana.save()

    assert client.get(ADDRESS).status_code == 302
    Drawing().go_on()
    (after,) = drawn.iterdir()
    assert after != before
    assert picture(client)


def test_a_site_that_nobody_may_see_any_more_leaves_no_picture(drawn):
    site("ECU15")
    Drawing().go_on()
    assert len(list(drawn.iterdir())) == 1

    PublishedSite.objects.all().delete()
    Drawing().go_on()

    assert list(drawn.iterdir()) == []


def test_pictures_are_drawn_a_few_at_a_time_and_only_after_a_change(monkeypatch, django_assert_num_queries):
    for number in range(1, 4):
        site(f"ECU{number}")
    monkeypatch.setattr(shared_pictures, "AT_ONCE", 2)
    drawing = Drawing()

    assert [drawing.go_on() for _round in range(4)] == [2, 1, 0, 0]
    with django_assert_num_queries(1):
        drawing.go_on()


def test_a_half_written_file_is_none(client, drawn):
    site("ECU15")
    Drawing().go_on()
    (file,) = drawn.iterdir()

    file.write_bytes(file.read_bytes()[:-100])

    assert client.get(ADDRESS).status_code == 302


def test_drawing_ends_between_two_when_the_process_is_told_to_stop():
    site("ECU15")
    stopping = threading.Event()
    stopping.set()

    assert Drawing().go_on(stopping) == 0


def test_the_picture_of_a_hidden_site_is_the_same_wherever_it_is(client):
    for number, (level, where) in enumerate(
        [("extreme", (-77, -3)), ("high", (40, 50)), ("low", (140, -30))], start=1
    ):
        site(f"ECU{number}", name="One name", boundary=square(*where), sensitivity=level, **HIDDEN)
    Drawing().go_on()

    maps = [picture(client, f"ECU{number}").convert("RGB").crop((610, 0, 1200, 630)) for number in (1, 2, 3)]

    for other in maps[1:]:
        differences = ImageChops.difference(maps[0], other).getextrema()
        assert max(most for _least, most in differences) <= ONE_PALETTE_APART


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "The last places"),
        ("/species/mimus-trifasciatus/", "Mimus trifasciatus"),
        ("/countries/EC/", "Ecuador"),
    ],
)
def test_a_link_to_a_page_without_a_picture_of_its_own_shows_the_registrys(client, address, title):
    site("ECU15")

    page = get(client, address)

    told = {
        name: page.all("meta", property=f"og:{name}")[0]["content"]
        for name in ("title", "description", "url", "image")
    }
    assert told["title"].startswith(title)
    assert told["description"]
    assert told["url"] == f"http://127.0.0.1:8000{address}"
    assert told["image"] == "http://127.0.0.1:8000/static/img/share.png"
