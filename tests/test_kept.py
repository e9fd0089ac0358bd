"""What the secretariat keeps for the pages: read with its sources, shown when published, and anew in the answer after each change."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from factories import country, site, staff
from PIL import Image
from reading import get
from typed import values

from aze.models import Imprint, Partner, PartnerSite, Resource
from aze.partial_dates import in_words
from sites.models import RegistryStamp

pytestmark = pytest.mark.django_db
SCIENCE = "/research-scientists/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def resource(**fields):
    defaults = {
        "title": "A guide",
        "summary": "For the field.",
        "source": "https://example.org/",
        "published": True,
    }
    made = Resource.objects.create(**defaults | fields)
    made.audiences.create(audience="research-scientists")
    return made


def pdf(name="guide.pdf", content=b"%PDF-1.7 guide"):
    return SimpleUploadedFile(name, content)


def photo():
    image, out = Image.new("RGB", (64, 48), "green"), io.BytesIO()
    exif = image.getexif()
    exif[0x010F] = "CanaryCamera"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("me at the secret cave.jpg", out.getvalue())


# --- What is there from the first day -----------------------------------------------------------------------------------
def test_what_an_installation_begins_with_names_where_it_was_found():
    kept = [*Resource.objects.all(), *Partner.objects.all()]

    assert len(kept) > 20
    assert all(row.source.startswith("http") and row.published for row in kept)
    assert all(each.audiences.exists() for each in Resource.objects.all())
    assert not Partner.objects.exclude(donation_link="").exists()  # nobody has told us of one


# --- A link or a file ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("both", [True, False])
def test_a_resource_is_a_link_or_a_file_and_says_so_at_both_fields(both):
    given = {"link": "https://example.org/guide", "file": pdf()} if both else {}
    made = Resource(title="A guide", summary="For the field.", source="https://example.org/", **given)

    with pytest.raises(ValidationError) as refused:
        made.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()

    assert {"link", "file"} <= set(refused.value.message_dict)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("guide.html", b"<script>", "Choose a PDF"),
        ("guide.pdf.exe", b"%PDF-1.7", "Choose a PDF"),
        ("guide.pdf", b"<script>alert(1)</script>", "not what its name says"),
        ("table.xlsx", b"%PDF-1.7", "not what its name says"),
        ("table.csv", b"a,b\x00c", "not what its name says"),
        ("notes.txt", b"\xff\xfe\x41", "not what its name says"),
    ],
)
def test_a_file_of_another_kind_is_refused(name, content, says):
    made = Resource(title="A guide", summary="Short.", source="https://example.org/", file=pdf(name, content))

    with pytest.raises(ValidationError, match=says):
        made.full_clean()


def test_a_file_above_25_mb_is_refused():
    large = pdf()
    large.size = 25 * 1024 * 1024 + 1

    with pytest.raises(ValidationError, match="more than 25 MB"):
        Resource(title="A guide", summary="Short.", source="https://example.org/", file=large).full_clean()


def test_a_text_whose_last_character_is_cut_by_the_look_into_it_is_a_text():
    text = pdf("notes.txt", b"a" + "é".encode() * 40_000)

    Resource(title="A guide", summary="Short.", source="https://example.org/", file=text).full_clean()


def test_a_file_is_taken_away_and_never_opened_here(client):
    made = resource(title="Field guide: frogs & toads", file=pdf("../../my secret name.PDF"))

    response = client.get(made.address)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 guide"
    assert response["Content-Disposition"] == 'attachment; filename="field-guide-frogs-toads.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "secret" not in made.file.name
    assert client.get(made.address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_file_that_is_not_published_or_not_there_is_not_found(client):
    hidden, link = resource(file=pdf(), published=False), resource(link="https://example.org/guide")

    assert client.get(f"/resources/{hidden.pk}/file").status_code == 404
    assert client.get(f"/resources/{link.pk}/file").status_code == 404
    assert client.get("/resources/999999/file").status_code == 404


# --- On the pages ------------------------------------------------------------------------------------------------------------
def test_a_change_is_in_the_next_answer_and_leaves_the_day_of_the_data(client):
    site("ECU15")
    made, before = resource(title="A guide", link="https://example.org/guide"), RegistryStamp.objects.get()
    first = client.get(SCIENCE)

    made.title = "A better guide"
    made.save()

    again = client.get(SCIENCE, headers={"if-none-match": first["ETag"]})
    after = RegistryStamp.objects.get()
    assert "A better guide" in again.content.decode()
    assert after.number > before.number
    assert after.changed_at == before.changed_at


def test_what_is_not_published_is_on_no_page(client):
    resource(title="A draft", link="https://example.org/guide", published=False)
    Partner.objects.create(name="A shy partner", link="https://example.org/", source="https://example.org/")

    assert "A draft" not in get(client, SCIENCE).text
    assert "A shy partner" not in get(client, "/individual-contributors/").text


def test_partners_stand_by_country_and_by_the_sites_at_which_they_work(client):
    floreana, hidden = site("ECU15", name="Floreana"), site("ECU16", name="Canary", status="draft", claims=())
    partner = Partner.objects.create(
        name="Friends of Floreana",
        country=country("EC"),
        link="https://example.org/",
        donation_link="https://example.org/give",
        source="https://example.org/",
        published=True,
    )
    for at in (floreana, hidden):
        PartnerSite.objects.create(partner=partner, site=at)
    shy = Partner.objects.create(name="Shy", link="https://example.org/", source="https://example.org/")
    PartnerSite.objects.create(partner=shy, site=site("ECU17", name="Santiago", claims=("Cyclura collei",)))

    page = get(client, "/individual-contributors/")

    assert "Give to Friends of Floreana" in page.text
    assert re.search(r"Floreana Ecuador Friends of Floreana", page.text)
    assert "Canary" not in page.text
    assert "Santiago" not in page.text
    assert "work at 1 site." in get(client, "/conservation-organizations/").text


def test_the_imprint_is_on_every_page_and_what_is_not_decided_is_said_to_be(client):
    assert "not decided yet" in get(client, "/").text

    told = Imprint.objects.get_or_create(pk=1)[0]
    told.contact, told.licence_name, told.publisher = "aze@example.org", "CC BY 4.0", "A publisher"
    told.save()

    page = get(client, "/sites/")
    assert "Licence: CC BY 4.0." in page.text
    assert "A publisher, site registry" in page.text
    assert page.all("a", href="mailto:aze@example.org")
    downloads, screened = get(client, "/downloads/"), get(client, "/screen/?near=-90.4,-1.3&km=50")
    assert "CC BY 4.0." in downloads.text
    assert "A publisher, site registry" in downloads.text
    assert "ask the secretariat: aze@example.org" in screened.text


def test_the_publisher_stands_first_in_citations_and_is_the_one_of_the_files(client):
    site("ECU15")
    told = Imprint.objects.get_or_create(pk=1)[0]
    told.publisher = "A publisher"
    told.save()

    for address in ("/sites/ECU15/", "/species/mimus-trifasciatus/"):
        page = client.get(address).content.decode()
        assert "A publisher (" in page, address
        assert "{{A publisher}}" in page, address
    sidecar = client.get("/downloads/sites.csv-metadata.json").json()
    assert sidecar["dc:publisher"] == "A publisher"


@pytest.mark.parametrize(
    ("typed", "read"), [("", ""), ("2024", "2024"), ("2024-06", "June 2024"), ("2024-06-03", "3 June 2024")]
)
def test_a_date_is_told_as_far_as_it_is_known(typed, read):
    assert in_words(typed) == read


# --- In the admin ------------------------------------------------------------------------------------------------------------
def typed_into(client, address, form, **fields):
    page = client.get(address)
    return client.post(address, values(page, form) | {"reason_of_edit": "As asked"} | fields, follow=True)


def test_the_photo_of_the_first_page_is_drawn_anew_and_named(client):
    client.force_login(staff())
    Imprint.objects.get_or_create(pk=1)
    address = "/admin/aze/imprint/1/change/"
    words = {"photo_alt": "A rock", "photo_caption": "The rock at dawn", "photo_credit": "A. Person"}

    bare = typed_into(client, address, "imprint_form", photo=photo())
    typed_into(client, address, "imprint_form", photo=photo(), **words)

    again = client.get(address).content.decode()
    assert "shown with its caption" in bare.content.decode()
    assert "A file is kept." in again
    assert 'href="imprint/' not in again
    page = get(client, "/")
    shown = page.all("img", alt="A rock")[0]
    served = client.get(shown["src"])
    assert "The rock at dawn" in page.text
    assert "Photo: A. Person" in page.text
    assert served["Content-Type"] == "image/jpeg"
    assert b"CanaryCamera" not in served.content
    assert "cave" not in shown["src"]
    assert Imprint.history.first().history_change_reason == "As asked"


def test_the_secretariat_adds_a_resource_with_its_audiences_and_a_partner_with_its_sites(client):
    client.force_login(staff())
    floreana = site("ECU15")
    told = {"source": "https://example.org/", "published": "on"}

    typed_into(
        client, "/admin/aze/resource/add/", "resource_form", title="Guide", summary="Short.", file=pdf(), order="5", language="en",
        kind="document", **{"audiences-0-audience": "policy-makers"}, **told,
    )  # fmt: skip
    typed_into(
        client, "/admin/aze/partner/add/", "partner_form", name="Friends", link="https://example.org/",
        **{"at_sites-0-site_code": "ECU15"}, **told,
    )  # fmt: skip

    assert Resource.objects.get(title="Guide").audiences.get().audience == "policy-makers"
    assert PartnerSite.objects.get(partner__name="Friends").site == floreana


def test_a_file_gives_way_to_a_link(client):
    client.force_login(staff())
    made = resource(file=pdf())

    change = {"file-clear": "on", "link": "https://example.org/guide"}
    typed_into(client, f"/admin/aze/resource/{made.pk}/change/", "resource_form", **change)

    made.refresh_from_db()
    assert (made.link, made.file.name) == ("https://example.org/guide", "")


def test_every_page_of_what_is_kept_opens(client):
    client.force_login(staff())
    rows = {
        "resource": Resource.objects.first(),
        "partner": Partner.objects.first(),
        "imprint": Imprint.objects.first(),
    }

    for name, row in rows.items():
        assert client.get(f"/admin/aze/{name}/", follow=True).status_code == 200
        for page in ("change", "history"):
            assert client.get(f"/admin/aze/{name}/{row.pk}/{page}/").status_code == 200, (name, page)
    assert client.get("/admin/aze/imprint/add/").status_code == 403


def test_a_partner_at_an_open_site_speaks_for_itself(client):
    partner = Partner.objects.create(
        name="Friends",
        summary="Removes rats.",
        how_to_give="By bank transfer.",
        link="https://example.org/",
        source="https://example.org/",
        published=True,
    )
    PartnerSite.objects.create(partner=partner, site=site("ECU15"))

    text = get(client, "/individual-contributors/").text

    assert "Removes rats." in text
    assert "By bank transfer." in text


def test_the_history_of_what_came_with_the_registry_says_so_and_keeps_what_it_told(client):
    client.force_login(staff())
    seeded = Partner.objects.first()
    told, address = seeded.summary, f"/admin/aze/partner/{seeded.pk}"
    assert "came with the registry, and nobody has changed it" in get(client, f"{address}/history/").text

    typed_into(client, f"{address}/change/", "partner_form", summary="Other words", why="As it asked")
    typed_into(client, f"{address}/change/", "partner_form", summary="Again others", why="As it asked")

    history = seeded.history.order_by("history_id")
    assert [row.summary for row in history] == [told, "Other words", "Again others"]
    assert [row.history_type for row in history] == ["+", "~", "~"]
    assert (history[0].history_change_reason, history[0].history_user) == ("Came with the registry", None)
    assert "Came with the registry" in get(client, f"{address}/history/").text
