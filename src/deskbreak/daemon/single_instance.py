"""One daemon a person: a lock that the system itself lets go when its holder dies."""

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from deskbreak.files.aside import set_aside
from deskbreak.paths import private_dir

log = logging.getLogger(__name__)


KEY_BYTES = 64
"""From the second byte on, because Windows lets nobody read the first, which is locked."""


class AlreadyRunning(Exception):
    """Another process holds the lock, on ``machine``; empty where it did not say."""

    def __init__(self, machine: str) -> None:
        super().__init__(machine)
        self.machine = machine


class InstanceLock:
    """Held from the start to the end of a daemon, by the machine of this name.

    What can be no lock, such as a directory, is set aside: nobody can be holding it.
    Raises :class:`AlreadyRunning`, and :class:`OSError` where the lock cannot be had for another reason:
    a directory that cannot be written, a file system without locks.
    """

    def __init__(self, path: Path, machine: str = "") -> None:
        private_dir(path.parent)
        try:
            self._descriptor = _opened(path)
        except OSError:
            if not (path.is_dir() or path.is_symlink()):
                raise
            aside = set_aside(path, f"{path.name}.in-the-way")
            log.warning("%s was in the way, and no file; it was set aside as %s", path, aside.name)
            self._descriptor = _opened(path)
        try:
            _lock(self._descriptor)
        except (BlockingIOError, PermissionError) as error:
            holder = _holder(self._descriptor)
            os.close(self._descriptor)
            raise AlreadyRunning(holder) from error
        except OSError:
            os.close(self._descriptor)
            raise
        _sign(self._descriptor, machine)

    def release(self) -> None:
        os.close(self._descriptor)


def _sign(descriptor: int, machine: str) -> None:
    # A full disk holds no lock up.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f" {machine}".encode()[:KEY_BYTES])


def _holder(descriptor: int) -> str:
    try:
        os.lseek(descriptor, 1, os.SEEK_SET)
        return os.read(descriptor, KEY_BYTES).decode("ascii", "replace")
    except OSError:
        return ""


def _opened(path: Path) -> int:
    # What a link leads to is not ours to write a name into.
    never_elsewhere = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    return os.open(path, os.O_RDWR | os.O_CREAT | never_elsewhere, 0o600)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
