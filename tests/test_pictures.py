"""Pictures of sites and species: kept without what their files told, shown only with maker and licence, and never telling a hidden place."""

import io

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from factories import site, species, staff
from PIL import Image
from reading import get
from typed import values

from sites.models import Picture, RegistryStamp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph(told="Canary Cove"):
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = told
    Image.new("RGB", (60, 40), (20, 90, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def picture(**fields):
    defaults = {
        "file": ContentFile(photograph(), name="x.jpg"),
        "width": 60,
        "height": 40,
        "alt": "A bird on a cactus",
        "caption": "The mockingbird of Floreana",
        "credit": "J. Gould",
        "licence": "CC BY 4.0",
        "published": True,
    }
    return Picture.objects.create(**defaults | fields)


def test_a_picture_is_shown_with_its_text_caption_maker_and_licence(client):
    shown = picture(site=site("ECU15"))
    picture(species=species(), caption="Its nest")

    page = get(client, "/sites/ECU15/")

    (image,) = page.all("img", src=shown.get_absolute_url())
    assert (image["alt"], image["width"], image["height"]) == ("A bird on a cactus", "60", "40")
    for words in ("The mockingbird of Floreana", "J. Gould", "CC BY 4.0"):
        assert words in page.text
    assert "Its nest" in get(client, "/species/mimus-trifasciatus/").text


def test_its_file_is_served_as_a_picture_that_runs_nothing(client):
    address = picture(site=site("ECU15")).get_absolute_url()

    response = client.get(address)

    assert response["Content-Type"] == "image/jpeg"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_its_address_tells_nothing_of_the_file_that_was_sent():
    kept = picture(site=site("ECU15"), file=ContentFile(b"x", name="Canary Cove, nest 12.jpg"))

    assert "anary" not in kept.file.name


@pytest.mark.parametrize("kept", [{"published": False}, {"of_draft": True}])
def test_what_is_not_public_is_nowhere(client, kept):
    draft = kept.pop("of_draft", False)
    hidden = picture(site=site("ECU15", **({"status": "draft"} if draft else {})), **kept)

    get(client, hidden.get_absolute_url(), 404)
    if not draft:
        assert "J. Gould" not in get(client, "/sites/ECU15/").text


@pytest.mark.parametrize("of", ["site", "species"])
def test_a_picture_of_a_sensitive_place_is_public_only_when_it_is_said_not_to_show_it(client, of):
    floreana = site("ECU15", sensitivity="high", sensitivity_reason="Trade")
    unseen = picture(**{of: floreana if of == "site" else species()})

    get(client, unseen.get_absolute_url(), 404)
    with pytest.raises(ValidationError, match="place is sensitive"):
        unseen.full_clean()

    unseen.hides_place = True
    unseen.full_clean()
    unseen.save()
    assert client.get(unseen.get_absolute_url()).status_code == 200


def test_a_site_that_becomes_sensitive_takes_its_picture_with_it(client):
    floreana = site("ECU15")
    address = picture(site=floreana).get_absolute_url()
    assert client.get(address).status_code == 200

    floreana.sensitivity, floreana.sensitivity_reason = "extreme", "Trade"
    floreana.save()

    get(client, address, 404)


@pytest.mark.parametrize("wrong", [{}, {"both": True}, {"credit": ""}, {"licence": ""}, {"alt": ""}])
def test_no_picture_is_kept_without_its_subject_maker_and_licence(wrong):
    of = {"site": site("ECU15")} if wrong else {}
    of |= {"species": species()} if wrong.pop("both", False) else {}

    with pytest.raises(IntegrityError), transaction.atomic():
        picture(**of, **wrong)


# --- In the admin ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def secretariat(client):
    client.force_login(staff())


def send(client, address="/admin/aze_sites/picture/add/", **typed):
    told = {"alt": "A bird", "caption": "Mockingbird", "credit": "J. Gould", "licence": "CC BY 4.0"}
    form = values(client.get(address), "picture_form")
    form = {name: value for name, value in form.items() if value is not None}
    return client.post(address, form | told | {"reason_of_edit": "Sent by its maker"} | typed)


def upload(content=None, name="holiday.jpg"):
    return SimpleUploadedFile(name, photograph() if content is None else content, "image/jpeg")


def test_the_secretariat_adds_a_picture_of_which_only_the_pixels_are_kept(client, secretariat):
    site("ECU15")
    before = RegistryStamp.objects.get().number

    answer = send(client, site_code="ECU15", file=upload(), published="on")

    kept = Picture.objects.get()
    assert answer.status_code == 302
    with kept.file.open() as file:
        assert b"Canary" not in file.read()
    assert (kept.site.code, kept.width, kept.height) == ("ECU15", 60, 40)
    assert RegistryStamp.objects.get().number > before
    assert "J. Gould" in client.get("/sites/ECU15/").content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"file": b"<svg/>", "site_code": "ECU15"}, "no picture that can be read"),
        ({"file": photograph()[:200], "site_code": "ECU15"}, "cannot be read"),
        ({"site_code": "ZZZ9"}, "No site has this code."),
        ({}, "of one site or of one species"),
        ({"site_code": "ECU15", "of_species": "Mimus trifasciatus"}, "of one site or of one species"),
        ({"site_code": "ECU15", "licence": ""}, "required"),
        ({"site_code": "PER1", "published": "on"}, "place is sensitive"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(client, secretariat, typed, says):
    site("ECU15")
    site("PER1", claims=["Cyclura collei"], sensitivity="high", sensitivity_reason="Trade")

    answer = send(client, **{**typed, "file": upload(typed.get("file"))})

    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert not Picture.objects.exists()


def test_the_secretariat_looks_at_a_picture_before_it_is_public_and_finds_its_history(client, secretariat):
    waiting = picture(site=site("ECU15"), published=False)
    change = f"/admin/aze_sites/picture/{waiting.pk}/change/"

    assert client.get(f"/admin/aze_sites/picture/{waiting.pk}/file/").content[:3] == b"\xff\xd8\xff"
    assert send(client, change, site_code="ECU15", caption="At its nest").status_code == 302
    told = client.get(f"/admin/aze_sites/picture/{waiting.pk}/history/").content.decode()

    assert "At its nest" in told
    assert "Sent by its maker" in told
    assert client.get("/admin/aze_sites/picture/?q=ecu15").status_code == 200


# --- At sensitive places --------------------------------------------------------------------------------------------------
@pytest.fixture
def guarded():
    """A picture that may show a sensitive place."""
    return picture(site=site("ECU15", sensitivity="high", sensitivity_reason="Trade"), published=False)


@pytest.fixture
def editor(client):
    """Changes pictures, and may not see sensitive places."""
    made = staff("editor", superuser=False)
    made.user_permissions.set(Permission.objects.filter(codename__in=["view_picture", "change_picture"]))
    client.force_login(made)


def page_of(row, name):
    return f"/admin/aze_sites/picture/{row.pk}/{name}/"


def test_a_picture_that_may_show_a_sensitive_place_is_for_those_who_may_see_it(client, guarded, editor):
    assert client.get(page_of(guarded, "file")).status_code == 403


@pytest.mark.parametrize("typed", [{"hides_place": "on"}, {"site_code": "ECU16"}])
def test_who_may_not_see_a_sensitive_place_cannot_open_its_picture_by_an_edit(client, guarded, editor, typed):
    site("ECU16", claims=["Cyclura collei"])

    answer = send(client, page_of(guarded, "change"), caption="What I typed", **typed)

    assert "Only those who may see sensitive places" in answer.content.decode()
    assert "What I typed" in answer.content.decode()
    assert client.get(page_of(guarded, "file")).status_code == 403


def test_who_may_not_see_a_sensitive_place_edits_the_words_of_its_picture(client, guarded, editor):
    assert send(client, page_of(guarded, "change"), caption="At its nest").status_code == 302

    guarded.refresh_from_db()
    assert guarded.caption == "At its nest"


def test_who_may_see_the_place_says_that_a_picture_does_not_show_it(client, guarded, secretariat):
    answer = send(client, page_of(guarded, "change"), hides_place="on", published="on")

    assert answer.status_code == 302
    assert client.get(guarded.get_absolute_url()).status_code == 200


def test_a_version_brought_back_opens_no_guarded_picture(client, guarded, editor):
    for guarded.hides_place, guarded.caption in ((True, "Earlier"), (False, "Later")):
        guarded.save()
    opened = guarded.history.filter(hides_place=True).get()

    client.post(page_of(guarded, f"history/picture/{opened.pk}"), {"why": "It was right"})

    guarded.refresh_from_db()
    assert (guarded.caption, guarded.hides_place) == ("Earlier", False)
