"""Files over the pages: sent beside the text or with it, read again by those who may, and never lost with anything else."""

import json
import re
import subprocess
import uuid
from urllib.parse import urlencode

import pytest
from contributions import draft, sent
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from documents import located_picture, pdf, picture
from factories import site, staff
from pseudo import pseudo_language, untranslated

from submissions import files, parts, proposals, review, stamps, vault
from submissions.forms.evidence import STAMP
from submissions.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAPER = pdf(b"1964")
# What is the same in every language, and what the tests typed
DATA = re.compile(
    r"\d*|AZE-.*|a\.jpg|JPEG,|zeroextinction\.org|·|[\d.]+|SHA-256|[0-9a-f]{64}|https?://\S+|x|English|en-GB"
)
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = settings.PRIVATE_FILES / vault.ARRIVING
    vault.prepare(settings.PRIVATE_FILES)
    return settings.PRIVATE_FILES


def upload(name="paper.pdf", content=PAPER):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def send(client, token, name="paper.pdf", content=PAPER, **fields):
    body = {"key": str(uuid.uuid4()), "file": upload(name, content)} | fields
    return client.post(f"/submissions/{token}/files", body, headers={"Accept": "application/json"})


def kept(submission, *arguments):
    return files.keep(submission, upload(*arguments), purpose="evidence", key=uuid.uuid4())


def page(token):
    return f"/submissions/{token}/edit/evidence/"


def save(client, submission, token, body=(), **options):
    """Sends the part, as a page would that was opened just now."""
    loaded = parts.mark(typed(submission))
    if isinstance(body, str):
        body = f"loaded={loaded}&{body}"
    if isinstance(body, (str, bytes)):
        return client.post(page(token), body, **options)
    return client.post(page(token), {"loaded": loaded} | dict(body), **options)


def typed(submission):
    submission.refresh_from_db()
    return submission.typed.get("evidence", {})


