"""A file that comes in pieces, one request each: a line that drops costs one of them, and not all that came before.

Pieces wait among what arrives; those of a file that does not grow for an hour are cleared away with it."""

from dataclasses import dataclass

from django.core.files.base import File

from . import drafts, files, vault

MOST_UNFINISHED = 5  # files of one submission; of more, the one that waits longest goes


class Gap(Exception):
    """This piece does not continue what is here, which is `here` bytes long."""

    def __init__(self, here):
        super().__init__(f"{here} bytes are here")
        self.here = here


@dataclass(frozen=True)
class Place:
    """Where a piece belongs: to the file of this `key` and `name`, `total` bytes long, from its byte `offset` on."""

    key: str
    name: str
    offset: int
    total: int


def take(submission, piece, place, *, purpose):
    """Adds a piece (an UploadedFile) at its Place. The number of bytes that are here, or once all are, the Attachment. Raises Gap,
    files.Refused, drafts.Closed, vault.Unusable."""
    if kept := files.found(submission, place.key):
        return kept
    if not submission.is_open_to_its_author:
        raise drafts.Closed(submission)
    end = place.offset + piece.size
    row = files.expected(submission, place.name, place.total, purpose=purpose, key=place.key)
    if end > place.total:
        raise files.Refused(files.broken(row.name))
    part = f"{submission.pk}-{row.key.hex}"
    unfinished = [name for name in vault.unfinished(f"{submission.pk}-") if name != part]
    for name in unfinished[: max(len(unfinished) + 1 - MOST_UNFINISHED, 0)]:
        vault.forget(name)
    here = vault.append(part, place.offset, piece.chunks(files.CHUNK))
    if here != end:
        raise Gap(here)
    return here if here < place.total else _whole(submission, part, place, purpose)


def _whole(submission, part, place, purpose):
    """Keeps the file that its pieces make. They go then, or where it can never be kept."""
    with vault.arrived(part) as content:
        try:
            kept = files.keep(submission, File(content, place.name), purpose=purpose, key=place.key)
        except (files.Refused, drafts.Closed):
            vault.forget(part)
            raise
    vault.forget(part)
    return kept
