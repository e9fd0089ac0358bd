"""What the process that reads a file of a stranger may do: little memory, little time, no network, no other process, nothing written.

Limits: reliability.md. To load shapely and pyproj takes about 180 MB of the address space and 0.2 s."""

import contextlib
import ctypes
import os
import resource
import signal
import sys
import sysconfig
from pathlib import Path

MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 5
OPEN_FILES = 32
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
# Flags of unshare(2); who may not make a network of its own may in a namespace of users
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000
FORBIDDEN = (
    *("socket.", "ftplib.", "urllib.", "http.client.", "smtplib."),
    *("subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.", "ctypes."),
    *("os.remove", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.chmod", "os.chown"),
    *("os.truncate", "shutil.", "tempfile."),
)
OWN = [
    *{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    Path(__file__).resolve().parent.parent,
]


class Forbidden(PermissionError):
    """Something that a reader of files never needs was tried."""


def confine(*, memory=MEMORY, cpu_seconds=CPU_SECONDS, parent=None):
    """Confines this process for good. `parent`: the id of the process with which it is to end. Call `forbid` when everything is loaded."""
    if sys.platform == "linux":
        _end_with(parent)
        _leave_the_network()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads would take from the address space
    os.environ["PROJ_NETWORK"] = "OFF"
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        if value is not None:
            with contextlib.suppress(
                ValueError, OSError
            ):  # where there is a lower one already, or, not on Linux, none of the kind
                resource.setrlimit(limit, (value, value))
    os.chdir("/")


def end_within(seconds):
    """From now on, so many seconds of computing, and twice as many by the clock, until this process ends."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)


def forbid():
    """From now on Python opens nothing but its own files, for reading, and makes neither connections nor processes."""
    own = tuple(f"{Path(folder).resolve()}{os.sep}" for folder in OWN)

    def watch(event, arguments):
        if event.startswith(FORBIDDEN) or event == "open" and not _is_allowed(arguments, own):
            raise Forbidden(event)

    sys.addaudithook(watch)


def _is_allowed(opened, folders):
    """Whether what is opened is open already, or a file in one of these folders that is only to be read."""
    path, mode, flags = opened
    if isinstance(path, int):
        return True
    writes = (
        flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else set(mode) & set("wax+")
    )
    return isinstance(path, str) and not writes and os.path.realpath(path).startswith(folders)


def _end_with(parent):
    """The kernel ends this process when the one that started it ends, which may have happened by now."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def _leave_the_network():
    """Where the kernel lets this process; else it is Python alone that makes no connections."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(NEW_NETWORK | NEW_USERS):
        libc.unshare(NEW_NETWORK)
