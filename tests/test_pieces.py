"""A file in pieces: none is lost, doubled or out of place, and what was begun and not finished goes."""

import threading
import uuid

import pytest
from contributions import draft, sent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from documents import pdf, picture

from submissions import drafts, files, pieces, review, vault
from submissions.models import Attachment

WHOLE = pdf(bytes(range(256)) * 1000)
SIZE = 50_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "private"
    settings.FILE_UPLOAD_TEMP_DIR = settings.PRIVATE_FILES / vault.ARRIVING
    vault.prepare(settings.PRIVATE_FILES)
    return settings.PRIVATE_FILES


def take(
    submission, offset, *, key, content=WHOLE, name="paper.pdf", size=SIZE, total=None, purpose="evidence"
):
    piece = SimpleUploadedFile(name, content[offset : offset + size])
    total = len(content) if total is None else total
    place = pieces.Place(key=key, name=name, offset=offset, total=total)
    return pieces.take(submission, piece, place, purpose=purpose)


def arriving(folder):
    return [path.name for path in (folder / vault.ARRIVING).iterdir()]


def content_of(row):
    with vault.opened(row.stored_as) as file:
        return file.read()


@pytest.mark.django_db
def test_pieces_make_the_file_and_nothing_else_is_left(folder):
    submission, _token = draft()
    key = str(uuid.uuid4())

    told = [take(submission, offset, key=key) for offset in range(0, len(WHOLE), SIZE)]

    assert told[:-1] == list(range(SIZE, len(WHOLE), SIZE))
    assert content_of(told[-1]) == WHOLE
    assert told[-1].name == "paper.pdf"
    assert arriving(folder) == []


@pytest.mark.django_db
def test_a_piece_that_does_not_continue_says_where_the_file_stands():
    submission, _token = draft()
    key = str(uuid.uuid4())

    def gap(offset):
        with pytest.raises(pieces.Gap) as raised:
            take(submission, offset, key=key)
        return raised.value.here

    assert gap(SIZE) == 0
    assert take(submission, 0, key=key) == SIZE
    assert take(submission, 0, key=key) == SIZE
    assert gap(3 * SIZE) == SIZE
    assert take(submission, SIZE, key=key) == 2 * SIZE


@pytest.mark.django_db
def test_the_last_piece_sent_again_is_the_same_file(folder):
    submission, _token = draft()
    key = str(uuid.uuid4())
    kept = take(submission, 0, key=key, size=len(WHOLE))

    assert take(submission, 0, key=key, size=len(WHOLE)) == kept
    assert Attachment.objects.count() == 1
    assert arriving(folder) == []


@pytest.mark.django_db
def test_what_cannot_be_kept_is_told_with_its_first_piece(folder):
    submission, token = draft()

    for told in (
        {"name": "run.exe"},
        {"total": files.MOST_BYTES + 1},
        {"total": 20 * 2**20 + 1, "purpose": "boundary"},
        {"total": 10},
    ):
        with pytest.raises(files.Refused):
            take(submission, 0, key="a", **told)
    assert arriving(folder) == []


@pytest.mark.django_db
def test_a_file_whose_content_is_wrong_is_refused_at_the_end_and_goes(folder):
    submission, _token = draft()
    content = b"MZ" + bytes(SIZE)
    take(submission, 0, key="a", content=content)

    with pytest.raises(files.Refused):
        take(submission, SIZE, key="a", content=content)

    assert arriving(folder) == []
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_who_begins_more_than_five_files_loses_the_one_that_waited_longest(folder):
    submission, _token = draft()
    other, _token = draft()
    take(other, 0, key="theirs")
    for number in range(7):
        take(submission, 0, key=str(number))

    assert len(arriving(folder)) == 6
    assert take(submission, SIZE, key="6") == 2 * SIZE
    with pytest.raises(pieces.Gap):
        take(submission, SIZE, key="0")
    assert take(other, SIZE, key="theirs") == 2 * SIZE


@pytest.mark.django_db
def test_the_same_key_of_two_submissions_is_two_files():
    one, other = draft()[0], draft()[0]
    take(one, 0, key="a")

    assert take(other, 0, key="a") == SIZE


@pytest.mark.django_db
def test_a_submission_that_has_ended_takes_no_piece(folder):
    submission, _token = sent()
    ended = review.withdraw(submission)

    with pytest.raises(drafts.Closed):
        take(ended, 0, key="a")
    assert arriving(folder) == []


@pytest.mark.django_db
def test_a_disk_that_fills_up_halfway_through_a_piece_leaves_what_was_there(folder, monkeypatch):
    submission, _token = draft()
    take(submission, 0, key="a")
    piece = SimpleUploadedFile("paper.pdf", b"")
    piece.size = SIZE

    def breaking(size):
        yield b"half"
        raise OSError("no room")

    piece.chunks = breaking
    with pytest.raises(vault.Unusable):
        pieces.take(submission, piece, pieces.Place("a", "paper.pdf", SIZE, len(WHOLE)), purpose="evidence")

    assert take(submission, SIZE, key="a") == 2 * SIZE


@pytest.mark.django_db(transaction=True)
def test_one_piece_sent_four_times_at_once_counts_once():
    submission, _token = draft()
    results, gate = [], threading.Barrier(4)

    def run():
        gate.wait()
        results.append(take(submission, 0, key="a"))
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert results == [SIZE] * 4
    assert take(submission, SIZE, key="a") == 2 * SIZE


@pytest.mark.django_db
def test_over_the_page_a_file_comes_in_pieces(client):
    submission, token = draft()
    content, key = picture("PNG"), str(uuid.uuid4())

    def send(offset, size, changed=()):
        piece = SimpleUploadedFile("a.png", content[offset : offset + size])
        body = {"key": key, "name": "a nest.png", "total": len(content), "offset": offset, "file": piece}
        answer = client.post(
            f"/submissions/{token}/files", body | dict(changed), headers={"Accept": "application/json"}
        )
        return answer.status_code, answer.json()

    assert send(0, 60) == (202, {"offset": 60})
    assert send(0, 60) == (202, {"offset": 60})
    assert send(61, 60) == (409, {"offset": 60})
    status, told = send(60, len(content))
    assert (status, told["has_room"]) == (201, True)
    assert submission.attachments.get().name == "a nest.png"
    assert submission.attachments.get().purpose == "photo"
    for strange in ("-1", "1e3", "\u0661", "9" * 30, "x"):
        assert send(0, len(content), {"key": strange, "offset": strange})[0] == 201
