"""The files that people send: kept byte for byte in private storage, whatever becomes of the form they came with."""

from .models import Attachment


class Refused(ValueError):
    """This file cannot be kept; `sentences` say why and what would be right, for the person who chose it."""

    def __init__(self, *sentences):
        super().__init__(" ".join(map(str, sentences)))
        self.sentences = sentences


def keep(submission, upload, *, purpose, key) -> Attachment:
    """The Attachment of a file that was sent (a Django UploadedFile). `purpose`: an Attachment.Purpose; `key`: the UUID of its sending:
    sent again, it gives the same Attachment. On the disk before its row is in the database. Raises Refused."""
    raise NotImplementedError


def remove(attachment):
    """Takes a file back: its row at once, its bytes with it."""
    raise NotImplementedError
