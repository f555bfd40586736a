"""The log: one file of our own lines, kept small."""

import io
import logging
import os
import sys
from pathlib import Path

from deskbreak.files.appending import opened_at_end
from deskbreak.paths import private_dir

LIMIT_BYTES = 1 << 20
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class SmallFileHandler(logging.FileHandler):
    """A file that becomes ``….1`` when it is over ``limit_bytes``; the ``….1`` before is given up.

    The library's own rotating handler brings pickle along, for the whole day. Raises :class:`OSError`,
    also where something else than a file is in the log's place.
    """

    def __init__(self, path: Path, limit_bytes: int) -> None:
        private_dir(path.parent)
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        self._path = path
        self._limit_bytes = limit_bytes
        self._make_room()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
            self._make_room()
        except OSError:
            self.handleError(record)

    def _open(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(opened_at_end(Path(self.baseFilename)), self.encoding, self.errors)

    def _make_room(self) -> None:
        # A window's process may write to the same file, so what counts is its size, not our own share.
        if self.stream is None or os.fstat(self.stream.fileno()).st_size <= self._limit_bytes:
            return
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}.1"))
        except OSError:
            # A long log is better than none; it is tried again when that has doubled.
            self._limit_bytes *= 2
        else:
            self.close()


def begin_logging(path: Path, *, verbose: bool, limit_bytes: int = LIMIT_BYTES) -> None:
    """Log into ``path``, and with ``verbose`` more, and to standard error too.

    Where the file cannot be written, standard error takes its place.
    """
    handlers: list[logging.Handler] = []
    try:
        handlers.append(SmallFileHandler(path, limit_bytes))
    except OSError as error:
        sys.stderr.write(f"deskbreak: the log cannot be written, it goes here: {error}\n")
    if verbose or not handlers:
        handlers.append(logging.StreamHandler())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, format=FORMAT, handlers=handlers)
