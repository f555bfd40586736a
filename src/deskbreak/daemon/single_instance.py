"""One daemon a person: a lock that the system itself lets go when its holder dies."""

import os
import sys
from pathlib import Path

from deskbreak.paths import private_dir


class AlreadyRunning(Exception):
    """Another process holds the lock."""


class InstanceLock:
    """Held from the start to the end of a daemon.

    Raises :class:`AlreadyRunning`, and :class:`OSError` where the lock cannot be had for another reason:
    a directory that cannot be written, a file system without locks.
    """

    def __init__(self, path: Path) -> None:
        private_dir(path.parent)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
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


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
