"""The files that people send, as they are kept: on the disk before their row, once however often they are sent, and never anything else."""

import hashlib
import os
import signal
import stat
import threading
import time
import uuid

import pytest
from contributions import draft, sent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from documents import docx, located_picture, pdf, picture

from submissions import drafts, file_kinds, files, review, vault
from submissions.models import Attachment

Purpose = Attachment.Purpose
PAPER = pdf(b"Curio and Kramer 1964")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    vault.prepare(settings.PRIVATE_FILES)
    return settings.PRIVATE_FILES


def upload(name="paper.pdf", content=PAPER):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def keep(submission, name="paper.pdf", content=PAPER, *, purpose=Purpose.EVIDENCE, key=None):
    return files.keep(submission, upload(name, content), purpose=purpose, key=key or uuid.uuid4())


def content_of(row):
    with vault.opened(row.stored_as) as file:
        return file.read()


def stored(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def refusal(submission, *arguments, **options):
    with pytest.raises(files.Refused) as refused:
        keep(submission, *arguments, **options)
    return " ".join(refused.value.sentences)


def aged(path, *, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


@pytest.mark.django_db
def test_a_file_is_kept_byte_for_byte_under_a_name_by_chance(folder):
    submission, _token = draft()

    kept = keep(submission, "Curio & Kramer 1964.PDF")

    path = folder / kept.stored_as
    assert path.read_bytes() == PAPER
    assert kept.sha256 == hashlib.sha256(PAPER).hexdigest()
    assert (kept.name, kept.size, kept.media_type) == (
        "Curio & Kramer 1964.pdf",
        len(PAPER),
        "application/pdf",
    )
    assert "Curio" not in kept.stored_as
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert content_of(kept) == PAPER


@pytest.mark.django_db
def test_a_file_that_is_sent_again_is_the_same_and_never_that_of_someone_else(folder):
    submission, _token = draft()
    other, _token = draft()
    key = uuid.uuid4()

    first = keep(submission, key=key)

    assert keep(submission, "other.txt", b"text", key=key) == first
    assert len(stored(folder)) == 1
    theirs = keep(other, "other.txt", b"text", key=key)
    assert theirs != first
    assert theirs.submission == other


@pytest.mark.django_db
def test_the_same_file_sent_by_two_people_is_kept_twice_with_one_fingerprint(folder):
    kept = [keep(draft()[0]) for _ in range(2)]

    assert len({row.sha256 for row in kept}) == 1
    assert len(stored(folder)) == 2


@pytest.mark.django_db
def test_what_a_reader_should_know_is_noted(folder):
    submission, _token = draft()

    assert keep(submission, "a.pdf", pdf(b"/S /Launch")).warnings == ["launch"]
    photo = keep(submission, "a.jpg", located_picture())
    assert (photo.purpose, photo.warnings) == ("photo", ["place"])
    assert b"Ana" in content_of(photo)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("run.exe", b"MZ", "none of these kinds: PDF, JPEG"),
        ("page.html", b"<p>", "Save it as one of these"),
        ("paper.pdf", b"MZ\x00", "not what its name says"),
        ("paper.pdf", b"", "is empty"),
        ("paper.docx", docx({"word/vbaProject.bin": "x"}), "holds macros"),
        ("paper.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "without a password"),
        ("photo.png", picture("PNG")[:30], "damaged"),
    ],
)
@pytest.mark.django_db
def test_what_is_refused_leaves_nothing_and_is_named(folder, name, content, says):
    submission, _token = draft()

    sentence = refusal(submission, name, content)

    assert says in sentence
    assert f"“{name}”" in sentence
    assert stored(folder) == []
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(("over", "fits"), [(0, True), (1, False)])
@pytest.mark.django_db
def test_a_file_has_at_most_25_mb(folder, over, fits):
    submission, _token = draft()
    content = pdf(bytes(files.MOST_BYTES + over - len(pdf())))

    if fits:
        assert keep(submission, content=content).size == 25 * 1024 * 1024
    else:
        assert "has 25.1 MB, and a file may have 25 MB" in refusal(submission, content=content)
        assert stored(folder) == []


@pytest.mark.django_db
def test_a_boundary_file_is_kept_whatever_it_is_up_to_20_mb():
    submission, _token = draft()

    kept = keep(submission, "Site.SHP.zip", b"no archive", purpose=Purpose.BOUNDARY)

    assert kept.media_type == "application/octet-stream"
    assert "20 MB" in refusal(submission, "a.zip", bytes(20 * 2**20 + 1), purpose=Purpose.BOUNDARY)
    assert "is empty" in refusal(submission, "a.pdf", b"", purpose=Purpose.BOUNDARY)


@pytest.mark.django_db
def test_a_marked_up_print_is_a_picture_or_a_pdf():
    submission, _token = draft()

    assert keep(submission, purpose=Purpose.MARKUP).purpose == "markup"
    assert keep(submission, "a.png", picture("PNG"), purpose=Purpose.MARKUP).purpose == "markup"
    assert "is no picture" in refusal(submission, "a.csv", b"a,b", purpose=Purpose.MARKUP)


@pytest.mark.django_db
def test_ten_files_and_no_more_until_one_is_taken_back(folder):
    submission, _token = draft()
    kept = [keep(submission) for _ in range(10)]

    assert "there are 10 files already" in refusal(submission)
    assert keep(submission, "a.kml", b"x", purpose=Purpose.BOUNDARY)
    files.take_back(kept[0])
    assert keep(submission)


@pytest.mark.django_db
def test_taking_back_from_what_was_sent_cannot_fill_the_disk():
    submission, _token = sent()
    for _ in range(files.MOST_EVER):
        files.take_back(keep(submission))

    assert "was not kept" in refusal(submission)


@pytest.mark.django_db(transaction=True)
def test_a_draft_gives_a_file_up_and_what_was_sent_keeps_it(folder):
    begun, _token = draft()
    files.take_back(keep(begun))
    assert stored(folder) == []
    assert not Attachment.objects.exists()

    submission, _token = sent()
    row = keep(submission)
    files.take_back(row)
    files.take_back(row)
    assert list(files.of(submission)) == []
    assert stored(folder) == [row.stored_as]


@pytest.mark.django_db
def test_a_submission_that_has_ended_takes_no_file(folder):
    submission, _token = sent()
    row = keep(submission)
    review.withdraw(submission)

    with pytest.raises(drafts.Closed):
        keep(submission)
    with pytest.raises(drafts.Closed):
        files.take_back(row)
    assert stored(folder) == [row.stored_as]


@pytest.mark.parametrize(
    ("sent_as", "kept_as"),
    [
        ("Año 2024.Pdf", "Año 2024.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ("  map \t 1.pdf", "map 1.pdf"),
        ("a\x00b.pdf", "file.pdf"),
        ("\u3164.pdf", "\u3164.pdf"),
        (f"{'a' * 250}.pdf", f"{'a' * 196}.pdf"),
    ],
)
def test_a_name_is_kept_as_text_that_can_be_shown(sent_as, kept_as):
    assert files.name_of(sent_as) == kept_as


# --- Storage that fails -----------------------------------------------------------------------------------------------
def missing(folder):
    (folder / vault.ARRIVING).rmdir()
    folder.rmdir()


def a_link(folder):
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def a_file(folder):
    missing(folder)
    folder.write_text("")


def read_only(folder):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder.chmod(0o500)


FAULTS = pytest.mark.parametrize("fault", [missing, a_link, a_file, read_only])


@FAULTS
@pytest.mark.django_db
def test_where_the_folder_cannot_be_used_nothing_is_kept_and_the_registry_is_not_ready(client, folder, fault):
    submission, _token = draft()
    assert "files" not in client.get("/readyz").json()["failed"]
    fault(folder)

    with pytest.raises(vault.Unusable):
        keep(submission)

    assert not Attachment.objects.exists()
    assert "files" in client.get("/readyz").json()["failed"]
    assert [path for path in folder.parent.glob("elsewhere/*") if path.is_file()] == []


@pytest.mark.django_db
def test_an_empty_folder_in_place_of_the_right_one_is_noticed(client, folder, settings):
    keep(draft()[0])
    settings.PRIVATE_FILES = folder.with_name("another")
    vault.prepare(settings.PRIVATE_FILES)

    assert "files" in client.get("/readyz").json()["failed"]


@pytest.mark.django_db
def test_a_full_disk_refuses_files_while_the_database_has_room(folder, monkeypatch):
    monkeypatch.setattr(vault, "RESERVE", 2**60)

    with pytest.raises(vault.Unusable):
        keep(draft()[0])
    assert stored(folder) == []


@pytest.mark.django_db
def test_a_link_in_place_of_a_file_is_never_followed(folder):
    row = keep(draft()[0])
    secret = folder.parent / "secret"
    secret.write_text("secret")
    (folder / row.stored_as).unlink()
    (folder / row.stored_as).symlink_to(secret)

    with pytest.raises(vault.Unusable):
        vault.opened(row.stored_as)
    vault.remove(row.stored_as)
    assert secret.read_text() == "secret"


def test_what_is_no_file_is_not_opened(folder):
    os.mkfifo(folder / "pipe")

    assert not vault.holds("pipe")
    assert not vault.holds(vault.ARRIVING)
    assert not vault.holds("nothing")


def test_what_breaks_while_it_is_written_leaves_nothing(folder):
    def breaking():
        yield b"first"
        raise OSError("the other end is gone")

    with pytest.raises(vault.Unusable):
        vault.put(breaking())
    assert stored(folder) == []


# --- Sweeping ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_what_no_row_names_goes_after_a_day_and_what_one_names_stays(folder):
    row = keep(draft()[0])
    orphan, young = vault.put([b"orphan"])[0], vault.put([b"young"])[0]
    for name, hours in ((row.stored_as, 500), (orphan, 24), (young, 23)):
        aged(folder / name, seconds=hours * 3600)
    half, growing = folder / vault.ARRIVING / "half", folder / vault.ARRIVING / "growing"
    half.write_text("x")
    growing.write_text("x")
    aged(half, seconds=3600)
    aged(growing, seconds=3500)

    assert files.sweep() == 2

    assert stored(folder) == sorted([row.stored_as, young])
    assert not half.exists()
    assert growing.exists()


@pytest.mark.django_db
def test_the_files_of_a_draft_that_was_deleted_are_swept(folder):
    submission, _token = draft()
    row = keep(submission)
    submission.delete()
    aged(folder / row.stored_as, seconds=90_000)

    assert files.sweep() == 1
    assert stored(folder) == []


# --- Two at once, and the end of the process --------------------------------------------------------------------------
def at_once(works):
    results, gate = [], threading.Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            results.append(work())
        except files.Refused as refused:
            results.append(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_five_times_at_once_is_kept_once(folder):
    submission, _token = draft()
    key = uuid.uuid4()

    kept = at_once([lambda: keep(submission, key=key)] * 5)

    assert len(kept) == 5
    assert len({row.pk for row in kept}) == 1
    assert stored(folder) == [kept[0].stored_as]


@pytest.mark.django_db(transaction=True)
def test_of_twelve_files_sent_at_once_ten_are_kept(folder):
    submission, _token = draft()

    results = at_once([lambda: keep(submission)] * 12)

    assert sum(isinstance(result, Attachment) for result in results) == 10
    assert len(stored(folder)) == 10


def before_the_row():
    files._record = lambda row: die()


def before_the_commit():
    save = Attachment.save
    Attachment.save = lambda row: (save(row), die())


def after_the_commit():
    record = files._record
    files._record = lambda row: (record(row), die())


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("moment", "rows"), [(before_the_row, 0), (before_the_commit, 0), (after_the_commit, 1)]
)
@pytest.mark.django_db(transaction=True)
def test_a_process_that_ends_in_the_middle_leaves_no_half_file_and_the_next_try_keeps_it(
    folder, moment, rows
):
    submission, _token = draft()
    key = uuid.uuid4()
    child = os.fork()
    if child == 0:
        inherited = connection.connection  # of the parent: neither used nor closed here
        connection.connection = None
        moment()
        keep(submission, key=key)
        os._exit(0 if inherited else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert Attachment.objects.count() == rows
    assert len(stored(folder)) == 1

    again = keep(submission, key=key)

    assert Attachment.objects.get() == again
    for name in stored(folder):
        aged(folder / name, seconds=90_000)
    files.sweep()
    assert stored(folder) == [again.stored_as]
    assert content_of(again) == PAPER
    assert file_kinds.suffix(again.name) == ".pdf"