# --- Sent beside the text ---------------------------------------------------------------------------------------------
def test_a_file_that_is_sent_alone_comes_back_as_a_row_of_the_list(client):
    submission, token = draft()

    answer = send(client, token, "<i>a</i>.pdf")

    row = submission.attachments.get()
    assert answer.status_code == 201
    assert answer.json() | {"card": ""} == {"id": row.pk, "card": "", "has_room": True}
    assert f'id="file-{row.pk}"' in answer.json()["card"]
    assert "<i>" not in answer.json()["card"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'name="caption-{row.pk}"' in client.get(page(token)).content.decode()


def test_a_file_that_is_sent_twice_with_one_key_is_one(client):
    submission, token = draft()
    key = str(uuid.uuid4())

    first, second = (send(client, token, key=key) for _ in range(2))

    assert first.json()["id"] == second.json()["id"]
    assert submission.attachments.count() == 1


@pytest.mark.parametrize("key", ["", "no uuid", "\0", "x" * 5000])
def test_any_key_will_do(client, key):
    submission, token = draft()

    assert send(client, token, key=key).status_code == 201


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.js", "a.docm", "a.exe", "a.pdf"])
def test_what_is_not_what_it_says_is_refused_as_a_problem_document(client, folder, name):
    submission, token = draft()

    answer = send(client, token, name, b"MZ\x00<script>")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert name in answer.json()["detail"]
    assert not submission.attachments.exists()
    assert [path.name for path in folder.iterdir()] == [vault.ARRIVING]


def test_a_form_without_a_file_is_told_so(client):
    _submission, token = draft()

    answer = client.post(f"/submissions/{token}/files", {"key": "x"})

    assert answer.status_code == 400
    assert "Choose one" in answer.json()["detail"]


def test_files_need_a_link_that_opens_something_and_a_submission_that_is_open(client, secretariat):
    submission, token = sent()
    assert send(client, token[:-1]).status_code == 404
    assert client.get(f"/submissions/{token}/files").status_code == 405
    review.decline(submission, by=secretariat, reason="spam", text="")

    assert send(client, token).status_code == 409


def test_a_folder_that_cannot_be_used_asks_to_try_again(client, folder):
    _submission, token = draft()
    (folder / vault.ARRIVING).rmdir()
    folder.rmdir()

    answer = send(client, token)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "at the moment" in answer.json()["detail"]
    large = send(client, token, content=PAPER + bytes(3 * 2**20))
    assert large.status_code == 503


# --- Sent with the text -----------------------------------------------------------------------------------------------
def test_a_file_that_comes_with_the_text_is_kept_whichever_button_was_pressed(client):
    submission, token = draft()

    answer = save(client, submission, token, {"sources": "Curio 1964", "go": "later", "file": upload()})

    assert answer.status_code == 302
    assert submission.attachments.get().name == "paper.pdf"
    assert typed(submission) == {"sources": ["Curio 1964"]}


def test_a_form_that_is_sent_twice_keeps_its_file_once(client):
    submission, token = draft()
    stamp = stamps.issue(STAMP)
    for _ in range(2):
        body = {
            "sources": "a",
            "go": "file",
            "file": [upload(), upload("b.pdf")],
            "stamp": stamp,
        }
        answer = save(client, submission, token, body)

    assert answer.headers["Location"] == f"{page(token)}#files"
    assert sorted(row.name for row in submission.attachments.all()) == ["b.pdf", "paper.pdf"]


def test_files_outlive_text_that_cannot_be_used_and_someone_elses_saving(client):
    submission, token = draft({"evidence": {"sources": ["theirs"]}})

    unusable = client.post(page(token), {"links": "javascript:alert(1)", "go": "on", "file": upload()})
    moved = save(client, submission, token, {"sources": "mine", "loaded": "stale", "file": upload("b.pdf")})

    assert (unusable.status_code, moved.status_code) == (409, 409)
    assert submission.attachments.count() == 2
    assert "paper.pdf" in moved.content.decode()


def test_a_refused_file_leaves_the_text_and_the_other_files(client):
    submission, token = draft()
    body = {"sources": "Curio 1964", "go": "on", "file": [upload(), upload("run.exe", b"MZ")]}

    answer = save(client, submission, token, body)

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "“run.exe” cannot be kept" in text
    assert "<title>Error:" in text
    assert 'href="#id_file"' in text
    assert "Curio 1964" in text
    assert typed(submission) == {"sources": ["Curio 1964"]}
    assert submission.attachments.get().name == "paper.pdf"


def test_of_eleven_files_ten_are_kept_and_the_eleventh_is_named(client):
    submission, token = draft()
    body = {
        "sources": "Curio 1964",
        "go": "on",
        "file": [upload(f"{n}.pdf") for n in range(11)],
    }

    answer = save(client, submission, token, body)

    assert answer.status_code == 400
    assert "“10.pdf” was not kept: there are 10 files already" in answer.content.decode()
    assert submission.attachments.count() == 10
    assert typed(submission) == {"sources": ["Curio 1964"]}


@pytest.mark.parametrize(("number", "says"), [(150, "More than 12 files came at once")])
def test_far_too_many_files_are_refused_and_the_text_is_kept(client, folder, number, says):
    submission, token = draft({"evidence": {"note": ["before"]}})
    body = {"sources": "Curio 1964", "go": "on", "file": [upload(f"{n}.pdf") for n in range(number)]}

    answer = save(client, submission, token, body)

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert typed(submission) == {"sources": ["Curio 1964"], "note": ["before"]}
    assert not submission.attachments.exists()
    assert list((folder / vault.ARRIVING).iterdir()) == []


@pytest.mark.parametrize("multipart", [True, False])
def test_far_too_many_fields_are_refused_and_the_text_is_kept(client, multipart):
    submission, token = draft()
    body = {"sources": "Curio 1964"} | {f"field{number}": "x" for number in range(3500)}

    if multipart:
        answer = save(client, submission, token, body)
    else:
        answer = save(client, submission, token, urlencode(body), content_type=URLENCODED)

    assert answer.status_code == 400
    assert "More than 3000 fields" in answer.content.decode()
    assert typed(submission)["sources"] == ["Curio 1964"]


def test_text_of_more_than_25_mb_is_refused_and_what_was_saved_stays(client):
    submission, token = draft({"evidence": {"sources": ["Curio 1964"]}})
    text = "x" * (26 * 2**20)

    answers = [
        save(client, submission, token, {"note": "new", "sources": text}),
        save(client, submission, token, f"sources={text}", content_type=URLENCODED),
    ]

    for answer in answers:
        assert answer.status_code == 413
        assert "longer than 25 MB" in answer.content.decode()
    assert typed(submission) == {"sources": ["Curio 1964"], "note": ["new"]}


def test_a_form_that_is_too_large_keeps_the_text_before_its_files(client, settings):
    submission, token = draft()
    settings.LARGEST_BODY = 100_000

    large = upload(content=PAPER + bytes(200_000))
    answer = save(client, submission, token, {"sources": "Curio 1964", "file": large})

    assert answer.status_code == 413
    assert "Send files one by one" in answer.content.decode()
    assert "Curio 1964" in answer.content.decode()
    assert typed(submission) == {"sources": ["Curio 1964"]}
    assert not submission.attachments.exists()


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", f"multipart/form-data; boundary={'x' * 10_000}"]
)
def test_a_form_that_cannot_be_read_changes_nothing(client, content_type):
    submission, token = draft({"evidence": {"sources": ["Curio 1964"]}})

    answer = save(client, submission, token, b"--x\r\n", content_type=content_type)

    assert answer.status_code == 400
    assert "did not arrive whole" in answer.content.decode()
    assert typed(submission) == {"sources": ["Curio 1964"]}


