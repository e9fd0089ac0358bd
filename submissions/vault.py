"""Private storage: one folder outside of everything that is served, whose files have names by chance and open to their owner only.

The folder is made when the registry starts and never later: where it is missing, a link, or not writable, nothing is kept and `Unusable` is
raised, so that a disk that was not mounted is noticed. No link in it is ever followed."""

import errno
import fcntl
import hashlib
import os
import secrets
import stat
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.conf import settings

ARRIVING = "arriving"  # holds files while they are on their way in, under names of Django's
ABANDONED_S = 3600
RESERVE = 100 << 20  # bytes of the disk that files leave free, so that the database can go on


class Unusable(OSError):
    """The folder cannot be written to, or a file in it is not what was put there."""


def prepare(folder):
    """Makes the folder with what it needs; one that is there is left as it is."""
    Path(folder).mkdir(mode=0o700, exist_ok=True)
    (Path(folder) / ARRIVING).mkdir(mode=0o700, exist_ok=True)


def put(chunks):
    """(the name of a new file with these bytes, their SHA-256 in hexadecimal), once they are safe on the disk. Raises Unusable."""
    name, digest = secrets.token_hex(16), hashlib.sha256()
    with _folder() as folder:
        _check_reserve(folder)
        made = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
        try:
            with os.fdopen(made, "wb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(made)
            os.fsync(folder)
        except BaseException:
            _unlink(name, folder)
            raise
    return name, digest.hexdigest()


def opened(name):
    """The file of this name, to be read. Raises Unusable."""
    return _open(name)


def _open(name, inside=""):
    with _folder(inside) as folder:
        file = os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise Unusable(f"{name} is no file")
    return file


def holds(name):
    """Whether there is a file of this name that can be read."""
    try:
        opened(name).close()
    except Unusable:
        return False
    return True


def remove(name):
    """Takes a file out for good; one that is not there is no error. Raises Unusable."""
    with _folder() as folder:
        _unlink(name, folder)


def older_than(age_s):
    """Names of the files that were put in at least so long ago. Raises Unusable."""
    with _folder() as folder:
        return [name for name in os.listdir(folder) if name != ARRIVING and _is_older(name, folder, age_s)]


def append(name, offset, chunks):
    """Adds to a file that arrives in pieces, where it is `offset` bytes long; its length then, or as it is. Raises Unusable."""
    with _folder(ARRIVING) as folder:
        _check_reserve(folder)
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600, dir_fd=folder)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            fcntl.flock(
                file, fcntl.LOCK_EX
            )  # the request before may not have noticed yet that its line dropped
            if os.fstat(descriptor).st_size == offset:
                try:
                    for chunk in chunks:
                        _write(file, chunk)
                except BaseException:
                    os.ftruncate(descriptor, offset)
                    raise
            return os.fstat(descriptor).st_size


def _write(file, content):
    """All of it, to a file that may take less at a time."""
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def unfinished(prefix):
    """Names, with this beginning, of the files that arrive in pieces, the one that has waited longest first. Raises Unusable."""
    with _folder(ARRIVING) as folder:
        names = [name for name in os.listdir(folder) if name.startswith(prefix)]
        return sorted(names, key=lambda name: os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime)


def arrived(name):
    """A file whose pieces have all come, to be read. Raises Unusable."""
    return _open(name, ARRIVING)


def forget(name):
    """Removes what came of a file in pieces. Raises Unusable."""
    with _folder(ARRIVING) as folder:
        _unlink(name, folder)


def clear_arriving():
    """Removes what was on its way in and has not grown for an hour; how many. Raises Unusable."""
    with _folder(ARRIVING) as folder:
        abandoned = [name for name in os.listdir(folder) if _is_older(name, folder, ABANDONED_S)]
        for name in abandoned:
            _unlink(name, folder)
    return len(abandoned)


def is_usable():
    """Whether files can be put in, for whoever watches over the registry."""
    try:
        for inside in ("", ARRIVING):
            with _folder(inside) as folder:
                if not os.access(".", os.W_OK | os.X_OK, dir_fd=folder):
                    return False
    except Unusable:
        return False
    return True


@contextmanager
def _folder(inside=""):
    """A descriptor of the folder, or of the one `inside`. Errors of the system within the block come out as Unusable."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    try:
        with ExitStack() as descriptors:
            folder = None
            for name in filter(None, (settings.PRIVATE_FILES, inside)):
                folder = os.open(name, flags, dir_fd=folder)
                descriptors.callback(os.close, folder)
            yield folder
    except OSError as error:
        raise Unusable(*error.args) from error


def _check_reserve(folder):
    disk = os.fstatvfs(folder)
    if disk.f_bavail * disk.f_frsize < RESERVE:
        raise Unusable(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _unlink(name, folder):
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)


def _is_older(name, folder, age_s):
    """Whether a file was last written so long ago; one that has gone is not."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return not stat.S_ISDIR(found.st_mode) and time.time() - found.st_mtime >= age_s
