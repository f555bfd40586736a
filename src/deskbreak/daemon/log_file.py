"""The log: one file of our own lines, kept small."""

import errno
import logging
import os
import sys
from pathlib import Path
from typing import BinaryIO

from deskbreak.daemon.log_writer import LogWriter
from deskbreak.files.appending import opened_at_end
from deskbreak.paths import private_dir

LIMIT_BYTES = 1 << 20
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class SmallFile:
    """A file that becomes ``….1`` when it is over ``limit_bytes``; the ``….1`` before is given up.

    The library's own rotating handler brings pickle along, for the whole day. Raises :class:`OSError`,
    also where something else than a file is in the log's place.
    """

    def __init__(self, path: Path, limit_bytes: int) -> None:
        private_dir(path.parent)
        self._path = path
        self._limit_bytes = limit_bytes
        self._file: BinaryIO | None = opened_at_end(path)
        self._torn = False
        """Whether the disk has taken only the beginning of a line."""
        self._make_room()

    def write(self, line: str) -> None:
        """Raises :class:`OSError`; the line is then lost."""
        if self._file is None:
            self._file = opened_at_end(self._path)
        data = line.encode(errors="backslashreplace")
        if self._torn:
            data = b"\n" + data
        # Past the buffer, which would keep what was refused and try it again with each line after it.
        taken = os.write(self._file.fileno(), data)
        self._torn = taken < len(data)
        if self._torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self._path))
        self._make_room()

    def _make_room(self) -> None:
        # A window's process may write to the same file, so what counts is its size, not our own share.
        if self._file is None or os.fstat(self._file.fileno()).st_size <= self._limit_bytes:
            return
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}.1"))
        except OSError:
            # A long log is better than none; it is tried again when that has doubled.
            self._limit_bytes *= 2
        else:
            self.close()

    def close(self) -> None:
        """Written to again, it is opened again."""
        if self._file is not None:
            self._file.close()
            self._file = None


def begin_logging(path: Path, *, verbose: bool, limit_bytes: int = LIMIT_BYTES) -> None:
    """Log into ``path``, and with ``verbose`` more, and to standard error too.

    Where the file cannot be written, standard error takes its place.
    """
    handlers: list[logging.Handler] = []
    try:
        file = SmallFile(path, limit_bytes)
        handlers.append(LogWriter("file", file.write, file.close))
    except OSError as error:
        sys.stderr.write(f"deskbreak: the log cannot be written, it goes here: {error}\n")
    if verbose or not handlers:
        handlers.append(LogWriter("terminal", sys.stderr.write))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, format=FORMAT, handlers=handlers)