def test_a_folder_that_cannot_be_used_costs_no_text(client, folder):
    submission, token = draft()
    (folder / vault.ARRIVING).rmdir()
    folder.rmdir()

    for content in (PAPER, PAPER + bytes(3 * 2**20)):
        body = {"sources": f"Curio {len(content)}", "file": upload(content=content)}
        answer = save(client, submission, token, body)

        assert answer.status_code == 503
        assert "at the moment" in answer.content.decode()
        assert "Traceback" not in answer.content.decode()
        assert typed(submission)["sources"] == [f"Curio {len(content)}"]


# --- What is told of them ---------------------------------------------------------------------------------------------
def proposal_of(submission):
    submission.refresh_from_db()
    return proposals.build(submission)


def test_the_proposal_lists_every_file_with_what_was_told_of_it(client):
    submission, token = draft()
    photo, paper = kept(submission, "a.jpg", picture()), kept(submission)
    boundary = files.keep(submission, upload("a.kml", b"<kml/>"), purpose="boundary", key=uuid.uuid4())
    told = {f"caption-{photo.pk}": "A nest", f"credit-{photo.pk}": "Ana Ríos", f"publish-{photo.pk}": "on"}
    body = {
        "sources": " Curio 1964 ",
        "links": "https://a.example/b\n\nhttp://[::1]/",
        "note": "Ask Ana",
    }
    save(client, submission, token, body | told)

    proposal, problems = proposal_of(submission)

    assert [problem for problem in problems if problem.part == "evidence"] == []
    assert proposal["evidence"] == {
        "sources": "Curio 1964",
        "links": ["https://a.example/b", "http://[::1]/"],
        "note": "Ask Ana",
    }
    assert [(file["name"], file["purpose"], file["sha256"]) for file in proposal["files"]] == [
        (row.name, row.purpose, row.sha256) for row in (photo, paper, boundary)
    ]
    assert proposal["files"][0] | {"sha256": ""} == {
        "sha256": "",
        "name": "a.jpg",
        "purpose": "photo",
        "caption": "A nest",
        "credit": "Ana Ríos",
        "may_be_published": True,
    }
    photo.refresh_from_db()
    assert (photo.caption, photo.credit, photo.may_be_published) == ("A nest", "Ana Ríos", True)


def test_some_evidence_is_needed_and_a_licence_needs_a_name(client):
    submission, token = draft()

    def problems():
        return [(p.field, p.missing) for p in proposal_of(submission)[1] if p.part == "evidence"]

    assert problems() == [("sources", True)]
    row = kept(submission)
    assert problems() == []
    save(client, submission, token, {f"publish-{row.pk}": "on"})
    assert problems() == [(f"credit-{row.pk}", True)]


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "//evil",
        "https://good.example@evil.example/",
        "https://a.example/" + "x" * 10_000,
        "not a link",
        "http://",
    ],
)
def test_only_addresses_of_the_web_are_links(client, line):
    submission, token = draft()

    answer = save(client, submission, token, {"links": f"https://a.example/\n{line}", "go": "on"})

    assert answer.status_code == 422
    assert "Line 2" in answer.content.decode()
    assert proposal_of(submission)[0]["evidence"]["links"] == []


