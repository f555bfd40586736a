"""Tells at once when one file is written, replaced, created or deleted, and sleeps in between."""

import errno
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from inotify_simple import Event, INotify, flags  # type: ignore[import-untyped]

from deskbreak.desktop.portable.wakeup import Wakeup

BURST_S = 0.2
"""Saving a file takes several steps; they are told as one change."""
LINKS_AT_MOST = 40
FAREWELL_S = 2.0

_GONE = flags.DELETE_SELF | flags.MOVE_SELF | flags.ONLYDIR
_WHERE_IT_IS = (
    _GONE | flags.CLOSE_WRITE | flags.ATTRIB | flags.CREATE | flags.DELETE | flags.MOVED_FROM | flags.MOVED_TO
)
_WHERE_IT_MAY_COME = _GONE | flags.CREATE | flags.MOVED_TO
_ABOUT_THE_DIRECTORY = flags.DELETE_SELF | flags.MOVE_SELF | flags.IGNORED | flags.UNMOUNT

_Fingerprint = tuple[int, ...] | None
"""Enough of a file's status to tell that it was changed, even by a program that restores its times."""

_log = logging.getLogger(__name__)


class FileWatch:
    """Calls ``changed`` from a thread of its own whenever the file at ``path`` is not what it was.

    The file, and even its directory, may be missing and come later; a symbolic link is followed, and
    watched itself. Raises :class:`OSError` when the system has no watch to give.
    """

    def __init__(self, path: Path, changed: Callable[[], None]) -> None:
        self._path = path.absolute()
        self._changed = changed
        self._closed = False
        self._names: dict[int, set[str]] = {}
        self._inotify = INotify()
        try:
            self._watch_directories()
        except OSError:
            self._inotify.close()
            raise
        self._fingerprint = self._look()
        self._wakeup = Wakeup()
        self._thread = threading.Thread(target=self._run, name="file-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching; ``changed`` is not called any more. It may be called twice."""
        self._closed = True
        self._wakeup.ring()
        if threading.current_thread() is not self._thread:
            self._thread.join(FAREWELL_S)

    def _run(self) -> None:
        try:
            while not self._closed:
                self._wakeup.wait(None, (self._inotify,))
                if not self._closed and self._is_news():
                    self._settle()
        except OSError as error:
            _log.error("%s is watched no more, changes need a restart: %s", self._path, error)
        finally:
            self._inotify.close()
            self._wakeup.close()

    def _is_news(self) -> bool:
        return any(self._matters(event) for event in self._inotify.read(timeout=0))

    def _matters(self, event: Event) -> bool:
        if event.mask & flags.Q_OVERFLOW:
            return True
        # A watch that was just removed still says that it ended.
        names = self._names.get(event.wd)
        return names is not None and (bool(event.mask & _ABOUT_THE_DIRECTORY) or event.name in names)

    def _settle(self) -> None:
        # The bell rings here only when it is to be closed.
        self._wakeup.wait(BURST_S)
        self._inotify.read(timeout=0)
        self._watch_directories()
        fingerprint = self._look()
        if fingerprint != self._fingerprint and not self._closed:
            self._fingerprint = fingerprint
            self._changed()

    def _watch_directories(self) -> None:
        """Watch wherever a change can show, however directories come and go meanwhile."""
        names = None
        while names is None:
            names = self._watched(_directories(self._path))
        for watch in self._names.keys() - names.keys():
            # The kernel ends the watch of a directory that was deleted by itself.
            with suppress(OSError):
                self._inotify.rm_watch(watch)
        self._names = names

    def _watched(self, wanted: dict[Path, tuple[int, set[str]]]) -> dict[int, set[str]] | None:
        names: dict[int, set[str]] = {}
        for directory, (mask, names_there) in wanted.items():
            try:
                watch = self._inotify.add_watch(directory, mask)
            except OSError as error:
                if error.errno in {errno.ENOENT, errno.ENOTDIR}:
                    return None
                raise
            names.setdefault(watch, set()).update(names_there)
        return names if _directories(self._path) == wanted else None

    def _look(self) -> _Fingerprint:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _directories(path: Path) -> dict[Path, tuple[int, set[str]]]:
    """Which directories to watch for what, and which names in them matter."""
    directories: dict[Path, tuple[int, set[str]]] = {}
    for place in _links(path):
        directory, name = place.parent, place.name
        while not directory.is_dir():
            directory, name = directory.parent, directory.name
        mask = _WHERE_IT_IS if directory == place.parent else _WHERE_IT_MAY_COME
        known_mask, names = directories.get(directory, (0, set()))
        directories[directory] = (known_mask | mask, names | {name})
    return directories


def _links(path: Path) -> Iterator[Path]:
    """``path``, and what it leads to if it is a symbolic link."""
    for _each in range(LINKS_AT_MOST):
        yield path
        try:
            target = path.readlink()
        except OSError:
            return
        path = Path(os.path.normpath(path.parent.resolve() / target))
