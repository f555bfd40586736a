"""One daemon a person: a lock that the system itself lets go when its holder dies."""

import logging
import os
import sys
from pathlib import Path

from deskbreak.files.aside import set_aside
from deskbreak.paths import private_dir


log = logging.getLogger(__name__)


class AlreadyRunning(Exception):
    """Another process holds the lock."""


class InstanceLock:
    """Held from the start to the end of a daemon.

    What can be no lock, such as a directory, is set aside: nobody can be holding it.
    Raises :class:`AlreadyRunning`, and :class:`OSError` where the lock cannot be had for another reason:
    a directory that cannot be written, a file system without locks.
    """

    def __init__(self, path: Path) -> None:
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
            os.close(self._descriptor)
            raise AlreadyRunning from error
        except OSError:
            os.close(self._descriptor)
            raise

    def release(self) -> None:
        os.close(self._descriptor)


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