def test_fifty_links_are_enough(client):
    submission, token = draft()
    links = "\n".join(f"https://a.example/{number}" for number in range(51))

    answer = save(client, submission, token, {"links": links, "go": "on"})

    assert "at most 50 links" in answer.content.decode()


def test_of_a_picture_that_tells_its_place_its_author_is_told(client):
    submission, token = draft()
    kept(submission, "a.jpg", located_picture())

    assert "holds where it was taken" in client.get(page(token)).content.decode()


def test_a_part_with_ten_files_asks_no_more_of_the_database(client, django_assert_max_num_queries):
    submission, token = draft()
    for _ in range(10):
        kept(submission)
    client.get(page(token))

    with django_assert_max_num_queries(14):
        answer = client.get(page(token))

    assert "room for no more files" in answer.content.decode()


# --- Read again, and taken back ---------------------------------------------------------------------------------------
def test_a_file_is_given_away_and_never_shown(client):
    submission, token = draft()
    row = kept(submission, '"; x=.html\u202e.pdf')

    answer = client.get(f"/submissions/{token}/files/{row.pk}")

    assert b"".join(answer.streaming_content) == PAPER
    headers = answer.headers
    assert headers["Content-Disposition"] == f'attachment; filename="{submission.reference}-{row.pk}.pdf"'
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Content-Length"] == str(len(PAPER))


def test_files_of_others_are_the_same_404_as_those_that_are_not_there(client, folder):
    submission, token = draft()
    other, _token = draft()
    theirs, mine = kept(other), kept(submission)
    gone = kept(submission)
    (folder / gone.stored_as).unlink()

    answers = [
        client.get(f"/submissions/{token}/files/{pk}")
        for pk in (theirs.pk, theirs.pk + 100, 10**30, 0, gone.pk)
    ]
    answers += [client.post(f"/submissions/{token}/files/{pk}/remove") for pk in (theirs.pk, 10**30)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    answer = client.get(f"/submissions/{token}/files/{mine.pk}")
    list(answer)
    assert answer.status_code == 200
    assert client.get(f"/submissions/{token[:-1]}/files/{mine.pk}").status_code == 404
    assert Attachment.objects.filter(pk=theirs.pk).exists()


def test_a_file_is_taken_back_by_a_button_and_by_nothing_that_only_looks(client):
    submission, token = draft()
    first, second = kept(submission), kept(submission)

    assert client.get(f"/submissions/{token}/files/{first.pk}/remove").status_code == 405
    body = {"sources": "a", "go": f"take-back-{first.pk}"}
    assert save(client, submission, token, body).headers["Location"] == f"{page(token)}#files"
    assert typed(submission) == {"sources": ["a"]}
    answer = client.post(
        f"/submissions/{token}/files/{second.pk}/remove", headers={"Accept": "application/json"}
    )

    assert answer.json() == {"taken_back": second.pk}
    assert not submission.attachments.exists()


def test_what_was_taken_back_from_what_was_sent_is_staffs_alone(client, secretariat):
    submission, token = sent()
    row = kept(submission)
    client.post(f"/submissions/{token}/files/{row.pk}/remove")

    assert client.get(f"/submissions/{token}/files/{row.pk}").status_code == 404
    assert "paper.pdf" not in client.get(page(token)).content.decode()
    answer = client.get(f"/admin/submission-files/{row.pk}")
    list(answer)
    assert answer.status_code == 200


# --- Staff ------------------------------------------------------------------------------------------------------------
def reader(*rights):
    user = staff("reader", superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


@pytest.mark.parametrize(
    ("rights", "status", "of_sensitive"),
    [
        ((), 403, 403),
        (("view_submission",), 200, 403),
        (("view_exact_location",), 403, 403),
        (("view_submission", "view_exact_location"), 200, 200),
    ],
)
@pytest.mark.parametrize("why", ["the site", "its author"])
def test_staff_open_files_as_far_as_they_may(client, rights, status, of_sensitive, why, caplog):
    client.force_login(reader(*rights))
    plain, hidden = kept(sent()[0]), kept(sensitive_submission(why))

    answers = [client.get(f"/admin/submission-files/{row.pk}") for row in (plain, hidden)]
    for answer in answers:
        list(answer)

    assert [answer.status_code for answer in answers] == [status, of_sensitive]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code == 200:
            assert answer.headers["Content-Disposition"].startswith("attachment")
    opened = [record for record in caplog.records if record.message == "sensitive file opened"]
    assert [record.submission for record in opened] == [hidden.submission.reference] * (of_sensitive == 200)


def sensitive_submission(why):
    if why == "the site":
        of = site("ECU15", sensitivity=2)
        submission, _token = draft(site=of)
    else:
        submission, _token = sent(proposal={"endangers": {"answer": "unsure", "why": ""}})
    return submission


def test_others_are_asked_to_log_in(client):
    row = kept(sent()[0])

    assert client.get(f"/admin/submission-files/{row.pk}").status_code == 302
    client.force_login(staff("visitor", superuser=False))
    assert client.get("/admin/submission-files/999").status_code == 403


def test_no_log_tells_a_link_or_a_name(client, caplog):
    submission, token = draft()
    with caplog.at_level("INFO"):
        send(client, token, "secret name.pdf")
        list(client.get(f"/submissions/{token}/files/{submission.attachments.get().pk}"))

    told = json.dumps(
        [record.__dict__ for record in caplog.records], default=lambda value: type(value).__name__
    )
    assert token not in told
    assert "secret name" not in told


# --- A disk that is full ----------------------------------------------------------------------------------------------
@pytest.fixture
def small_disk(settings, tmp_path, monkeypatch):
    """Private storage on a disk of four megabytes, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True)
    if made.returncode:
        pytest.skip("a disk can be made by root alone")
    monkeypatch.setattr(vault, "RESERVE", 0)
    settings.PRIVATE_FILES = disk / "private"
    settings.FILE_UPLOAD_TEMP_DIR = settings.PRIVATE_FILES / vault.ARRIVING
    vault.prepare(settings.PRIVATE_FILES)
    yield settings.PRIVATE_FILES
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_on_a_full_disk_what_was_acknowledged_is_there_and_the_rest_is_refused_with_its_text(
    client, small_disk
):
    submission, token = draft()
    content = pdf(bytes(900_000))
    statuses = [send(client, token, f"{number}.pdf", content).status_code for number in range(8)]
    large = {"sources": "Curio 1964", "file": upload(content=pdf(bytes(3_000_000)))}
    refused = save(client, submission, token, large)

    assert set(statuses) == {201, 503}
    assert submission.attachments.count() == statuses.count(201)
    for row in submission.attachments.all():
        with vault.opened(row.stored_as) as file:
            assert file.read() == content
    named = {row.stored_as for row in submission.attachments.all()}
    assert {path.name for path in small_disk.iterdir() if path.is_file()} == named
    assert list((small_disk / vault.ARRIVING).iterdir()) == []
    assert refused.status_code == 503
    assert typed(submission) == {"sources": ["Curio 1964"]}
    assert client.get(page(token)).status_code == 200

    files.take_back(submission.attachments.first())
    vault.remove(next(iter(named - {row.stored_as for row in submission.attachments.all()})))
    assert send(client, token, "again.pdf", content).status_code == 201


# --- In every language ------------------------------------------------------------------------------------------------
def test_every_sentence_is_translated(client, settings):
    submission, token = draft()
    kept(submission, "a.jpg", located_picture())
    body = {
        "links": "x",
        "go": "on",
        "file": [upload("run.exe", b"MZ"), upload("b.docx", b"MZ"), upload("c.pdf", b"")],
    }
    with pseudo_language():
        wrong = save(client, submission, token, body)
        settings.LARGEST_BODY = 1000
        large = save(client, submission, token, {"file": upload(content=bytes(2000))})
        nowhere = client.post("/submit/", {"file": upload(content=bytes(2000))})

    assert [answer.status_code for answer in (wrong, large, nowhere)] == [400, 413, 413]
    for answer in (wrong, large, nowhere):
        said = [text for text in untranslated(answer.content.decode()) if not DATA.fullmatch(text)]
        assert said == []
